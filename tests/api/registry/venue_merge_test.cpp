// Venues that turned out to be one: what was counted, what will be, and that a recount agrees at every step.
#include "server/store/count_store.hpp"
#include "server/store/query.hpp"
#include "server/store/venue_store.hpp"
#include "tests/support/ran_statements.hpp"
#include "tests/support/registry.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;

namespace
{

void merge(Registry& registry, const std::string& from, const std::string& into)
{
	registry.done(Method::post, "/venues/" + from + "/merge", {{"into", into}, {"reason", "同一所学校"}});
}

std::int64_t visits(Registry& registry, const std::string& id)
{
	const Json page = registry.get("/venues?state=all");
	for (const Json& venue : page["venues"])
	{
		if (venue["id"] == id) { return venue["visits"]; }
	}
	return -1;
}

} // namespace

TEST_CASE("merge: what was counted and what comes later counts for the venue that stays, in every review state")
{
	Registry registry;
	// In different townships: where the visits count changes with the venue.
	const std::string from = registry.add_venue("一中", "410423101");
	const std::string into = registry.add_venue("第一中学", "410423102");
	const std::string beside = registry.add_venue("二中", "410423102");
	registry.record(1, {{"venue_id", from}});
	registry.record(2, {{"venue_id", from}, {"occurred_on", "2025-04-01"}});
	registry.review(2, "verified");
	registry.record(3, {{"venue_id", from}, {"occurred_on", "2024-04-01"}});
	registry.review(3, "verified");
	registry.record(4, {{"venue_id", from}});
	registry.review(4, "returned");
	registry.record(5, {{"venue_id", into}});
	registry.record(6, {{"venue_id", beside}});
	registry.record(7, {{"venue_id", from}, {"venue_type", "enterprise"}});
	CHECK(registry.schools()["places_visited"] == 3);
	CHECK(registry.schools("verified")["places_visited"] == 1);
	CHECK(registry.server.recount() == "");

	merge(registry, from, into);
	CHECK(registry.server.recount() == "");
	CHECK(registry.schools()["places_visited"] == 2);
	CHECK(registry.schools()["places_total"] == 2);
	CHECK(registry.schools("verified")["places_visited"] == 1);
	CHECK(visits(registry, from) == 0);
	CHECK(visits(registry, into) == 4);
	const auto of_township = [&](const std::string& area) -> std::int64_t
	{
		const Json coverage = registry.get("/coverage?year=2025&area=410423");
		const auto is_asked = [&](const Json& row) { return row["area"] == area; };
		const auto row = std::find_if(coverage["rows"].begin(), coverage["rows"].end(), is_asked);
		return row->at("cells")["school"]["places_visited"];
	};
	CHECK(of_township("410423101") == 0);
	CHECK(of_township("410423102") == 2);

	// New ones, an edit, reviews and a deletion of old ones: each takes away and adds where it counts now.
	const Json later = registry.record(8, {{"venue_id", from}});
	CHECK_FALSE(has_warning(later, "unknown_venue"));
	CHECK(has_warning(later, "venue_area_mismatch")); // of where the venue that stays lies
	registry.review(8, "verified");
	CHECK(registry.record(1, {{"venue_id", from}, {"occurred_on", "2025-05-01"}}, 1)["outcome"] == "accepted");
	registry.review(4, "verified");
	registry.review(2, "returned");
	registry.record(6, {{"venue_id", nullptr}}, 1);
	CHECK(visits(registry, into) == 5);
	CHECK(registry.schools()["places_visited"] == 1);
	CHECK(registry.server.recount() == "");
	registry.server.restart();
	CHECK(registry.server.recount() == "");
	static_cast<void>(registry.server.sync(registry.phone, make_push({make_delete(make_id(990), make_id(5), 1)})));
	CHECK(visits(registry, into) == 4);
	CHECK(registry.server.recount() == "");
}

TEST_CASE("merge: lists of places know one place, and lists of events give its records under both numbers")
{
	Registry registry;
	const std::string from = registry.add_venue("一中");
	const std::string into = registry.add_venue("第一中学");
	registry.record(1, {{"venue_id", from}});
	registry.record(2, {{"venue_id", into}});
	merge(registry, from, into);
	const Json places = registry.get("/places?year=2025&area=410423&venue_type=school");
	CHECK(places["total"] == 1);
	CHECK(places["visited"] == 1);
	REQUIRE(places["places"].size() == 1);
	CHECK(places["places"][0]["venue"] == into);
	CHECK(places["places"][0]["visits"] == 2);
	for (const std::string& id : {from, into}) { CHECK(registry.get("/events?area=410423&venue=" + id)["events"].size() == 2); }
}

