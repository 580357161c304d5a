#include "server/figures/statistics.hpp"

#include "server/figures/paragraph.hpp"
#include "server/figures/tally.hpp"
#include "server/store/device_store.hpp"
#include "server/store/team_store.hpp"

#include <algorithm>
#include <unordered_set>

namespace bajin::figures
{

namespace
{

constexpr std::string_view unnamed = "未注明";

bool is_zero(const Metrics& metrics)
{
	return std::all_of(metrics.values.begin(), metrics.values.end(), [](std::int64_t value) { return value == 0; });
}

bool is_valid_within(const Code& code, const DateSpan& days)
{
	return (!code.valid_from || *code.valid_from <= days.last) && (!code.valid_to || days.first <= *code.valid_to);
}

// Turns the sums of a tally into rows, in the order in which people expect them.
class RowMaker
{
public:
	RowMaker(store::Reader& reader, const FigureQuery& query, const Tally& sums)
		: reader_(reader), query_(query), sums_(sums), contacts_(store::list_team_contacts(reader.database()))
	{
	}

	[[nodiscard]] States states_of(const Counts& counts, AreaId area, bool exactly = false) const
	{
		States states{counts.states, 0};
		for (const store::TeamContact& contact : contacts_)
		{
			const bool here = exactly ? contact.area == area : areas().contains(area, contact.area);
			if (here) { states.on_phones += contact.pending_events; }
		}
		return states;
	}

	// Codes of the list in its order, then codes that it does not know, then events that name none.
	[[nodiscard]] std::vector<StatisticsRow> by_code(Dimension dimension, CodeList list) const
	{
		const CountsByKey& sums = sums_.by(dimension);
		std::vector<StatisticsRow> rows;
		std::unordered_set<std::string_view> known;
		for (const Code& code : reader_.reference()->vocabulary.codes(list))
		{
			known.insert(code.code);
			const auto found = sums.find(code.code);
			const Counts counts = found == sums.end() ? Counts{} : found->second;
			const bool shown_empty = dimension == Dimension::venue_type && is_valid_within(code, query_.period.days);
			if (shown_empty || !is_zero(counts.on(query_.basis)))
			{
				rows.push_back(make_row(code.code, code.name_on(query_.period.days.last), counts, code.unit));
			}
		}
		for (const auto& [key, counts] : sums)
		{
			const bool empty = is_zero(counts.on(query_.basis));
			if (!key.empty() && !empty && !known.contains(key)) { rows.push_back(make_row(key, key, counts)); }
		}
		const auto none = sums.find("");
		if (none != sums.end() && !is_zero(none->second.on(query_.basis)))
		{
			rows.push_back(make_row(std::nullopt, std::string(unnamed), none->second));
		}
		return rows;
	}

	[[nodiscard]] std::vector<StatisticsRow> by_area() const
	{
		std::vector<StatisticsRow> rows;
		const auto add = [&](AreaId id)
		{
			const auto found = sums_.by_area.find(id);
			if (found == sums_.by_area.end() || is_zero(found->second.on(query_.basis))) { return; }
			const Area& area = areas().at(id);
			rows.push_back(make_row(area.code, area.name, found->second));
			rows.back().states = states_of(found->second, id, id == query_.area);
		};
		for (const AreaId child : areas().children(query_.area)) { add(child); }
		add(query_.area);
		return rows;
	}

	[[nodiscard]] std::vector<StatisticsRow> by_month() const
	{
		std::vector<StatisticsRow> rows;
		for (Month month = query_.period.first_month(); month <= query_.period.last_month(); ++month.index)
		{
			const auto found = sums_.by_month.find(month.index);
			const std::string name = std::to_string(month.year()) + "年" + std::to_string(month.month_of_year()) + "月";
			rows.push_back(make_row(to_string(month), name, found == sums_.by_month.end() ? Counts{} : found->second));
		}
		return rows;
	}

	// A team whose records were all merged into those of others still took part.
	[[nodiscard]] std::vector<StatisticsRow> by_team() const
	{
		std::vector<StatisticsRow> rows;
		CountsByKey left = sums_.by(Dimension::team);
		const auto add = [&](const std::string& key, const std::string& name, const Counts& counts)
		{
			if (!is_zero(counts.on(query_.basis)) || counts.states.joint != 0) { rows.push_back(make_row(key, name, counts)); }
		};
		for (const store::Team& team : store::list_teams(reader_.database()))
		{
			const auto found = left.find(to_string(team.id));
			if (found == left.end() || !is_in_scope(team.area)) { continue; }
			add(found->first, team.name, found->second);
			left.erase(found);
		}
		Counts others;
		for (const auto& [key, counts] : left) { others.add(counts); }
		add(std::string(other_teams), "其他讲师团", others);
		return rows;
	}

private:
	[[nodiscard]] const AreaTree& areas() const { return reader_.reference()->areas; }
	[[nodiscard]] bool is_in_scope(AreaId area) const { return query_.scope == 0 || areas().contains(query_.scope, area); }

	[[nodiscard]] StatisticsRow
	make_row(std::optional<std::string> key, std::string name, const Counts& counts, std::string unit = {}) const
	{
		return {std::move(key), std::move(name), std::move(unit), counts.on(query_.basis), {counts.states, 0}};
	}

	store::Reader& reader_;
	const FigureQuery& query_;
	const Tally& sums_;
	std::vector<store::TeamContact> contacts_;
};

} // namespace

Statistics compute_statistics(store::Reader& reader, const FigureQuery& query)
{
	return compute_statistics(reader, query, tally(reader, query));
}

Statistics compute_statistics(store::Reader& reader, const FigureQuery& query, const Tally& sums)
{
	const RowMaker rows(reader, query, sums);
	const Area& area = reader.reference()->areas.at(query.area);

	Statistics statistics;
	statistics.query = query;
	statistics.area_code = area.code;
	statistics.area_name = area.name;
	statistics.seq = reader.newest_seq();
	statistics.totals = sums.total.on(query.basis);
	statistics.states = rows.states_of(sums.total, query.area);
	statistics.by_venue_type = rows.by_code(Dimension::venue_type, CodeList::venue_types);
	statistics.by_area = rows.by_area();
	statistics.by_month = rows.by_month();
	statistics.by_topic = rows.by_code(Dimension::topic, CodeList::topics);
	statistics.by_campaign = rows.by_code(Dimension::campaign, CodeList::campaigns);
	statistics.by_team = rows.by_team();
	statistics.by_material = rows.by_code(Dimension::material, CodeList::items);
	statistics.by_audience = rows.by_code(Dimension::audience, CodeList::audiences);
	statistics.text = write_paragraph(statistics.totals);
	return statistics;
}

} // namespace bajin::figures
