#include "server/net/connection.hpp"

#include "server/net/await_lane.hpp"
#include "server/net/framing.hpp"
#include "server/net/gzip.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace bajin::net
{

namespace
{

constexpr std::size_t idle_buffer_bytes = 2 * 1024;
constexpr std::size_t body_read_bytes_max = 64 * 1024;
constexpr std::string_view continue_answer = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr int hops_max = 8; // of one request from lane to lane

} // namespace

Connection::Connection(Socket socket, Shared& shared, Admission admission)
	: transport_(std::move(socket), admission.door == Door::tls ? shared.tls.get() : nullptr), shared_(shared), admission_(admission)
{
	shared_.open.insert(this);
	shared_.metrics.connection_opened();
}

Connection::~Connection()
{
	shared_.metrics.connection_closed();
	shared_.open.erase(this);
	if (shared_.open.empty() && shared_.on_last_closed) { shared_.on_last_closed(); }
}

void Connection::start()
{
	const auto on_end = [](const std::exception_ptr& failure) { log_breakdown("a connection", failure); };
	asio::co_spawn(transport_.executor(), run(shared_from_this()), on_end);
}

Awaitable<void> Connection::run(std::shared_ptr<Connection> self)
{
	Connection& connection = *self;
	if (connection.transport_.is_tls())
	{
		connection.set_deadline(connection.shared_.options.handshake_timeout);
		const ErrorCode error = co_await connection.transport_.handshake();
		connection.keeps_going_ = !error;
	}
	while (connection.keeps_going_ && connection.transport_.is_open())
	{
		if (connection.buffer_.size() == 0)
		{
			if (connection.shared_.draining) { break; }
			connection.phase_ = Phase::idle;
			connection.set_deadline(connection.shared_.options.idle_timeout);
			const auto space = connection.buffer_.prepare(idle_buffer_bytes);
			const auto [error, bytes] = co_await connection.transport_.read_some(space);
			if (error) { break; }
			connection.buffer_.commit(bytes);
			connection.shared_.metrics.bytes_received(bytes);
		}
		connection.phase_ = Phase::busy;
		co_await connection.serve_request();
		connection.release_memory();
	}
	if (connection.lingers_) { co_await connection.linger(); }
	connection.close();
}

Awaitable<void> Connection::serve_request()
{
	RequestParser parser(shared_.options.limits);
	parser.keeps_target = admission_.door == Door::redirect;
	request_id_ = ++shared_.next_request_id;
	co_await read_request(parser);
	deadline_ = Clock::time_point::max();
	if (!transport_.is_open()) { co_return; }
	const std::size_t body_bytes = parser.request.body.size();
	api::Reply reply = first_reply(parser);
	for (int hop = 0; hop < hops_max; ++hop)
	{
		if (auto* const write_work = std::get_if<std::unique_ptr<api::WriteWork>>(&reply))
		{
			WriteJob job;
			job.work = std::move(*write_work);
			prepare(job, parser, body_bytes, shared_.options.job_timeout);
			if (shared_.write_lane.submit(job)) { co_await finished(job); }
			reply = reply_of(job, parser);
		}
		else if (auto* const read_work = std::get_if<std::unique_ptr<api::ReadWork>>(&reply))
		{
			ReadJob job;
			job.work = std::move(*read_work);
			const api::ReadCost cost = job.work->cost();
			prepare(job, parser, body_bytes, timeout_for(cost));
			if (lane_for(cost).submit(job)) { co_await finished(job); }
			reply = reply_of(job, parser);
		}
		else { break; }
	}
	HeadOptions head;
	head.request_id = request_id_;
	head.is_http_1_0 = parser.is_http_1_0;
	head.is_tls = transport_.is_tls();
	if (std::holds_alternative<api::EventStream>(reply) && parser.is_head) { reply = stream_head(); }
	if (auto* const scope = std::get_if<api::EventStream>(&reply))
	{
		note_answer(parser.request.route, 200);
		co_await run_event_stream(std::move(*scope), head);
		co_return;
	}
	auto* const finished_response = std::get_if<api::Response>(&reply);
	api::Response response = finished_response != nullptr ? std::move(*finished_response) : refuse("internal_error", tag_of(parser));
	note_answer(parser.request.route, response.status);
	if (parser.accepts_gzip) { compress_answer(response); }
	keeps_going_ = keeps_going_ && !shared_.draining && parser.is_done() && parser.keep_alive();
	head.keep_alive = keeps_going_;
	std::string head_text;
	head_text.reserve(512);
	append_head(head_text, response, head);
	const bool without_body = parser.is_head || response.status == 204 || response.status == 304;
	Pieces pieces{asio::buffer(head_text), without_body ? asio::const_buffer() : asio::buffer(response.body)};
	if (!send_now(pieces)) { co_await write_rest(pieces, true); }
	if (response.file && !without_body) { co_await write_file(response.file); }
}

// Ends with the request complete, or with `parser.refusal` set, or with the socket closed.
Awaitable<void> Connection::read_request(RequestParser& parser)
{
	const ConnectionOptions& options = shared_.options;
	const auto request_deadline = Clock::now() + options.request_timeout;
	set_deadline(options.header_timeout);
	bool is_head_checked = false;
	bool header_seen = false;
	Clock::time_point body_started;
	std::size_t body_bytes = 0;
	for (;;)
	{
		ErrorCode parse_error;
		if (!is_head_checked) { parser.refusal = check_head(is_head_checked); }
		if (!parser.refusal.empty()) { break; }
		if (is_head_checked && buffer_.size() > 0) { buffer_.consume(parser.put(buffer_.data(), parse_error)); }
		if (parse_error && parse_error != boost::beast::http::error::need_more)
		{
			parser.refusal = refusal_for(parse_error);
			break;
		}
		if (parser.is_done()) { co_return; }
		if (parser.is_header_done())
		{
			if (!header_seen)
			{
				body_started = Clock::now();
				after_header(parser);
			}
			header_seen = true;
			// Of a body all is taken out at once; what stays is the line before a chunk, or what follows the last, without an end.
			if (buffer_.size() > options.limits.header_bytes_max) { parser.refusal = "header_too_large"; }
			if (!parser.refusal.empty() || !transport_.is_open()) { break; }
			deadline_ = std::min({Clock::now() + options.read_timeout, request_deadline, pace_deadline(body_started, body_bytes)});
		}
		const auto space = buffer_.prepare(read_size(parser));
		const auto [error, bytes] = co_await transport_.read_some(space);
		if (error)
		{
			close();
			co_return;
		}
		buffer_.commit(bytes);
		body_bytes += header_seen ? bytes : 0;
		shared_.metrics.bytes_received(bytes);
	}
	// Where this request ends is not known: no further one can be read.
	keeps_going_ = false;
	lingers_ = true;
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

void Connection::after_header(RequestParser& parser)
{
	if (!parser.expects_continue || !parser.refusal.empty() || parser.is_http_1_0 || !parser.request.body.empty()) { return; }
	ErrorCode error;
	// The send buffer of a connection that waits for this is empty: it goes out at once or never.
	const Pieces pieces{asio::buffer(continue_answer), asio::const_buffer()};
	if (transport_.write_now(pieces, error) != continue_answer.size()) { close(); }
}

std::size_t Connection::read_size(RequestParser& parser) const
{
	if (!parser.is_header_done()) { return idle_buffer_bytes; }
	const auto remaining = parser.content_length_remaining();
	const std::size_t wanted = remaining ? static_cast<std::size_t>(*remaining) : body_read_bytes_max;
	return std::clamp(wanted, idle_buffer_bytes, body_read_bytes_max);
}

api::Reply Connection::first_reply(RequestParser& parser)
{
	api::Request& request = parser.request;
	const Forwarded forwarded{parser.forwarded_for, parser.forwarded_protocol};
	const Address address = describe_caller(request, transport_.peer(), forwarded, shared_.options.trusted_proxies);
	credential_.reset();
	if (!parser.refusal.empty()) { return refuse(parser.refusal, tag_of(parser)); }
	if (admission_.beyond_limit)
	{
		keeps_going_ = false;
		return refuse("too_many_connections", tag_of(parser));
	}
	if (admission_.door == Door::redirect) { return redirect(parser); }
	if (const auto wait = draw_budget(request, address); wait > std::chrono::seconds::zero()) { return refuse_for(wait, tag_of(parser)); }
	try
	{
		if (auto page = shared_.pages ? shared_.pages->answer(request) : std::nullopt) { return std::move(*page); }
		if (parser.body_is_gzip && !request.body.empty())
		{
			auto plain = decompress_gzip(request.body, shared_.options.limits.body_bytes_max);
			if (!plain) { return refuse(plain.error().code, tag_of(parser)); }
			request.body = std::move(*plain);
		}
		return shared_.dispatch(request);
	}
	catch (...)
	{
		return answer_failure(std::current_exception(), tag_of(parser));
	}
}

api::Reply Connection::reply_of(Job& job, const RequestParser& parser) const
{
	if (job.failure) { return answer_failure(job.failure, tag_of(parser)); }
	if (job.reply) { return std::move(*job.reply); }
	return refuse("too_many_connections", tag_of(parser)); // the lane did not take it
}

api::Response Connection::redirect(const RequestParser& parser) const
{
	// Of two Host headers each could be meant.
	const auto location = redirect_location(shared_.options.redirect, parser.target, parser.hosts == 1 ? parser.host : std::string());
	if (!location) { return refuse("bad_request", tag_of(parser)); }
	api::Response response;
	response.status = 308;
	response.content_type = "text/plain; charset=utf-8";
	response.headers.emplace_back("Location", *location);
	return response;
}

RequestTag Connection::tag_of(const RequestParser& parser) const
{
	return {request_id_, parser.request.route, parser.request.accept_language};
}

// The server's own machine is not limited, unless what seems to come from it may be a proxy's.
std::chrono::seconds Connection::draw_budget(const api::Request& request, const Address& address)
{
	const Peer& peer = transport_.peer();
	const bool is_own_machine = peer.address.is_loopback() && shared_.options.trusted_proxies.empty();
	if (!shared_.budgets.limits() || !peer.is_known || is_own_machine) { return std::chrono::seconds::zero(); }
	credential_ = shared_.budgets.key_of(credential_of(request));
	return shared_.budgets.draw(credential_, address, Clock::now());
}

// A credential has proved valid when it was given what is not for everybody. Other refusals than 401 tell nothing of it.
void Connection::note_answer(std::string_view route, int status)
{
	shared_.metrics.request_answered(route, status);
	if (!credential_) { return; }
	const auto& open = shared_.options.open_routes;
	if (status == 401) { shared_.budgets.rejected(*credential_); }
	else if (status < 400 && std::find(open.begin(), open.end(), route) == open.end())
	{
		shared_.budgets.accepted(*credential_, Clock::now());
	}
}

ReadLane& Connection::lane_for(api::ReadCost cost) const noexcept
{
	switch (cost)
	{
	case api::ReadCost::export_:
		return shared_.export_lane;
	case api::ReadCost::download:
		return shared_.download_lane;
	case api::ReadCost::password:
		return shared_.password_lane;
	case api::ReadCost::page:
		break;
	}
	return shared_.read_lane;
}

std::chrono::milliseconds Connection::timeout_for(api::ReadCost cost) const noexcept
{
	const ConnectionOptions& options = shared_.options;
	return cost == api::ReadCost::download  ? options.download_timeout
		   : cost == api::ReadCost::export_ ? options.export_timeout
											: options.job_timeout;
}

void Connection::prepare(Job& job, const RequestParser& parser, std::size_t body_bytes, std::chrono::milliseconds timeout) const
{
	job.deadline = Clock::now() + timeout;
	job.bytes = body_bytes;
	job.accepts_gzip = parser.accepts_gzip;
}

// Sends what the socket takes at once, which is nearly always all; false: a rest stands in `pieces`.
bool Connection::send_now(Pieces& pieces)
{
	ErrorCode error;
	const std::size_t sent = transport_.write_now(pieces, error);
	if (error && error != asio::error::would_block)
	{
		close();
		return true;
	}
	shared_.metrics.bytes_sent(sent);
	const std::size_t of_first = std::min(sent, pieces[0].size());
	pieces[0] += of_first;
	pieces[1] += sent - of_first;
	return pieces[0].size() + pieces[1].size() == 0;
}

// What the socket took at first tells nothing of the reader: the pace counts from here.
Awaitable<void> Connection::write_rest(Pieces pieces, bool keeps_pace)
{
	const auto started = Clock::now();
	const std::size_t whole = pieces[0].size() + pieces[1].size();
	for (;;)
	{
		set_deadline(shared_.options.write_timeout);
		if (keeps_pace) { deadline_ = std::min(deadline_, pace_deadline(started, whole - pieces[0].size() - pieces[1].size())); }
		const auto [error] = co_await transport_.wait_writable();
		if (error) { close(); }
		if (!transport_.is_open() || send_now(pieces)) { break; }
	}
	deadline_ = Clock::time_point::max();
}

Clock::time_point Connection::pace_deadline(Clock::time_point started, std::size_t bytes) const
{
	const auto earned = std::chrono::milliseconds(bytes * 1'000 / shared_.options.pace_bytes_min);
	return started + shared_.options.slow_grace + earned;
}

// Reads away the rest of what was refused: closing over unread bytes would take the answer from the client.
Awaitable<void> Connection::linger()
{
	transport_.end_sending();
	set_deadline(shared_.options.linger_timeout);
	buffer_.clear();
	while (transport_.is_open())
	{
		const auto space = buffer_.prepare(body_read_bytes_max);
		const auto [error, bytes] = co_await transport_.read_away(space);
		if (error) { break; }
		shared_.metrics.bytes_received(bytes);
	}
}

void Connection::check_deadline(Clock::time_point now)
{
	if (now >= deadline_) { close(); }
}

void Connection::drain()
{
	if (phase_ == Phase::idle) { close(); }
	if (stream_ != nullptr) { stream_->wake.cancel(); }
}

void Connection::close()
{
	transport_.close();
}

void Connection::release_memory()
{
	if (buffer_.capacity() <= 2 * idle_buffer_bytes) { return; }
	if (buffer_.size() == 0) { buffer_ = boost::beast::flat_buffer(); }
	else { buffer_.shrink_to_fit(); }
}

} // namespace bajin::net
