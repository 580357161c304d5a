#include "server/figures/coverage.hpp"

#include "server/figures/contacts.hpp"
#include "server/figures/places.hpp"
#include "server/figures/tally.hpp"

#include <algorithm>
#include <set>

namespace bajin::figures
{

namespace
{

class CoverageMaker
{
public:
	CoverageMaker(store::Reader& reader, const FigureQuery& query, std::chrono::days silent_after)
		: reader_(reader), query_(query), areas_(reader.reference()->areas), counts_(tally_venue_types(reader, query)),
		  places_(count_places(reader, query)), targets_(reader, query.period), contacts_(reader, query.now - silent_after)
	{
	}

	Coverage run()
	{
		Coverage coverage;
		coverage.query = query_;
		coverage.seq = reader_.newest_seq();
		choose_venue_types();
		coverage.venue_types = types_;
		for (const AreaId child : areas_.children(query_.area))
		{
			coverage.rows.push_back(make_row(child));
			set_targets(coverage.rows.back(), child, false);
		}
		CoverageRow own = make_row(query_.area);
		const bool has_places = own.total.places_visited > 0 || own.total.places_total > 0;
		if (counts_.contains(query_.area) || own.states.on_phones > 0 || has_places) { coverage.rows.push_back(std::move(own)); }
		coverage.total = make_total(coverage.rows);
		return coverage;
	}

private:
	void choose_venue_types()
	{
		std::set<std::string_view> recorded;
		for (const auto& [area, types] : counts_)
		{
			for (const auto& [type, counts] : types)
			{
				if (!counts.is_zero()) { recorded.insert(type); }
			}
		}
		for (const auto& [area, types] : places_)
		{
			for (const auto& [type, places] : types)
			{
				if (places.visited > 0) { recorded.insert(type); }
			}
		}
		const DateSpan& days = query_.period.days;
		for (const Code& code : reader_.reference()->vocabulary.codes(CodeList::venue_types))
		{
			const bool valid = (!code.valid_from || *code.valid_from <= days.last) && (!code.valid_to || days.first <= *code.valid_to);
			if (valid || recorded.contains(code.code)) { types_.push_back({code.code, code.name_on(days.last)}); }
			recorded.erase(code.code);
		}
		for (const std::string_view type : recorded) { types_.push_back({std::string(type), std::string(type)}); }
	}

	// The row of the area itself holds only what lies no deeper; targets are set for the whole, so it has none.
	CoverageRow make_row(AreaId id) const
	{
		CoverageRow row;
		row.area = areas_.at(id).code;
		row.name = areas_.at(id).name;
		row.level = areas_.at(id).level;
		const auto counts = counts_.find(id);
		const auto places = places_.find(id);
		for (const VenueTypeName& type : types_)
		{
			CoverageCell cell;
			if (counts != counts_.end())
			{
				if (const auto found = counts->second.find(type.key); found != counts->second.end())
				{
					const Metrics& metrics = found->second.on(query_.basis);
					cell.sessions = metrics[Metric::sessions];
					cell.lectures = metrics[Metric::lectures];
					cell.reach = metrics[Metric::reach];
					cell.materials = metrics[Metric::materials];
				}
			}
			if (places != places_.end())
			{
				if (const auto found = places->second.find(type.key); found != places->second.end())
				{
					cell.places_visited = found->second.visited;
					cell.places_total = found->second.total;
				}
			}
			row.total.add(cell);
			row.cells.push_back(cell);
		}
		row.states = sum_states(id);
		set_contact(row, id == query_.area ? contacts_.at(id) : contacts_.at_or_below(id));
		return row;
	}

	States sum_states(AreaId id) const
	{
		Counts sum;
		if (const auto counts = counts_.find(id); counts != counts_.end())
		{
			for (const auto& [type, of_type] : counts->second) { sum.add(of_type); }
		}
		return {sum.states, 0};
	}

	static void set_contact(CoverageRow& row, const Contact& contact)
	{
		row.teams = contact.teams;
		row.silent_teams = contact.silent_teams;
		row.states.on_phones = contact.on_phones;
		row.data_as_of = contact.data_as_of;
	}

	// The cells of a row have what was set for exactly that area; its total, and all of the area shown, also what is set below.
	void set_targets(CoverageRow& row, AreaId id, bool with_rows) const
	{
		const AreaTargets targets = targets_.of(id);
		row.total.target = targets.total;
		row.total.target_from = targets.from;
		std::int64_t missing = 0;
		for (std::size_t i = 0; i < types_.size(); ++i)
		{
			CoverageCell& cell = row.cells[i];
			const auto found = targets.types.find(types_[i].key);
			const bool has_target = found != targets.types.end();
			cell.target = with_rows && has_target ? std::optional(found->second) : targets_.find(id, types_[i].key);
			if (has_target) { missing += std::max<std::int64_t>(0, found->second - cell.sessions); }
			if (has_target || targets.is_of_all_types) { row.total.sessions_with_target += cell.sessions; }
		}
		if (!targets.total) { return; }
		row.total.missing = std::max(missing, *targets.total - row.total.sessions_with_target);
	}

