#include "server/api/http/authorize.hpp"
#include "server/api/sync/endpoints.hpp"
#include "server/people/enrolment.hpp"
#include "server/people/token.hpp"
#include "shared/json.hpp"
#include "tests/people/people_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>

using namespace bajin;
using people_test::PeopleDatabase;
using test::header_of;

namespace
{

api::Request local_request()
{
	api::Request request;
	request.peer_is_loopback = true;
	return request;
}

api::Request token_request(const std::string& token)
{
	api::Request request;
	request.authorization = "Bearer " + token;
	return request;
}

api::Response get_reference(PeopleDatabase& database, api::Request request)
{
	api::Context context;
	api::Requirement wanted{api::read_credentials(request, now()), people::Action::read_reference};
	return database.answer(api::require(api::handle_reference(context, request), std::move(wanted)));
}

std::string enrolled_token(PeopleDatabase& database, const Uuid& team)
{
	const std::string code = database.add_code(team, now());
	return database.writer().run_alone([&] { return people::enrol(database.writer(), {code, "手机", ""}, now()).value().token; });
}

} // namespace

TEST_CASE("reference: a device sees its own team, a local caller all of them")
{
	PeopleDatabase database;
	const Uuid own = database.add_team("甲");
	static_cast<void>(database.add_team("乙"));
	const Json all = parse_json(get_reference(database, local_request()).body)->value;
	CHECK(all["teams"].size() == 2);
	CHECK(all["venues"].is_array());
	CHECK(all["vocabulary"]["venue_types"][0]["code"] == "village");
	CHECK_FALSE(all["etag"].get<std::string>().empty());

	const Json mine = parse_json(get_reference(database, token_request(enrolled_token(database, own))).body)->value;
	REQUIRE(mine["teams"].size() == 1);
	CHECK(mine["teams"][0]["id"] == to_string(own));
	CHECK(mine["teams"][0]["name"] == "甲");
	CHECK(mine["teams"][0]["area"] == "410423");
	CHECK(mine["etag"] == all["etag"]);
}

TEST_CASE("reference: anybody else is refused")
{
	PeopleDatabase database;
	const Uuid team = database.add_team("甲");
	CHECK(get_reference(database, api::Request()).status == 401);
	CHECK(get_reference(database, token_request("nobody's")).status == 401);
	api::Request forwarded = local_request();
	forwarded.has_forwarding_headers = true;
	CHECK(get_reference(database, forwarded).status == 401);

	const std::string token = enrolled_token(database, team);
	const Uuid device = database.writer().run_alone([&] { return database.writer().find_device_by_token(people::hash_token(token))->id; });
	database.writer().run_alone([&] { store::set_device_revoked(database.writer().database(), device, now(), now()); });
	const api::Response lost = get_reference(database, token_request(token));
	CHECK(lost.status == 401);
	CHECK(parse_json(lost.body)->value["code"] == "device_lost");
}

TEST_CASE("reference: who holds the newest etag gets 304, until something changes")
{
	PeopleDatabase database;
	static_cast<void>(database.add_team("甲"));
	const std::string etag = header_of(get_reference(database, local_request()), "ETag");
	REQUIRE(etag.size() > 2);
	for (const std::string& sent : {etag, "W/" + etag, "\"other\", " + etag, std::string("*")})
	{
		api::Request request = local_request();
		request.if_none_match = sent;
		const api::Response response = get_reference(database, request);
		CHECK(response.status == 304);
		CHECK(response.body.empty());
		CHECK(header_of(response, "ETag") == etag);
	}
	static_cast<void>(database.add_team("乙"));
	api::Request request = local_request();
	request.if_none_match = etag;
	const api::Response changed = get_reference(database, request);
	CHECK(changed.status == 200);
	CHECK(parse_json(changed.body)->value["teams"].size() == 2);
}

TEST_CASE("areas: the whole list in the order of the tree, to anybody, with an etag")
{
	PeopleDatabase database;
	api::Context context;
	context.reference = database.writer().reference();
	api::Request request;
	const api::Response response = database.answer(api::handle_areas(context, request));
	REQUIRE(response.status == 200);
	const Json areas = parse_json(response.body)->value["areas"];
	REQUIRE(areas.size() == 4);
	CHECK(
		areas[0] == Json{
						{"code", "410400"},
						{"name", "平顶山市"},
						{"level", "prefecture"},
						{"parent", nullptr},
						{"valid_to", nullptr},
						{"successor", nullptr}});
	CHECK(areas[2]["parent"] == "410423");
	CHECK(areas[2]["valid_to"] == "2024-12-31");
	CHECK(areas[2]["successor"] == "410423103");
	request.if_none_match = header_of(response, "ETag");
	CHECK(database.answer(api::handle_areas(context, request)).status == 304);
}
