#include "server/api/people/endpoints.hpp"
#include "server/people/token.hpp"
#include "shared/json.hpp"
#include "tests/people/people_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using people_test::PeopleDatabase;

namespace
{

api::Response post(PeopleDatabase& database, std::string body)
{
	api::Context context;
	api::Request request;
	request.method = api::Method::post;
	request.path = "/api/v1/enrol";
	request.body = std::move(body);
	return database.answer(api::handle_enrol(context, request));
}

} // namespace

TEST_CASE("enrol: the answer names token, team, area and device")
{
	PeopleDatabase database;
	const Uuid team = database.add_team("鲁山县讲师团");
	const Json body = {{"code", database.add_code(team, now())}, {"device", "红米"}, {"request_id", "r1"}};
	const api::Response response = post(database, to_text(body));
	REQUIRE(response.status == 200);
	const Json answer = parse_json(response.body)->value;
	CHECK(answer.size() == 4);
	CHECK(answer["team"] == to_string(team));
	CHECK(answer["area"] == "410423");
	CHECK(parse_uuid(answer["device_id"].get<std::string>()));
	CHECK(database.writer().find_device_by_token(people::hash_token(answer["token"].get<std::string>())) != nullptr);

	const api::Response again = post(database, to_text(body));
	REQUIRE(again.status == 200);
	CHECK(parse_json(again.body)->value["device_id"] == answer["device_id"]);

	const api::Response other = post(database, to_text(Json{{"code", body["code"]}, {"device", "红米"}}));
	CHECK(other.status == 409);
	CHECK(code_of(other) == "code_used");
}

TEST_CASE("enrol: what is no enrolment gets a clear answer")
{
	PeopleDatabase database;
	struct Case
	{
		std::string body;
		int status;
		std::string code;
	};
	const std::vector<Case> cases = {
		{"", 400, "invalid_json"},
		{"{\"code\":", 400, "invalid_json"},
		{"[]", 400, "invalid_json"},
		{R"({"code":"7F3K92QX","code":"7F3K92QX","device":"a"})", 400, "invalid_json"},
		{"{}", 422, "invalid_field"},
		{R"({"code":"7F3K92QX"})", 422, "invalid_field"},
		{R"({"device":"a"})", 422, "invalid_field"},
		{R"({"code":12345678,"device":"a"})", 422, "invalid_field"},
		{R"({"code":"7F3K92QX","device":""})", 422, "invalid_field"},
		{R"({"code":"7F3K92QX","device":["a"]})", 422, "invalid_field"},
		{R"({"code":"7F3K92QX","device":"a","request_id":5})", 422, "invalid_field"},
		{R"({"code":"7F3K92QX","device":")" + std::string(101, 'a') + "\"}", 422, "invalid_field"},
		{R"({"code":"7F3K92QX","device":"a","request_id":")" + std::string(101, 'a') + "\"}", 422, "invalid_field"},
		{R"({"code":")" + std::string(65, 'A') + R"(","device":"a"})", 422, "invalid_field"},
		{R"({"code":"7F3K92QX","device":"a"})", 422, "invalid_code"},
		{R"({"code":"7F3K","device":"a"})", 422, "invalid_code"},
	};
	for (const Case& wrong : cases)
	{
		CAPTURE(wrong.body);
		const api::Response response = post(database, wrong.body);
		CHECK(response.status == wrong.status);
		CHECK(response.content_type == "application/problem+json");
		CHECK(code_of(response) == wrong.code);
	}
}
