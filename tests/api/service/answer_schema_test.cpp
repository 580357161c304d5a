// That an answer which schema/openapi.yaml does not describe is found: TestServer looks at every answer with what is tested here.
#include "tests/support/api_document.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"
#include "tests/support/yaml.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

// A document with one schema, called Thing, and what is wrong with a value by it.
std::vector<std::string> faults_by(std::string_view schema, std::string_view value)
{
	const JsonSchemas schemas(Json{{"components", {{"schemas", {{"Thing", Json::parse(schema)}, {"Text", {{"type", "string"}}}}}}}});
	return schemas.faults(schemas.document()["components"]["schemas"]["Thing"], Json::parse(value));
}

std::string first_fault(std::string_view schema, std::string_view value)
{
	const auto faults = faults_by(schema, value);
	return faults.empty() ? std::string() : faults.front();
}

api::Request get_request(std::string_view route)
{
	api::Request request;
	request.path = route;
	request.route = route;
	return request;
}

api::Response json_answer(int status, const Json& body)
{
	api::Response response;
	response.status = status;
	response.body = body.dump();
	return response;
}

} // namespace

TEST_CASE("answer schema: an answer of the server that is changed a little is found")
{
	TestServer server;
	const ApiDocument& document = ApiDocument::of_server();
	const auto problems = [&](int status, const Json& body)
	{ return document.undocumented(get_request("/api/v1/health"), json_answer(status, body)); };
	const Json health = server.get_json("/api/v1/health");
	CHECK(problems(200, health).empty());

	Json changed = health;
	changed["extra"] = 1;
	CHECK(problems(200, changed) == "/extra: no schema names this member: 1\n");
	changed = health;
	changed["seq"] = "1";
	CHECK(problems(200, changed) == "/seq: is no \"integer\": \"1\"\n");
	changed = health;
	changed.erase("version");
	CHECK(problems(200, changed) == ": lacks the member \"version\"\n");
	CHECK(problems(201, health) == "this status is not among the responses of the operation\n");

	api::Response text = json_answer(200, health);
	text.content_type = "text/plain; charset=utf-8";
	CHECK(document.undocumented(get_request("/api/v1/health"), text) == "the response has no content of type text/plain\n");
	text.content_type = "application/json";
	text.body = "{";
	CHECK(document.undocumented(get_request("/api/v1/health"), text) == "the answer is no JSON\n");
	CHECK(
		document.undocumented(get_request("none"), json_answer(200, health)) ==
		"there is no such operation, and the answer is neither 404 nor 405\n");
	CHECK(document.undocumented_stream(get_request("/api/v1/changes")).empty());
	CHECK(document.undocumented_stream(get_request("/api/v1/health")) == "the operation answers with no stream\n");
}

TEST_CASE("answer schema: objects are closed over all schemas that apply to them")
{
	constexpr std::string_view both = R"({"allOf":[{"type":"object","properties":{"a":{"type":"integer"}}},
		{"type":"object","properties":{"b":{"$ref":"#/components/schemas/Text"}}}]})";
	CHECK(faults_by(both, R"({"a":1,"b":"x"})").empty());
	CHECK(first_fault(both, R"({"a":1,"c":"x"})") == "/c: no schema names this member: \"x\"");
	CHECK(first_fault(both, R"({"b":2})") == "/b: is no \"string\": 2");

	constexpr std::string_view one =
		R"({"oneOf":[{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}},{"type":"null"}]})";
	CHECK(faults_by(one, "null").empty());
	CHECK(faults_by(one, R"({"a":1})").empty());
	CHECK(first_fault(one, R"({"a":1,"b":1})") == "/b: no schema names this member: 1");
	CHECK(faults_by(one, "{}") == std::vector<std::string>{": fits nothing of oneOf; the nearest:", ": lacks the member \"a\""});
	CHECK(first_fault(R"({"oneOf":[{"type":"integer"},{"type":"number"}]})", "1") == ": fits more than one of oneOf");
	CHECK(faults_by(R"({"anyOf":[{"type":"integer"},{"type":"number"}]})", "1").empty());

	CHECK(faults_by(R"({"type":"object","additionalProperties":true})", R"({"a":1})").empty());
	constexpr std::string_view numbers = R"({"type":"object","properties":{"a":{}},"additionalProperties":{"type":"integer"}})";
	CHECK(faults_by(numbers, R"({"a":{"of":"anything"},"b":1})").empty());
	CHECK(first_fault(numbers, R"({"b":"x"})") == "/b: is no \"integer\": \"x\"");
}

