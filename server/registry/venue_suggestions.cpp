#include "server/registry/venue_suggestions.hpp"

#include "server/figures/event_scan.hpp"
#include "server/registry/venue_list.hpp"
#include "server/store/event_store.hpp"
#include "shared/plain_text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace bajin::registry
{

namespace
{

constexpr std::int64_t events_min = 3;
constexpr std::int32_t days_back = 3 * 366;

class Suggester
{
public:
	Suggester(store::Reader& reader, AreaId area) : reader_(reader), reference_(*reader.reference()), areas_(reference_.areas), area_(area)
	{
		for (const auto& [id, venue] : reference_.venues)
		{
			registered_.emplace(county_of(venue.area), venue.venue_type, folded(venue.name));
		}
	}

	VenueSuggestions run(std::size_t limit)
	{
		const std::vector<AreaId> branches = figures::branches_of(areas_, area_);
		std::optional<Date> newest;
		for (const AreaId branch : branches)
		{
			for (const store::EventHead& event : newest_of(branch, Date{INT32_MIN}, 1))
			{
				newest = std::max(newest.value_or(event.occurred_on), event.occurred_on);
			}
		}
		if (!newest) { return {}; }
		const auto count = static_cast<std::int64_t>(branches.size());
		const std::int64_t of_branch = std::max<std::int64_t>(1, suggestion_events_max / count);
		for (const AreaId branch : branches)
		{
			const auto events = newest_of(branch, Date{newest->days - days_back}, of_branch);
			made_.events_read += static_cast<std::int64_t>(events.size());
			made_.is_complete = made_.is_complete && static_cast<std::int64_t>(events.size()) < of_branch;
			for (const store::EventHead& event : events) { take(branch, event); }
		}
		choose(limit);
		return std::move(made_);
	}

private:
	[[nodiscard]] AreaId county_of(AreaId area) const { return areas_.ancestor_at(area, AreaLevel::county); }

	[[nodiscard]] std::vector<store::EventHead> newest_of(AreaId branch, Date first, std::int64_t limit) const
	{
		return store::list_events(reader_.database(), {{&branch, 1}, first, Date{INT32_MAX - 1}, std::nullopt, limit});
	}

	void take(AreaId branch, const store::EventHead& event)
	{
		if (!has_registry(event.venue_type) || !is_counted(event.state, Basis::received) || !areas_.contains(area_, event.area)) { return; }
		const auto document = parse_json(store::find_body(reader_.database(), event.body_seq));
		const Json* place = document ? member(document->value, "place") : nullptr;
		const Json* venue = document ? member(document->value, "venue_id") : nullptr;
		if (place == nullptr || (venue != nullptr && *venue != "")) { return; }
		const std::string name = folded(place->get_ref<const std::string&>());
		if (name.empty() || registered_.contains({county_of(event.area), event.venue_type, name}) ||
			registered_.contains({0, event.venue_type, name}))
		{
			return;
		}
		VenueSuggestion& found = found_[{branch, event.venue_type, name}];
		if (found.events == 0)
		{
			found = {place->get<std::string>(), event.venue_type, event.area, 0, event.occurred_on, event.occurred_on};
		}
		++found.events;
		found.first_on = std::min(found.first_on, event.occurred_on);
		if (found.area != event.area) { found.area = branch; }
	}

	void choose(std::size_t limit)
	{
		for (auto& [key, found] : found_)
		{
			if (found.events >= events_min) { made_.suggestions.push_back(std::move(found)); }
		}
		const auto comes_before = [](const VenueSuggestion& left, const VenueSuggestion& right)
		{ return std::tie(right.events, right.last_on, left.place) < std::tie(left.events, left.last_on, right.place); };
		std::ranges::sort(made_.suggestions, comes_before);
		if (made_.suggestions.size() > limit) { made_.suggestions.resize(limit); }
	}

	store::Reader& reader_;
	const Reference& reference_;
	const AreaTree& areas_;
	AreaId area_;
	std::set<std::tuple<AreaId, std::string, std::string>> registered_;
	std::map<std::tuple<AreaId, std::string, std::string>, VenueSuggestion> found_;
	VenueSuggestions made_;
};

} // namespace

VenueSuggestions suggest_venues(store::Reader& reader, AreaId area, std::size_t limit)
{
	return Suggester(reader, area).run(limit);
}

} // namespace bajin::registry
