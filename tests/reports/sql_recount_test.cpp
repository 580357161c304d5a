// Every figure of statistics and of sealed reports against a recount that is SQL over the bodies of the events alone.
#include "server/figures/statistics.hpp"
#include "server/reports/sealed/sealed_report.hpp"
#include "server/store/query.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <random>

using namespace bajin;
using namespace bajin::test;

namespace
{

using Figures = std::map<std::string, std::int64_t>;

const std::string& recount_sql()
{
	static const std::string text = []
	{
		std::ifstream file(source_directory() + "/tests/reports/recount.sql");
		return std::string(std::istreambuf_iterator<char>(file), {});
	}();
	return text;
}

Figures recount(store::Reader& reader, const figures::FigureQuery& query, std::string_view attribution)
{
	Figures found;
	const std::string first = to_string(query.period.days.first);
	const std::string last = to_string(query.period.days.last);
	store::Query rows(reader.database(), recount_sql().c_str());
	rows.bind_all(reader.reference()->areas.at(query.area).code, first, last, to_string(query.basis), attribution);
	while (rows.step()) { found.emplace(rows.text(0), rows.integer(1)); }
	return found;
}

// Of sealed reports, one attribution.
Figures sealed_figures(store::Reader& reader, const figures::FigureQuery& query, std::string_view attribution)
{
	store::SealedHead head;
	head.span = {query.area, query.period.days, query.basis};
	head.version = 1;
	const reports::SealedReport report = reports::make_report(reader, head);
	Figures found;
	for (const auto& [name, value] : report.document["figures"].items())
	{
		if (name.starts_with(attribution)) { found.emplace(name, value.get<std::int64_t>()); }
	}
	return found;
}

void add_rows(Figures& found, const std::string& prefix, const std::vector<figures::StatisticsRow>& rows)
{
	for (const figures::StatisticsRow& row : rows)
	{
		for (std::size_t i = 0; i < metric_count; ++i)
		{
			if (row.metrics.values[i] != 0)
			{
				found.emplace(prefix + row.key.value_or("") + "/" + std::string(to_string(static_cast<Metric>(i))), row.metrics.values[i]);
			}
		}
	}
}

// Of the statistics, from the rolled-up counts; without states.
Figures live_figures(const figures::Statistics& statistics, const std::string& attribution)
{
	Figures found;
	for (std::size_t i = 0; i < metric_count; ++i)
	{
		if (statistics.totals.values[i] != 0)
		{
			found.emplace(attribution + "/total/" + std::string(to_string(static_cast<Metric>(i))), statistics.totals.values[i]);
		}
	}
	add_rows(found, attribution + "/venue_type/", statistics.by_venue_type);
	add_rows(found, attribution + "/area/", statistics.by_area);
	add_rows(found, attribution + "/month/", statistics.by_month);
	add_rows(found, attribution + "/topic/", statistics.by_topic);
	add_rows(found, attribution + "/campaign/", statistics.by_campaign);
	add_rows(found, attribution + "/team/", statistics.by_team);
	add_rows(found, attribution + "/material/", statistics.by_material);
	add_rows(found, attribution + "/audience/", statistics.by_audience);
	return found;
}

void check_same(const Figures& left, const Figures& right)
{
	Figures all = left;
	all.insert(right.begin(), right.end());
	for (const auto& [name, value] : all)
	{
		INFO(name);
		CHECK((left.contains(name) ? left.at(name) : 0) == (right.contains(name) ? right.at(name) : 0));
	}
}

} // namespace

TEST_CASE("sql recount: every figure of statistics and of a sealed report, on both bases and attributions")
{
	constexpr std::uint32_t seed = 20251126;
	INFO("seed " << seed);
	VariedRecords records(seed);
	std::mt19937 choice(seed);
	constexpr std::array areas = {"410400", "410422", "410423", "410423100", "410423101"};
	for (int round = 0; round < 10; ++round)
	{
		const char* area = areas[choice() % areas.size()];
		const Date first{make_date(2014, 1, 1).days + static_cast<std::int32_t>(choice() % 400)};
		const Date last{first.days + static_cast<std::int32_t>(choice() % 330)};
		for (const auto& [basis, attribution] :
			 {std::pair(Basis::received, figures::Attribution::area), std::pair(Basis::received, figures::Attribution::team),
			  std::pair(Basis::verified, figures::Attribution::area), std::pair(Basis::verified, figures::Attribution::team)})
		{
			figures::FigureQuery query = records.database.query(to_string(first), to_string(last), area);
			query.basis = basis;
			query.attribution = attribution;
			const std::string name(figures::code_of(attribution));
			INFO(area << " " << to_string(first) << " to " << to_string(last) << ", " << to_string(basis) << " by " << name);
			Figures expected = recount(records.database.reader(), query, name);
			check_same(expected, sealed_figures(records.database.reader(), query, name));
			std::erase_if(expected, [&](const auto& figure) { return figure.first.starts_with(name + "/state/"); });
			check_same(expected, live_figures(figures::compute_statistics(records.database.reader(), query), name));
		}
	}
}
