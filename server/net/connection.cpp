#include "server/net/connection.hpp"

#include "server/api/http/problem.hpp"
#include "server/files/temporary_file.hpp"
#include "server/net/await_lane.hpp"
#include "server/net/gzip.hpp"
#include "server/net/try_until.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace bajin::net
{

namespace
{

constexpr std::size_t linger_read_bytes = 64 * 1024;
constexpr std::chrono::milliseconds turn_interval{100};
constexpr std::chrono::milliseconds search_interval{20};
constexpr int hops_max = 8; // of one request from lane to lane

} // namespace

Connection::Connection(Socket socket, Shared& shared, ListenerKind kind)
	: transport_(std::move(socket), kind == ListenerKind::tls ? shared.tls.get() : nullptr), shared_(shared), listener_kind_(kind)
{
	// The requests of a trusted proxy are entered one by one, each for the address it comes from.
	const Peer& peer = transport_.peer();
	const bool has_address = peer.is_known && !is_proxied();
	slot_ = shared_.slots.enter(has_address ? std::optional(peer.address) : std::nullopt, Clock::now());
	is_refused_ = !slot_;
	shared_.refused += is_refused_ ? 1 : 0;
	shared_.open.insert(this);
	shared_.metrics.connection_opened();
}

Connection::~Connection()
{
	shared_.refused -= slot_ ? 0 : 1;
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
	co_await connection.await_turn();
	if (connection.transport_.is_open() && connection.transport_.is_tls())
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
			const ConnectionOptions& options = connection.shared_.options;
			connection.set_deadline(connection.is_refused_ ? options.header_timeout : options.idle_timeout);
			if (!co_await connection.read_more(small_read_bytes)) { break; }
		}
		connection.phase_ = Phase::busy;
		co_await connection.serve_request();
		connection.release_memory();
	}
	if (connection.lingers_) { co_await connection.linger(); }
	connection.close();
}

// Of an address that holds many connections and has proved nothing, some wait here, unread; after a while they are told so.
Awaitable<void> Connection::await_turn()
{
	if (is_refused_ || shared_.slots.take_turn(slot_, Clock::now())) { co_return; }
	const auto take_turn = [this] { return shared_.slots.take_turn(slot_, Clock::now()); };
	is_refused_ = !co_await try_until(transport_, turn_interval, shared_.options.turn_timeout, take_turn);
}

