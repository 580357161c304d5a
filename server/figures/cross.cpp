#include "server/figures/cross.hpp"

#include "server/figures/event_scan.hpp"
#include "server/figures/indicators.hpp"
#include "server/figures/statistics.hpp"
#include "server/figures/tally.hpp"
#include "server/store/team_store.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

namespace bajin::figures
{

namespace
{

struct AxisName
{
	Axis axis;
	std::string_view code;
	std::string_view name;
};

constexpr std::array axis_names = {
	AxisName{Axis::area, "area", "区划"},
	AxisName{Axis::team, "team", "讲师团"},
	AxisName{Axis::venue_type, "venue_type", "场所类型"},
	AxisName{Axis::month, "month", "月份"},
	AxisName{Axis::quarter, "quarter", "季度"},
	AxisName{Axis::half, "half", "半年"},
	AxisName{Axis::year, "year", "年度"},
	AxisName{Axis::topic, "topic", "宣讲主题"},
	AxisName{Axis::campaign, "campaign", "专项活动"},
	AxisName{Axis::audience, "audience", "讲座对象"},
	AxisName{Axis::item, "item", "宣传资料"},
	AxisName{Axis::measure, "measure", "指标"},
};

bool is_time(Axis axis)
{
	return axis == Axis::month || axis == Axis::quarter || axis == Axis::half || axis == Axis::year;
}

// Such a row has a value of its own, not that of its events.
bool has_own_value(Axis axis)
{
	return axis == Axis::audience || axis == Axis::item;
}

std::int32_t months_of(Axis axis)
{
	switch (axis)
	{
	case Axis::quarter:
		return 3;
	case Axis::half:
		return 6;
	case Axis::year:
		return 12;
	default:
		return 1;
	}
}

// "2015-03", "2015-Q1", "2015-H1", "2015".
std::string time_key(Axis axis, Month month)
{
	std::string year = std::to_string(month.year());
	const std::int32_t part = (month.month_of_year() - 1) / months_of(axis) + 1;
	switch (axis)
	{
	case Axis::quarter:
		return year + "-Q" + std::to_string(part);
	case Axis::half:
		return year + "-H" + std::to_string(part);
	case Axis::year:
		return year;
	default:
		return to_string(month);
	}
}

std::string time_name(Axis axis, Month month)
{
	std::string year = std::to_string(month.year()) + "年";
	const std::int32_t part = (month.month_of_year() - 1) / months_of(axis);
	constexpr std::array<std::string_view, 4> quarters = {"一", "二", "三", "四"};
	switch (axis)
	{
	case Axis::quarter:
		return year + "第" + std::string(quarters.at(static_cast<std::size_t>(part))) + "季度";
	case Axis::half:
		return year + (part == 0 ? "上半年" : "下半年");
	case Axis::year:
		return year;
	default:
		return year + std::to_string(month.month_of_year()) + "月";
	}
}

// The key of what names none sorts first and stands last.
constexpr const char* none_key = "";

using Values = std::map<std::string, std::int64_t, std::less<>>;

class CrossMaker
{
public:
	CrossMaker(store::Reader& reader, const CrossQuery& query)
		: reader_(reader), query_(query), reference_(*reader.reference()), teams_(store::list_teams(reader.database()))
	{
		for (const store::Team& team : teams_) { team_areas_.emplace(team.id, team.area); }
	}

	Cross run()
	{
		Cross cross;
		cross.query = query_;
		cross.area_code = areas().at(query_.figure.area).code;
		cross.area_name = areas().at(query_.figure.area).name;
		cross.seq = reader_.newest_seq();
		if (is_time(query_.rows) && query_.columns == Axis::measure) { sum_slices(); }
		else { scan(); }
		cross.rows = heads(query_.rows, row_totals_);
		cross.columns = heads(query_.columns, column_totals_);
		for (const CrossHead& row : cross.rows)
		{
			std::vector<std::int64_t>& line = cross.cells.emplace_back();
			const auto found = cells_.find(row.key.value_or(none_key));
			for (const CrossHead& column : cross.columns)
			{
				const auto cell = found == cells_.end() ? Values::const_iterator() : found->second.find(column.key.value_or(none_key));
				line.push_back(found == cells_.end() || cell == found->second.end() ? 0 : cell->second);
			}
		}
		cross.total = total_;
		const auto overlap = [](Axis axis) { return axis == Axis::topic || axis == Axis::campaign; };
		cross.overlaps = overlap(query_.rows) || overlap(query_.columns);
		return cross;
	}

private:
	[[nodiscard]] const AreaTree& areas() const { return reference_.areas; }

