#include "server/events/review.hpp"
#include "server/store/event_store.hpp"
#include "server/store/quarantine_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

struct Field : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);
	TestDevice other_phone = add_device(team);

	Json push_one(const TestDevice& device, const Json& change) { return sync(device, make_push({change}))["results"][0]; }
	std::int64_t events() { return get_json("/api/v1/statistics?from=2025-01&to=2025-12&area=410400")["totals"]["events"]; }
	std::int64_t reach() { return get_json("/api/v1/statistics?from=2025-01&to=2025-12&area=410400")["totals"]["reach"]; }
	Json state_of(const std::string& id) { return get_json("/api/v1/events/" + id); }

	void review(const std::string& id, ReviewState state, std::optional<Uuid> of = {})
	{
		const auto head = store::find_event(writer().database(), *parse_uuid(id));
		events::ReviewRequest request{
			*parse_uuid(id), head->version, head->revision, state, "看一看", {}, {}, of, {}, "审核员", reference()->areas.root().id};
		const auto reviewed = writer().run_alone([&] { return events::apply_review(writer(), request, now()); });
		REQUIRE(reviewed.has_value());
	}
};

const std::string first = make_id(1);
const std::string second = make_id(2);

} // namespace

TEST_CASE("push: a new event is accepted, has a receipt and counts once")
{
	Field field;
	const Json result = field.push_one(field.phone, make_put(make_id(101), 0, make_record(first)));
	CHECK(result["outcome"] == "accepted");
	CHECK(result["version"] == 1);
	CHECK(result["current"].is_null());
	CHECK(result["receipt"].get<std::string>().size() == 9);
	CHECK(field.events() == 1);
	CHECK(field.get_json("/api/v1/receipts/" + result["receipt"].get<std::string>())["id"] == first);
	CHECK(field.get("/api/v1/receipts/0000-0000").status == 404);
	CHECK(field.recount().empty());
}

TEST_CASE("push: the same batch sent ten times leaves the same state, answers and counts as once")
{
	Field field;
	const Json batch = make_push({make_put(make_id(101), 0, make_record(first)), make_put(make_id(102), 0, make_record(second, 300))});
	const Json once = field.sync(field.phone, batch);
	for (int i = 0; i < 9; ++i)
	{
		const Json again = field.sync(field.phone, batch);
		for (int k = 0; k < 2; ++k)
		{
			CHECK(again["results"][k]["outcome"] == "unchanged");
			CHECK(again["results"][k]["version"] == once["results"][k]["version"]);
			CHECK(again["results"][k]["receipt"] == once["results"][k]["receipt"]);
			CHECK(again["results"][k]["current"].is_null());
		}
	}
	CHECK(field.events() == 2);
	CHECK(field.reach() == 400);
	CHECK(field.recount().empty());
}

TEST_CASE("push: an id in capitals is the same event, and comes back in lower case")
{
	Field field;
	Json record = make_record("01957A3E-4C7B-7D21-9A55-0F6B1C2D3E4F");
	field.push_one(field.phone, make_put(make_id(101), 0, record));
	CHECK(field.state_of("01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f")["event"]["id"] == "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f");
}

TEST_CASE("push: unknown fields come back as they were sent")
{
	Field field;
	Json record = make_record(first);
	record["县里自定"] = {{"等级", 3}, {"空", nullptr}};
	field.push_one(field.phone, make_put(make_id(101), 0, record));
	CHECK(field.state_of(first)["event"] == record);
}

