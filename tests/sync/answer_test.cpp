#include "server/events/review.hpp"
#include "server/store/device_store.hpp"
#include "server/store/event_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

constexpr const char* why = "没有要改的：签到表上就是 120 人";

struct ReturnedField : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);
	TestDevice stranger = add_device(add_team("叶县普法讲师团", "410422"));
	const std::string event = make_id(1);

	ReturnedField()
	{
		push_one(phone, make_put(make_id(101), 0, make_record(event)));
		review(ReviewState::returned);
	}

	Json push_one(const TestDevice& device, const Json& change) { return sync(device, make_push({change}))["results"][0]; }
	Json state() { return get_json("/api/v1/events/" + event); }
	std::int64_t counted() { return get_json("/api/v1/statistics?from=2025-01&to=2025-12&area=410400")["totals"]["events"]; }

	void review(ReviewState to)
	{
		const auto head = store::find_event(writer().database(), *parse_uuid(event));
		const events::ReviewRequest request{
			*parse_uuid(event),          head->version, head->revision, to, "人数对吗", {"/reach/total"}, {}, {}, {}, "审核员",
			reference()->areas.root().id};
		REQUIRE(writer().run_alone([&] { return events::apply_review(writer(), request, now()); }).has_value());
	}

	[[nodiscard]] Json make_answer(const std::string& change_id, std::int64_t base, const std::string& reason = why) const
	{
		return {{"change_id", change_id}, {"id", event}, {"base", base}, {"op", "answer"}, {"reason", reason}, {"review_revision", 1}};
	}
};

} // namespace

TEST_CASE("answer: a returned record that is right as it is counts again, unchanged, and the reviewer reads why")
{
	ReturnedField field;
	CHECK(field.counted() == 0);
	const Json before = field.state();
	const Json result = field.push_one(field.phone, field.make_answer(make_id(102), 1));
	CHECK(result["outcome"] == "accepted");
	CHECK(result["version"] == 1);
	CHECK(result["current"]["review"]["state"] == "submitted");
	const Json after = field.state();
	CHECK(after["version"] == 1);
	CHECK(after["event"] == before["event"]);
	CHECK(after["review"]["state"] == "submitted");
	CHECK(after["review"]["revision"] == 2);
	CHECK(after["review"]["answer"] == why);
	CHECK(after["device"] == before["device"]);
	CHECK(after["warnings"] == before["warnings"]);
	CHECK(field.counted() == 1);
	const Json history = field.get_json("/api/v1/events/" + field.event + "/history");
	const Json& step = history.back();
	CHECK(step["op"] == "answer");
	CHECK(step["review"]["answer"] == why);
	CHECK(step["event"] == before["event"]);
	CHECK(field.recount().empty());
	// What the reviewer decides next says so without it.
	field.review(ReviewState::verified);
	CHECK_FALSE(field.state()["review"].contains("answer"));
	CHECK(field.recount().empty());
}

TEST_CASE("answer: sent again it is unchanged, with what stands now, also after a second return")
{
	ReturnedField field;
	const Json answer = field.make_answer(make_id(102), 1);
	const Json first = field.push_one(field.phone, answer);
	for (int i = 0; i < 2; ++i)
	{
		const Json again = field.push_one(field.phone, answer);
		CHECK(again["outcome"] == "unchanged");
		CHECK(again["version"] == first["version"]);
		CHECK(again["receipt"] == first["receipt"]);
		CHECK(again["current"]["review"]["state"] == (i == 0 ? "submitted" : "returned"));
		if (i == 0) { field.review(ReviewState::returned); }
	}
	// The second return is answered on its own.
	Json second = field.make_answer(make_id(103), 1, "还是没有");
	CHECK(field.push_one(field.phone, second)["outcome"] == "conflict");
	second["change_id"] = make_id(104);
	second["review_revision"] = 3;
	CHECK(field.push_one(field.phone, second)["outcome"] == "accepted");
	CHECK(field.push_one(field.phone, field.make_answer(make_id(102), 1, "别的话"))["problems"][0]["code"] == "change_id_reused");
}

TEST_CASE("answer: to what was edited, deleted, verified or never there, or without a reason")
{
	ReturnedField field;
	const Json blank = field.push_one(field.phone, field.make_answer(make_id(110), 1, "  "));
	CHECK(blank["outcome"] == "rejected");
	CHECK(blank["problems"][0]["pointer"] == "/reason");
	CHECK(field.push_one(field.stranger, field.make_answer(make_id(111), 1))["problems"][0]["code"] == "forbidden");
	Json unknown = field.make_answer(make_id(112), 0);
	unknown["id"] = make_id(9);
	CHECK(field.push_one(field.phone, unknown)["problems"][0]["code"] == "unknown_event");
	CHECK(field.state()["review"]["state"] == "returned");

	SECTION("edited since without having seen the return")
	{
		Json edit = make_put(make_id(113), 1, make_record(field.event, 300));
		edit["review_revision"] = 0;
		CHECK(field.push_one(field.phone, edit)["outcome"] == "accepted");
		CHECK(field.push_one(field.phone, field.make_answer(make_id(114), 1))["outcome"] == "conflict");
	}
	SECTION("deleted")
	{
		CHECK(field.push_one(field.phone, make_delete(make_id(115), field.event, 1))["outcome"] == "accepted");
		CHECK(field.push_one(field.phone, field.make_answer(make_id(116), 1))["outcome"] == "conflict");
	}
	SECTION("verified meanwhile: it needs none")
	{
		field.review(ReviewState::verified);
		const Json result = field.push_one(field.phone, field.make_answer(make_id(117), 1));
		CHECK(result["outcome"] == "unchanged");
		CHECK(result["current"]["review"]["state"] == "verified");
	}
	CHECK(field.recount().empty());
}

TEST_CASE("nil reports: one that is taken back leaves the month open, and can be made again")
{
	TestServer server;
	const TestDevice phone = server.add_device(server.add_team("鲁山县普法讲师团", "410423"));
	const Month month = *parse_month("2025-02");
	const auto send = [&](const Json& report) { return server.sync(phone, {{"changes", Json::array()}, {"nil_reports", {report}}}); };
	const auto stored = [&] { return store::list_nil_reports(server.writer().database(), month, month).size(); };
	send({{"change_id", make_id(1)}, {"month", "2025-02"}});
	CHECK(stored() == 1);
	send({{"change_id", make_id(2)}, {"month", "2025-02"}, {"withdrawn", true}});
	CHECK(stored() == 0);
	send({{"change_id", make_id(2)}, {"month", "2025-02"}, {"withdrawn", true}});
	send({{"change_id", make_id(3)}, {"month", "2025-02"}, {"withdrawn", false}});
	CHECK(stored() == 1);
	const Json answer = send({{"change_id", make_id(4)}, {"month", "2025-02"}, {"withdrawn", "yes"}});
	CHECK(answer["problems"][0]["code"] == "invalid_format");
	CHECK(stored() == 1);
}
