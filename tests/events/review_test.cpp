#include "server/events/review.hpp"
#include "server/store/event_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

struct ReviewField : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);

	ReviewField()
	{
		for (std::uint64_t i = 1; i <= 3; ++i) { sync(phone, make_push({make_put(make_id(100 + i), 0, make_record(make_id(i)))})); }
	}

	events::ReviewRequest request(std::uint64_t number, ReviewState state)
	{
		const auto head = store::find_event(writer().database(), *parse_uuid(make_id(number)));
		events::ReviewRequest made;
		made.id = head->id;
		made.version = head->version;
		made.revision = head->revision;
		made.state = state;
		made.reason = "请核对人数";
		made.by = "县审核员";
		made.scope = reference()->areas.root().id;
		return made;
	}
	Result<protocol::EventState> apply(const events::ReviewRequest& made)
	{
		return writer().run_alone([&] { return events::apply_review(writer(), made, now()); });
	}
	std::string error_of(const events::ReviewRequest& made)
	{
		const auto applied = apply(made);
		REQUIRE(applied.has_error());
		return applied.error().code;
	}
	Json statistics(const std::string& basis = "received")
	{
		return get_json("/api/v1/statistics?from=2025-01&to=2025-12&area=410423&basis=" + basis);
	}
	std::string state_of(std::uint64_t number) { return get_json("/api/v1/events/" + make_id(number))["review"]["state"]; }
};

} // namespace

TEST_CASE("review: verified counts on both bases, returned on none")
{
	ReviewField field;
	REQUIRE(field.apply(field.request(1, ReviewState::verified)).has_value());
	REQUIRE(field.apply(field.request(2, ReviewState::returned)).has_value());
	CHECK(field.statistics()["totals"]["sessions"] == 2);
	CHECK(field.statistics("verified")["totals"]["sessions"] == 1);
	CHECK(field.statistics()["states"]["returned"] == 1);
	CHECK(field.recount().empty());
}

TEST_CASE("review: a newer version or revision is told, and nothing happens")
{
	ReviewField field;
	auto stale = field.request(1, ReviewState::verified);
	REQUIRE(field.apply(field.request(1, ReviewState::returned)).has_value());
	CHECK(field.error_of(stale) == "review_stale");
	stale.revision.reset();
	stale.version = 7;
	CHECK(field.error_of(stale) == "review_stale");
	CHECK(field.state_of(1) == "returned");
}

TEST_CASE("review: an edit that saw the return makes it submitted, one made before does not")
{
	ReviewField field;
	REQUIRE(field.apply(field.request(1, ReviewState::returned)).has_value());
	Json blind = make_put(make_id(201), 1, make_record(make_id(1), 110));
	blind["review_revision"] = 0;
	field.sync(field.phone, make_push({blind}));
	CHECK(field.state_of(1) == "returned");
	Json seen = make_put(make_id(202), 2, make_record(make_id(1), 120));
	seen["review_revision"] = 1;
	field.sync(field.phone, make_push({seen}));
	CHECK(field.state_of(1) == "submitted");
	CHECK(field.recount().empty());
}

TEST_CASE("review: a phone that edits without having seen the return gets it back in the same answer")
{
	// The page left out what the phone had just sent, and with it the return: the phone showed the event as received.
	ReviewField field;
	const Json cursor = field.sync(field.phone, {{"cursor", nullptr}, {"changes", Json::array()}})["cursor"];
	REQUIRE(field.apply(field.request(1, ReviewState::returned)).has_value());
	Json blind = make_put(make_id(9'101), 1, make_record(make_id(1), 120));
	blind["review_revision"] = 0;
	const Json answer = field.sync(field.phone, {{"cursor", cursor}, {"changes", Json::array({blind})}});
	REQUIRE(answer["changes"].size() == 1);
	CHECK(answer["changes"][0]["review"]["state"] == "returned");
	CHECK(answer["changes"][0]["event"]["reach"]["total"] == 120);
}

TEST_CASE("review: a duplicate adds nothing, and stands for itself again when the other stops counting")
{
	ReviewField field;
	auto duplicate = field.request(2, ReviewState::duplicate);
	CHECK(field.error_of(duplicate) == "invalid_review");
	duplicate.of = duplicate.id;
	CHECK(field.error_of(duplicate) == "invalid_of");
	duplicate.of = parse_uuid(make_id(99));
	CHECK(field.error_of(duplicate) == "invalid_of");
	duplicate.of = parse_uuid(make_id(1));
	REQUIRE(field.apply(duplicate).has_value());
	CHECK(field.statistics()["totals"]["sessions"] == 2);
	field.sync(field.phone, make_push({make_put(make_id(203), 1, make_record(make_id(2), 140))}));
	CHECK(field.state_of(2) == "duplicate");

	field.sync(field.phone, make_push({make_delete(make_id(204), make_id(1), 1)}));
	CHECK(field.state_of(2) == "submitted");
	CHECK(field.statistics()["totals"]["sessions"] == 2);
	CHECK(field.recount().empty());
}

TEST_CASE("review: a joint record adds only what was ticked, and shows as participation of its team")
{
	ReviewField field;
	auto joint = field.request(2, ReviewState::joint);
	joint.of = parse_uuid(make_id(1));
	joint.adds.materials = true;
	REQUIRE(field.apply(joint).has_value());
	const Json statistics = field.statistics();
	CHECK(statistics["totals"]["sessions"] == 2);
	CHECK(statistics["totals"]["materials"] == 600);
	CHECK(statistics["totals"]["lectures"] == 2);
	CHECK(statistics["states"]["joint"] == 1);
	CHECK(statistics["by"]["team"][0]["participations"] == 1);
	CHECK(field.recount().empty());
}

TEST_CASE("review: agreeing to void deletes, refusing verifies again")
{
	ReviewField field;
	REQUIRE(field.apply(field.request(1, ReviewState::verified)).has_value());
	CHECK(field.error_of(field.request(1, ReviewState::deleted)) == "invalid_review");
	field.sync(field.phone, make_push({make_delete(make_id(205), make_id(1), 1)}));
	CHECK(field.state_of(1) == "void_requested");
	CHECK(field.statistics("verified")["totals"]["sessions"] == 1);
	SECTION("agreed")
	{
		REQUIRE(field.apply(field.request(1, ReviewState::deleted)).has_value());
		CHECK(field.statistics()["totals"]["sessions"] == 2);
	}
	SECTION("refused")
	{
		REQUIRE(field.apply(field.request(1, ReviewState::verified)).has_value());
		CHECK(field.state_of(1) == "verified");
	}
	CHECK(field.recount().empty());
}
