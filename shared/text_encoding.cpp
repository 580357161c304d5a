#include "shared/text_encoding.hpp"

#include <cerrno>
#include <iconv.h>

namespace bajin
{

namespace
{

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_little_mark = "\xFF\xFE";
constexpr std::string_view utf16_big_mark = "\xFE\xFF";
constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

// How many bytes follow a first byte; 4: it is none.
int following_bytes(unsigned char first) noexcept
{
	if (first < 0x80) { return 0; }
	if (first >= 0xC2 && first <= 0xDF) { return 1; }
	if (first >= 0xE0 && first <= 0xEF) { return 2; }
	return first >= 0xF0 && first <= 0xF4 ? 3 : 4;
}

// The bytes of the character that begins here; 0: none does.
std::size_t bytes_of_character(std::string_view text) noexcept
{
	const auto first = static_cast<unsigned char>(text.front());
	const int following = following_bytes(first);
	if (following == 4 || static_cast<std::size_t>(following) >= text.size()) { return 0; }
	for (int k = 1; k <= following; ++k)
	{
		const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(k)]);
		// The second byte also keeps out overlong forms, surrogates, and what lies beyond U+10FFFF.
		const unsigned char least = k > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
		const unsigned char most = k > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
		if (byte < least || byte > most) { return 0; }
	}
	return static_cast<std::size_t>(following) + 1;
}

// A file of UTF-8 in which a few bytes went wrong often reads as GB 18030 too, as nonsense.
bool is_mostly_utf8(std::string_view text) noexcept
{
	std::size_t well_formed = 0;
	std::size_t wrong = 0;
	while (!text.empty())
	{
		const std::size_t bytes = bytes_of_character(text);
		well_formed += bytes > 2 ? 1 : 0;
		wrong += bytes == 0 ? 1 : 0;
		text.remove_prefix(bytes == 0 ? 1 : bytes);
	}
	return well_formed > wrong;
}

class Converter
{
public:
	explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
	~Converter()
	{
		if (is_open()) { iconv_close(handle_); }
	}
	Converter(const Converter&) = delete;
	Converter& operator=(const Converter&) = delete;

	// Empty: the bytes are no text of that encoding.
	[[nodiscard]] std::optional<std::string> run(std::string_view bytes) const
	{
		if (!is_open()) { return std::nullopt; }
		std::string input(bytes); // iconv takes what it does not change as if it did
		std::string text;
		char* from = input.data();
		std::size_t left = input.size();
		while (left > 0)
		{
			std::string part(4'096, '\0');
			char* to = part.data();
			std::size_t room = part.size();
			const std::size_t done = iconv(handle_, &from, &left, &to, &room);
			text.append(part, 0, part.size() - room);
			if (done == static_cast<std::size_t>(-1) && errno != E2BIG) { return std::nullopt; }
		}
		return text;
	}

private:
	[[nodiscard]] bool is_open() const noexcept
	{
		return handle_ != reinterpret_cast<iconv_t>(-1);
	} // NOLINT(performance-no-int-to-ptr): as iconv_open says it

	iconv_t handle_;
};

std::optional<std::string> read_text(std::string_view bytes)
{
	if (bytes.starts_with(utf16_little_mark)) { return Converter("UTF-16LE").run(bytes.substr(utf16_little_mark.size())); }
	if (bytes.starts_with(utf16_big_mark)) { return Converter("UTF-16BE").run(bytes.substr(utf16_big_mark.size())); }
	if (!is_gbk(bytes)) { return std::string(bytes.substr(bytes.starts_with(utf8_mark) ? utf8_mark.size() : 0)); }
	return is_mostly_utf8(bytes) ? std::nullopt : Converter("GB18030").run(bytes);
}

} // namespace

std::optional<std::string> decode_text(std::string_view bytes)
{
	auto text = read_text(bytes);
	const bool is_whole = text && text->find(replacement_character) == std::string::npos && text->find('\0') == std::string::npos;
	return is_whole ? text : std::nullopt;
}

bool is_utf8(std::string_view text) noexcept
{
	while (!text.empty())
	{
		const std::size_t bytes = bytes_of_character(text);
		if (bytes == 0) { return false; }
		text.remove_prefix(bytes);
	}
	return true;
}

bool is_gbk(std::string_view text) noexcept
{
	if (!is_utf8(text)) { return true; }
	bool has_pair = false;
	for (std::size_t i = 0; i < text.size();)
	{
		const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
		const auto is_common = [&](std::size_t at) { return byte(at) >= 0xC2 && byte(at) <= 0xD7 && byte(at + 1) >= 0xA1; };
		if (byte(i) < 0x80)
		{
			++i;
			continue;
		}
		if (!is_common(i)) { return false; }
		has_pair = has_pair || is_common(i + 2);
		i += 2;
	}
	return has_pair;
}

} // namespace bajin
