#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::test;

// Which record gets which warning stands in tests/fixtures/records/valid; here is what a file cannot say.

namespace
{

using Codes = std::vector<std::string>;

Codes warnings_with(const Json& record, const Reference& against, Date today_is)
{
	return find_warnings(read_event(record, against.areas), record, against, today_is);
}

} // namespace

TEST_CASE("event warnings: a record grows old on the 366th day")
{
	const Json record = small_record(); // of 2025-03-08
	CHECK(warnings_with(record, reference(), make_date(2026, 3, 8)).empty());
	CHECK(warnings_with(record, reference(), make_date(2026, 3, 9)) == Codes{"old_date"});
}

TEST_CASE("event warnings: every venue type of the vocabulary has its own mark of unusual reach")
{
	for (const Code& code : reference().vocabulary.codes(CodeList::venue_types))
	{
		INFO(code.code);
		REQUIRE(code.unusual_reach_above);
		Json record = small_record();
		record["venue_type"] = code.code;
		record["reach"]["total"] = *code.unusual_reach_above;
		CHECK(warnings_of(record).empty());
		record["reach"]["total"] = *code.unusual_reach_above + 1;
		CHECK(warnings_of(record) == Codes{"unusual_reach"});
	}
}

TEST_CASE("event warnings: without a mark no reach is unusual")
{
	Reference without = reference();
	Json vocabulary = without.vocabulary.to_json();
	for (Json& code : vocabulary["venue_types"]) { code["unusual_reach_above"] = nullptr; }
	without.vocabulary = Vocabulary::parse(vocabulary).value();
	Json record = small_record();
	record["reach"]["total"] = event_limits::reach_max;
	CHECK(warnings_with(record, without, today()).empty());
}

TEST_CASE("event warnings: a venue that lies above the event's area is not beside it")
{
	Reference wide = reference();
	wide.venues.at("school-1").area = wide.areas.find("410423")->id;
	Json record = small_record();
	record["venue_id"] = "school-1";
	CHECK(warnings_with(record, wide, today()).empty());
	wide.venues.at("school-1").area = wide.areas.find("410422")->id;
	CHECK(warnings_with(record, wide, today()) == Codes{"venue_area_mismatch"});
}

TEST_CASE("event warnings: a law is retired the day after its last one")
{
	Json record = small_record();
	record["topics"] = {"petition_regulation"}; // until 2022-04-30
	record["occurred_on"] = "2022-04-30";
	CHECK(warnings_of(record) == Codes{"old_date"});
	record["occurred_on"] = "2022-05-01";
	CHECK(warnings_of(record) == Codes{"old_date", "retired_topic"});
}

TEST_CASE("event warnings: late and old are told of the first arrival, whenever the record is corrected")
{
	Reference sealed = reference();
	const Json record = small_record(); // of 2025-03-08, in Lushan
	const Event event = read_event(record, sealed.areas);
	const Timestamp sealed_at = parse_timestamp("2025-12-31T08:00:00Z").value();
	sealed.sealed = {{event.area, {make_date(2025, 1, 1), make_date(2025, 12, 31)}, sealed_at}};
	const auto corrected = [&](std::string_view received_at)
	{
		Codes codes = find_warnings(event, record, sealed, make_date(2027, 1, 1));
		codes.insert(codes.begin(), "unusual_reach");
		judge_by_arrival(codes, event, sealed, parse_timestamp(received_at).value());
		return codes;
	};
	CHECK(corrected("2025-03-09T01:00:00Z") == Codes{"unusual_reach"});
	CHECK(corrected("2026-01-02T01:00:00Z") == Codes{"unusual_reach", "late"});
	// In China the day after the year is over has begun.
	CHECK(corrected("2026-03-08T15:59:59Z") == Codes{"unusual_reach", "late"});
	CHECK(corrected("2026-03-08T16:00:00Z") == Codes{"unusual_reach", "late", "old_date"});
}
