// Figures over lists of areas of any shape: a root of any level, levels that are missing, codes that say nothing.
#include "server/figures/coverage.hpp"
#include "server/figures/overview.hpp"
#include "server/figures/recount.hpp"
#include "server/figures/statistics.hpp"
#include "tests/figures/area_trees.hpp"
#include "tests/support/as_shipped.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

using Figures = std::map<std::string, Sums>;

void add_metrics(Figures& figures, const std::string& row, const Metrics& metrics)
{
	for (std::size_t i = 0; i < metric_count; ++i)
	{
		if (metrics.values[i] != 0) { figures[row][std::string(to_string(static_cast<Metric>(i)))] += metrics.values[i]; }
	}
}

void add_states(Figures& figures, const std::string& row, const StateCounts& states)
{
	const std::pair<const char*, std::int64_t> named[] = {
		{"verified", states.verified},
		{"submitted", states.submitted},
		{"returned", states.returned},
		{"duplicate", states.duplicate},
		{"joint", states.joint}};
	for (const auto& [name, count] : named)
	{
		if (count != 0) { figures[row][name] += count; }
	}
}

Figures shown_statistics(const figures::Statistics& shown, const std::map<std::string, int>& teams)
{
	Figures figures;
	add_metrics(figures, "total", shown.totals);
	add_states(figures, "state", shown.states.counts);
	const auto add = [&](const std::string& dimension, const std::vector<figures::StatisticsRow>& rows)
	{
		for (const figures::StatisticsRow& row : rows) { add_metrics(figures, dimension + "/" + row.key.value_or(""), row.metrics); }
	};
	add("venue_type", shown.by_venue_type);
	add("area", shown.by_area);
	add("month", shown.by_month);
	add("topic", shown.by_topic);
	add("material", shown.by_material);
	add("audience", shown.by_audience);
	for (const figures::StatisticsRow& row : shown.by_team)
	{
		add_metrics(figures, "team/" + std::to_string(teams.at(row.key.value())), row.metrics);
	}
	return figures;
}

// The metrics that coverage shows, with the rows of the statistics.
Figures coverage_part(const Figures& statistics)
{
	Figures figures;
	for (const auto& [row, sums] : statistics)
	{
		const bool is_state = row == "state" || row.starts_with("state/");
		if (!is_state && row != "total" && !row.starts_with("area/") && !row.starts_with("venue_type/")) { continue; }
		for (const auto& [name, value] : sums)
		{
			if (is_state || name == "sessions" || name == "lectures" || name == "reach" || name == "materials")
			{
				figures[row][name] = value;
			}
		}
	}
	return figures;
}

void add_cell(Figures& figures, const std::string& row, const figures::CoverageCell& cell)
{
	const std::pair<const char*, std::int64_t> named[] = {
		{"sessions", cell.sessions}, {"lectures", cell.lectures}, {"reach", cell.reach}, {"materials", cell.materials}};
	for (const auto& [name, count] : named)
	{
		if (count != 0) { figures[row][name] += count; }
	}
}

Figures shown_coverage(const figures::Coverage& shown)
{
	Figures figures;
	add_cell(figures, "total", shown.total.total);
	add_states(figures, "state", shown.total.states.counts);
	for (std::size_t i = 0; i < shown.venue_types.size(); ++i)
	{
		add_cell(figures, "venue_type/" + shown.venue_types[i].key, shown.total.cells[i]);
	}
	for (const figures::CoverageRow& row : shown.rows)
	{
		add_cell(figures, "area/" + row.area, row.total);
		add_states(figures, "state/area/" + row.area, row.states.counts);
		for (std::size_t i = 0; i < shown.venue_types.size(); ++i)
		{
			add_cell(figures, "area/" + row.area + "/" + shown.venue_types[i].key, row.cells[i]);
		}
	}
	return figures;
}

Sums shown_places(const figures::Coverage& shown)
{
	Sums places;
	for (const figures::CoverageRow& row : shown.rows)
	{
		for (std::size_t i = 0; i < shown.venue_types.size(); ++i)
		{
			const std::int64_t visited = row.cells[i].places_visited;
			if (visited != 0) { places[row.area + "/" + shown.venue_types[i].key] = visited; }
		}
	}
	return places;
}

std::string difference(const Figures& expected, const Figures& shown)
{
	std::string text;
	for (const auto* side : {&expected, &shown})
	{
		for (const auto& [row, sums] : *side)
		{
			for (const auto& [name, value] : sums)
			{
				const auto& other = side == &expected ? shown : expected;
				const auto found = other.find(row);
				const std::int64_t there = found == other.end() || !found->second.contains(name) ? 0 : found->second.at(name);
				if (there != value)
				{
					text += row + " " + name + (side == &expected ? ": expected " : ": shown ") + std::to_string(value) + "\n";
				}
			}
		}
	}
	return text;
}

class TreeCheck
{
public:
	explicit TreeCheck(std::uint32_t seed) : seed_(seed), tree_(seed), database_(tree_.csv())
	{
		const std::vector<Uuid> teams = tree_.fill(database_);
		for (std::size_t i = 0; i < teams.size(); ++i) { teams_.emplace(to_string(teams[i]), static_cast<int>(i)); }
	}

