#include "server/reports/year_targets.hpp"

#include "server/figures/places.hpp"
#include "server/figures/tally.hpp"

#include <map>
#include <string>

namespace bajin::reports
{

namespace
{

Metric metric_of(const std::string& target_metric)
{
	return target_metric == "sessions"    ? Metric::sessions
		   : target_metric == "materials" ? Metric::materials
										  : Metric::women_children_lectures;
}

// What was reached in a part of a year, where the roll-ups of whole years do not answer. Sums only what is asked for: the
// parts of months are read anew for each.
class PartOfYear
{
public:
	PartOfYear(store::Reader& reader, const figures::FigureQuery& query) : reader_(reader), areas_(reader.reference()->areas), query_(query)
	{
		query_.attribution = figures::Attribution::area;
	}

	[[nodiscard]] std::int64_t reached(const store::Target& target)
	{
		const auto value_of = [&](const Counts& counts) { return counts.on(query_.basis)[metric_of(target.metric)]; };
		if (target.team)
		{
			if (!teams_)
			{
				figures::FigureQuery everywhere = query_;
				everywhere.area = areas_.root().id;
				teams_ = figures::tally(reader_, everywhere).by(Dimension::team);
			}
			const auto found = teams_->find(to_string(*target.team));
			return found == teams_->end() ? 0 : value_of(found->second);
		}
		if (target.metric == "places_visited")
		{
			if (!places_) { places_ = figures::count_places(reader_, query_); }
			return sum(*places_, target, [](const figures::PlaceCount& places) { return places.visited; });
		}
		if (!counts_) { counts_ = figures::tally_venue_types(reader_, query_); }
		return sum(*counts_, target, value_of);
	}

private:
	// Over the rows in the target's area, of its venue type or of all.
	template <class Rows, class ValueOf>
	[[nodiscard]] std::int64_t sum(const Rows& rows, const store::Target& target, ValueOf value_of) const
	{
		std::int64_t sum = 0;
		for (const auto& [area, types] : rows)
		{
			if (target.area != query_.area && target.area != area) { continue; }
			for (const auto& [type, value] : types) { sum += target.venue_type.empty() || target.venue_type == type ? value_of(value) : 0; }
		}
		return sum;
	}

	store::Reader& reader_;
	const AreaTree& areas_;
	figures::FigureQuery query_;
	std::optional<std::map<AreaId, figures::CountsByKey>> counts_;
	std::optional<std::map<AreaId, figures::PlacesByType>> places_;
	std::optional<figures::CountsByKey> teams_;
};

figures::FigureQuery in_year(const figures::FigureQuery& query, int year)
{
	figures::FigureQuery of_year = query;
	of_year.period.days = {make_date(year, 1, 1), make_date(year, 12, 31)};
	return of_year;
}

} // namespace

std::optional<std::vector<YearTargets>> compute_year_targets(store::Reader& reader, const figures::FigureQuery& query)
{
	if (!query.period.length_in_years()) { return std::nullopt; }
	std::vector<YearTargets> targets;
	const auto add = [&](int year)
	{
		auto rows = figures::compute_target_progress(reader, in_year(query, year), figures::TargetChoice::summary);
		targets.push_back({year, std::move(rows)});
	};
	const auto years = query.period.whole_years();
	for (const int year : years) { add(year); }
	if (years.empty())
	{
		add(year_of(query.period.days.first));
		PartOfYear part(reader, query);
		for (figures::TargetProgress& row : targets.front().rows) { row.reached = part.reached(row.initial); }
	}
	return targets;
}

} // namespace bajin::reports