	CoverageRow make_total(const std::vector<CoverageRow>& rows) const
	{
		CoverageRow total;
		total.area = areas_.at(query_.area).code;
		total.level = areas_.at(query_.area).level;
		total.name = areas_.at(query_.area).name;
		total.cells.resize(types_.size());
		for (const CoverageRow& row : rows)
		{
			for (std::size_t i = 0; i < types_.size(); ++i) { total.cells[i].add(row.cells[i]); }
			total.total.add(row.total);
			total.states.counts.add(row.states.counts);
		}
		set_targets(total, query_.area, true);
		set_contact(total, contacts_.at_or_below(query_.area));
		return total;
	}

	store::Reader& reader_;
	const FigureQuery& query_;
	const AreaTree& areas_;
	std::map<AreaId, CountsByKey> counts_;
	std::map<AreaId, PlacesByType> places_;
	SessionTargets targets_;
	Contacts contacts_;
	std::vector<VenueTypeName> types_;
};

Json cell_json(const CoverageCell& cell)
{
	const auto or_null = [](const std::optional<std::int64_t>& value) { return value ? Json(*value) : Json(nullptr); };
	return {
		{"sessions", cell.sessions},
		{"lectures", cell.lectures},
		{"reach", cell.reach},
		{"materials", cell.materials},
		{"target", or_null(cell.target)},
		{"gap", or_null(cell.gap())},
		{"places_visited", cell.places_visited},
		{"places_total", cell.places_total},
	};
}

Json total_json(const CoverageTotal& total)
{
	Json json = cell_json(total);
	json["gap"] = total.missing ? Json(*total.missing) : Json(nullptr);
	json["sessions_with_target"] = total.sessions_with_target;
	json["target_from"] = total.target ? Json(code_of(total.target_from)) : Json(nullptr);
	return json;
}

void add_row_rest(Json& json, const CoverageRow& row)
{
	json["states"] = to_json(row.states);
	json["data_as_of"] = row.data_as_of ? Json(to_string(*row.data_as_of)) : Json(nullptr);
	json["teams"] = row.teams;
	json["silent_teams"] = row.silent_teams;
}

Json cells_json(const CoverageRow& row, const std::vector<VenueTypeName>& types)
{
	Json cells = Json::object();
	for (std::size_t i = 0; i < types.size(); ++i) { cells[types[i].key] = cell_json(row.cells[i]); }
	return cells;
}

} // namespace

void CoverageCell::add(const CoverageCell& other)
{
	sessions += other.sessions;
	lectures += other.lectures;
	reach += other.reach;
	materials += other.materials;
	places_visited += other.places_visited;
	places_total += other.places_total;
}

std::optional<std::int64_t> CoverageCell::gap() const
{
	return target ? std::optional(std::max<std::int64_t>(0, *target - sessions)) : std::nullopt;
}

Coverage compute_coverage(store::Reader& reader, const FigureQuery& query, std::chrono::days silent_after)
{
	return CoverageMaker(reader, query, silent_after).run();
}

Json to_json(const Coverage& coverage)
{
	Area area;
	area.code = coverage.total.area;
	area.name = coverage.total.name;
	const auto year = coverage.query.period.whole_year();
	Json json;
	json["year"] = year ? Json(*year) : Json(nullptr);
	json.update(figure_head(coverage.query, area));
	json["venue_types"] = Json::array();
	for (const VenueTypeName& type : coverage.venue_types) { json["venue_types"].push_back({{"key", type.key}, {"name", type.name}}); }
	json["rows"] = Json::array();
	for (const CoverageRow& row : coverage.rows)
	{
		Json row_json = {
			{"area", row.area}, {"name", row.name}, {"level", to_string(row.level)}, {"cells", cells_json(row, coverage.venue_types)}};
		row_json["total"] = total_json(row.total);
		add_row_rest(row_json, row);
		json["rows"].push_back(std::move(row_json));
	}
	Json total = total_json(coverage.total.total);
	total["level"] = to_string(coverage.total.level);
	total["cells"] = cells_json(coverage.total, coverage.venue_types);
	add_row_rest(total, coverage.total);
	json["total"] = std::move(total);
	json["as_of"] = {{"time", to_string(coverage.query.now)}, {"seq", coverage.seq}};
	return json;
}

} // namespace bajin::figures
