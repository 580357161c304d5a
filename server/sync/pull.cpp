#include "server/sync/pull.hpp"

#include "server/events/state.hpp"
#include "server/store/event_store.hpp"
#include "server/store/reference_store.hpp"
#include "server/sync/cursor.hpp"

#include <algorithm>

namespace bajin::sync
{

Page pull(store::Database& database, std::span<const store::Epoch> epochs, const PullRequest& request)
{
	const store::Epoch& epoch = epochs.back();
	Page page;
	std::int64_t after = 0;
	if (!request.cursor.empty())
	{
		const auto seq = read_cursor(epoch, request.scope, request.cursor);
		// A cursor ahead of the database belongs to a copy of it that was replaced by an older one.
		page.reset = !seq || *seq > std::max(store::newest_seq(database), epoch.first_seq - 1);
		if (!page.reset) { after = *seq; }
	}

	std::vector<store::EventHead> heads;
	for (const Uuid& team : request.scope)
	{
		auto feed = store::list_team_feed(database, team, after, request.limit + 1);
		heads.insert(heads.end(), std::make_move_iterator(feed.begin()), std::make_move_iterator(feed.end()));
	}
	std::sort(heads.begin(), heads.end(), [](const auto& left, const auto& right) { return left.seq < right.seq; });

	std::int64_t covered = after;
	std::size_t bytes = 0;
	std::int64_t taken = 0;
	for (const store::EventHead& head : heads)
	{
		if (taken == request.limit || bytes > page_bytes_max)
		{
			page.more = true;
			break;
		}
		++taken;
		covered = head.seq;
		if (std::find(request.own_seqs.begin(), request.own_seqs.end(), head.seq) != request.own_seqs.end()) { continue; }
		page.changes.push_back(events::load_state(database, epochs, head));
		bytes += page.changes.back().body.size();
	}
	page.cursor = make_cursor(epoch, request.scope, covered);
	return page;
}

} // namespace bajin::sync