// Nothing of a body is read before its head was judged, and nothing is unpacked or parsed before all of it is there.
Awaitable<void> Connection::serve_request()
{
	Incoming incoming(shared_.options.limits);
	RequestParser& parser = incoming.parser;
	parser.keeps_target = listener_kind_ == ListenerKind::redirect;
	request_id_ = ++shared_.next_request_id;
	co_await read_head(incoming);
	if (!transport_.is_open()) { co_return; }
	incoming.headed_at = Clock::now();
	judge_head(incoming);
	if (must_look_up(incoming)) { co_await look_up(incoming); }
	BodyBudget::Share share(shared_.bodies, incoming.address, incoming.is_known ? incoming.credential : std::nullopt);
	co_await read_body(incoming, share);
	deadline_ = Clock::time_point::max();
	if (!transport_.is_open()) { co_return; }
	api::Reply reply;
	if (is_large(incoming))
	{
		ReadJob job;
		job.work = api::read_work([this, &incoming](store::Reader& /*reader*/) { return first_reply(incoming); });
		prepare(job, parser, share.bytes(), shared_.options.job_timeout);
		job.accepts_gzip = false;
		if (shared_.read_lanes[api::Lane::intake].submit(job)) { co_await finished(job); }
		reply = reply_of(job, parser);
	}
	else { reply = reply_or_failure(incoming); }
	share.set(std::max(share.bytes(), parser.request.body.size()));
	for (int hop = 0; hop < hops_max; ++hop)
	{
		if (auto* const write_work = std::get_if<std::unique_ptr<api::WriteWork>>(&reply))
		{
			reply = co_await write(std::move(*write_work), incoming);
		}
		else if (auto* const read_work = std::get_if<std::unique_ptr<api::ReadWork>>(&reply))
		{
			reply = co_await read(std::move(*read_work), incoming);
		}
		else { break; }
	}
	HeadOptions head;
	head.request_id = request_id_;
	head.is_http_1_0 = parser.is_http_1_0;
	head.is_tls = transport_.is_tls();
	if (std::holds_alternative<api::EventStream>(reply) && parser.is_head) { reply = stream_head(); }
	if (const auto* const scope = std::get_if<api::EventStream>(&reply); scope != nullptr && has_too_many_streams(*scope))
	{
		reply = refuse("too_many_streams", tag_of(parser));
	}
	if (auto* const scope = std::get_if<api::EventStream>(&reply))
	{
		note_answer(incoming, 200, 0);
		co_await run_event_stream(std::move(*scope), head);
		co_return;
	}
	if (const auto* const refusal = std::get_if<api::Refusal>(&reply)) { reply = refuse(*refusal, tag_of(parser)); }
	auto* const finished_response = std::get_if<api::Response>(&reply);
	api::Response response = finished_response != nullptr ? std::move(*finished_response) : refuse("internal_error", tag_of(parser));
	if (parser.accepts_gzip) { compress_answer(response); }
	note_answer(incoming, response.status, response.file ? response.file->size() : response.body.size());
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

// Whoever's work was not done in time comes back later each time: nothing of it was taken, and it would take as long again.
Awaitable<api::Reply> Connection::write(std::unique_ptr<api::WriteWork> work, const Incoming& incoming)
{
	WriteJob job;
	job.work = std::move(work);
	prepare(job, incoming.parser, incoming.parser.request.body.size(), shared_.options.job_timeout);
	if (shared_.write_lane.submit(job)) { co_await finished(job); }
	const bool was_late = is_late(job.failure);
	if (incoming.credential && job.reply) { shared_.backoff.succeeded(*incoming.credential); }
	api::Reply reply = reply_of(job, incoming.parser);
	auto* const response = std::get_if<api::Response>(&reply);
	if (was_late && incoming.credential && response != nullptr)
	{
		api::set_wait(*response, shared_.backoff.failed(*incoming.credential, Clock::now()));
	}
	co_return reply;
}

Awaitable<api::Reply> Connection::read(std::unique_ptr<api::ReadWork> work, const Incoming& incoming)
{
	ReadJob job;
	job.work = std::move(work);
	const api::Lane lane = job.work->lane();
	std::optional<CredentialTurns::Turn> turn;
	if (lane == api::Lane::search)
	{
		// The further ones of one caller wait here, not in the lane, where they would stand before those of others.
		const auto take_turn = [&] { return shared_.draining || turn.emplace(shared_.searches, incoming.credential); };
		const bool is_taken = co_await try_until(transport_, search_interval, shared_.options.job_timeout, take_turn);
		if (!is_taken) { co_return refuse("overloaded", tag_of(incoming.parser)); }
		if (shared_.draining) { co_return refuse("shutting_down", tag_of(incoming.parser)); }
	}
	prepare(job, incoming.parser, incoming.parser.request.body.size(), timeout_for(lane));
	if (shared_.read_lanes[lane].submit(job)) { co_await finished(job); }
	co_return reply_of(job, incoming.parser);
}

api::Reply Connection::reply_of(Job& job, const RequestParser& parser) const
{
	if (job.failure) { return answer_failure(job.failure, tag_of(parser)); }
	if (job.reply) { return std::move(*job.reply); }
	return refuse("overloaded", tag_of(parser)); // the lane did not take it
}

RequestTag Connection::tag_of(const RequestParser& parser) const
{
	return {request_id_, parser.request.route, parser.request.wants_english};
}

// A credential that is refused is asked for anew when it comes again. Other refusals than 401 tell nothing of it.
void Connection::note_answer(const Incoming& incoming, int status, std::size_t bytes)
{
	const api::Request& request = incoming.parser.request;
	shared_.metrics.request_answered({request.route, status, Clock::now() - incoming.headed_at, request.body.size(), bytes});
	if (status == 401 && incoming.credential) { shared_.live.forget(*incoming.credential); }
}

std::chrono::milliseconds Connection::timeout_for(api::Lane lane) const
{
	return shared_.options.*kind_of(lane).timeout;
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
		const auto space = buffer_.prepare(linger_read_bytes);
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
	if (buffer_.capacity() <= 2 * small_read_bytes) { return; }
	if (buffer_.size() == 0) { buffer_ = boost::beast::flat_buffer(); }
	else { buffer_.shrink_to_fit(); }
}

} // namespace bajin::net
