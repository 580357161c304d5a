#include "server/net/response_head.hpp"

#include "server/files/temporary_file.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/beast/http/status.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <iterator>
#include <string_view>

namespace bajin::net
{

namespace
{

std::string_view reason_of(int status)
{
	return boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(status)));
}

// Made once a second, not once an answer.
const std::string& date_text()
{
	thread_local std::time_t written_for = 0;
	thread_local std::string text;
	const std::time_t now = std::time(nullptr);
	if (now != written_for)
	{
		written_for = now;
		text = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
	}
	return text;
}

// Answers are data, not pages, unless a page says what it may load.
constexpr std::string_view default_policy = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'\r\n";
constexpr std::string_view security_headers =
	"X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n";
// Nearly every answer tells of people.
constexpr std::string_view not_kept = "Cache-Control: no-store\r\n";
constexpr std::string_view strict_transport = "Strict-Transport-Security: max-age=31536000\r\n";

bool breaks_line(char character) noexcept
{
	return character == '\r' || character == '\n' || character == '\0';
}

void append_text(std::string& out, std::string_view text)
{
	const std::size_t start = out.size();
	out.append(text);
	std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), breaks_line, ' ');
}

void append_field(std::string& out, std::string_view name, std::string_view value)
{
	append_text(out, name);
	out.append(": ");
	append_text(out, value);
	out.append("\r\n");
}

} // namespace

std::string request_id_text(std::uint64_t request_id)
{
	return fmt::format("{:016x}", request_id);
}

void append_head(std::string& out, const api::Response& response, HeadOptions options)
{
	auto into = std::back_inserter(out);
	fmt::format_to(
		into, "HTTP/1.{} {} {}\r\nDate: {}\r\nX-Request-Id: {:016x}\r\n", options.is_http_1_0 ? 0 : 1, response.status,
		reason_of(response.status), date_text(), options.request_id);
	const bool may_have_body = response.status != 204 && response.status != 304;
	if (may_have_body)
	{
		append_field(out, "Content-Type", response.content_type);
		out.append("Vary: Accept-Encoding\r\n");
		if (options.length_known)
		{
			fmt::format_to(into, "Content-Length: {}\r\n", response.file ? response.file->size() : response.body.size());
		}
	}
	out.append(security_headers);
	bool has_policy = false;
	bool may_be_kept = false;
	for (const auto& [name, value] : response.headers)
	{
		has_policy = has_policy || boost::algorithm::iequals(name, "Content-Security-Policy");
		may_be_kept = may_be_kept || boost::algorithm::iequals(name, "Cache-Control");
		append_field(out, name, value);
	}
	if (!has_policy) { out.append(default_policy); }
	if (!may_be_kept) { out.append(not_kept); }
	if (options.is_tls) { out.append(strict_transport); }
	if (!options.keep_alive) { out.append("Connection: close\r\n"); }
	else if (options.is_http_1_0) { out.append("Connection: keep-alive\r\n"); }
	out.append("\r\n");
}

} // namespace bajin::net
