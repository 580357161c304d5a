#include "server/api/router.hpp"
#include "tests/support/api_document.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/test_server.hpp"
#include "tests/support/yaml.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace bajin;
using namespace bajin::test;

namespace
{

using Names = std::set<std::string>;

const Json& document()
{
	return ApiDocument::of_server().json();
}

// Calls `take` with "POST /api/v1/sync" and what stands there, for every operation.
template <class Take>
void for_each_operation(const Take& take)
{
	for (const auto& [path, methods] : document()["paths"].items())
	{
		for (const auto& [method, operation] : methods.items())
		{
			if (method == "parameters") { continue; }
			std::string name = method;
			std::transform(name.begin(), name.end(), name.begin(), [](char letter) { return static_cast<char>(letter - 'a' + 'A'); });
			take(name + ' ' + path, operation);
		}
	}
}

std::string operation_of(const api::Route& route)
{
	return std::string(method_text(route.method)) + ' ' + std::string(route.pattern);
}

// The names of an operation's parameters in the query.
Names parameters_of(const Json& operation)
{
	Names names;
	for (const Json& written : operation.value("parameters", Json::array()))
	{
		const Json& parameter = ApiDocument::of_server().resolve(written);
		if (parameter["in"] == "query") { CHECK(names.insert(parameter["name"].get<std::string>()).second); }
	}
	return names;
}

// What `part` of the document refers to: "schemas/Event".
void gather_references(const Json& part, Names& references)
{
	constexpr std::string_view begin = "#/components/";
	if (!part.is_structured()) { return; }
	for (const auto& [key, value] : part.items())
	{
		if (key == "$ref") { references.insert(value.get<std::string>().substr(begin.size())); }
		gather_references(value, references);
	}
}

Names difference(const Names& left, const Names& right)
{
	Names missing;
	std::set_difference(left.begin(), left.end(), right.begin(), right.end(), std::inserter(missing, missing.end()));
	return missing;
}

} // namespace

TEST_CASE("openapi: the server tells the document that the tests read")
{
	TestServer server;
	const api::Response response = server.get("/api/v1/openapi.yaml");
	REQUIRE(response.status == 200);
	CHECK(response.content_type == "application/yaml");
	CHECK(read_yaml(response.body) == document());
}

TEST_CASE("openapi: the document has every route of the server, and no other")
{
	Names served;
	for (const api::Route& route : api::routes()) { served.insert(operation_of(route)); }
	Names documented;
	for_each_operation([&](const std::string& name, const Json&) { documented.insert(name); });
	CHECK(difference(served, documented) == Names());
	CHECK(difference(documented, served) == Names());
}

TEST_CASE("openapi: every operation has the parameters that its route takes, and no other")
{
	std::map<std::string, Names> documented;
	for_each_operation([&](const std::string& name, const Json& operation) { documented[name] = parameters_of(operation); });
	std::size_t parameters = 0;
	for (const api::Route& route : api::routes())
	{
		INFO(operation_of(route));
		Names taken;
		std::istringstream text(std::string(route.parameters.shared) + ' ' + std::string(route.parameters.own));
		for (std::string name; text >> name;) { CHECK(taken.insert(name).second); }
		CHECK(documented.at(operation_of(route)) == taken);
		parameters += taken.size();
	}
	CHECK(parameters > 200);
}

TEST_CASE("openapi: what an operation refers to is there, and is referred to")
{
	Names defined;
	for (const auto& [kind, members] : document()["components"].items())
	{
		if (kind == "securitySchemes") { continue; }
		for (const auto& [name, member] : members.items()) { defined.insert(kind + '/' + name); }
	}
	Names referred;
	gather_references(document(), referred);
	CHECK(difference(referred, defined) == Names());
	CHECK(difference(defined, referred) == Names());
}

TEST_CASE("openapi: operations have names of their own")
{
	Names names;
	for_each_operation([&](const std::string&, const Json& operation)
					   { CHECK(names.insert(operation["operationId"].get<std::string>()).second); });
	CHECK(names.size() == api::routes().size());
}

TEST_CASE("openapi: the record has the members of its own schema")
{
	const auto names_of = [](const Json& properties)
	{
		Names names;
		for (const auto& [name, property] : properties.items()) { names.insert(name); }
		return names;
	};
	std::ifstream file(source_directory() + "/schema/event.schema.json");
	const Json record = Json::parse(file);
	const Json& documented = document()["components"]["schemas"]["Event"];
	CHECK(names_of(documented["properties"]) == names_of(record["properties"]));
	CHECK(documented["required"] == record["required"]);
}
