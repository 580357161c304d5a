// Whatever comes over a connection: heads, bodies and chunks, in pieces of every size.
#include "server/net/framing.hpp"
#include "server/net/io.hpp"
#include "server/net/request_parser.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

int fuzz(std::string_view input)
{
	if (input.empty()) { return 0; }
	const std::size_t piece = static_cast<unsigned char>(input.front()) + 1U;
	input.remove_prefix(1);
	const auto end = input.find("\r\n\r\n");
	const std::string_view head = input.substr(0, end == std::string_view::npos ? input.size() : end + 4);
	const bool is_clear = end != std::string_view::npos && net::find_framing_flaw(head).empty();
	net::RequestParser parser{net::RequestLimits{}};
	parser.eager(true);
	boost::system::error_code error;
	std::string held;
	while (!input.empty() && !parser.is_done() && (!error || error == boost::beast::http::error::need_more))
	{
		held.append(input.substr(0, piece));
		input.remove_prefix(std::min(piece, input.size()));
		error = {};
		held.erase(0, parser.put(net::asio::buffer(held), error));
	}
	// What is let through says in one way only where it ends.
	if (is_clear && parser.is_header_done() && parser.chunked()) { check(!parser.content_length().has_value()); }
	check(parser.request.body.size() <= net::RequestLimits{}.body_bytes_max);
	return 0;
}
