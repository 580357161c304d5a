#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::test;

// The rules field by field stand in tests/fixtures/records; here is what a file cannot say.

namespace
{

using Found = std::vector<std::string>;

Found problems_on(const std::string& day, Date today_is)
{
	Json record = small_record();
	record["occurred_on"] = day;
	Found found;
	for (const Problem& problem : find_problems(record, reference(), today_is)) { found.push_back(problem.pointer + " " + problem.code); }
	return found;
}

} // namespace

TEST_CASE("event problems: tomorrow moves with today, also over the end of a year")
{
	const Date new_years_eve = make_date(2024, 12, 31);
	CHECK(problems_on("2025-01-01", new_years_eve).empty());
	CHECK(problems_on("2025-01-02", new_years_eve) == Found{"/occurred_on out_of_range"});
	CHECK(problems_on("2025-01-02", make_date(2025, 1, 1)).empty());
}

TEST_CASE("event problems: a record is checked against the areas and the vocabulary that are handed in")
{
	const Reference empty;
	const Json record = small_record();
	Found found;
	for (const Problem& problem : find_problems(record, empty, today())) { found.push_back(problem.pointer + " " + problem.code); }
	CHECK(found == Found{"/venue_type unknown_code", "/area unknown_code"});
}

TEST_CASE("event problems: one problem a field, and those of a field in the order of the record")
{
	Json record = full_record();
	record["photos"][0]["sha256"] = "abc";
	record["id"] = "abc";
	record["title"] = "";
	record["reach"]["total"] = nullptr;
	CHECK(problems_of(record) == Found{"/id invalid_format", "/title empty", "/reach/total missing", "/photos/0/sha256 invalid_format"});
}

TEST_CASE("event problems: a broken part of reach does not also upset the sum")
{
	Json record = small_record();
	record["reach"] = parse(R"({"total": 10, "women": "11", "children": 10})");
	CHECK(problems_of(record) == Found{"/reach/women wrong_type"});
	record["reach"] = parse(R"({"total": "10", "women": 11, "children": 10})");
	CHECK(problems_of(record) == Found{"/reach/total wrong_type"});
	record["reach"] = parse(R"({"total": 10, "women": 11, "children": -1})");
	CHECK(problems_of(record) == Found{"/reach/children out_of_range", "/reach women_children_over_total"});
}

TEST_CASE("event problems: whole numbers may be written with a fraction or an exponent, others are no counts")
{
	Json record = small_record();
	for (const char* number : {"8e1", "80.0", "-0.0", "0", "1000000.0"})
	{
		INFO(number);
		record["reach"] = parse(std::string(R"({"total": )") + number + "}");
		CHECK(problems_of(record).empty());
	}
	for (const char* number : {"1e300", "1e-5", "99999999999999999999", "0.999999999"})
	{
		INFO(number);
		record["reach"] = parse(std::string(R"({"total": )") + number + "}");
		CHECK(problems_of(record) == Found{"/reach/total wrong_type"});
	}
	record["reach"] = parse(R"({"total": -9223372036854775808})");
	CHECK(problems_of(record) == Found{"/reach/total out_of_range"});
}

TEST_CASE("event problems: a message names the field and its bound")
{
	Json record = small_record();
	record["reach"]["total"] = 1'000'001;
	const auto problems = find_problems(record, reference(), today());
	REQUIRE(problems.size() == 1);
	CHECK(problems[0].message == Message{"受教育人次必须在 0 到 1000000 之间", "people reached: from 0 to 1000000"});
}

TEST_CASE("event problems: a hostile record is examined and refused, not believed")
{
	Json record = small_record();
	record["materials"] = Json(std::vector<int>(100'000, 1));
	record["title"] = std::string(1'000'000, 'x');
	CHECK(problems_of(record) == Found{"/title too_long", "/materials too_many"});
}