TEST_CASE("push: edits of different fields on one base are merged, of the same field conflict")
{
	Field field;
	field.push_one(field.phone, make_put(make_id(101), 0, make_record(first)));
	Json title = make_record(first);
	title["title"] = "新题目";
	CHECK(field.push_one(field.phone, make_put(make_id(102), 1, title))["outcome"] == "accepted");

	Json reach = make_record(first, 250);
	const Json merged = field.push_one(field.other_phone, make_put(make_id(103), 1, reach));
	CHECK(merged["outcome"] == "merged");
	CHECK(merged["version"] == 3);
	CHECK(merged["current"]["event"]["title"] == "新题目");
	CHECK(merged["current"]["event"]["reach"]["total"] == 250);
	CHECK(field.reach() == 250);

	SECTION("the lost answer of a merge is given again, with what it became")
	{
		const Json again = field.push_one(field.other_phone, make_put(make_id(103), 1, reach));
		CHECK(again["outcome"] == "unchanged");
		CHECK(again["version"] == 3);
		CHECK(again["receipt"] == merged["receipt"]);
		CHECK(again["current"]["event"]["title"] == "新题目");
	}
	SECTION("the same field with another value is a conflict and changes nothing")
	{
		Json other_title = make_record(first);
		other_title["title"] = "另一题目";
		const Json conflict = field.push_one(field.other_phone, make_put(make_id(104), 1, other_title));
		CHECK(conflict["outcome"] == "conflict");
		CHECK(conflict["receipt"].is_null());
		CHECK(conflict["version"] == 3);
		CHECK(conflict["current"]["event"]["title"] == "新题目");
		CHECK(store::list_quarantined(field.writer().database(), 0, 10).size() == 1);
		CHECK(field.push_one(field.other_phone, make_put(make_id(104), 1, other_title))["outcome"] == "conflict");
		CHECK(store::list_quarantined(field.writer().database(), 0, 10).size() == 1);

		Json chosen = make_put(make_id(105), 3, other_title);
		chosen["resolves"] = {make_id(104)};
		CHECK(field.push_one(field.other_phone, chosen)["outcome"] == "accepted");
		CHECK(store::list_quarantined(field.writer().database(), 0, 10)[0].resolved_at.has_value());
	}
	SECTION("a merge that would not be valid is a conflict")
	{
		Json few = make_record(first, 250);
		few["kind"] = "lecture";
		CHECK(field.push_one(field.phone, make_put(make_id(106), 3, few))["outcome"] == "accepted");
		Json without = make_record(first, 250);
		without.erase("lectures");
		CHECK(field.push_one(field.other_phone, make_put(make_id(107), 3, without))["outcome"] == "conflict");
	}
	CHECK(field.recount().empty());
}

TEST_CASE("push: two phones racing on one event with the same content make one version")
{
	Field field;
	const Json record = make_record(first);
	CHECK(field.push_one(field.phone, make_put(make_id(101), 0, record))["outcome"] == "accepted");
	CHECK(field.push_one(field.other_phone, make_put(make_id(102), 0, record))["outcome"] == "unchanged");
	Json differs = record;
	differs["title"] = "不同";
	CHECK(field.push_one(field.other_phone, make_put(make_id(103), 0, differs))["outcome"] == "conflict");
	CHECK(field.events() == 1);
}

TEST_CASE("push: an edit sent while the first is unanswered applies in order")
{
	Field field;
	Json edited = make_record(first, 500);
	const Json answer =
		field.sync(field.phone, make_push({make_put(make_id(101), 0, make_record(first)), make_put(make_id(102), 1, edited)}));
	CHECK(answer["results"][0]["outcome"] == "accepted");
	CHECK(answer["results"][1]["outcome"] == "accepted");
	CHECK(answer["results"][1]["version"] == 2);
	CHECK(field.reach() == 500);
}

TEST_CASE("push: a delete leaves a tombstone that nothing but its own version revives")
{
	Field field;
	field.push_one(field.phone, make_put(make_id(101), 0, make_record(first)));
	Json edited = make_record(first, 200);
	field.push_one(field.phone, make_put(make_id(102), 1, edited));
	CHECK(field.push_one(field.other_phone, make_delete(make_id(103), first, 1))["outcome"] == "conflict");
	const Json deleted = field.push_one(field.other_phone, make_delete(make_id(104), first, 2));
	CHECK(deleted["outcome"] == "accepted");
	CHECK(deleted["version"] == 3);
	CHECK(field.events() == 0);
	CHECK(field.push_one(field.phone, make_delete(make_id(105), first, 3))["outcome"] == "unchanged");
	CHECK(field.push_one(field.phone, make_put(make_id(106), 2, make_record(first, 900)))["outcome"] == "conflict");
	CHECK(field.state_of(first)["event"].is_null());
	CHECK(field.push_one(field.phone, make_put(make_id(107), 3, make_record(first, 900)))["outcome"] == "accepted");
	CHECK(field.reach() == 900);
	CHECK(field.push_one(field.phone, make_delete(make_id(108), make_id(77), 0))["outcome"] == "accepted");
	CHECK(field.recount().empty());
}

