#include "server/figures/months.hpp"

#include "server/figures/statistics.hpp"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::figures
{

namespace
{

constexpr std::array shown_metrics = {Metric::sessions, Metric::lectures, Metric::reach, Metric::materials};

void add_metrics(Json& json, const Counts& counts, Basis basis)
{
	for (const Metric metric : shown_metrics) { json[std::string(to_string(metric))] = counts.on(basis)[metric]; }
}

template <class Map, class Key>
Counts find_counts(const Map& counts, const Key& key)
{
	const auto found = counts.find(key);
	return found == counts.end() ? Counts{} : found->second;
}

class Writer
{
public:
	explicit Writer(const Months& months)
		: months_(months), areas_(months.reference->areas), basis_(months.query.basis), year_(year_of(months.query.period.days.first))
	{
		choose_types();
	}

	[[nodiscard]] Json run() const
	{
		const std::optional<Tally>& last_year = months_.last_year;
		Json json;
		json["year"] = year_;
		json.update(figure_head(months_.query, areas_.at(months_.query.area)));
		json["venue_types"] = Json::array();
		for (const Code& type : types_)
		{
			json["venue_types"].push_back({{"key", type.code}, {"name", type.name_on(months_.query.period.days.last)}});
		}
		json["months"] = months_json(months_.year, year_);
		json["last_year"] = last_year ? months_json(*last_year, year_ - 1) : Json(nullptr);
		json["areas"] = areas_json();
		add_metrics(json["total"], months_.year.total, basis_);
		json["last_year_total"] = last_year ? metrics_json(last_year->total) : Json(nullptr);
		json["as_of"] = {{"time", to_string(months_.query.now)}, {"seq", months_.seq}};
		return json;
	}

private:
	// Those of the vocabulary that are valid in the year or have records in one of both, then any other with records.
	void choose_types()
	{
		std::set<std::string_view> recorded;
		const auto collect = [&](const Tally& tally)
		{
			for (const auto& [type, counts] : tally.by(Dimension::venue_type))
			{
				if (!counts.is_zero()) { recorded.insert(type); }
			}
		};
		collect(months_.year);
		if (months_.last_year) { collect(*months_.last_year); }
		const DateSpan& days = months_.query.period.days;
		for (const Code& code : months_.reference->vocabulary.codes(CodeList::venue_types))
		{
			const bool is_valid = (!code.valid_from || *code.valid_from <= days.last) && (!code.valid_to || days.first <= *code.valid_to);
			if (recorded.erase(code.code) > 0 || is_valid) { types_.push_back(code); }
		}
		for (const std::string_view type : recorded)
		{
			Code unknown;
			unknown.code = type;
			unknown.zh = type;
			types_.push_back(std::move(unknown));
		}
	}

	[[nodiscard]] Json metrics_json(const Counts& counts) const
	{
		Json json;
		add_metrics(json, counts, basis_);
		return json;
	}

	[[nodiscard]] Json months_json(const Tally& tally, int year) const
	{
		Json list = Json::array();
		for (Month month{year * 12}; month.year() == year; ++month.index)
		{
			Json json = {{"month", to_string(month)}};
			add_metrics(json, find_counts(tally.by_month, month.index), basis_);
			const auto types = tally.venue_types_by_month.find(month.index);
			json["venue_types"] = Json::object();
			for (const Code& type : types_)
			{
				const Counts counts = types == tally.venue_types_by_month.end() ? Counts{} : find_counts(types->second, type.code);
				json["venue_types"][type.code] = metrics_json(counts);
			}
			list.push_back(std::move(json));
		}
		return list;
	}

	// Every child, and the area itself when something lies no deeper.
	[[nodiscard]] Json areas_json() const
	{
		Json list = Json::array();
		const auto add = [&](AreaId area, bool is_shown_empty)
		{
			const Counts counts = find_counts(months_.year.by_area, area);
			const Counts before = months_.last_year ? find_counts(months_.last_year->by_area, area) : Counts{};
			if (!is_shown_empty && counts.is_zero() && before.is_zero()) { return; }
			Json json = {{"area", areas_.at(area).code}, {"name", areas_.at(area).name}};
			add_metrics(json, counts, basis_);
			json["last_year"] = months_.last_year ? metrics_json(before) : Json(nullptr);
			list.push_back(std::move(json));
		};
		for (const AreaId child : areas_.children(months_.query.area)) { add(child, true); }
		add(months_.query.area, false);
		return list;
	}

	const Months& months_;
	const AreaTree& areas_;
	Basis basis_;
	int year_;
	std::vector<Code> types_;
};

} // namespace

Months compute_months(store::Reader& reader, const FigureQuery& query, bool with_last_year)
{
	Months months{query, reader.reference(), reader.newest_seq(), tally(reader, query), std::nullopt};
	if (with_last_year)
	{
		FigureQuery before = query;
		const int year = year_of(query.period.days.first) - 1;
		before.period.days = {make_date(year, 1, 1), make_date(year, 12, 31)};
		months.last_year = tally(reader, before);
	}
	return months;
}

Json to_json(const Months& months)
{
	return Writer(months).run();
}

} // namespace bajin::figures
