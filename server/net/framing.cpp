#include "server/net/framing.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace bajin::net
{

namespace
{

using boost::algorithm::iequals;

constexpr std::string_view bad = "bad_request";
constexpr std::string_view unknown_coding = "unknown_transfer_coding";

bool is_digit(char character) noexcept
{
	return character >= '0' && character <= '9';
}

bool is_letter(char character) noexcept
{
	return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) noexcept
{
	static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
	const auto is_part = [](char character)
	{ return is_digit(character) || is_letter(character) || others.find(character) != std::string_view::npos; };
	return !text.empty() && std::all_of(text.begin(), text.end(), is_part);
}

bool is_number(std::string_view text) noexcept
{
	return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port (RFC 9110, section 7.2; RFC 3986, 3.2.2).
// Empty is allowed: a target without an authority has an empty Host.
bool is_host(std::string_view text) noexcept
{
	const std::size_t colon = text.starts_with('[') ? text.find(']') + 1 : std::min(text.find(':'), text.size());
	if (text.starts_with('[') && colon == 0) { return false; }
	const std::string_view name = text.substr(0, colon);
	const std::string_view port = text.substr(colon);
	if (!port.empty() && (port.front() != ':' || (port.size() > 1 && !is_number(port.substr(1))))) { return false; }
	if (name.starts_with('['))
	{
		const std::string_view inner = name.substr(1, name.size() - 2);
		return !inner.empty() && inner.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
	}
	const auto is_part = [](char character)
	{
		return is_digit(character) || is_letter(character) || std::string_view("-._~!$&'()*+;=%").find(character) != std::string_view::npos;
	};
	return std::all_of(name.begin(), name.end(), is_part);
}

// Reads the fields one by one and remembers what decides where the request ends.
class Head
{
public:
	explicit Head(bool is_http_1_0) : is_http_1_0_(is_http_1_0) {}

	// False: the line is no field.
	[[nodiscard]] bool take(std::string_view line)
	{
		// A line that begins with white space continues the one before (obs-fold): RFC 9112, section 5.2.
		const std::size_t colon = line.find(':');
		if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) { return false; }
		const std::string_view name = line.substr(0, colon);
		const std::string_view value = without_blanks(line.substr(colon + 1));
		if (iequals(name, "Host"))
		{
			++hosts_;
			return is_host(value);
		}
		if (iequals(name, "Content-Length"))
		{
			++lengths_;
			return is_number(value);
		}
		if (iequals(name, "Transfer-Encoding"))
		{
			++codings_;
			coding_ = value;
		}
		return true;
	}

	[[nodiscard]] std::string_view flaw() const
	{
		// RFC 9112, section 3.2: exactly one Host; before HTTP/1.1 there need be none.
		if (hosts_ > 1 || (hosts_ == 0 && !is_http_1_0_)) { return bad; }
		// Section 6.3: a second length, even an equal one, is a sign of an attempt.
		if (lengths_ > 1 || (lengths_ > 0 && codings_ > 0)) { return bad; }
		if (codings_ == 0) { return {}; }
		// Section 6.1: HTTP/1.0 has no transfer codings, and `chunked` stands last and once.
		if (is_http_1_0_ || codings_ > 1) { return bad; }
		if (iequals(coding_, "chunked")) { return {}; }
		return names_chunked() || coding_.empty() ? bad : unknown_coding;
	}

private:
	// One of several codings.
	[[nodiscard]] bool names_chunked() const
	{
		for (std::string_view rest = coding_; !rest.empty();)
		{
			const std::size_t comma = std::min(rest.find(','), rest.size());
			if (iequals(without_blanks(rest.substr(0, comma)), "chunked")) { return true; }
			rest.remove_prefix(std::min(comma + 1, rest.size()));
		}
		return false;
	}

	const bool is_http_1_0_;
	int hosts_ = 0;
	int lengths_ = 0;
	int codings_ = 0;
	std::string_view coding_;
};

} // namespace

std::string_view without_blanks(std::string_view text) noexcept
{
	const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
	text.remove_prefix(first);
	return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::string_view find_framing_flaw(std::string_view head)
{
	// Lines end with CR LF and nothing else: RFC 9112, section 2.2. No other control character but the tab stands in one.
	for (std::size_t i = 0; i < head.size(); ++i)
	{
		const auto byte = static_cast<unsigned char>(head[i]);
		const bool is_return = byte == '\r' && i + 1 < head.size() && head[i + 1] == '\n';
		const bool is_line_feed = byte == '\n' && i > 0 && head[i - 1] == '\r';
		if ((byte < 0x20 && byte != '\t' && !is_return && !is_line_feed) || byte == 0x7F) { return bad; }
	}
	const std::size_t first_end = head.find("\r\n");
	if (first_end == std::string_view::npos) { return bad; }
	Head fields(head.substr(0, first_end).ends_with(" HTTP/1.0"));
	head.remove_prefix(first_end + 2);
	while (!head.empty())
	{
		const std::size_t end = head.find("\r\n");
		if (end == 0) { break; }
		if (end == std::string_view::npos || !fields.take(head.substr(0, end))) { return bad; }
		head.remove_prefix(end + 2);
	}
	return fields.flaw();
}

} // namespace bajin::net
