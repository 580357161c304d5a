#include "server/figures/event_list.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace bajin;
using figures::EventFilterText;
using test::FigureDatabase;

namespace
{

struct ListedRecords
{
	FigureDatabase database;
	Uuid lushan = database.add_team("鲁山讲师团", "410423");
	Uuid ye = database.add_team("叶县讲师团", "410422");

	ListedRecords()
	{
		database.add_event(
			lushan, {.area = "410423100201",
					 .occurred_on = "2015-01-10",
					 .state = ReviewState::verified,
					 .more = {{"title", "Anti-Drugs 宣传"}, {"topics", {"marriage_law"}}, {"campaigns", {"womens_day"}}}});
		database.add_event(
			lushan, {.area = "410423", .occurred_on = "2014-06-01", .venue_type = "agency", .more = {{"speakers", {"张晓红"}}}});
		database.add_event(
			ye, {.area = "410422100",
				 .occurred_on = "2011-03-08",
				 .venue_type = "school",
				 .more = {
					 {"kind", "lecture"}, {"lectures", {{{"audience", "women"}}}}, {"materials", {{{"item", "leaflet"}, {"copies", 1}}}}}});
		database.add_event(ye, {.area = "410422100", .occurred_on = "2015-01-10", .venue_type = "school", .state = ReviewState::deleted});
		database.add_event(
			ye, {.area = "410422100", .occurred_on = "2015-01-11", .venue_type = "school", .state = ReviewState::void_requested});
	}

	std::vector<std::string> list(const EventFilterText& text)
	{
		auto& reader = database.reader();
		const auto filter = figures::parse_event_filter(text, *reader.reference(), *parse_date("2026-01-01"));
		REQUIRE(filter.has_value());
		std::vector<std::string> days;
		for (const auto& head : figures::list_event_page(reader, *filter).events) { days.push_back(to_string(head.occurred_on)); }
		return days;
	}
};

using Days = std::vector<std::string>;

} // namespace

TEST_CASE("events: each filter selects what its figure counts, newest first")
{
	ListedRecords records;
	CHECK(records.list({}) == Days{"2015-01-11", "2015-01-10", "2014-06-01", "2011-03-08"});
	CHECK(records.list({.area = "410423"}) == Days{"2015-01-10", "2014-06-01"});
	CHECK(records.list({.area = "410423", .exact = "true"}) == Days{"2014-06-01"});
	CHECK(records.list({.area = "410423100201"}) == Days{"2015-01-10"});
	CHECK(records.list({.area = "410423100202"}).empty());
	CHECK(records.list({.venue_type = "school"}) == Days{"2015-01-11", "2011-03-08"});
	CHECK(records.list({.kind = "lecture"}) == Days{"2011-03-08"});
	CHECK(records.list({.team = to_string(records.lushan)}) == Days{"2015-01-10", "2014-06-01"});
	CHECK(records.list({.state = "deleted"}) == Days{"2015-01-10"});
	CHECK(records.list({.state = "verified"}) == Days{"2015-01-11", "2015-01-10"});
	CHECK(records.list({.state = "void_requested,deleted"}) == Days{"2015-01-11", "2015-01-10"});
	CHECK(records.list({.basis = "verified"}) == Days{"2015-01-11", "2015-01-10"});
	CHECK(records.list({.from = "2014-06", .to = "2015-01-10"}) == Days{"2015-01-10", "2014-06-01"});
	CHECK(records.list({.topic = "marriage_law"}) == Days{"2015-01-10"});
	CHECK(records.list({.topic = ""}) == Days{"2015-01-11", "2014-06-01", "2011-03-08"});
	CHECK(records.list({.campaign = "null"}) == Days{"2015-01-11", "2014-06-01", "2011-03-08"});
	CHECK(records.list({.item = "leaflet"}) == Days{"2011-03-08"});
	CHECK(records.list({.audience = "women"}) == Days{"2011-03-08"});
	CHECK(records.list({.source = "paper"}).empty());
	CHECK(records.list({.warning = "late"}).empty());
	CHECK(records.list({.text = "anti-drugs"}) == Days{"2015-01-10"});
	CHECK(records.list({.text = "晓红"}) == Days{"2014-06-01"});
}

