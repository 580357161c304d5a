#include "server/figures/indicators.hpp"
#include "server/figures/labels.hpp"
#include "server/figures/statistics.hpp"
#include "server/files/csv_writer.hpp"

namespace bajin::figures
{

namespace
{

void add_metrics(Json& json, const Metrics& metrics)
{
	json.update(metrics_json(metrics));
}

Json key_and_name(const StatisticsRow& row)
{
	Json json;
	json["key"] = row.key ? Json(*row.key) : Json(nullptr);
	json["name"] = row.name;
	return json;
}

template <class Extra>
Json rows_json(const std::vector<StatisticsRow>& rows, Extra extra)
{
	Json list = Json::array();
	for (const StatisticsRow& row : rows)
	{
		Json json = key_and_name(row);
		extra(json, row);
		list.push_back(std::move(json));
	}
	return list;
}

Json metric_rows(const std::vector<StatisticsRow>& rows)
{
	return rows_json(rows, [](Json& json, const StatisticsRow& row) { add_metrics(json, row.metrics); });
}

Json area_rows(const std::vector<StatisticsRow>& rows)
{
	return rows_json(
		rows,
		[](Json& json, const StatisticsRow& row)
		{
			add_metrics(json, row.metrics);
			json["states"] = to_json(row.states);
		});
}

Json team_rows(const std::vector<StatisticsRow>& rows)
{
	return rows_json(
		rows,
		[](Json& json, const StatisticsRow& row)
		{
			add_metrics(json, row.metrics);
			json["participations"] = row.states.counts.joint;
		});
}

Json material_rows(const std::vector<StatisticsRow>& rows)
{
	return rows_json(
		rows,
		[](Json& json, const StatisticsRow& row)
		{
			json["unit"] = row.unit.empty() ? Json(nullptr) : Json(row.unit);
			json["copies"] = row.metrics[Metric::materials];
			json["events"] = row.metrics[Metric::events];
		});
}

Json audience_rows(const std::vector<StatisticsRow>& rows)
{
	return rows_json(
		rows,
		[](Json& json, const StatisticsRow& row)
		{
			json["lectures"] = row.metrics[Metric::lectures];
			json["attendance"] = row.metrics[Metric::attendance];
		});
}

// Writes the flat table: what the figure covers stands in every row, so that rows of several files can be put together.
class TableWriter
{
public:
	explicit TableWriter(const Statistics& statistics) : statistics_(statistics)
	{
		for (const std::string_view heading :
			 {"开始", "截止", "区划代码", "区划", "统计口径", "归属口径", "数据时间", "分组", "代码", "名称", "单位"})
		{
			csv_.text(heading);
		}
		for (const Indicator& column : indicators()) { csv_.text(column.name); }
		csv_.text("听讲人次");
		csv_.text("参加联合活动次数");
		csv_.end_row();
	}

	enum class Kind : std::uint8_t
	{
		metrics,
		team,
		material,
		audience,
	};

	void add(std::string_view group, const StatisticsRow& row, Kind kind = Kind::metrics)
	{
		const FigureQuery& query = statistics_.query;
		for (const std::string_view cell :
			 {std::string_view(query.period.from), std::string_view(query.period.to), std::string_view(statistics_.area_code),
			  std::string_view(statistics_.area_name), basis_name(query.basis), attribution_name(query.attribution)})
		{
			csv_.text(cell);
		}
		csv_.text(office_time(query.now));
		csv_.text(group);
		csv_.text(row.key.value_or(""));
		csv_.text(row.name);
		csv_.text(row.unit);
		for (const Indicator& column : indicators())
		{
			if (is_shown(column.metric, kind)) { csv_.number(row.metrics[column.metric]); }
			else { csv_.text(""); }
		}
		if (kind == Kind::audience) { csv_.number(row.metrics[Metric::attendance]); }
		else { csv_.text(""); }
		if (kind == Kind::team) { csv_.number(row.states.counts.joint); }
		else { csv_.text(""); }
		csv_.end_row();
	}

	void add_all(std::string_view group, const std::vector<StatisticsRow>& rows, Kind kind = Kind::metrics)
	{
		for (const StatisticsRow& row : rows) { add(group, row, kind); }
	}

	[[nodiscard]] std::string take() { return csv_.take(); }

private:
	static bool is_shown(Metric metric, Kind kind)
	{
		switch (kind)
		{
		case Kind::material:
			return metric == Metric::materials || metric == Metric::events;
		case Kind::audience:
			return metric == Metric::lectures;
		case Kind::metrics:
		case Kind::team:
			return true;
		}
		return true;
	}

	const Statistics& statistics_;
	files::CsvWriter csv_;
};

} // namespace

Json to_json(const States& states)
{
	return {
		{"verified", states.counts.verified},   {"submitted", states.counts.submitted}, {"returned", states.counts.returned},
		{"duplicate", states.counts.duplicate}, {"joint", states.counts.joint},         {"on_phones", states.on_phones},
	};
}

Json metrics_json(const Metrics& metrics)
{
	Json json = Json::object();
	for (const Indicator& column : indicators()) { json[std::string(to_string(column.metric))] = metrics[column.metric]; }
	return json;
}

Json figure_head(const FigureQuery& query, const Area& area)
{
	return {
		{"from", query.period.from}, {"to", query.period.to},           {"area", area.code},
		{"area_name", area.name},    {"basis", to_string(query.basis)}, {"attribution", code_of(query.attribution)},
	};
}

Json to_json(const Statistics& statistics)
{
	Area area;
	area.code = statistics.area_code;
	area.name = statistics.area_name;
	Json json = figure_head(statistics.query, area);
	json["as_of"] = {{"time", to_string(statistics.query.now)}, {"seq", statistics.seq}};
	json["totals"] = metrics_json(statistics.totals);
	json["states"] = to_json(statistics.states);
	Json& by = json["by"];
	by["venue_type"] = metric_rows(statistics.by_venue_type);
	by["area"] = area_rows(statistics.by_area);
	by["month"] = metric_rows(statistics.by_month);
	by["topic"] = metric_rows(statistics.by_topic);
	by["campaign"] = metric_rows(statistics.by_campaign);
	by["team"] = team_rows(statistics.by_team);
	by["material"] = material_rows(statistics.by_material);
	by["audience"] = audience_rows(statistics.by_audience);
	json["text"] = statistics.text;
	return json;
}

std::string to_csv(const Statistics& statistics)
{
	using Kind = TableWriter::Kind;
	TableWriter table(statistics);
	StatisticsRow total;
	total.name = "合计";
	total.metrics = statistics.totals;
	table.add("合计", total);
	table.add_all("场所类型", statistics.by_venue_type);
	table.add_all("区划", statistics.by_area);
	table.add_all("月份", statistics.by_month);
	table.add_all("宣传内容", statistics.by_topic);
	table.add_all("专项活动", statistics.by_campaign);
	table.add_all("讲师团", statistics.by_team, Kind::team);
	table.add_all("宣传资料", statistics.by_material, Kind::material);
	table.add_all("讲座对象", statistics.by_audience, Kind::audience);
	return table.take();
}

std::string to_plain_text(const Statistics& statistics)
{
	const FigureQuery& query = statistics.query;
	std::string text = statistics.text + "\n\n";
	text += "统计范围：" + statistics.area_name + "（" + statistics.area_code + "），" + query.period.from + " 至 " + query.period.to;
	text += "；统计口径：" + std::string(basis_name(query.basis)) + "；归属口径：" + std::string(attribution_name(query.attribution));
	text += "；数据时间：" + office_time(query.now) + "\n";
	return text;
}

} // namespace bajin::figures
