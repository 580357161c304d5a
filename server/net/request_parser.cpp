#include "server/net/request_parser.hpp"

#include "server/api/http/language.hpp"
#include "server/net/gzip.hpp"
#include "server/net/target.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace bajin::net
{

namespace
{

namespace http = boost::beast::http;

api::Method method_of(http::verb verb) noexcept
{
	switch (verb)
	{
	case http::verb::get:
	case http::verb::head:
		return api::Method::get;
	case http::verb::post:
		return api::Method::post;
	case http::verb::put:
		return api::Method::put;
	case http::verb::patch:
		return api::Method::patch;
	case http::verb::delete_:
		return api::Method::remove;
	default:
		return api::Method::other;
	}
}

void append_to_list(std::string& list, std::string_view separator, std::string_view value)
{
	if (!list.empty()) { list.append(separator); }
	list.append(value);
}

bool is_forwarding(std::string_view name)
{
	return boost::algorithm::istarts_with(name, "X-Forwarded-") || boost::algorithm::iequals(name, "Forwarded") ||
		   boost::algorithm::iequals(name, "X-Real-IP") || boost::algorithm::iequals(name, "Via");
}

// What is no number of seconds is none: the person is there.
std::chrono::seconds read_idle(std::string_view value) noexcept
{
	constexpr std::uint32_t longest = 366 * 86'400;
	std::uint32_t seconds = 0;
	const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
	const bool is_whole = error == std::errc() && end == value.data() + value.size();
	return std::chrono::seconds(is_whole ? std::min(seconds, longest) : 0);
}

} // namespace

RequestParser::RequestParser(RequestLimits limits) : limits_(limits)
{
	header_limit(limits.header_bytes_max);
	body_limit(limits.body_bytes_max);
}

void RequestParser::on_request_impl(Verb method, View /*name*/, View sent_target, int version, Error& /*error*/)
{
	request.method = method_of(method);
	is_head = method == Verb::head;
	is_http_1_0 = version == 10;
	if (keeps_target) { target = sent_target; }
	if (!read_target(sent_target, request)) { refusal = "bad_request"; }
}

void RequestParser::on_response_impl(int /*code*/, View /*reason*/, int /*version*/, Error& /*error*/) {}

void RequestParser::on_field_impl(Field field, View name, View value, Error& /*error*/)
{
	// Fields after a chunked body must not change what was decided by then.
	if (header_ended_) { return; }
	switch (field)
	{
	case Field::authorization:
		request.authorization = value;
		return;
	case Field::accept_language:
		request.wants_english = api::prefers_english(value);
		return;
	case Field::if_match:
		request.if_match = value;
		return;
	case Field::if_none_match:
		append_to_list(request.if_none_match, ",", value);
		return;
	case Field::accept_encoding:
		append_to_list(request.accept_encoding, ",", value);
		accepts_gzip = accepts_coding(request.accept_encoding, "gzip");
		return;
	case Field::expect:
		expects_continue = boost::algorithm::iequals(value, "100-continue");
		return;
	case Field::content_encoding:
		body_is_gzip = boost::algorithm::iequals(value, "gzip") || boost::algorithm::iequals(value, "x-gzip");
		if (!body_is_gzip && !boost::algorithm::iequals(value, "identity")) { refusal = "unsupported_encoding"; }
		return;
	case Field::cookie:
		append_to_list(request.cookie, "; ", value);
		return;
	case Field::origin:
		request.origin = value;
		return;
	case Field::user_agent:
		request.user_agent = value;
		return;
	case Field::host:
		++hosts;
		request.host = value;
		return;
	default:
		on_other_field(name, value);
		return;
	}
}

// Names that Beast has no number for.
void RequestParser::on_other_field(View name, View value)
{
	if (boost::algorithm::iequals(name, "X-CSRF-Token")) { request.csrf_token = value; }
	else if (boost::algorithm::iequals(name, "X-Idle-Seconds")) { request.idle = read_idle(value); }
	else if (boost::algorithm::iequals(name, "Sec-Fetch-Site")) { request.fetch_site = value; }
	else if (is_forwarding(name))
	{
		request.has_forwarding_headers = true;
		if (boost::algorithm::iequals(name, "X-Forwarded-For")) { append_to_list(forwarded_for, ",", value); }
		else if (boost::algorithm::iequals(name, "X-Forwarded-Proto")) { append_to_list(forwarded_protocol, ",", value); }
	}
}

void RequestParser::on_header_impl(Error& /*error*/)
{
	header_ended_ = true;
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& content_length, Error& /*error*/)
{
	if (content_length && keeps_body) { request.body.reserve(static_cast<std::size_t>(*content_length)); }
}

std::size_t RequestParser::on_body_impl(View body, Error& /*error*/)
{
	take_body(body);
	return body.size();
}

void RequestParser::take_body(View body)
{
	body_bytes_ += body.size();
	if (keeps_body) { request.body.append(body); }
}

void RequestParser::on_chunk_header_impl(std::uint64_t /*size*/, View extensions, Error& error)
{
	++chunks_;
	extension_bytes_ += extensions.size();
	if (chunks_ > limits_.chunks_max || extension_bytes_ > limits_.extension_bytes_max) { error = http::error::bad_chunk_extension; }
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t /*remain*/, View body, Error& /*error*/)
{
	take_body(body);
	return body.size();
}

void RequestParser::on_finish_impl(Error& /*error*/) {}

std::string_view refusal_for(const boost::beast::error_code& error)
{
	if (error == http::error::header_limit) { return "header_too_large"; }
	if (error == http::error::body_limit) { return "body_too_large"; }
	return "bad_request";
}

} // namespace bajin::net
