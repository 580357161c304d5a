// Parses one request straight into an api::Request: no field container, nothing copied that nobody asks for.
//
// Made by the connection for each request, fed by put(); I/O thread. The first put() takes the head alone; what follows is
// taken after eager(true). Header and body limits are those of Beast's basic_parser. A flaw of the request that still leaves
// its end recognisable (target, encoding) is kept in `refusal`, so that the connection can go on after the answer.
#pragma once

#include "server/api/http/http.hpp"
#include "server/net/options.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bajin::net
{

class RequestParser final : public boost::beast::http::basic_parser<true>
{
public:
	explicit RequestParser(RequestLimits limits);

	api::Request request;
	std::string_view refusal; // code of a problem, empty: none
	bool is_head = false;     // `request` says get then
	bool is_http_1_0 = false;
	bool accepts_gzip = false;
	bool expects_continue = false;
	bool body_is_gzip = false;
	bool keeps_body = true; // false: it is counted and thrown away

	// Of the body, as sent, so far.
	[[nodiscard]] std::size_t body_bytes() const noexcept { return body_bytes_; }

	// Told by proxies; several headers joined by commas.
	std::string forwarded_for;
	std::string forwarded_protocol;

	// For the redirect alone, which must give back what was sent.
	bool keeps_target = false; // to be set before the first put()
	std::string target;
	int hosts = 0;

private:
	using Verb = boost::beast::http::verb;
	using Field = boost::beast::http::field;
	using View = boost::beast::string_view;
	using Error = boost::beast::error_code;

	void on_request_impl(Verb method, View name, View target, int version, Error& error) override;
	void on_response_impl(int code, View reason, int version, Error& error) override;
	void on_field_impl(Field field, View name, View value, Error& error) override;
	void on_header_impl(Error& error) override;
	void on_body_init_impl(const boost::optional<std::uint64_t>& content_length, Error& error) override;
	std::size_t on_body_impl(View body, Error& error) override;
	void on_chunk_header_impl(std::uint64_t size, View extensions, Error& error) override;
	std::size_t on_chunk_body_impl(std::uint64_t remain, View body, Error& error) override;
	void on_finish_impl(Error& error) override;

	void take_body(View body);
	void on_other_field(View name, View value);

	const RequestLimits limits_;
	std::size_t chunks_ = 0;
	std::size_t extension_bytes_ = 0;
	std::size_t body_bytes_ = 0;
	bool header_ended_ = false;
};

// The code of the problem for what the parser could not read; the connection cannot go on after it.
[[nodiscard]] std::string_view refusal_for(const boost::beast::error_code& error);

} // namespace bajin::net