	// The rolled-up counts of each year, quarter or month.
	void sum_slices()
	{
		for_each_slice(
			query_.rows,
			[&](const std::string& key, const DateSpan& days)
			{
				FigureQuery slice = query_.figure;
				slice.period.days = days;
				const Counts total = tally(reader_, slice).total;
				add_metrics(key, total.on(query_.figure.basis));
			});
	}

	template <class Visit>
	void for_each_slice(Axis axis, Visit visit) const
	{
		const DateSpan& days = query_.figure.period.days;
		const std::int32_t length = months_of(axis);
		for (Month month{month_of(days.first).index / length * length}; month <= month_of(days.last); month.index += length)
		{
			const Month last{month.index + length - 1};
			visit(time_key(axis, month), DateSpan{std::max(days.first, first_day(month)), std::min(days.last, last_day(last))});
		}
	}

	void add_metrics(const std::string& row, const Metrics& metrics)
	{
		for (const Indicator& indicator : indicators())
		{
			const std::string key(to_string(indicator.metric));
			cells_[row][key] += metrics[indicator.metric];
			column_totals_[key] += metrics[indicator.metric];
		}
	}

	void scan()
	{
		const bool by_team = query_.figure.attribution == Attribution::team && areas().at(query_.figure.area).parent != 0;
		const auto take = [this](const store::EventHead& head, const Event& event) { take_event(head, event); };
		if (by_team) { for_each_event_of_teams(reader_, query_.figure.area, query_.figure.period.days, take); }
		else { for_each_event(reader_, query_.figure.area, query_.figure.period.days, take); }
	}

	void take_event(const store::EventHead& head, const Event& event)
	{
		const auto measured = measures(event, to_string(head.team), head.state, head.adds, reference_.vocabulary);
		if (measured.empty()) { return; }
		const Metrics& metrics = measured.front().counts.on(query_.figure.basis);
		const Values rows = values_of(query_.rows, head, event, measured, metrics);
		if (query_.columns == Axis::measure)
		{
			for (const auto& [row, value] : rows)
			{
				for (const Indicator& indicator : indicators())
				{
					cells_[row][std::string(to_string(indicator.metric))] += metrics[indicator.metric];
				}
			}
			for (const Indicator& indicator : indicators())
			{
				column_totals_[std::string(to_string(indicator.metric))] += metrics[indicator.metric];
			}
			return;
		}
		const Values columns = values_of(query_.columns, head, event, measured, metrics);
		const auto value_of = [&](std::int64_t of_row, std::int64_t of_column)
		{
			return has_own_value(query_.rows) ? of_row : has_own_value(query_.columns) ? of_column : metrics[query_.measure];
		};
		std::int64_t whole = metrics[query_.measure];
		if (has_own_value(query_.rows)) { whole = sum_of(rows); }
		else if (has_own_value(query_.columns)) { whole = sum_of(columns); }
		total_ += whole;
		for (const auto& [row, of_row] : rows)
		{
			row_totals_[row] += has_own_value(query_.rows) ? of_row : whole;
			for (const auto& [column, of_column] : columns) { cells_[row][column] += value_of(of_row, of_column); }
		}
		for (const auto& [column, of_column] : columns) { column_totals_[column] += has_own_value(query_.columns) ? of_column : whole; }
	}

	static std::int64_t sum_of(const Values& values)
	{
		std::int64_t sum = 0;
		for (const auto& [key, value] : values) { sum += value; }
		return sum;
	}

