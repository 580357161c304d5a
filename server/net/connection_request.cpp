#include "server/api/http/authorize.hpp"
#include "server/net/await_lane.hpp"
#include "server/net/connection.hpp"
#include "server/net/framing.hpp"
#include "server/net/gzip.hpp"
#include "server/net/try_until.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

// How a connection reads a request and decides what it is worth, from the first byte to the first reply.

namespace bajin::net
{

namespace
{

constexpr std::size_t body_read_bytes_max = 64 * 1024;
constexpr std::string_view continue_answer = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::chrono::milliseconds room_interval{100};
constexpr std::size_t discarded_bytes_max = api::open_body_bytes_max; // of a body that nobody wants, to keep the connection
constexpr std::size_t free_body_bytes = 4 * 1024;                     // not counted: bounded by the number of connections

// What takes the I/O thread longer than all else that it does for a request is done on a lane.
constexpr std::size_t packed_bytes_max = 4 * 1024;
constexpr std::size_t plain_bytes_max = 256 * 1024;

} // namespace

// Ends with the head parsed, or with `parser.refusal` set, or with the socket closed.
Awaitable<void> Connection::read_head(Incoming& incoming)
{
	RequestParser& parser = incoming.parser;
	set_deadline(shared_.options.header_timeout);
	for (;;)
	{
		bool is_whole = false;
		parser.refusal = check_head(is_whole);
		if (!parser.refusal.empty()) { break; }
		if (is_whole)
		{
			ErrorCode error;
			buffer_.consume(parser.put(buffer_.data(), error));
			if (!error || error == boost::beast::http::error::need_more) { co_return; }
			parser.refusal = refusal_for(error);
			break;
		}
		if (!co_await read_more(small_read_bytes)) { co_return; }
	}
	end_here();
}

// The head is looked at as it came, when all of it is there; the parser would take it line by line. Empty: nothing is wrong
// with what there is.
std::string_view Connection::check_head(bool& is_whole) const
{
	constexpr std::string_view empty_line = "\r\n\r\n";
	const auto received = buffer_.data();
	const std::string_view text(static_cast<const char*>(received.data()), received.size());
	const std::size_t end = text.find(empty_line);
	is_whole = end != std::string_view::npos;
	const std::size_t head_bytes = is_whole ? end + empty_line.size() : text.size();
	if (head_bytes > shared_.options.limits.header_bytes_max) { return "header_too_large"; }
	return is_whole ? find_framing_flaw(text.substr(0, head_bytes)) : std::string_view();
}

// Where this request ends is not known, or not worth finding out: no further one is read.
void Connection::end_here() noexcept
{
	keeps_going_ = false;
	lingers_ = true;
}

// False: the socket is closed.
Awaitable<bool> Connection::read_more(std::size_t bytes)
{
	const auto space = buffer_.prepare(bytes);
	const auto [error, read] = co_await transport_.read_some(space);
	if (error)
	{
		close();
		co_return false;
	}
	buffer_.commit(read);
	shared_.metrics.bytes_received(read);
	co_return true;
}

// Sets `answer` when the head says enough for it.
void Connection::judge_head(Incoming& incoming)
{
	RequestParser& parser = incoming.parser;
	const Forwarded forwarded{parser.forwarded_for, parser.forwarded_protocol};
	incoming.address = describe_client(parser.request, transport_.peer(), forwarded, shared_.options.trusted_proxies);
	try
	{
		incoming.answer = refuse_head(incoming);
	}
	catch (...)
	{
		incoming.answer = answer_failure(std::current_exception(), tag_of(parser));
	}
}

std::optional<api::Reply> Connection::refuse_head(Incoming& incoming)
{
	RequestParser& parser = incoming.parser;
	if (!parser.refusal.empty()) { return refuse(parser.refusal, tag_of(parser)); }
	if (listener_kind_ == ListenerKind::redirect && !is_refused_) { return redirect(parser); }
	const auto now = Clock::now();
	incoming.credential = shared_.live.key_of(credential_of(parser.request));
	incoming.is_known = incoming.credential && shared_.live.contains(*incoming.credential, now);
	if (is_proxied()) { incoming.slot = shared_.slots.enter_request(incoming.address, now); }
	if (is_refused_ || (is_proxied() && !incoming.slot))
	{
		end_here();
		return refuse("too_many_connections", tag_of(parser));
	}
	if (incoming.is_known) { shared_.slots.prove(incoming.slot ? incoming.slot : slot_, now); }
	if (const auto wait = draw_budget(incoming); wait > std::chrono::seconds::zero()) { return refuse_for(wait, tag_of(parser)); }
	if (auto page = shared_.pages ? shared_.pages->answer(parser.request) : std::nullopt) { return std::move(*page); }
	incoming.verdict = shared_.handler.judge(parser.request);
	if (incoming.verdict.refusal) { return std::move(*incoming.verdict.refusal); }
	const auto length = parser.content_length();
	// Whoever may become known by a look-up is told of that first.
	const bool is_too_large = length && *length > incoming.verdict.body_bytes_max;
	if (is_too_large && !must_look_up(incoming)) { return refuse("body_too_large", tag_of(parser)); }
	return std::nullopt;
}

bool Connection::is_proxied() const noexcept
{
	const Peer& peer = transport_.peer();
	return peer.is_known && contains(shared_.options.trusted_proxies, peer.address);
}

api::Response Connection::redirect(const RequestParser& parser) const
{
	// Of two Host headers each could be meant.
	const auto location =
		redirect_location(shared_.options.redirect, parser.target, parser.hosts == 1 ? parser.request.host : std::string());
	if (!location) { return refuse("bad_request", tag_of(parser)); }
	api::Response response;
	response.status = 308;
	response.content_type = "text/plain; charset=utf-8";
	response.headers.emplace_back("Location", *location);
	return response;
}

// The server's own machine is not limited, unless what seems to come from it may be a proxy's.
std::chrono::seconds Connection::draw_budget(const Incoming& incoming)
{
	const Peer& peer = transport_.peer();
	const bool is_own_machine = peer.address.is_loopback() && shared_.options.trusted_proxies.empty();
	if (!shared_.rates.limits() || !peer.is_known || is_own_machine) { return std::chrono::seconds::zero(); }
	return shared_.rates.draw(incoming.is_known ? incoming.credential : std::nullopt, incoming.address, Clock::now());
}

bool Connection::must_look_up(const Incoming& incoming) noexcept
{
	return !incoming.answer && !incoming.is_known && incoming.credential && incoming.verdict.asks_as;
}

// Asks the database, on a lane of its own, who shows this credential.
Awaitable<void> Connection::look_up(Incoming& incoming)
{
	const RequestParser& parser = incoming.parser;
	std::optional<Uuid> holder;
	ReadJob job;
	job.work = api::identify(*incoming.verdict.asks_as, holder);
	prepare(job, parser, 0, shared_.options.job_timeout);
	deadline_ = Clock::time_point::max();
	if (shared_.read_lanes[api::Lane::intake].submit(job)) { co_await finished(job); }
	api::Reply reply = reply_of(job, parser);
	const auto* const response = std::get_if<api::Response>(&reply);
	if (response == nullptr || response->status >= 400)
	{
		incoming.answer = std::move(reply);
		co_return;
	}
	const auto now = Clock::now();
	incoming.is_known = true;
	shared_.live.add(*incoming.credential, holder, now);
	shared_.slots.prove(incoming.slot ? incoming.slot : slot_, now);
	const auto length = parser.content_length();
	if (length && *length > incoming.verdict.body_bytes_max) { incoming.answer = refuse("body_too_large", tag_of(parser)); }
}

// Ends with the request complete, or with an answer or `parser.refusal` set, or with the socket closed. What nobody wants is
// read away when it is small, so that the connection can go on.
Awaitable<void> Connection::read_body(Incoming& incoming, BodyBudget::Share& share)
{
	RequestParser& parser = incoming.parser;
	if (!keeps_going_ || parser.is_done()) { co_return; }
	const bool is_wanted = !incoming.answer;
	const auto length = parser.content_length();
	if (!is_wanted && (parser.expects_continue || (length && *length > discarded_bytes_max)))
	{
		end_here();
		co_return;
	}
	const ConnectionOptions& options = shared_.options;
	const auto started = Clock::now();
	parser.eager(true);
	parser.keeps_body = is_wanted;
	if (is_wanted) { send_continue(parser); }
	while (transport_.is_open())
	{
		const std::string_view flaw = put_body(incoming);
		if (!flaw.empty())
		{
			parser.refusal = flaw;
			break;
		}
		const std::size_t held = parser.request.body.size();
		bool has_room = held <= free_body_bytes || share.grow_to(held);
		if (!has_room) { has_room = co_await make_room(share, held); }
		if (!has_room)
		{
			parser.refusal = "overloaded";
			break;
		}
		if (parser.is_done()) { co_return; }
		deadline_ =
			std::min({Clock::now() + options.read_timeout, started + options.request_timeout, pace_deadline(started, parser.body_bytes())});
		const auto remaining = parser.content_length_remaining();
		const std::size_t wanted = remaining ? static_cast<std::size_t>(*remaining) : body_read_bytes_max;
		if (!co_await read_more(std::clamp(wanted, small_read_bytes, body_read_bytes_max))) { co_return; }
	}
	end_here();
}

// Takes what there is of the body; what is wrong with it, empty: nothing.
std::string_view Connection::put_body(Incoming& incoming)
{
	RequestParser& parser = incoming.parser;
	ErrorCode error;
	if (buffer_.size() > 0) { buffer_.consume(parser.put(buffer_.data(), error)); }
	if (error && error != boost::beast::http::error::need_more) { return refusal_for(error); }
	const std::size_t most = parser.keeps_body ? incoming.verdict.body_bytes_max : discarded_bytes_max;
	if (parser.body_bytes() > most) { return "body_too_large"; }
	// Of a body all is taken out at once; what stays is the line before a chunk, or what follows the last, without an end.
	const bool is_endless = !parser.is_done() && buffer_.size() > shared_.options.limits.header_bytes_max;
	return is_endless ? "header_too_large" : std::string_view();
}

// The send buffer of a connection that waits for this is empty: it goes out at once or never.
void Connection::send_continue(const RequestParser& parser)
{
	if (!parser.expects_continue || parser.is_http_1_0 || buffer_.size() > 0) { return; }
	ErrorCode error;
	const Pieces pieces{asio::buffer(continue_answer), asio::const_buffer()};
	if (transport_.write_now(pieces, error) != continue_answer.size()) { close(); }
}

// Waits for others to give back what they hold; false: for too long.
Awaitable<bool> Connection::make_room(BodyBudget::Share& share, std::size_t bytes)
{
	deadline_ = Clock::time_point::max();
	const auto grow = [&share, bytes] { return share.grow_to(bytes); };
	co_return co_await try_until(transport_, room_interval, shared_.options.body_budget_timeout, grow);
}

bool Connection::is_large(const Incoming& incoming) noexcept
{
	const RequestParser& parser = incoming.parser;
	if (incoming.answer || !parser.refusal.empty()) { return false; }
	return parser.request.body.size() > (parser.body_is_gzip ? packed_bytes_max : plain_bytes_max);
}

// On the I/O thread, or for a large body on the intake lane. Throws what the API throws.
api::Reply Connection::first_reply(Incoming& incoming) const
{
	RequestParser& parser = incoming.parser;
	if (incoming.answer) { return std::move(*incoming.answer); }
	if (!parser.refusal.empty()) { return refuse(parser.refusal, tag_of(parser)); }
	api::Request& request = parser.request;
	if (parser.body_is_gzip && !request.body.empty())
	{
		auto plain = decompress_gzip(request.body, incoming.verdict.body_bytes_max);
		if (!plain) { return refuse(plain.error().code, tag_of(parser)); }
		request.body = std::move(*plain);
	}
	return shared_.handler.dispatch(request, std::move(incoming.verdict));
}

api::Reply Connection::reply_or_failure(Incoming& incoming) const
{
	try
	{
		return first_reply(incoming);
	}
	catch (...)
	{
		return answer_failure(std::current_exception(), tag_of(incoming.parser));
	}
}

} // namespace bajin::net
