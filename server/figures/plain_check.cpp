#include "server/figures/plain_check.hpp"

#include "server/store/count_store.hpp"
#include "server/store/plain_recount.hpp"

#include <map>
#include <string_view>
#include <tuple>

namespace bajin::figures
{

namespace
{

using CellKey = std::tuple<bool, AreaId, std::int32_t, Dimension, std::string>; // by team, area, month

class PlainCheck
{
public:
	explicit PlainCheck(store::Reader& reader) : reader_(reader), areas_(reader.reference()->areas) {}

	std::vector<std::string> run()
	{
		add_stored();
		take_plain();
		for (const auto& [key, left] : cells_) { compare(key, left); }
		compare_places();
		return std::move(differences_);
	}

private:
	// Whether a figure of that kind is read from stored counts; else it comes from the events themselves.
	[[nodiscard]] bool is_kept(const CellKey& key) const
	{
		const KeptCounts kept = areas_.kept_counts(std::get<1>(key));
		return kept == KeptCounts::all ||
			   (kept == KeptCounts::venue_types && !std::get<0>(key) && std::get<3>(key) == Dimension::venue_type);
	}

	void add_stored()
	{
		store::for_each_count(
			reader_.database(),
			[&](const store::CountRow& row)
			{
				if (!areas_.has(row.key.area)) { return; } // told by the other recount
				const bool is_away = row.key.layer == store::CountLayer::team_difference;
				if (!is_away) { cells_[{false, row.key.area, row.key.month, row.key.dimension, row.key.key}].add(row.counts); }
				// By team an area that keeps all adds what is away to what is there; a row anywhere else has no business there.
				const bool is_summed = areas_.kept_counts(row.key.area) == KeptCounts::all;
				if (is_away || is_summed) { cells_[{true, row.key.area, row.key.month, row.key.dimension, row.key.key}].add(row.counts); }
			});
	}

	// What is left in a cell is the difference.
	void take_plain()
	{
		store::for_each_plain_count(
			reader_.database(),
			[&](const store::PlainRow& row)
			{
				const CellKey key{row.by_team, row.area, row.month, row.dimension, row.key};
				if (!is_kept(key)) { return; }
				Counts counts;
				(row.basis == Basis::received ? counts.received : counts.verified) = row.metrics;
				counts.states = row.states;
				cells_[key].add(counts, -1);
			});
	}

	void compare(const CellKey& key, const Counts& left)
	{
		if (left.is_zero()) { return; }
		const auto& [by_team, area, month, dimension, name] = key;
		const std::string where = "plain SQL: " + to_string(Month{month}) + " " + areas_.at(area).code +
								  (by_team ? " by team" : " by area") + " " + std::string(to_string(dimension)) + " '" + name + "': ";
		const auto tell = [&](std::string_view what, std::int64_t more)
		{
			if (more != 0) { differences_.push_back(where + std::string(what) + " stored and summed differ by " + std::to_string(more)); }
		};
		for (std::size_t i = 0; i < metric_count; ++i)
		{
			const std::string metric(to_string(static_cast<Metric>(i)));
			tell(metric, left.received.values[i]);
			tell("verified " + metric, left.verified.values[i]);
		}
		tell("state verified", left.states.verified);
		tell("state submitted", left.states.submitted);
		tell("state returned", left.states.returned);
		tell("state duplicate", left.states.duplicate);
		tell("state joint", left.states.joint);
		tell("verified in bulk", left.states.verified_bulk);
	}

	void compare_places()
	{
		std::map<std::tuple<std::int32_t, AreaId, std::string>, std::pair<std::int64_t, std::int64_t>> places;
		store::for_each_places_visited(
			reader_.database(),
			[&](const store::PlacesRow& row)
			{
				if (areas_.has(row.area)) { places[{row.year, row.area, row.venue_type}] = {row.received, row.verified}; }
			});
		store::for_each_plain_places(
			reader_.database(),
			[&](const store::PlainPlaces& row)
			{
				if (areas_.kept_counts(row.area) == KeptCounts::none) { return; }
				auto& left = places[{row.year, row.area, row.venue_type}];
				left.first -= row.received;
				left.second -= row.verified;
			});
		for (const auto& [key, left] : places)
		{
			if (left.first == 0 && left.second == 0) { continue; }
			const auto& [year, area, venue_type] = key;
			differences_.push_back(
				"plain SQL: " + std::to_string(year) + " " + areas_.at(area).code + " places visited " + venue_type +
				": stored and summed differ by " + std::to_string(left.first) + " received, " + std::to_string(left.second) + " verified");
		}
	}

	store::Reader& reader_;
	const AreaTree& areas_;
	std::map<CellKey, Counts> cells_;
	std::vector<std::string> differences_;
};

} // namespace

std::vector<std::string> find_plain_differences(store::Reader& reader)
{
	return PlainCheck(reader).run();
}

} // namespace bajin::figures
