#include "shared/plain_text.hpp"

#include "shared/characters.hpp"
#include "shared/text_encoding.hpp"

#include <array>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace bajin
{

namespace
{

bool is_blank_category(char32_t character) noexcept
{
	const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(character));
	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
		   category == UTF8PROC_CATEGORY_CC;
}

// Variation selectors and tags: invisible, but not without effect.
bool changes_the_one_before(char32_t character) noexcept
{
	return (character >= 0xFE00 && character <= 0xFE0F) || (character >= 0xE0020 && character <= 0xE01EF) ||
		   (character >= 0x180B && character <= 0x180F);
}

// The last character of a text that is not empty, and where it begins.
char32_t last_character(std::string_view text, std::size_t& begin) noexcept
{
	begin = text.size() - 1;
	while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) { --begin; }
	std::string_view rest = text.substr(begin);
	return next_character(rest);
}

std::string mapped(std::string_view text, int options)
{
	utf8proc_uint8_t* made = nullptr;
	// NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the library has bytes of its own
	const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
	const auto size = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &made, static_cast<utf8proc_option_t>(options));
	const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
	if (size < 0) { return std::string(text); }
	return {made, made + size};
}

void append(std::string& text, char32_t character)
{
	std::array<utf8proc_uint8_t, 4> bytes{};
	const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes.data());
	text.append(bytes.begin(), bytes.begin() + size);
}

std::string name_mapped(std::string_view text, int further)
{
	if (!is_utf8(text)) { return std::string(text); }
	const std::string plain = mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE | further);
	std::string name;
	for (std::string_view rest = trimmed(plain); !rest.empty();)
	{
		const std::string_view before = rest;
		const char32_t character = next_character(rest);
		if (character == ' ' || !is_invisible(character)) { name += before.substr(0, before.size() - rest.size()); }
	}
	return name;
}

// What some people write and others leave out; 0 for those. And one of what keyboards and programs write for one another.
char32_t one_of_its_kind(char32_t character) noexcept
{
	constexpr std::u32string_view left_out = U"\"'`´“”„‟‘’‚‛«»‹›「」『』〝〞〟′″·•‧・∙⋅˙";
	constexpr std::u32string_view dashes = U"‐‑‒–—―−─﹣";
	constexpr std::u32string_view waves = U"〜∼～";
	if (character < 0x80 && character != '"' && character != '\'' && character != '`') { return character; }
	if (left_out.find(character) != std::u32string_view::npos) { return 0; }
	if (dashes.find(character) != std::u32string_view::npos) { return '-'; }
	if (waves.find(character) != std::u32string_view::npos) { return '~'; }
	return character == U'〈' ? U'《' : character == U'〉' ? U'》' : character;
}

// Nearly every text here is of such characters, for which Unicode's tables need not be asked: a search looks at very many.
bool fold_common(std::string_view text, std::string& same)
{
	for (std::string_view rest = text; !rest.empty();)
	{
		char32_t character = next_character(rest);
		if (character >= 0xFF01 && character <= 0xFF5E) { character -= 0xFEE0; }
		const bool is_known = character < 0x80 || (character >= 0x4E00 && character <= 0x9FFF) ||
							  (character >= 0x3000 && character <= 0x3002) || (character >= 0x3008 && character <= 0x300F) ||
							  (character >= 0x2018 && character <= 0x201D) || character == 0xB7 || character == 0x2014;
		if (!is_known) { return false; }
		if (character >= 'A' && character <= 'Z') { character += 'a' - 'A'; }
		const char32_t kept = is_invisible(character) ? 0 : one_of_its_kind(character);
		if (kept != 0) { append(same, kept); }
	}
	return true;
}

} // namespace

bool is_invisible(char32_t character) noexcept
{
	if (character < 0x7F) { return character <= 0x20; }
	const bool is_mark_of_text = character == 0x2800 || (character >= 0xFFF9 && character <= 0xFFFB);
	return is_mark_of_text || is_blank_category(character) ||
		   utf8proc_get_property(static_cast<utf8proc_int32_t>(character))->ignorable != 0;
}

bool is_blank(std::string_view text) noexcept
{
	while (!text.empty())
	{
		const bool is_zero = text.front() == '\0';
		const char32_t character = next_character(text);
		if ((character == 0 && !is_zero) || !is_invisible(character)) { return false; }
	}
	return true;
}

std::string_view trimmed(std::string_view text) noexcept
{
	if (!is_utf8(text)) { return text; }
	if (is_blank(text)) { return {}; }
	for (std::string_view rest = text; is_invisible(next_character(rest)) && !rest.empty();) { text = rest; }
	for (std::size_t begin = 0; !text.empty(); text = text.substr(0, begin))
	{
		const char32_t last = last_character(text, begin);
		if (!is_invisible(last) || changes_the_one_before(last)) { break; }
	}
	return text;
}

std::string composed(std::string_view text)
{
	return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string account_name_of(std::string_view text)
{
	return name_mapped(text, 0);
}

std::string account_key_of(std::string_view text)
{
	return name_mapped(text, UTF8PROC_CASEFOLD);
}

std::string folded(std::string_view text)
{
	if (!is_utf8(text)) { return std::string(text); }
	std::string same;
	if (fold_common(text, same)) { return same; }
	same.clear();
	const std::string plain = account_key_of(text);
	for (std::string_view rest = plain; !rest.empty();)
	{
		const char32_t character = next_character(rest);
		const char32_t kept = is_invisible(character) ? 0 : one_of_its_kind(character);
		if (kept != 0) { append(same, kept); }
	}
	return same;
}

} // namespace bajin