	// Where an event stands on an axis, each place once, with its own value where it has one.
	[[nodiscard]] Values values_of(
		Axis axis, const store::EventHead& head, const Event& event, const std::vector<Measure>& measured, const Metrics& metrics) const
	{
		const std::int64_t value = metrics[query_.measure];
		switch (axis)
		{
		case Axis::area:
			return {{areas().at(row_of_event(head, event)).code, value}};
		case Axis::team:
			return {{team_key(head.team), value}};
		case Axis::venue_type:
			return {{event.venue_type, value}};
		case Axis::topic:
			return measured_values(Dimension::topic, measured);
		case Axis::campaign:
			return measured_values(Dimension::campaign, measured);
		case Axis::audience:
			return measured_values(Dimension::audience, measured);
		case Axis::item:
			return measured_values(Dimension::material, measured);
		default:
			return {{time_key(axis, month_of(event.occurred_on)), value}};
		}
	}

	[[nodiscard]] Values measured_values(Dimension dimension, const std::vector<Measure>& measured) const
	{
		Values values;
		for (const Measure& measure : measured)
		{
			if (measure.dimension == dimension) { values[measure.key] += measure.counts.on(query_.figure.basis)[query_.measure]; }
		}
		return values;
	}

	[[nodiscard]] AreaId row_of_event(const store::EventHead& head, const Event& event) const
	{
		AreaId area = event.area;
		if (query_.figure.attribution == Attribution::team)
		{
			const auto team = team_areas_.find(head.team);
			area = team == team_areas_.end() ? query_.figure.area : team->second;
		}
		const AreaId child = areas().child_towards(query_.figure.area, area);
		return child == 0 ? query_.figure.area : child;
	}

	// Teams based beside the caller's area are one.
	[[nodiscard]] std::string team_key(const Uuid& team) const
	{
		const auto found = team_areas_.find(team);
		const bool is_known =
			found != team_areas_.end() && (query_.figure.scope == 0 || areas().contains(query_.figure.scope, found->second));
		return is_known ? to_string(team) : std::string(other_teams);
	}

	[[nodiscard]] std::vector<CrossHead> heads(Axis axis, const Values& totals) const
	{
		std::vector<CrossHead> list;
		std::set<std::string, std::less<>> named;
		const auto add = [&](const std::string& key, const std::string& name, bool if_empty)
		{
			named.insert(key);
			const auto found = totals.find(key);
			if (!if_empty && !has_anything(axis, key)) { return; }
			list.push_back({key, name, found == totals.end() ? 0 : found->second});
		};
		add_known(axis, add);
		for (const auto& [key, total] : totals)
		{
			if (key != none_key && !named.contains(key)) { add(key, key == other_teams ? "其他讲师团" : key, false); }
		}
		if (const auto none = totals.find(none_key); none != totals.end() && has_anything(axis, none_key))
		{
			list.push_back({std::nullopt, "未注明", none->second});
		}
		return list;
	}

	// In the order of every other table.
	template <class Add>
	void add_known(Axis axis, Add add) const
	{
		switch (axis)
		{
		case Axis::area:
			for (const AreaId child : areas().children(query_.figure.area)) { add(areas().at(child).code, areas().at(child).name, false); }
			add(areas().at(query_.figure.area).code, areas().at(query_.figure.area).name + "（本级）", false);
			return;
		case Axis::team:
			for (const store::Team& team : teams_) { add(to_string(team.id), team.name, false); }
			return;
		case Axis::measure:
			for (const Indicator& indicator : indicators())
			{
				add(std::string(to_string(indicator.metric)), std::string(indicator.name), true);
			}
			return;
		case Axis::month:
		case Axis::quarter:
		case Axis::half:
		case Axis::year:
			for_each_slice(
				axis, [&](const std::string& key, const DateSpan& days) { add(key, time_name(axis, month_of(days.first)), true); });
			return;
		default:
			for (const Code& code : reference_.vocabulary.codes(list_of(axis)))
			{
				add(code.code, code.name_on(query_.figure.period.days.last), false);
			}
		}
	}

	static CodeList list_of(Axis axis)
	{
		switch (axis)
		{
		case Axis::topic:
			return CodeList::topics;
		case Axis::campaign:
			return CodeList::campaigns;
		case Axis::audience:
			return CodeList::audiences;
		case Axis::item:
			return CodeList::items;
		default:
			return CodeList::venue_types;
		}
	}

