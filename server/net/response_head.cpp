#include "server/net/response_head.hpp"

#include <boost/beast/http/status.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <iterator>

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
		fmt::format_to(into, "Content-Type: {}\r\nX-Content-Type-Options: nosniff\r\nVary: Accept-Encoding\r\n", response.content_type);
		if (options.length_known)
		{
			fmt::format_to(into, "Content-Length: {}\r\n", response.body.size());
		}
	}
	for (const auto& [name, value] : response.headers)
	{
		fmt::format_to(into, "{}: {}\r\n", name, value);
	}
	if (!options.keep_alive)
	{
		out.append("Connection: close\r\n");
	}
	else if (options.is_http_1_0)
	{
		out.append("Connection: keep-alive\r\n");
	}
	out.append("\r\n");
}

} // namespace bajin::net
