// The open event streams (GET /api/v1/changes) and who of them has something new.
//
// I/O thread alone. The write lane's deliveries say which teams and areas a commit touched; at most every `hint_interval`
// the streams in whose scope that lies are woken, each with the newest cursor: many commits become one hint, and a stream
// has at most one hint under way (its connection writes it, and is cut off by its write deadline when the reader is slow).
// Streams of a holder whose access was changed end at once; the client comes again and is asked who it is.
#pragma once

#include "server/api/http/reply.hpp"
#include "server/net/io.hpp"
#include "server/net/lane.hpp"
#include "shared/area.hpp"
#include "shared/uuid.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace bajin::net
{

class EventStreams;

// What commits touched since the last hint.
struct TouchedSet
{
	std::unordered_set<Uuid> teams;
	std::unordered_set<AreaId> areas; // with all areas above them
	bool everyone = false;

	[[nodiscard]] bool anything() const noexcept { return everyone || !teams.empty() || !areas.empty(); }
};

// One open stream, registered as long as it is; lives in the frame of the connection's coroutine.
class OpenStream
{
public:
	OpenStream(const Executor& executor, EventStreams& streams, api::EventStream scope);
	~OpenStream();
	OpenStream(const OpenStream&) = delete;
	OpenStream& operator=(const OpenStream&) = delete;

	// Cancelled when there is something to write, or when the stream has to end.
	Timer wake;

	[[nodiscard]] bool has_news() const noexcept { return news_seq_.has_value(); }

	// The newest hint, or a comment when there is none: what to write now.
	[[nodiscard]] std::string take_text();

	[[nodiscard]] bool concerns(const TouchedSet& touched) const;
	void tell(std::int64_t seq);

	[[nodiscard]] bool is_held_by(const Uuid& holder) const { return scope_.holder == holder; }
	[[nodiscard]] bool has_ended() const noexcept { return has_ended_; }
	void end();

private:
	EventStreams& streams_;
	const api::EventStream scope_;
	std::optional<std::int64_t> news_seq_;
	bool has_ended_ = false;
};

class EventStreams
{
public:
	EventStreams(const Executor& executor, std::chrono::milliseconds hint_interval) : timer_(executor), hint_interval_(hint_interval) {}

	void add(OpenStream& stream) { streams_.insert(&stream); }
	void remove(OpenStream& stream) { streams_.erase(&stream); }
	[[nodiscard]] std::size_t size() const noexcept { return streams_.size(); }
	[[nodiscard]] std::size_t count_held_by(const Uuid& holder) const;

	// After a commit that touched something.
	void changed(const Touched& touched);

	// No hint after this.
	void stop() { timer_.cancel(); }

private:
	void end_streams(const std::vector<Uuid>& holders);
	void tell_streams();

	std::unordered_set<OpenStream*> streams_;
	Timer timer_;
	const std::chrono::milliseconds hint_interval_;
	bool waiting_ = false;
	TouchedSet touched_;
	std::int64_t newest_seq_ = 0;
};

} // namespace bajin::net
