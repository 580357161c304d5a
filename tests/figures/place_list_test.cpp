#include "server/figures/coverage.hpp"
#include "server/figures/place_list.hpp"
#include "server/store/reference_store.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"

#include <map>

using namespace bajin;
using figures::PlaceFilter;
using figures::PlaceList;
using figures::PlaceRow;
using test::FigureDatabase;
using test::VariedRecords;

namespace
{

// How often each place was visited, from the records alone; a village or community by its code, a venue by its id.
std::map<std::string, std::int64_t> recount(VariedRecords& records, const figures::FigureQuery& query)
{
	const ReferencePointer reference = records.database.reader().reference();
	std::map<std::string, std::int64_t> visits;
	records.for_each(
		[&](const store::EventHead& head, const Event& event)
		{
			if (event.occurred_on < query.period.days.first || event.occurred_on > query.period.days.last ||
				!is_counted(head.state, query.basis))
			{
				return;
			}
			if (event.venue_type == "village" || event.venue_type == "community")
			{
				++visits[reference->areas.at(event.area).code];
				return;
			}
			const auto venue = reference->venues.find(event.venue_id);
			if (venue != reference->venues.end() && venue->second.venue_type == event.venue_type) { ++visits[event.venue_id]; }
		});
	return visits;
}

void check_visits(const PlaceList& list, const std::map<std::string, std::int64_t>& visits)
{
	std::int64_t visited = 0;
	for (const PlaceRow& row : list.places)
	{
		INFO(row.code << " " << row.place.venue);
		const auto found = visits.find(row.place.venue.empty() ? row.code : row.place.venue);
		CHECK(row.visits == (found == visits.end() ? 0 : found->second));
		visited += row.visits > 0 ? 1 : 0;
	}
	CHECK(list.visited == visited);
	CHECK(list.total == std::ssize(list.places));
}

} // namespace

TEST_CASE("places: visits equal a recount of the records, and both sums are those of coverage")
{
	VariedRecords records(5);
	for (const char* area : {"410400", "410422", "410423", "410423100"})
	{
		for (const auto& [from, to] :
			 {std::pair("2015-01", "2015-12"), std::pair("2014-11", "2015-02"), std::pair("2014-03-09", "2015-07-20")})
		{
			for (const Basis basis : {Basis::received, Basis::verified})
			{
				INFO(area << ", " << from << " to " << to << ", " << to_string(basis));
				auto query = records.database.query(from, to, area);
				query.basis = basis;
				store::Reader& reader = records.database.reader();
				const auto visits = recount(records, query);
				const auto coverage = compute_coverage(reader, query, std::chrono::days(14));
				for (std::size_t i = 0; i < coverage.venue_types.size(); ++i)
				{
					const PlaceList list = list_places(reader, query, {.venue_type = coverage.venue_types[i].key});
					check_visits(list, visits);
					CHECK(list.visited == coverage.total.cells[i].places_visited);
					CHECK(list.total == coverage.total.cells[i].places_total);
				}
				check_visits(list_places(reader, query, {}), visits);
			}
		}
	}
}

