#include "server/net/event_stream.hpp"

#include "shared/json.hpp"

#include <algorithm>

namespace bajin::net
{

OpenStream::OpenStream(const Executor& executor, EventStreams& streams, api::EventStream scope)
	: wake(executor), streams_(streams), scope_(std::move(scope))
{
	streams_.add(*this);
}

OpenStream::~OpenStream()
{
	streams_.remove(*this);
}

std::string OpenStream::take_text()
{
	if (!has_news()) { return ": still here\n\n"; }
	Json data = Json::object();
	data["cursor"] = scope_.cursor_of ? scope_.cursor_of(*news_seq_) : std::string();
	news_seq_.reset();
	return "event: changed\ndata: " + to_text(data) + "\n\n";
}

bool OpenStream::concerns(const TouchedSet& touched) const
{
	if (touched.everyone || scope_.all_teams) { return touched.anything(); }
	if (scope_.area != 0 && touched.areas.contains(scope_.area)) { return true; }
	return std::any_of(scope_.teams.begin(), scope_.teams.end(), [&](const Uuid& team) { return touched.teams.contains(team); });
}

void OpenStream::end()
{
	has_ended_ = true;
	wake.cancel();
}

void OpenStream::tell(std::int64_t seq)
{
	news_seq_ = seq;
	wake.cancel();
}

std::size_t EventStreams::count_held_by(const Uuid& holder) const
{
	const auto is_held = [&holder](const OpenStream* stream) { return stream->is_held_by(holder); };
	return static_cast<std::size_t>(std::count_if(streams_.begin(), streams_.end(), is_held));
}

void EventStreams::changed(const Touched& touched)
{
	if (streams_.empty()) { return; }
	end_streams(touched.ended);
	touched_.teams.insert(touched.teams.begin(), touched.teams.end());
	touched_.areas.insert(touched.areas.begin(), touched.areas.end());
	touched_.everyone = touched_.everyone || touched.everyone;
	newest_seq_ = std::max(newest_seq_, touched.seq);
	if (waiting_ || !touched_.anything()) { return; }
	waiting_ = true;
	timer_.expires_after(hint_interval_);
	timer_.async_wait(
		[this](const ErrorCode& error)
		{
			waiting_ = false;
			if (!error) { tell_streams(); }
		});
}

// A stream that is told to end leaves `streams_` when its connection goes on, not in here.
void EventStreams::end_streams(const std::vector<Uuid>& holders)
{
	for (const Uuid& holder : holders)
	{
		for (OpenStream* stream : streams_)
		{
			if (stream->is_held_by(holder)) { stream->end(); }
		}
	}
}

void EventStreams::tell_streams()
{
	for (OpenStream* stream : streams_)
	{
		if (stream->concerns(touched_)) { stream->tell(newest_seq_); }
	}
	touched_ = {};
}

} // namespace bajin::net