TEST_CASE("merge: what was merged before goes along, and there is never a chain")
{
	Registry registry;
	const std::string first = registry.add_venue("一");
	const std::string second = registry.add_venue("二");
	const std::string third = registry.add_venue("三", "410425");
	registry.record(1, {{"venue_id", first}});
	registry.record(2, {{"venue_id", second}});
	merge(registry, first, second);
	merge(registry, second, third);
	CHECK(registry.server.recount() == "");
	CHECK(visits(registry, third) == 2);
	for (const std::string& id : {first, second}) { CHECK(registry.server.reference()->venues.at(id).merged_into == third); }
	registry.record(3, {{"venue_id", first}});
	CHECK(visits(registry, third) == 3);
	CHECK(registry.server.recount() == "");

	const auto refusal = [&](const std::string& from, const std::string& into)
	{ return code_of(registry.call(registry.admin, Method::post, "/venues/" + from + "/merge", {{"into", into}})); };
	const std::string fourth = registry.add_venue("四");
	CHECK(refusal(first, fourth) == "venue_merged");
	CHECK(refusal(fourth, first) == "invalid_field");
	CHECK(refusal(fourth, fourth) == "invalid_field");
	CHECK(refusal(fourth, registry.add_venue("厂", "410423", "enterprise")) == "invalid_field");
	CHECK(refusal(fourth, make_id(1)) == "invalid_field");
	CHECK(refusal(make_id(1), fourth) == "not_found");
	CHECK(code_of(registry.call(registry.admin, Method::patch, "/venues/" + first, {{"valid_to", nullptr}})) == "venue_merged");
}

TEST_CASE("merge: the venue that stays is in use as long as both were, and phones are never offered the other")
{
	Registry registry;
	const auto make = [&](const Json& more)
	{
		Json body = {{"venue_type", "school"}, {"area", "410423101"}};
		body.update(more);
		return registry.done(Method::post, "/venues", body)["id"].get<std::string>();
	};
	const std::string from = make({{"name", "一"}, {"valid_from", "2010-01-01"}, {"valid_to", "2014-12-31"}});
	const std::string into = make({{"name", "二"}, {"valid_from", "2015-01-01"}, {"valid_to", "2020-12-31"}});
	const std::string etag = registry.get("/reference")["etag"];
	merge(registry, from, into);
	const Json page = registry.get("/venues?state=all")["venues"];
	CHECK(page[0]["merged_into"] == into);
	CHECK(page[1]["valid_from"] == "2010-01-01");
	CHECK(page[1]["valid_to"] == "2020-12-31");
	CHECK(registry.get("/venues?state=retired")["total"] == 2);
	const Json reference = registry.get("/reference");
	CHECK(reference["etag"] != etag);
	for (const Json& venue : reference["venues"])
	{
		CHECK(venue["valid_to"] == (venue["id"] == from ? "1999-12-31" : "2020-12-31"));
		CHECK(venue.value("merged_into", "") == (venue["id"] == from ? into : ""));
	}
	const Json audit = registry.get("/audit?action=merge_venue")["rows"];
	REQUIRE(audit.size() == 1);
	CHECK(audit[0]["details"]["after"]["merged_into"] == into);
	CHECK(audit[0]["details"]["reason"] == "同一所学校");
}

TEST_CASE("merge: visits that the same group has counted and not yet written go along, what is dropped changes nothing")
{
	Registry registry;
	const std::string from = registry.add_venue("一", "410423101");
	const std::string into = registry.add_venue("二", "410423102");
	store::Writer& writer = registry.server.writer();
	const ReferencePointer before = writer.reference();
	const auto count = [&](std::uint64_t number)
	{
		Json record = make_record(make_id(number));
		record["venue_type"] = "school";
		record["venue_id"] = from;
		const Event event = read_event(record, before->areas);
		const AreaId team_area = before->areas.find("410423")->id;
		writer.count_changes().add_event({event, registry.team, team_area, ReviewState::verified, {}}, *writer.reference(), 1);
	};
	const auto merge_now = [&]
	{
		Venue merged = before->venues.at(from);
		merged.merged_into = into;
		store::merge_venue(writer.database(), merged, before->venues.at(into), before->areas);
		writer.reload_reference();
	};
	const auto visits_of = [&](const std::string& id) { return store::count_visits_of_venue(writer.database(), id); };

	writer.begin_group();
	writer.begin_job();
	merge_now();
	CHECK(writer.reference() != before);
	writer.drop_job();
	CHECK(writer.reference() == before);
	writer.begin_job();
	count(1);
	writer.keep_job();
	writer.commit_group();
	CHECK(visits_of(from) == 1);

	writer.begin_group();
	writer.begin_job();
	count(2);
	writer.keep_job();
	writer.begin_job();
	merge_now();
	writer.keep_job();
	writer.rollback_group();
	CHECK(writer.reference() == before);
	CHECK(visits_of(from) == 1);

	writer.begin_group();
	writer.begin_job();
	count(2);
	writer.keep_job();
	writer.begin_job();
	merge_now();
	writer.keep_job();
	writer.begin_job();
	count(3);
	writer.keep_job();
	writer.commit_group();
	CHECK(visits_of(from) == 0);
	CHECK(visits_of(into) == 3);
}

TEST_CASE("venue store: visits and names of a venue are looked up by index")
{
	TestServer server;
	store::Writer& writer = server.writer();
	store::Database& database = writer.database();
	const std::string visits = plans_of(database, [&] { static_cast<void>(store::count_visits_of_venue(database, "x")); });
	CHECK(visits.find("visit_by_place") != std::string::npos);
	const Venue from{"410423-school-901", "school", 4, "一中", std::nullopt, std::nullopt, ""};
	const Venue into{"410423-school-902", "school", 4, "一高", std::nullopt, std::nullopt, ""};
	const std::string merged =
		plans_of(database, [&] { writer.run_alone([&] { store::merge_venue(database, from, into, server.reference()->areas); }); });
	CHECK(merged.find("venue_by_merged_into") != std::string::npos);
}
