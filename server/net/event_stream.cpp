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
	if (!has_news())
	{
		return ": still here\n\n";
	}
	Json data = Json::object();
	data["cursor"] = scope_.cursor_of ? scope_.cursor_of(*news_seq_) : std::string();
	news_seq_.reset();
	return "event: changed\ndata: " + to_text(data) + "\n\n";
}

bool OpenStream::concerns(const std::unordered_set<Uuid>& teams) const
{
	if (scope_.all_teams)
	{
		return !teams.empty();
	}
	return std::any_of(scope_.teams.begin(), scope_.teams.end(), [&](const Uuid& team) { return teams.contains(team); });
}

void OpenStream::tell(std::int64_t seq)
{
	news_seq_ = seq;
	wake.cancel();
}

void EventStreams::changed(const Touched& touched)
{
	if (streams_.empty())
	{
		return;
	}
	touched_teams_.insert(touched.teams.begin(), touched.teams.end());
	touched_everyone_ = touched_everyone_ || touched.everyone;
	newest_seq_ = std::max(newest_seq_, touched.seq);
	if (waiting_)
	{
		return;
	}
	waiting_ = true;
	timer_.expires_after(hint_interval_);
	timer_.async_wait(
	    [this](const ErrorCode& error)
	    {
		    waiting_ = false;
		    if (!error)
		    {
			    tell_streams();
		    }
	    });
}

void EventStreams::tell_streams()
{
	for (OpenStream* stream : streams_)
	{
		if (touched_everyone_ || stream->concerns(touched_teams_))
		{
			stream->tell(newest_seq_);
		}
	}
	touched_teams_.clear();
	touched_everyone_ = false;
}

} // namespace bajin::net
