// Every number of coverage opens to its events: what the list with the same parameters holds adds up to it.
#include "server/figures/coverage.hpp"
#include "server/figures/event_list.hpp"
#include "server/figures/event_scan.hpp"
#include "server/figures/visits.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace bajin;
using figures::Attribution;
using figures::Coverage;
using figures::CoverageCell;
using figures::CoverageRow;
using figures::EventFilterText;
using test::VariedRecords;

namespace
{

// What an event list adds up to.
struct Sum
{
	std::int64_t events = 0;
	Metrics metrics;
	std::set<figures::Place> places;
};

class Drill
{
public:
	Drill(VariedRecords& records, const figures::FigureQuery& query)
		: reader_(records.database.reader()), query_(query), basis_(to_string(query.basis)), attribution_(code_of(query.attribution))
	{
		from_ = to_string(query.period.days.first);
		to_ = to_string(query.period.days.last);
	}

	// In pages, so that these are tried too.
	[[nodiscard]] Sum add_up(EventFilterText text) const
	{
		text.from = from_;
		text.to = to_;
		text.attribution = attribution_;
		text.limit = "40";
		Sum sum;
		std::string after;
		do {
			text.after = after;
			const auto filter = figures::parse_event_filter(text, *reader_.reference(), make_date(2026, 1, 1));
			REQUIRE(filter.has_value());
			const auto page = figures::list_event_page(reader_, *filter);
			for (const store::EventHead& head : page.events) { add(sum, head); }
			after = page.next ? figures::write_position(*page.next) : "";
		} while (!after.empty());
		return sum;
	}

	void check(const CoverageCell& cell, const EventFilterText& base) const
	{
		EventFilterText text = base;
		text.basis = basis_;
		CHECK(add_up(text).metrics[Metric::reach] == cell.reach);
		text.kind = "session";
		CHECK(add_up(text).events == cell.sessions);
		text.kind = "";
		check_has(text, "lectures", Metric::lectures, cell.lectures);
		check_has(text, "materials", Metric::materials, cell.materials);
	}

	void check_places(std::int64_t visited, const EventFilterText& base, std::string_view type) const
	{
		EventFilterText text = base;
		text.basis = basis_;
		text.place_type = type;
		CHECK(static_cast<std::int64_t>(add_up(text).places.size()) == visited);
	}

	void check_states(const StateCounts& states, const EventFilterText& base) const
	{
		const std::pair<std::string_view, std::int64_t> all[] = {
			{"verified", states.verified},   {"submitted", states.submitted}, {"returned", states.returned},
			{"duplicate", states.duplicate}, {"joint", states.joint},
		};
		for (const auto& [state, count] : all)
		{
			EventFilterText text = base;
			text.state = state;
			CHECK(add_up(text).events == count);
		}
	}

	void check_row(const Coverage& coverage, const CoverageRow& row, bool is_total) const
	{
		EventFilterText text;
		text.area = row.area;
		text.exact = !is_total && row.area == coverage.total.area ? "true" : "";
		check(row.total, text);
		check_states(row.states.counts, text);
		for (std::size_t i = 0; i < coverage.venue_types.size(); ++i)
		{
			INFO("row " << row.area << ", type " << coverage.venue_types[i].key);
			text.venue_type = {};
			check_places(row.cells[i].places_visited, text, coverage.venue_types[i].key);
			text.venue_type = coverage.venue_types[i].key;
			check(row.cells[i], text);
		}
	}

private:
	// The list has nothing that adds nothing.
	void check_has(EventFilterText text, std::string_view has, Metric metric, std::int64_t value) const
	{
		text.has = has;
		const Sum sum = add_up(text);
		CHECK(sum.metrics[metric] == value);
		CHECK(sum.events <= value);
	}

	void add(Sum& sum, const store::EventHead& head) const
	{
		++sum.events;
		const Event event = figures::read_record(reader_.database(), head, reader_.reference()->areas);
		const auto measured = measures(event, "", head.state, head.adds, reader_.reference()->vocabulary).front();
		for (std::size_t i = 0; i < metric_count; ++i) { sum.metrics.values[i] += measured.counts.on(query_.basis).values[i]; }
		if (const auto place = figures::visited_place(head, event, *reader_.reference())) { sum.places.insert(*place); }
	}

	store::Reader& reader_;
	const figures::FigureQuery& query_;
	std::string basis_;
	std::string attribution_;
	std::string from_;
	std::string to_;
};

void check_all(VariedRecords& records, const figures::FigureQuery& query)
{
	const Coverage coverage = compute_coverage(records.database.reader(), query, std::chrono::days(14));
	const Drill drill(records, query);
	for (const CoverageRow& row : coverage.rows) { drill.check_row(coverage, row, false); }
	INFO("total");
	drill.check_row(coverage, coverage.total, true);
}

} // namespace