	void run()
	{
		INFO("seed " << seed_ << "\n" << tree_.csv());
		const auto report = figures::recount(database_.reader());
		CHECK(report.faults.empty());
		CHECK(report.differences == std::vector<std::string>());
		std::mt19937 choice(seed_);
		for (std::size_t node = 0; node < tree_.nodes.size(); ++node)
		{
			for (const bool by_team : {false, true})
			{
				Question question{static_cast<int>(node), make_date(2015, 1, 1), make_date(2015, 12, 31), choice() % 2 == 0, by_team};
				if (choice() % 2 == 0)
				{
					question.first = Date{make_date(2014, 10, 20).days + static_cast<std::int32_t>(choice() % 120)};
					question.last = Date{question.first.days + static_cast<std::int32_t>(choice() % 150)};
				}
				check(question);
			}
		}
	}

private:
	void check(const Question& question)
	{
		const std::string& code = tree_.nodes[static_cast<std::size_t>(question.area)].code;
		figures::FigureQuery query = database_.query(to_string(question.first), to_string(question.last), code);
		query.basis = question.verified ? Basis::verified : Basis::received;
		query.attribution = question.by_team ? figures::Attribution::team : figures::Attribution::area;
		INFO(
			code << " " << to_string(question.first) << " to " << to_string(question.last)
				 << (question.verified ? " verified" : " received") << (question.by_team ? " by team" : " by area"));
		const Figures expected = tree_.statistics(question);
		Figures expected_statistics = expected;
		// Statistics have no rows of areas where only states stand, and no venue types of areas.
		std::erase_if(
			expected_statistics, [](const auto& row)
			{ return row.first.starts_with("state/") || (row.first.starts_with("area/") && row.first.find('/', 5) != std::string::npos); });
		store::Reader& reader = database_.reader();
		const Figures statistics = shown_statistics(figures::compute_statistics(reader, query), teams_);
		CHECK(difference(expected_statistics, statistics) == "");
		const figures::Coverage coverage = figures::compute_coverage(reader, query, std::chrono::days(14));
		CHECK(difference(coverage_part(expected), coverage_part(shown_coverage(coverage))) == "");
		CHECK(shown_places(coverage) == tree_.places(question));
		if (!question.by_team && !question.verified) { check_overview(reader, question, expected); }
	}

	void check_overview(store::Reader& reader, const Question& question, const Figures& expected)
	{
		figures::OverviewQuery query;
		query.area = reader.reference()->areas.find(tree_.nodes[static_cast<std::size_t>(question.area)].code)->id;
		query.days = {question.first, question.last};
		Figures shown;
		add_states(shown, "state", figures::compute_overview(reader, query).states.counts);
		Figures of_states;
		if (expected.contains("state")) { of_states["state"] = expected.at("state"); }
		CHECK(difference(of_states, shown) == "");
	}

	std::uint32_t seed_;
	RandomTree tree_;
	FigureDatabase database_;
	std::map<std::string, int> teams_;
};

void check_seeds(std::uint32_t first, std::uint32_t count)
{
	for (std::uint32_t seed = first; seed < first + count; ++seed) { TreeCheck(seed).run(); }
}

} // namespace

TEST_CASE("area trees: every figure at every area is the sum of its records")
{
	check_seeds(1, is_as_shipped ? 200 : 60);
}

TEST_CASE("area trees: the same over two thousand lists", "[.trees]")
{
	check_seeds(1'000, 2'000);
}

TEST_CASE("area trees: a county at the root is counted once")
{
	FigureDatabase database("code,name,level,parent\n410423,鲁山县,county,\n410423102,梁洼镇,township,410423\n");
	const Uuid team = database.add_team("队", "410423");
	database.add_event(team, {.area = "410423102", .occurred_on = "2015-03-08"});
	const auto query = database.query("2015-01", "2015-12");
	const figures::Statistics statistics = figures::compute_statistics(database.reader(), query);
	CHECK(statistics.totals[Metric::sessions] == 1);
	CHECK(statistics.text.find("活动1场次") != std::string::npos);
	CHECK(figures::recount(database.reader()).is_clean());
}

TEST_CASE("area trees: a prefecture without counties has its teams' figures by organiser")
{
	FigureDatabase database("code,name,level,parent\n441900,东莞市,prefecture,\n"
							"441900003,东城街道,township,441900\n441900004,南城街道,township,441900\n");
	const Uuid team = database.add_team("队", "441900003");
	database.add_event(team, {.area = "441900004", .occurred_on = "2015-03-08"});
	auto query = database.query("2015-01", "2015-12");
	query.attribution = figures::Attribution::team;
	const figures::Coverage coverage = figures::compute_coverage(database.reader(), query, std::chrono::days(14));
	REQUIRE(coverage.rows.size() == 2);
	CHECK(coverage.rows[0].total.sessions == 1);
	CHECK(coverage.rows[1].total.sessions == 0);
}