TEST_CASE("push: an event of another team is refused and nothing is told of it")
{
	Field field;
	field.push_one(field.phone, make_put(make_id(101), 0, make_record(first)));
	const TestDevice stranger = field.add_device(field.add_team("叶县普法讲师团", "410422"));
	const Json refused = field.push_one(stranger, make_put(make_id(102), 1, make_record(first, 1)));
	CHECK(refused["outcome"] == "rejected");
	CHECK(refused["problems"][0]["code"] == "forbidden");
	CHECK(refused["version"] == 0);
	CHECK(refused["current"].is_null());
	CHECK(field.reach() == 100);
	CHECK(field.sync(stranger, {{"changes", Json::array()}})["changes"].empty());
}

TEST_CASE("push: the same change id with other content is refused")
{
	Field field;
	field.push_one(field.phone, make_put(make_id(101), 0, make_record(first)));
	const Json refused = field.push_one(field.phone, make_put(make_id(101), 1, make_record(first, 999)));
	CHECK(refused["outcome"] == "rejected");
	CHECK(refused["problems"][0]["code"] == "change_id_reused");
	CHECK(field.reach() == 100);
}

TEST_CASE("push: what is refused is kept once, and taken when it is put right")
{
	Field field;
	Json wrong = make_record(first);
	wrong["reach"]["women"] = 5000;
	for (int i = 0; i < 3; ++i)
	{
		const Json refused = field.push_one(field.phone, make_put(make_id(101), 0, wrong));
		CHECK(refused["outcome"] == "rejected");
		CHECK(refused["problems"][0]["code"] == "women_children_over_total");
	}
	CHECK(store::list_quarantined(field.writer().database(), 0, 10).size() == 1);
	CHECK(field.push_one(field.phone, make_put(make_id(102), 0, make_record(first)))["outcome"] == "accepted");
}

TEST_CASE("push: one broken change of many does not hold up the others")
{
	Field field;
	Json changes = Json::array();
	for (std::uint64_t i = 0; i < 500; ++i)
	{
		Json record = make_record(make_id(1000 + i));
		if (i == 250) { record.erase("title"); }
		changes.push_back(make_put(make_id(5000 + i), 0, record));
	}
	const Json answer = field.sync(field.phone, {{"limit", 0}, {"changes", changes}});
	REQUIRE(answer["results"].size() == 500);
	for (std::size_t i = 0; i < 500; ++i) { CHECK(answer["results"][i]["outcome"] == (i == 250 ? "rejected" : "accepted")); }
	CHECK(field.events() == 499);
	CHECK(field.recount().empty());
}

TEST_CASE("push: an edit sends a verified event back to be looked at, a delete only asks to void it")
{
	Field field;
	field.push_one(field.phone, make_put(make_id(101), 0, make_record(first)));
	field.review(first, ReviewState::verified);
	CHECK(field.state_of(first)["review"]["state"] == "verified");
	const Json asked = field.push_one(field.phone, make_delete(make_id(102), first, 1));
	CHECK(asked["outcome"] == "accepted");
	CHECK(field.state_of(first)["review"]["state"] == "void_requested");
	CHECK(field.events() == 1);
	CHECK(field.push_one(field.phone, make_put(make_id(103), 1, make_record(first, 120)))["outcome"] == "accepted");
	CHECK(field.state_of(first)["review"]["state"] == "submitted");
	CHECK(field.recount().empty());
}

TEST_CASE("push: a device moved to another team still brings in what it has of the former one")
{
	Field field;
	const Uuid next = field.add_team("宝丰县普法讲师团", "410421");
	field.push_one(field.phone, make_put(make_id(101), 0, make_record(first)));
	field.move_device(field.phone, next);
	Json late = make_put(make_id(102), 0, make_record(second));
	late["team"] = to_string(field.team);
	CHECK(field.push_one(field.phone, late)["outcome"] == "accepted");
	CHECK(field.state_of(second)["team"] == to_string(field.team));
	CHECK(field.push_one(field.phone, make_put(make_id(103), 1, make_record(first, 130)))["outcome"] == "accepted");
	CHECK(field.push_one(field.phone, make_put(make_id(104), 0, make_record(make_id(3))))["outcome"] == "accepted");
	CHECK(field.state_of(make_id(3))["team"] == to_string(next));
	CHECK(field.recount().empty());
}
