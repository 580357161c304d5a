#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

struct BadInputField : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);

	std::string code_of(const std::string& body, int status)
	{
		const api::Response response = sync_text(phone, body);
		INFO(body.substr(0, 200) << " -> " << response.body);
		CHECK(response.status == status);
		CHECK(response.content_type == "application/problem+json");
		const Json json = Json::parse(response.body);
		CHECK(json["status"] == status);
		CHECK(json.contains("retryable"));
		return json["code"];
	}
};

} // namespace

TEST_CASE("bad input: an envelope that cannot be read is a 400 with a stable code")
{
	BadInputField field;
	CHECK(field.code_of("", 400) == "invalid_json");
	CHECK(field.code_of("{\"changes\":[", 400) == "invalid_json");
	CHECK(field.code_of("{\"changes\":[],\"a\":\"\xff\"}", 400) == "invalid_json");
	CHECK(field.code_of("[]", 400) == "invalid_envelope");
	CHECK(field.code_of("{}", 400) == "invalid_envelope");
	CHECK(field.code_of("{\"changes\":{}}", 400) == "invalid_envelope");
	CHECK(field.code_of("{\"changes\":[],\"changes\":[]}", 400) == "invalid_envelope");
	CHECK(field.code_of("{\"changes\":[],\"client\":{\"protocol\":0}}", 426) == "protocol_too_old");
	Json many = Json::array();
	for (int i = 0; i < 501; ++i) { many.push_back(1); }
	CHECK(field.code_of(Json{{"changes", many}}.dump(), 413) == "too_many_changes");
	CHECK(field.code_of(std::string(protocol::body_bytes_max + 1, ' '), 413) == "body_too_large");
	CHECK(field.recount().empty());
}

TEST_CASE("bad input: a change that cannot be read gets its own result, and the others go through")
{
	BadInputField field;
	const std::string good = make_put(make_id(101), 0, make_record(make_id(1))).dump();
	std::string twice = make_put(make_id(102), 0, make_record(make_id(2))).dump();
	twice.replace(twice.find("\"kind\""), 0, "\"title\":\"a\",");
	std::string deep = make_put(make_id(103), 0, make_record(make_id(3))).dump();
	deep.replace(deep.find("\"kind\""), 0, "\"deep\":" + std::string(5'000, '[') + std::string(5'000, ']') + ",");
	std::string half = make_put(make_id(104), 0, make_record(make_id(4))).dump();
	half.replace(half.find("\"kind\""), 0, "\"note\":\"\\ud83d\",");
	Json mismatch = make_put(make_id(105), 0, make_record(make_id(5)));
	mismatch["id"] = make_id(6);
	const std::string body =
		"{\"limit\":0,\"changes\":[7,{}," + twice + "," + deep + "," + half + "," + mismatch.dump() + "," + good + "]}";
	const api::Response response = field.sync_text(field.phone, body);
	INFO(response.body);
	REQUIRE(response.status == 200);
	const Json results = Json::parse(response.body)["results"];
	REQUIRE(results.size() == 7);
	const char* codes[] = {"invalid_change", "missing", "duplicate_key", "too_deep", "invalid_text", "id_mismatch"};
	for (std::size_t i = 0; i < 6; ++i)
	{
		CHECK(results[i]["outcome"] == "rejected");
		CHECK(results[i]["receipt"].is_null());
		CHECK(results[i]["problems"][0]["code"] == codes[i]);
	}
	CHECK(results[0]["id"].is_null());
	CHECK(results[1]["change_id"].is_null());
	CHECK(results[6]["outcome"] == "accepted");
	CHECK(field.recount().empty());
}

TEST_CASE("bad input: no token, an unknown one, a revoked one and that of a lost phone are told apart")
{
	BadInputField field;
	const auto ask = [&](const std::string& authorization)
	{
		api::Request request;
		request.method = api::Method::post;
		request.path = "/api/v1/sync";
		request.authorization = authorization;
		request.body = make_push({make_put(make_id(101), 0, make_record(make_id(1)))}).dump();
		const api::Response response = field.call(std::move(request));
		CHECK(response.status == 401);
		return Json::parse(response.body)["code"].get<std::string>();
	};
	CHECK(ask("") == "unauthenticated");
	CHECK(ask("Basic abc") == "unauthenticated");
	CHECK(ask("Bearer " + std::string(43, 'x')) == "unauthenticated");
	CHECK(field.sync(field.phone, make_push({})).contains("results"));
	field.revoke_device(field.phone, false);
	CHECK(ask("Bearer " + field.phone.token) == "unauthenticated");
	field.revoke_device(field.phone, true);
	CHECK(ask("Bearer " + field.phone.token) == "device_lost");
	CHECK(field.get_json("/api/v1/statistics?from=2025-01&to=2025-12&area=410400")["totals"]["events"] == 0);
}

TEST_CASE("bad input: unknown routes and methods, and figures asked from elsewhere")
{
	BadInputField field;
	CHECK(field.get("/api/v1/nothing").status == 404);
	CHECK(field.get("/api/v1/events/not-an-id").status == 404);
	api::Request request;
	request.method = api::Method::remove;
	request.path = "/api/v1/sync";
	const api::Response refused = field.call(request);
	CHECK(refused.status == 405);
	CHECK(refused.headers.front() == std::pair<std::string, std::string>("Allow", "POST"));

	for (const api::Route& route : api::routes())
	{
		if (people::decide(people::Principal(), route.action) == people::Verdict::allowed) { continue; }
		api::Request far;
		far.method = route.method;
		far.path = std::string(route.pattern);
		CHECK(field.call(far).status == 401);
		far.peer_is_loopback = true;
		far.has_forwarding_headers = true;
		CHECK(field.call(far).status == 401);
	}
}