TEST_CASE("answer schema: what a schema says of values")
{
	CHECK(first_fault(R"({"type":["string","null"],"format":"date"})", "\"2025-02-30\"") == ": is no date: 2025-02-30");
	CHECK(faults_by(R"({"type":["string","null"],"format":"date"})", "null").empty());
	CHECK(first_fault(R"({"type":"string","format":"uuid"})", "\"7\"") == ": is no uuid: 7");
	CHECK(first_fault(R"({"type":"string","format":"date-time"})", "\"2025-02-03\"") == ": is no date-time: 2025-02-03");
	CHECK(first_fault(R"({"enum":["a","b"]})", "\"c\"") == ": is none of [\"a\",\"b\"]: \"c\"");
	CHECK(first_fault(R"({"const":"ok"})", "\"c\"") == ": is not \"ok\": \"c\"");
	CHECK(first_fault(R"({"type":"integer","minimum":1,"maximum":3})", "4") == ": is out of bounds: 4");
	CHECK(first_fault(R"({"type":"integer"})", "1.5") == ": is no \"integer\": 1.5");
	CHECK(first_fault(R"({"type":"string","maxLength":2})", "\"讲师团\"") == ": is too short or too long: 讲师团");
	CHECK(faults_by(R"({"type":"string","maxLength":3})", "\"讲师团\"").empty());
	CHECK(first_fault(R"({"type":"string","pattern":"^[0-9]{6}$"})", "\"41040\"") == ": is not like ^[0-9]{6}$: 41040");
	CHECK(first_fault(R"({"type":"array","maxItems":1,"items":{}})", "[1,2]") == ": has 2 entries");
	CHECK(
		first_fault(R"({"type":"array","items":{"type":"array","items":{"type":"integer"}}})", R"([[1],[2,"x"]])") ==
		"/1/1: is no \"integer\": \"x\"");
}

TEST_CASE("answer schema: what the check does not know is refused, not passed over")
{
	CHECK_THROWS_WITH(faults_by(R"({"type":"object","propertyNames":{}})", "{}"), says("#/components/schemas/Thing/propertyNames"));
	CHECK_THROWS_WITH(faults_by(R"({"items":{"properties":{"a":{"multipleOf":2}}}})", "{}"), says("Thing/items/properties/a/multipleOf"));
	CHECK_THROWS_WITH(faults_by(R"({"type":"string","format":"email"})", "1"), says("format"));
	CHECK_THROWS_WITH(faults_by(R"({"type":"text"})", "1"), says("there is no type text"));
	CHECK_THROWS_WITH(faults_by(R"({"type":"array"})", "[]"), says("does not say what the list is of"));
	CHECK_THROWS_WITH(faults_by(R"({"type":["object","null"]})", "{}"), says("does not say which members the object has"));
	CHECK_THROWS_WITH(faults_by(R"({"$ref":"#/components/schemas/Gone"})", "1"), says("Gone"));
}

TEST_CASE("answer schema: the part of YAML that the document is written in")
{
	const Json read = read_yaml(R"(# a comment
a: { b: [ one, "t: wo", 3 ], "4": null } # another
list:
  - &first { x: true }
  - name: plain text # of a block
    text: >-
      two
      lines
  - *first
"200":
  empty:
)");
	CHECK(
		read ==
		Json::parse(R"({"a":{"b":["one","t: wo",3],"4":null},"list":[{"x":true},{"name":"plain text","text":"two lines"},{"x":true}],
		"200":{"empty":null}})"));
	CHECK_THROWS_WITH(read_yaml("a: 1\na: 2\n"), says("line 2"));
	CHECK_THROWS_WITH(read_yaml("a: [ 1, 2\n"), says("line 1"));
	CHECK_THROWS_WITH(read_yaml("a: \"x\\n\"\n"), says("escape"));
	CHECK_THROWS_WITH(read_yaml("a: { b: *nobody }\n"), says("anchor"));
	CHECK_THROWS_WITH(read_yaml("a: b: c\n"), says("colon"));
	CHECK_THROWS_WITH(read_yaml("a:\n    b: 1\n  c: 1\n"), says("line 3"));
}