TEST_CASE("places: visited or not, by name, page by page")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-01-10"});
	database.add_event(team, {.area = "410423100201", .occurred_on = "2015-02-10"});
	for (const char* id : {"No 2 school", "No 1 school", "Mill"}) { database.add_venue(id, "school", "410423101"); }
	const auto query = database.query("2015-01", "2015-12");
	store::Reader& reader = database.reader();
	const auto names = [&](const PlaceFilter& filter)
	{
		std::vector<std::string> found;
		for (const PlaceRow& row : list_places(reader, query, filter).places) { found.push_back(row.name); }
		return found;
	};
	using Names = std::vector<std::string>;
	CHECK(names({}) == Names{"松垛沟村", "社楼村", "尧山社区"});
	CHECK(names({.visited = true}) == Names{"松垛沟村"});
	CHECK(names({.visited = false}) == Names{"社楼村", "尧山社区"});
	CHECK(names({.visited = false, .venue_type = "village"}) == Names{"社楼村"});
	CHECK(names({.text = "社"}) == Names{"社楼村", "尧山社区"});
	CHECK(names({.venue_type = "school"}) == Names{"Mill", "No 1 school", "No 2 school"});
	CHECK(names({.venue_type = "school", .text = "SCHOOL"}) == Names{"No 1 school", "No 2 school"});
	const PlaceList unvisited = list_places(reader, query, {.visited = false, .text = "村"});
	CHECK(unvisited.visited == 1);
	CHECK(unvisited.total == 2);

	for (const std::string type : {"", "school"})
	{
		PlaceFilter filter{.venue_type = type, .limit = 1};
		std::vector<std::string> paged;
		do {
			const PlaceList page = list_places(reader, query, filter);
			CHECK(page.total == 3);
			REQUIRE(page.places.size() == 1);
			paged.push_back(page.places[0].name);
			filter.after.reset();
			if (page.next)
			{
				filter.after = figures::read_place_position(figures::write_position(*page.next), *reader.reference());
				CHECK(filter.after);
			}
		} while (filter.after);
		CHECK(paged == names({.venue_type = type}));
	}
	for (const char* text : {"", "1", "410423101.", "410423101.nowhere", "."})
	{
		CHECK(!figures::read_place_position(text, *reader.reference()));
	}
}

TEST_CASE("places: one given up is listed where it was visited in the period, and told apart")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	Venue closed;
	closed.id = "closed";
	closed.venue_type = "school";
	closed.area = database.writer().reference()->areas.find("410423100")->id;
	closed.name = "旧校";
	closed.valid_to = parse_date("2015-06-30");
	database.writer().run_alone([&] { store::insert_venue(database.writer().database(), closed); });
	database.add_venue("open", "school", "410423100");
	const Json names = {{"venue_id", "closed"}};
	database.add_event(team, {.area = "410423100", .occurred_on = "2015-03-01", .venue_type = "school", .more = names});
	const auto list_of = [&](const char* from, const char* to)
	{ return list_places(database.reader(), database.query(from, to), {.venue_type = "school"}); };
	const PlaceList year = list_of("2015-01", "2015-12");
	REQUIRE(year.places.size() == 2);
	CHECK(year.visited == 1);
	const auto of_closed = std::ranges::find(year.places, "closed", [](const PlaceRow& row) { return row.place.venue; });
	CHECK(!of_closed->in_use);
	CHECK(of_closed->visits == 1);
	CHECK(figures::to_csv(year).find("旧校,closed,是,1,已停用\r\n") != std::string::npos);
	CHECK(list_of("2015-07", "2015-12").total == 1);
	CHECK(list_of("2015-01", "2015-02").total == 2);
	CHECK(list_of("2015-01", "2015-02").visited == 0);
}

TEST_CASE("places: a row tells where it lies, and the table opens in a spreadsheet")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	database.add_venue("=school", "school", "410423");
	database.add_event(team, {.area = "410423100", .occurred_on = "2015-01-10", .venue_type = "school", .more = {{"venue_id", "=school"}}});
	const auto query = database.query("2015-01", "2015-12");
	const PlaceList schools = list_places(database.reader(), query, {.venue_type = "school"});
	const Json json = figures::to_json(schools);
	CHECK(json["year"] == 2015);
	CHECK(json["attribution"] == "area");
	REQUIRE(json["places"].size() == 1);
	CHECK(
		json["places"][0] == Json(
								 {{"area", "410423"},
								  {"venue", "=school"},
								  {"name", "=school"},
								  {"venue_type", "school"},
								  {"township", nullptr},
								  {"county", "鲁山县"},
								  {"visits", 1},
								  {"in_use", true}}));
	CHECK(figures::to_csv(schools).find("410423,鲁山县,,学校,'=school,'=school,是,1,\r\n") != std::string::npos);
	const std::string villages = figures::to_csv(list_places(database.reader(), query, {}));
	CHECK(villages.starts_with("\xEF\xBB\xBF开始,截止,统计口径,"));
	CHECK(villages.find("410423101001,鲁山县,尧山镇,社区,尧山社区,,否,0,\r\n") != std::string::npos);
}
