#include "server/net/connection.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <string>
#include <utility>

// A connection that has become an event stream.

namespace bajin::net
{

api::Response stream_head()
{
	api::Response response;
	response.content_type = "text/event-stream; charset=utf-8";
	response.headers.emplace_back("Cache-Control", "no-store");
	response.headers.emplace_back("X-Accel-Buffering", "no");
	return response;
}

bool Connection::has_too_many_streams(const api::EventStream& scope) const
{
	return scope.holder && shared_.streams.count_held_by(*scope.holder) >= shared_.options.streams_of_holder_max;
}

Awaitable<void> Connection::run_event_stream(api::EventStream scope, HeadOptions head)
{
	keeps_going_ = false;
	phase_ = Phase::streaming;
	const auto lifetime = std::min(shared_.options.stream_lifetime, scope.ends_in.value_or(shared_.options.stream_lifetime));
	OpenStream stream(transport_.executor(), shared_.streams, std::move(scope));
	stream_ = &stream;
	const auto ends_at = Clock::now() + lifetime;
	const auto on_end = [](const std::exception_ptr& failure) { log_breakdown("an event stream", failure); };
	asio::co_spawn(transport_.executor(), watch_peer(shared_from_this()), on_end);
	const api::Response response = stream_head();
	head.keep_alive = false;
	head.length_known = false;
	std::string text;
	append_head(text, response, head);
	text += ": connected\n\n";
	while (transport_.is_open() && !shared_.draining && !stream.has_ended() && Clock::now() < ends_at)
	{
		Pieces pieces{asio::buffer(text), asio::const_buffer()};
		if (!send_now(pieces)) { co_await write_rest(pieces, false); }
		if (!stream.has_news() && !stream.has_ended() && transport_.is_open() && !shared_.draining)
		{
			stream.wake.expires_at(std::min(Clock::now() + shared_.options.comment_interval, ends_at));
			co_await stream.wake.async_wait(awaiting);
		}
		text = stream.take_text();
	}
	stream_ = nullptr;
}

// A stream has nothing to read; this read ends when the peer goes away.
Awaitable<void> Connection::watch_peer(std::shared_ptr<Connection> self)
{
	const auto space = asio::buffer(&self->watched_byte_, 1);
	co_await self->transport_.read_some(space);
	self->close();
	if (self->stream_ != nullptr) { self->stream_->wake.cancel(); }
}

} // namespace bajin::net