TEST_CASE("events: pages follow one another without gap or repeat")
{
	ListedRecords records;
	for (const std::string& team : {std::string(), to_string(records.lushan)})
	{
		std::vector<Uuid> ids;
		std::string after;
		for (int page = 0; page < 10; ++page)
		{
			auto& reader = records.database.reader();
			const EventFilterText text{.team = team, .limit = "1", .after = after};
			const auto filter = figures::parse_event_filter(text, *reader.reference(), *parse_date("2026-01-01"));
			const auto result = figures::list_event_page(reader, filter.value());
			REQUIRE(result.events.size() == 1);
			ids.push_back(result.events[0].id);
			if (!result.next) { break; }
			after = figures::write_position(*result.next);
		}
		CHECK(ids.size() == (team.empty() ? 4U : 2U));
		CHECK(std::set<Uuid>(ids.begin(), ids.end()).size() == ids.size());
	}
}

TEST_CASE("events: a search whose time is over gives what it found so far, and goes on from there")
{
	ListedRecords records;
	const auto pages = [&](std::string_view text_part, const std::string& team)
	{
		std::vector<Uuid> found;
		std::string after;
		int count = 0;
		do {
			auto& reader = records.database.reader();
			const EventFilterText text{.team = team, .text = text_part, .after = after};
			const auto filter = figures::parse_event_filter(text, *reader.reference(), *parse_date("2026-01-01"));
			// Over before it began: one event is looked at all the same.
			const auto page = figures::list_event_page(reader, filter.value(), {.until = figures::SteadyTime()});
			for (const auto& head : page.events) { found.push_back(head.id); }
			after = page.next ? figures::write_position(*page.next) : std::string();
			REQUIRE(++count < 20);
		} while (!after.empty());
		return std::pair(found.size(), count > 1);
	};
	CHECK(pages("张晓红", {}) == std::pair(std::size_t{1}, true));
	CHECK(pages("张晓红", to_string(records.lushan)) == std::pair(std::size_t{1}, true));
	CHECK(pages("nothing like it", {}) == std::pair(std::size_t{0}, true));
}

TEST_CASE("events: a filter that cannot be read is refused")
{
	ListedRecords records;
	const auto refusal = [&](const EventFilterText& text)
	{
		const auto filter = figures::parse_event_filter(text, *records.database.reader().reference(), *parse_date("2026-01-01"));
		REQUIRE(filter.has_error());
		return filter.error().code == "unknown_area" ? "unknown_area" : filter.error().pointer;
	};
	CHECK(refusal({.area = "1"}) == "unknown_area");
	CHECK(refusal({.exact = "maybe"}) == "/exact");
	CHECK(refusal({.venue_type = "moon"}) == "/venue_type");
	CHECK(refusal({.kind = "party"}) == "/kind");
	CHECK(refusal({.team = "x"}) == "/team");
	CHECK(refusal({.state = "verified,asleep"}) == "/state");
	CHECK(refusal({.basis = "x"}) == "/basis");
	CHECK(refusal({.from = "x"}) == "/from");
	CHECK(refusal({.from = "2015-02", .to = "2015-01"}) == "/to");
	CHECK(refusal({.source = "fax"}) == "/source");
	CHECK(refusal({.limit = "0"}) == "/limit");
	CHECK(refusal({.limit = "ten"}) == "/limit");
	CHECK(refusal({.after = "zzz"}) == "/after");
}

TEST_CASE("events: a place in a list survives being written and read")
{
	const store::EventPosition position{*parse_date("2015-01-10"), *parse_uuid("01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f")};
	const auto read = figures::read_position(figures::write_position(position));
	REQUIRE(read);
	CHECK(read->occurred_on == position.occurred_on);
	CHECK(read->id == position.id);
}