TEST_CASE("drill down: every number of coverage equals what the list behind it holds")
{
	VariedRecords records(7);
	for (const char* area : {"410400", "410422", "410423", "410423100"})
	{
		for (const auto& [from, to] : {std::pair("2015-01", "2015-12"), std::pair("2014-03-09", "2015-07-20")})
		{
			for (const Basis basis : {Basis::received, Basis::verified})
			{
				for (const Attribution attribution : {Attribution::area, Attribution::team})
				{
					INFO(area << ", " << from << " to " << to << ", " << to_string(basis) << ", by " << code_of(attribution));
					auto query = records.database.query(from, to, area);
					query.basis = basis;
					query.attribution = attribution;
					check_all(records, query);
				}
			}
		}
	}
}

TEST_CASE("drill down: a joint record is listed where it adds, and nowhere else")
{
	test::FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	const Json more = {
		{"materials", {{{"item", "leaflet"}, {"copies", 30}}, {{"item", "gift"}, {"copies", 1}}}},
		{"lectures", {{{"audience", "women"}, {"attendance", 9}}}},
		{"consultations", 2}};
	database.add_event(
		team,
		{.area = "410423100201", .occurred_on = "2015-01-10", .state = ReviewState::joint, .adds = {.materials = true}, .more = more});
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-11", .state = ReviewState::returned, .more = more});
	auto& reader = database.reader();
	const auto count = [&](const EventFilterText& text)
	{
		const auto filter = figures::parse_event_filter(text, *reader.reference(), make_date(2026, 1, 1));
		REQUIRE(filter.has_value());
		return figures::list_event_page(reader, *filter).events.size();
	};
	for (const char* basis : {"received", "verified"})
	{
		CHECK(count({.basis = basis}) == 0);
		CHECK(count({.basis = basis, .has = "materials"}) == 1);
		CHECK(count({.basis = basis, .has = "lectures"}) == 0);
		CHECK(count({.basis = basis, .has = "women_children_lectures"}) == 0);
		CHECK(count({.basis = basis, .has = "consultations"}) == 0);
		CHECK(count({.basis = basis, .item = "gift"}) == 1);
		CHECK(count({.basis = basis, .audience = "women"}) == 0);
		CHECK(count({.place_type = "village", .basis = basis}) == 0);
	}
	// Without a basis what was returned is found too, by what it would add.
	CHECK(count({.has = "materials"}) == 2);
	CHECK(count({.has = "women_children_lectures"}) == 1);
	CHECK(count({.item = "gift"}) == 2);
	CHECK(count({.place_type = "village"}) == 1);
}

TEST_CASE("drill down: visits to a venue are listed by where it lies, whoever recorded them wherever")
{
	test::FigureDatabase database;
	const Uuid team = database.add_team("叶县讲师团", "410422");
	database.add_venue("school-1", "school", "410423101");
	const Json names = {{"venue_id", "school-1"}};
	database.add_event(team, {.area = "410422100", .occurred_on = "2015-01-10", .venue_type = "school", .more = names});
	database.add_event(team, {.area = "410423101", .occurred_on = "2015-01-11", .venue_type = "school", .more = names});
	database.add_event(team, {.area = "410423101", .occurred_on = "2015-01-12", .venue_type = "agency", .more = names});
	database.add_event(team, {.area = "410423101", .occurred_on = "2015-01-13", .venue_type = "school"});
	auto& reader = database.reader();
	const auto parse = [&](const EventFilterText& text)
	{ return figures::parse_event_filter(text, *reader.reference(), make_date(2026, 1, 1)); };
	const auto count = [&](const EventFilterText& text) { return figures::list_event_page(reader, parse(text).value()).events.size(); };
	CHECK(count({.venue = "school-1"}) == 2);
	CHECK(count({.area = "410423", .venue = "school-1"}) == 2);
	CHECK(count({.area = "410422", .venue = "school-1"}) == 0);
	CHECK(count({.area = "410422", .attribution = "team", .venue = "school-1"}) == 0);
	CHECK(count({.area = "410423", .place_type = "school"}) == 2);
	CHECK(count({.place_type = "agency", .venue = "school-1"}) == 0);
	CHECK(count({.area = "410422", .attribution = "team"}) == 4);
	CHECK(count({.area = "410423", .attribution = "team"}) == 0);
	CHECK(parse({.attribution = "x"}).error().pointer == "/attribution");
	CHECK(parse({.place_type = "moon"}).error().pointer == "/place_type");
	CHECK(parse({.venue = "moon"}).error().pointer == "/venue");
	CHECK(parse({.has = "moon"}).error().pointer == "/has");

	// Who may not read one of them is not told of it.
	auto filter = parse({.area = "410423", .place_type = "school"}).value();
	filter.scope = filter.area;
	CHECK(figures::list_event_page(reader, filter).events.size() == 1);
	filter = parse({.area = "410422", .attribution = "team"}).value();
	filter.scope = filter.area;
	CHECK(figures::list_event_page(reader, filter).events.size() == 4);
	filter.by_place_only = true;
	CHECK(figures::list_event_page(reader, filter).events.size() == 1);
}
