// The installed programs as a new office meets them: an account from the tool, a sign-in, a team, a phone, a review.
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace bajin;
using namespace bajin::e2e;

TEST_CASE("people: a beginner's first day, from the first account to a verified event")
{
	const Place place;
	const RunningServer server(place);
	CHECK(add_user(place, {"chief", "admin", "410400", "short"}) == 1);
	CHECK(read_text(place.file("user.err")).find("at least 8 characters") != std::string::npos);
	REQUIRE(add_user(place, {"chief", "admin", "410400", "a long password"}) == 0);
	CHECK(add_user(place, {"chief", "admin", "410400", "a long password"}) == 1);

	const auto get = [&](const std::string& target, const std::string& token) { return server.call({"GET", target, token}); };
	const auto post = [&](const std::string& target, const std::string& token, const Json& body)
	{ return server.call({"POST", target, token, body}); };
	CHECK(get("/api/v1/events", "").status == 401);
	const std::string chief = server.sign_in("chief", "a long password");
	REQUIRE(
		post("/api/v1/users", chief, {{"username", "lushan"}, {"password", "another kite"}, {"role", "coordinator"}, {"area", "410423"}})
			.status == 201);
	const std::string lushan = server.sign_in("lushan", "another kite");

	const std::string phone = server.enrol(place.make_code(place.make_team()));
	const std::string id = "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f";
	const Json record = {
		{"id", id},        {"kind", "session"},       {"occurred_on", "2025-03-08"}, {"venue_type", "village"}, {"area", "410423102201"},
		{"title", "三八"}, {"reach", {{"total", 80}}}};
	const Json change = {{"change_id", "01957a3e-4c7b-7d21-9a55-000000000001"}, {"id", id}, {"base", 0}, {"op", "put"}, {"event", record}};
	REQUIRE(post("/api/v1/sync", phone, {{"changes", {change}}}).status == 200);
	CHECK(post("/api/v1/events/" + id + "/review", lushan, {{"version", 1}, {"state", "verified"}}).status == 200);
	CHECK(get("/api/v1/statistics?from=2025-01&to=2025-12&basis=verified", lushan).body.find("\"reach\":80") != std::string::npos);
	CHECK(get("/api/v1/statistics?from=2025-01&to=2025-12&area=410425", lushan).status == 403);
	place.check_database();
}