	[[nodiscard]] bool has_anything(Axis axis, std::string_view key) const
	{
		const auto any = [](const auto& values) { return std::ranges::any_of(values, [](const auto& cell) { return cell.second != 0; }); };
		if (axis == query_.rows)
		{
			const auto row = cells_.find(key);
			return row != cells_.end() && any(row->second);
		}
		const auto total = column_totals_.find(key);
		return total != column_totals_.end() && total->second != 0;
	}

	store::Reader& reader_;
	const CrossQuery& query_;
	const Reference& reference_;
	const std::vector<store::Team> teams_;
	std::unordered_map<Uuid, AreaId> team_areas_;
	std::map<std::string, Values, std::less<>> cells_;
	Values row_totals_;
	Values column_totals_;
	std::int64_t total_ = 0;
};

Json heads_json(const std::vector<CrossHead>& heads, bool with_total)
{
	Json list = Json::array();
	for (const CrossHead& head : heads)
	{
		Json json = {{"key", head.key ? Json(*head.key) : Json(nullptr)}, {"name", head.name}};
		if (with_total) { json["total"] = head.total; }
		list.push_back(std::move(json));
	}
	return list;
}

} // namespace

std::optional<Axis> parse_axis(std::string_view text) noexcept
{
	const auto* const found = std::ranges::find(axis_names, text, &AxisName::code);
	return found == axis_names.end() ? std::nullopt : std::optional(found->axis);
}

std::string_view name_of(Axis axis) noexcept
{
	return std::ranges::find(axis_names, axis, &AxisName::axis)->name;
}

Result<void> check_axes(const CrossQuery& query)
{
	if (query.rows == Axis::measure) { return invalid_parameter("rows", "measures stand in columns"); }
	if (query.rows == query.columns) { return invalid_parameter("columns", "the same as rows"); }
	if (has_own_value(query.rows) && (has_own_value(query.columns) || query.columns == Axis::measure))
	{
		return invalid_parameter("columns", "audiences and items go with areas, teams, venue types, time, topics and campaigns");
	}
	const auto is_among = [&](Axis axis) { return query.rows == axis || query.columns == axis; };
	const bool is_of_lectures = query.measure == Metric::lectures || query.measure == Metric::attendance;
	if (is_among(Axis::audience) && !is_of_lectures) { return invalid_parameter("measure", "audiences have lectures and attendance"); }
	if (!is_among(Axis::audience) && query.measure == Metric::attendance)
	{
		return invalid_parameter("measure", "attendance is that of an audience");
	}
	if (is_among(Axis::item) && query.measure != Metric::materials && query.measure != Metric::events)
	{
		return invalid_parameter("measure", "items have materials and events");
	}
	return {};
}

Cross compute_cross(store::Reader& reader, const CrossQuery& query)
{
	return CrossMaker(reader, query).run();
}

Json to_json(const Cross& cross)
{
	const FigureQuery& query = cross.query.figure;
	const bool is_of_measures = cross.query.columns == Axis::measure;
	const auto code_of_axis = [](Axis axis) { return std::string(std::ranges::find(axis_names, axis, &AxisName::axis)->code); };
	Json json = {{"from", query.period.from}, {"to", query.period.to}, {"area", cross.area_code}, {"area_name", cross.area_name}};
	json["basis"] = query.basis == Basis::received ? "received" : "verified";
	json["attribution"] = std::string(code_of(query.attribution));
	json["row_axis"] = code_of_axis(cross.query.rows);
	json["column_axis"] = code_of_axis(cross.query.columns);
	json["measure"] = is_of_measures ? Json(nullptr) : Json(std::string(to_string(cross.query.measure)));
	json["rows"] = heads_json(cross.rows, !is_of_measures);
	json["columns"] = heads_json(cross.columns, true);
	json["cells"] = cross.cells;
	json["total"] = is_of_measures ? Json(nullptr) : Json(cross.total);
	json["overlaps"] = cross.overlaps;
	json["as_of"] = {{"time", to_string(query.now)}, {"seq", cross.seq}};
	return json;
}

} // namespace bajin::figures
