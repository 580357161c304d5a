#include "server/figures/look_alikes.hpp"

#include "server/figures/event_scan.hpp"
#include "server/store/look_alike_store.hpp"

namespace bajin::figures
{

namespace
{

constexpr std::int64_t pairs_a_page = 1'000;

// Below a township: those few of its pairs that lie there.
std::int64_t count_within_branch(store::Reader& reader, AreaId area, const DateSpan& days)
{
	const AreaTree& areas = reader.reference()->areas;
	const std::vector<AreaId> branches = branches_of(areas, area);
	store::PairScan scan{branches, days.first, days.last, store::PairState::open, std::nullopt, pairs_a_page};
	std::int64_t count = 0;
	for (;;)
	{
		const auto pairs = store::list_look_alikes(reader.database(), scan);
		for (const store::LookAlikePair& pair : pairs) { count += lies_in(reader, area, pair) ? 1 : 0; }
		if (static_cast<std::int64_t>(pairs.size()) < pairs_a_page) { return count; }
		scan.after = store::PairPosition{pairs.back().occurred_on, pairs.back().id};
	}
}

} // namespace

bool lies_in(store::Reader& reader, AreaId area, const store::LookAlikePair& pair)
{
	const AreaTree& areas = reader.reference()->areas;
	if (areas.contains(area, pair.branch)) { return true; }
	const auto low = store::find_event(reader.database(), pair.id.low);
	const auto high = store::find_event(reader.database(), pair.id.high);
	return (low && areas.contains(area, low->area)) || (high && areas.contains(area, high->area));
}

std::int64_t count_open_look_alikes(store::Reader& reader, AreaId area, const DateSpan& days)
{
	const AreaTree& areas = reader.reference()->areas;
	if (areas.branch_of(area) != area) { return count_within_branch(reader, area, days); }
	return store::count_open_look_alikes(reader.database(), branches_of(areas, area), days);
}

std::int64_t count_open_look_alikes(store::Reader& reader, AreaId area)
{
	return count_open_look_alikes(reader, area, DateSpan{make_date(1900, 1, 1), make_date(9999, 12, 31)});
}

} // namespace bajin::figures
