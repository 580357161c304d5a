#include "server/net/connection.hpp"

#include "server/api/problem.hpp"
#include "server/net/await_lane.hpp"
#include "server/net/gzip.hpp"
#include "shared/json.hpp"

#include <boost/asio/co_spawn.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>

namespace bajin::net
{

namespace
{

constexpr std::size_t idle_buffer_bytes = 2 * 1024;
constexpr std::size_t body_read_bytes_max = 64 * 1024;
constexpr std::string_view continue_answer = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr int hops_max = 8; // of one request from lane to lane

bool is_loopback(const asio::ip::address& address)
{
	if (address.is_v6() && address.to_v6().is_v4_mapped())
	{
		return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
	}
	return address.is_loopback();
}

} // namespace

Connection::Connection(Socket socket, Shared& shared, bool beyond_limit)
    : socket_(std::move(socket)), shared_(shared), beyond_limit_(beyond_limit)
{
	ErrorCode ignored;
	const auto peer = socket_.remote_endpoint(ignored);
	peer_is_loopback_ = !ignored && is_loopback(peer.address());
	socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
	socket_.non_blocking(true, ignored);
	shared_.open.insert(this);
	shared_.metrics.connection_opened();
}

Connection::~Connection()
{
	shared_.metrics.connection_closed();
	shared_.open.erase(this);
	if (shared_.open.empty() && shared_.on_last_closed)
	{
		shared_.on_last_closed();
	}
}

void Connection::start()
{
	const auto report = [](const std::exception_ptr& failure)
	{
		if (!failure)
		{
			return;
		}
		try
		{
			std::rethrow_exception(failure);
		}
		catch (const std::exception& error)
		{
			spdlog::error("connection ended by an exception: {}", error.what());
		}
	};
	asio::co_spawn(socket_.get_executor(), run(shared_from_this()), report);
}

Awaitable<void> Connection::run(std::shared_ptr<Connection> self)
{
	Connection& connection = *self;
	while (connection.keeps_going_ && connection.socket_.is_open())
	{
		if (connection.buffer_.size() == 0)
		{
			if (connection.shared_.draining)
			{
				break;
			}
			connection.phase_ = Phase::idle;
			connection.set_deadline(connection.shared_.options.idle_timeout);
			const auto space = connection.buffer_.prepare(idle_buffer_bytes);
			const auto [error, bytes] = co_await connection.socket_.async_read_some(space, awaiting);
			if (error)
			{
				break;
			}
			connection.buffer_.commit(bytes);
			connection.shared_.metrics.bytes_received(bytes);
		}
		connection.phase_ = Phase::busy;
		co_await connection.serve_request();
		connection.release_memory();
	}
	if (connection.lingers_)
	{
		co_await connection.linger();
	}
	connection.close();
}

Awaitable<void> Connection::serve_request()
{
	RequestParser parser(shared_.options.limits);
	request_id_ = ++shared_.next_request_id;
	co_await read_request(parser);
	deadline_ = Clock::time_point::max();
	if (!socket_.is_open())
	{
		co_return;
	}
	const std::size_t body_bytes = parser.request.body.size();
	api::Reply reply = first_reply(parser);
	for (int hop = 0; hop < hops_max; ++hop)
	{
		if (auto* const write_work = std::get_if<std::unique_ptr<api::WriteWork>>(&reply))
		{
			WriteJob job;
			job.work = std::move(*write_work);
			prepare(job, parser, body_bytes, shared_.options.job_timeout);
			if (shared_.write_lane.submit(job))
			{
				co_await finished(job);
			}
			reply = reply_of(job, parser);
		}
		else if (auto* const read_work = std::get_if<std::unique_ptr<api::ReadWork>>(&reply))
		{
			ReadJob job;
			job.work = std::move(*read_work);
			const bool is_export = job.work->cost() == api::ReadCost::export_;
			prepare(job, parser, body_bytes, is_export ? shared_.options.export_timeout : shared_.options.job_timeout);
			ReadLane& lane = is_export ? shared_.export_lane : shared_.read_lane;
			if (lane.submit(job))
			{
				co_await finished(job);
			}
			reply = reply_of(job, parser);
		}
		else
		{
			break;
		}
	}
	HeadOptions head;
	head.request_id = request_id_;
	head.is_http_1_0 = parser.is_http_1_0;
	if (auto* const scope = std::get_if<api::EventStream>(&reply); scope != nullptr && !parser.is_head)
	{
		shared_.metrics.request_answered(parser.request.route, 200);
		co_await run_event_stream(std::move(*scope), head);
		co_return;
	}
	auto* const finished_response = std::get_if<api::Response>(&reply);
	api::Response response = finished_response != nullptr ? std::move(*finished_response) : refuse("internal_error", parser);
	shared_.metrics.request_answered(parser.request.route, response.status);
	if (parser.accepts_gzip)
	{
		compress_answer(response);
	}
	keeps_going_ = keeps_going_ && !shared_.draining && parser.is_done() && parser.keep_alive();
	head.keep_alive = keeps_going_;
	std::string head_text;
	head_text.reserve(512);
	append_head(head_text, response, head);
	const bool without_body = parser.is_head || response.status == 204 || response.status == 304;
	Pieces pieces{asio::buffer(head_text), without_body ? asio::const_buffer() : asio::buffer(response.body)};
	if (!send_now(pieces))
	{
		co_await write_rest(pieces);
	}
}

// Ends with the request complete, or with `parser.refusal` set, or with the socket closed.
Awaitable<void> Connection::read_request(RequestParser& parser)
{
	const ConnectionOptions& options = shared_.options;
	const auto request_deadline = Clock::now() + options.request_timeout;
	set_deadline(options.header_timeout);
	bool header_seen = false;
	for (;;)
	{
		ErrorCode parse_error;
		if (buffer_.size() > 0)
		{
			buffer_.consume(parser.put(buffer_.data(), parse_error));
		}
		if (parse_error && parse_error != boost::beast::http::error::need_more)
		{
			parser.refusal = refusal_for(parse_error);
			break;
		}
		if (parser.is_done())
		{
			co_return;
		}
		if (parser.is_header_done())
		{
			if (!header_seen)
			{
				after_header(parser);
			}
			header_seen = true;
			if (!parser.refusal.empty() || !socket_.is_open())
			{
				break;
			}
			deadline_ = std::min(Clock::now() + options.read_timeout, request_deadline);
		}
		const auto space = buffer_.prepare(read_size(parser));
		const auto [error, bytes] = co_await socket_.async_read_some(space, awaiting);
		if (error)
		{
			close();
			co_return;
		}
		buffer_.commit(bytes);
		shared_.metrics.bytes_received(bytes);
	}
	// Where this request ends is not known: no further one can be read.
	keeps_going_ = false;
	lingers_ = true;
}

void Connection::after_header(RequestParser& parser)
{
	if (!parser.expects_continue || !parser.refusal.empty() || parser.is_http_1_0 || !parser.request.body.empty())
	{
		return;
	}
	ErrorCode error;
	// The send buffer of a connection that waits for this is empty: it goes out at once or never.
	if (socket_.write_some(asio::buffer(continue_answer), error) != continue_answer.size())
	{
		close();
	}
}

std::size_t Connection::read_size(RequestParser& parser) const
{
	if (!parser.is_header_done())
	{
		return idle_buffer_bytes;
	}
	const auto remaining = parser.content_length_remaining();
	const std::size_t wanted = remaining ? static_cast<std::size_t>(*remaining) : body_read_bytes_max;
	return std::clamp(wanted, idle_buffer_bytes, body_read_bytes_max);
}

api::Reply Connection::first_reply(RequestParser& parser)
{
	api::Request& request = parser.request;
	request.peer_is_loopback = peer_is_loopback_;
	if (!parser.refusal.empty())
	{
		return refuse(parser.refusal, parser);
	}
	if (beyond_limit_)
	{
		keeps_going_ = false;
		return refuse("too_many_connections", parser);
	}
	try
	{
		if (parser.body_is_gzip && !request.body.empty())
		{
			auto plain = decompress_gzip(request.body, shared_.options.limits.body_bytes_max);
			if (!plain)
			{
				return refuse(plain.error().code, parser);
			}
			request.body = std::move(*plain);
		}
		return shared_.dispatch(request);
	}
	catch (...)
	{
		return answer_failure(std::current_exception(), parser);
	}
}

api::Reply Connection::reply_of(Job& job, const RequestParser& parser)
{
	if (job.failure)
	{
		return answer_failure(job.failure, parser);
	}
	if (job.reply)
	{
		return std::move(*job.reply);
	}
	return refuse("too_many_connections", parser); // the lane did not take it
}

api::Response Connection::answer_failure(const std::exception_ptr& failure, const RequestParser& parser) const
{
	const std::string id = request_id_text(request_id_);
	try
	{
		std::rethrow_exception(failure);
	}
	catch (const store::StoreError& error)
	{
		spdlog::error("request {} on {}: {}: {}", id, parser.request.route, error.code(), error.what());
		return refuse(
		    error.code() == "deadline_passed" ? "deadline_passed"
		    : error.retryable()               ? "storage_unavailable"
		                                      : "internal_error",
		    parser);
	}
	catch (const std::exception& error)
	{
		spdlog::error("request {} on {}: {}", id, parser.request.route, error.what());
	}
	return refuse("internal_error", parser);
}

api::Response Connection::refuse(std::string_view code, const RequestParser& parser) const
{
	api::Response response = api::problem(code, parser.request.accept_language);
	if (response.status < 500)
	{
		return response;
	}
	// By this id, and nothing else, the person who asks and the log tell of the same failure.
	Json json = Json::parse(response.body);
	json["request_id"] = request_id_text(request_id_);
	response.body = to_text(json);
	return response;
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
	const std::size_t sent = socket_.write_some(pieces, error);
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

Awaitable<void> Connection::write_rest(Pieces pieces)
{
	for (;;)
	{
		set_deadline(shared_.options.write_timeout);
		const auto [error] = co_await socket_.async_wait(Socket::wait_write, awaiting);
		if (error)
		{
			close();
		}
		if (!socket_.is_open() || send_now(pieces))
		{
			break;
		}
	}
	deadline_ = Clock::time_point::max();
}

Awaitable<void> Connection::run_event_stream(api::EventStream scope, HeadOptions head)
{
	keeps_going_ = false;
	phase_ = Phase::streaming;
	OpenStream stream(socket_.get_executor(), shared_.streams, std::move(scope));
	stream_ = &stream;
	watch_peer();
	api::Response response;
	response.content_type = "text/event-stream; charset=utf-8";
	response.headers.emplace_back("Cache-Control", "no-store");
	response.headers.emplace_back("X-Accel-Buffering", "no");
	head.keep_alive = false;
	head.length_known = false;
	std::string text;
	append_head(text, response, head);
	text += ": connected\n\n";
	while (socket_.is_open() && !shared_.draining)
	{
		Pieces pieces{asio::buffer(text), asio::const_buffer()};
		if (!send_now(pieces))
		{
			co_await write_rest(pieces);
		}
		if (!stream.has_news() && socket_.is_open() && !shared_.draining)
		{
			stream.wake.expires_after(shared_.options.comment_interval);
			co_await stream.wake.async_wait(awaiting);
		}
		text = stream.take_text();
	}
	stream_ = nullptr;
}

// A stream has nothing to read; this read ends when the peer goes away.
void Connection::watch_peer()
{
	auto on_end = [self = shared_from_this()](const ErrorCode& /*error*/, std::size_t /*bytes*/)
	{
		self->close();
		if (self->stream_ != nullptr)
		{
			self->stream_->wake.cancel();
		}
	};
	socket_.async_read_some(asio::buffer(&watched_byte_, 1), std::move(on_end));
}

// Reads away the rest of what was refused: closing over unread bytes would take the answer from the client.
Awaitable<void> Connection::linger()
{
	ErrorCode ignored;
	socket_.shutdown(Socket::shutdown_send, ignored);
	set_deadline(shared_.options.linger_timeout);
	buffer_.clear();
	while (socket_.is_open())
	{
		const auto space = buffer_.prepare(body_read_bytes_max);
		const auto [error, bytes] = co_await socket_.async_read_some(space, awaiting);
		if (error)
		{
			break;
		}
		shared_.metrics.bytes_received(bytes);
	}
}

void Connection::check_deadline(Clock::time_point now)
{
	if (now >= deadline_)
	{
		close();
	}
}

void Connection::drain()
{
	if (phase_ == Phase::idle)
	{
		close();
	}
	if (stream_ != nullptr)
	{
		stream_->wake.cancel();
	}
}

void Connection::close()
{
	ErrorCode ignored;
	socket_.close(ignored);
}

void Connection::release_memory()
{
	if (buffer_.capacity() <= 2 * idle_buffer_bytes)
	{
		return;
	}
	if (buffer_.size() == 0)
	{
		buffer_ = boost::beast::flat_buffer();
	}
	else
	{
		buffer_.shrink_to_fit();
	}
}

} // namespace bajin::net
