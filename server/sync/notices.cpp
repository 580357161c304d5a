#include "server/sync/notices.hpp"

#include "server/store/notice_store.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace bajin::sync
{

namespace
{

bool goes_to(const store::Notice& notice, const store::Device::Membership& membership, const AreaTree& areas)
{
	return notice.team ? *notice.team == membership.team : areas.contains(notice.area, membership.team_area);
}

// The areas of the teams and all above them.
std::set<AreaId> areas_above(const NoticeReader& reader, const AreaTree& areas)
{
	std::set<AreaId> found;
	for (const auto& membership : reader.teams)
	{
		for (AreaId area = membership.present ? membership.team_area : 0; area != 0; area = areas.at(area).parent) { found.insert(area); }
	}
	return found;
}

store::NoticePage page_after(store::Database& database, std::optional<std::int64_t> after, Timestamp now)
{
	store::NoticePage page;
	page.limit = static_cast<std::int64_t>(notices_max);
	// A number ahead of the database belongs to a copy of it that was replaced by an older one.
	if (after.value_or(0) > 0 && *after <= store::newest_notice_number(database))
	{
		page.after = *after;
		return page;
	}
	page.made_since = now - notices_shown_for;
	page.withdrawn_too = false;
	return page;
}

protocol::NoticeState describe(store::Notice notice, bool is_read)
{
	protocol::NoticeState state;
	state.id = notice.id;
	state.number = notice.number;
	state.kind = notice.kind;
	state.title = std::move(notice.title);
	state.text = std::move(notice.text);
	state.due_on = notice.due_on;
	state.from = std::move(notice.made_by);
	state.at = notice.made_at;
	state.withdrawn = notice.withdrawn_at.has_value();
	state.read = is_read;
	return state;
}

} // namespace

void take_notice_reads(
	store::Database& database, const AreaTree& areas, const NoticeReader& reader, std::span<const protocol::NoticeRead> reads,
	Timestamp now)
{
	for (const protocol::NoticeRead& read : reads)
	{
		const auto notice = store::find_notice(database, read.id);
		if (!notice) { continue; }
		for (const auto& membership : reader.teams)
		{
			if (membership.present && goes_to(*notice, membership, areas))
			{
				store::insert_notice_read(database, {notice->id, reader.device, membership.team, read.at, now});
			}
		}
	}
}

std::vector<protocol::NoticeState>
pull_notices(store::Database& database, const AreaTree& areas, const NoticeReader& reader, std::optional<std::int64_t> after, Timestamp now)
{
	const store::NoticePage page = page_after(database, after, now);
	std::vector<store::Notice> found;
	const auto take = [&found](std::vector<store::Notice> part)
	{ found.insert(found.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end())); };
	for (const AreaId area : areas_above(reader, areas)) { take(store::list_notices_of_area(database, area, page)); }
	for (const auto& membership : reader.teams)
	{
		if (membership.present) { take(store::list_notices_of_team(database, membership.team, page)); }
	}
	std::ranges::sort(found, {}, &store::Notice::number);
	found.resize(std::min(found.size(), notices_max));
	std::vector<protocol::NoticeState> states;
	states.reserve(found.size());
	for (store::Notice& notice : found)
	{
		const bool is_read = store::has_read_notice(database, notice.id, reader.device);
		states.push_back(describe(std::move(notice), is_read));
	}
	return states;
}

} // namespace bajin::sync
