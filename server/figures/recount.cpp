#include "server/figures/recount.hpp"

#include "server/figures/event_scan.hpp"
#include "server/figures/plain_check.hpp"
#include "server/figures/search_check.hpp"
#include "server/store/backup.hpp"
#include "server/store/count_store.hpp"
#include "server/store/integrity.hpp"
#include "server/store/team_store.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace bajin::figures
{

namespace
{

constexpr std::int64_t events_at_a_time = 1'000;

std::string difference(const std::string& where, std::string_view what, std::int64_t stored, std::int64_t recounted)
{
	return where + ": " + std::string(what) + " stored " + std::to_string(stored) + ", recounted " + std::to_string(recounted);
}

class Recount
{
public:
	explicit Recount(store::Reader& reader) : reader_(reader), reference_(*reader.reference()), areas_(reference_.areas)
	{
		for (const store::Team& team : store::list_teams(reader.database())) { team_areas_.emplace(team.id, team.area); }
	}

	RecountReport run(const std::function<void(std::int64_t)>& progress)
	{
		report_.faults = store::find_damage(reader_.database());
		add_events(progress);
		for (std::string& fault : store::find_list_faults(reader_.database())) { report_.faults.push_back(std::move(fault)); }
		compare_counts();
		compare_visits();
		compare_places();
		// Over bodies that are missing or damaged SQL has nothing to say, and that was told.
		if (report_.faults.empty())
		{
			for (std::string& line : find_plain_differences(reader_)) { report_.differences.push_back(std::move(line)); }
		}
		for (std::string& line : find_search_differences(reader_)) { report_.differences.push_back(std::move(line)); }
		std::sort(report_.differences.begin(), report_.differences.end());
		return std::move(report_);
	}

private:
	void add_events(const std::function<void(std::int64_t)>& progress)
	{
		std::optional<Uuid> after;
		for (;;)
		{
			const auto heads = store::list_all_events(reader_.database(), after, events_at_a_time);
			for (const store::EventHead& head : heads) { add(head); }
			report_.events += static_cast<std::int64_t>(heads.size());
			if (progress) { progress(report_.events); }
			if (static_cast<std::int64_t>(heads.size()) < events_at_a_time) { return; }
			after = heads.back().id;
		}
	}

	void add(const store::EventHead& head)
	{
		auto faults = store::find_history_faults(reader_.database(), head);
		if (!faults.empty())
		{
			report_.faults.insert(report_.faults.end(), faults.begin(), faults.end());
			return;
		}
		if (head.state == ReviewState::deleted || head.body_seq == 0) { return; }
		const auto team = team_areas_.find(head.team);
		if (team == team_areas_.end())
		{
			report_.faults.push_back("event " + to_string(head.id) + ": its team " + to_string(head.team) + " does not exist");
			return;
		}
		const Event event = read_record(reader_.database(), head, areas_);
		const bool same = event.area == head.area && event.occurred_on == head.occurred_on && event.venue_type == head.venue_type &&
						  areas_.branch_of(event.area) == head.branch;
		if (!same) { report_.faults.push_back("event " + to_string(head.id) + ": what it is listed by differs from its record"); }
		store::add_event(recounted_, {event, head.team, team->second, head.state, head.adds, head.bulk}, reference_, 1);
	}

	std::string code_of_area(AreaId id) const { return areas_.has(id) ? areas_.at(id).code : "unknown area " + std::to_string(id); }

	void compare_cell(const store::CountKey& key, const Counts& stored, const Counts& recounted)
	{
		if (stored == recounted) { return; }
		const std::string where = to_string(Month{key.month}) + " " + code_of_area(key.area) + " " +
								  (key.layer == store::CountLayer::by_area ? "area" : "away") + " " +
								  std::string(to_string(key.dimension)) + " '" + key.key + "'";
		for (std::size_t i = 0; i < metric_count; ++i)
		{
			const std::string name(to_string(static_cast<Metric>(i)));
			const auto compare = [&](const std::string& what, std::int64_t left, std::int64_t right)
			{
				if (left != right) { report_.differences.push_back(difference(where, what, left, right)); }
			};
			compare(name, stored.received.values[i], recounted.received.values[i]);
			compare("verified " + name, stored.verified.values[i], recounted.verified.values[i]);
		}
		compare_states(where, stored.states, recounted.states);
	}

	void compare_states(const std::string& where, const StateCounts& stored, const StateCounts& recounted)
	{
		const std::tuple<std::string_view, std::int64_t, std::int64_t> states[] = {
			{"state verified", stored.verified, recounted.verified}, {"state submitted", stored.submitted, recounted.submitted},
			{"state returned", stored.returned, recounted.returned}, {"state duplicate", stored.duplicate, recounted.duplicate},
			{"state joint", stored.joint, recounted.joint},          {"verified in bulk", stored.verified_bulk, recounted.verified_bulk},
		};
		for (const auto& [name, left, right] : states)
		{
			if (left != right) { report_.differences.push_back(difference(where, name, left, right)); }
		}
	}

	void compare_counts()
	{
		std::unordered_map<store::CountKey, Counts, store::DeltaHasher> left;
		recounted_.for_each_count([&](const store::CountKey& key, const Counts& counts) { left.emplace(key, counts); });
		store::for_each_count(
			reader_.database(),
			[&](const store::CountRow& row)
			{
				const auto found = left.find(row.key);
				compare_cell(row.key, row.counts, found == left.end() ? Counts{} : found->second);
				if (found != left.end()) { left.erase(found); }
			});
		for (const auto& [key, counts] : left) { compare_cell(key, Counts{}, counts); }
	}

	void compare_visits()
	{
		auto left = recounted_.visits;
		const auto compare = [&](const store::VisitKey& key, const store::Visits& stored, const store::Visits& recounted)
		{
			const std::string where =
				to_string(Month{key.month}) + " " + code_of_area(key.area) + " visits '" + key.place + "' " + key.venue_type;
			if (stored.received != recounted.received)
			{
				report_.differences.push_back(difference(where, "received", stored.received, recounted.received));
			}
			if (stored.verified != recounted.verified)
			{
				report_.differences.push_back(difference(where, "verified", stored.verified, recounted.verified));
			}
		};
		store::for_each_visit(
			reader_.database(), Month{0}, Month{9999 * 12 + 11},
			[&](const store::VisitRow& row)
			{
				const auto found = left.find(row.key);
				compare(row.key, row.visits, found == left.end() ? store::Visits{} : found->second);
				if (found != left.end()) { left.erase(found); }
			});
		for (const auto& [key, visits] : left) { compare(key, store::Visits{}, visits); }
	}

	struct Places
	{
		std::int64_t received = 0;
		std::int64_t verified = 0;
	};
	using PlacesKey = std::tuple<std::int32_t, AreaId, std::string>;

	// From the recounted visits: each place once a year, at every area above it that keeps counts.
	std::map<PlacesKey, Places> count_places() const
	{
		std::map<std::tuple<std::int32_t, AreaId, std::string, std::string>, store::Visits> of_year;
		for (const auto& [key, visits] : recounted_.visits)
		{
			store::Visits& sum = of_year[{Month{key.month}.year(), key.area, key.place, key.venue_type}];
			sum.received += visits.received;
			sum.verified += visits.verified;
		}
		std::map<PlacesKey, Places> places;
		for (const auto& [key, visits] : of_year)
		{
			const auto& [year, area, place, venue_type] = key;
			for (AreaId above = area; above != 0; above = areas_.at(above).parent)
			{
				if (areas_.kept_counts(above) == KeptCounts::none) { continue; }
				Places& sum = places[{year, above, venue_type}];
				sum.received += visits.received > 0 ? 1 : 0;
				sum.verified += visits.verified > 0 ? 1 : 0;
			}
		}
		return places;
	}

	void compare_places()
	{
		auto left = count_places();
		const auto compare = [&](const PlacesKey& key, const Places& stored, const Places& recounted)
		{
			const auto& [year, area, venue_type] = key;
			const std::string where = std::to_string(year) + " " + code_of_area(area) + " places visited " + venue_type;
			if (stored.received != recounted.received)
			{
				report_.differences.push_back(difference(where, "received", stored.received, recounted.received));
			}
			if (stored.verified != recounted.verified)
			{
				report_.differences.push_back(difference(where, "verified", stored.verified, recounted.verified));
			}
		};
		store::for_each_places_visited(
			reader_.database(),
			[&](const store::PlacesRow& row)
			{
				const PlacesKey key{row.year, row.area, row.venue_type};
				const auto found = left.find(key);
				compare(key, {row.received, row.verified}, found == left.end() ? Places{} : found->second);
				if (found != left.end()) { left.erase(found); }
			});
		for (const auto& [key, places] : left) { compare(key, Places{}, places); }
	}

	store::Reader& reader_;
	const Reference& reference_;
	const AreaTree& areas_;
	std::unordered_map<Uuid, AreaId> team_areas_;
	store::Deltas recounted_;
	RecountReport report_;
};

} // namespace

RecountReport recount(store::Reader& reader, const std::function<void(std::int64_t)>& progress)
{
	return Recount(reader).run(progress);
}

} // namespace bajin::figures
