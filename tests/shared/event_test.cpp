#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::test;

TEST_CASE("event: every field that counting needs is read")
{
	const Event event = read_event(full_record(), reference().areas);
	CHECK(to_string(event.id) == "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f");
	CHECK(event.kind == EventKind::session);
	CHECK(event.occurred_on == make_date(2025, 3, 8));
	CHECK(event.venue_type == "village");
	CHECK(reference().areas.at(event.area).code == "410423102201");
	CHECK(event.venue_id.empty());
	CHECK(event.title == "三八妇女权益保障法宣传");
	CHECK(event.topics == std::vector<std::string>{"womens_rights_law"});
	CHECK(event.campaigns == std::vector<std::string>{"womens_day"});
	CHECK(event.reach.total == 800);
	CHECK(event.reach.women == 500);
	CHECK(event.reach.children == 100);
	CHECK(event.reach.method == ReachMethod::estimated);
	REQUIRE(event.materials.size() == 2);
	CHECK(event.materials[0].item == "law_reader");
	CHECK(event.materials[1].copies == 2'000);
	REQUIRE(event.lectures.size() == 1);
	CHECK(event.lectures[0].audience == "women");
	CHECK(event.lectures[0].topic == "womens_rights_law");
	CHECK(event.lectures[0].attendance == 120);
	CHECK(event.consultations == 30);
}

TEST_CASE("event: what is absent or null is empty or 0")
{
	Json record = small_record();
	for (const bool with_nulls : {false, true})
	{
		if (with_nulls)
		{
			for (const char* field : {"venue_id", "topics", "campaigns", "materials", "lectures", "consultations"})
			{
				record[field] = nullptr;
			}
			record["reach"] = parse(R"({"total": 80, "women": null, "children": null, "method": null})");
		}
		const Event event = read_event(record, reference().areas);
		CHECK(event.venue_id.empty());
		CHECK(event.topics.empty());
		CHECK(event.campaigns.empty());
		CHECK(event.materials.empty());
		CHECK(event.lectures.empty());
		CHECK(event.consultations == 0);
		CHECK(event.reach.total == 80);
		CHECK(event.reach.women == 0);
		CHECK(event.reach.children == 0);
		CHECK(event.reach.method == ReachMethod::unknown);
	}
	record["lectures"] = parse(R"([{"audience": "women", "topic": null}])");
	const Event event = read_event(record, reference().areas);
	REQUIRE(event.lectures.size() == 1);
	CHECK(event.lectures[0].topic.empty());
	CHECK(event.lectures[0].attendance == 0);
}

TEST_CASE("event: kinds and methods are read by their names, numbers however they are written")
{
	Json record = small_record();
	record["kind"] = "lecture";
	record["id"] = "01957A3E-4C7B-7D21-9A55-0F6B1C2D3E4F";
	record["reach"] = parse(R"({"total": 8e1, "women": 5.0, "method": "signed_in"})");
	const Event event = read_event(record, reference().areas);
	CHECK(event.kind == EventKind::lecture);
	CHECK(to_string(event.id) == "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f");
	CHECK(event.reach.total == 80);
	CHECK(event.reach.women == 5);
	CHECK(event.reach.method == ReachMethod::signed_in);
	record["reach"]["method"] = "counted";
	CHECK(read_event(record, reference().areas).reach.method == ReachMethod::counted);
}

TEST_CASE("event: characters are counted, not bytes")
{
	CHECK(count_characters("") == 0);
	CHECK(count_characters("abc") == 3);
	CHECK(count_characters("法律八进") == 4);
	CHECK(count_characters("é") == 1);
	CHECK(count_characters("😀😀") == 2);
	CHECK(count_characters("e\xCC\x81") == 2); // an accent written apart is a character of its own
}
