#include "server/api/router.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

using namespace bajin;
using namespace bajin::test;

namespace
{

using Names = std::set<std::string>;

std::vector<std::string> document_lines()
{
	TestServer server;
	const api::Response response = server.get("/api/v1/openapi.yaml");
	REQUIRE(response.status == 200);
	CHECK(response.content_type == "application/yaml");
	std::istringstream stream(response.body);
	std::vector<std::string> lines;
	for (std::string line; std::getline(stream, line);) { lines.push_back(line); }
	return lines;
}

std::size_t indent_of(const std::string& line)
{
	return std::min(line.find_first_not_of(' '), line.size());
}

// The key that a line begins with, empty when it begins with none.
std::string key_of(const std::string& line)
{
	const std::size_t begin = indent_of(line);
	const std::size_t colon = line.find(':', begin);
	return colon == std::string::npos || line[begin] == '#' ? std::string() : line.substr(begin, colon - begin);
}

// "POST /api/v1/sync" for every operation: keys two and four columns below `paths`.
Names documented_operations(const std::vector<std::string>& lines)
{
	constexpr std::array<std::string_view, 5> methods = {"get", "post", "put", "patch", "delete"};
	Names operations;
	std::string section;
	std::string path;
	for (const std::string& line : lines)
	{
		const std::string key = key_of(line);
		if (key.empty()) { continue; }
		if (indent_of(line) == 0) { section = key; }
		if (section != "paths") { continue; }
		if (indent_of(line) == 2) { path = key; }
		if (indent_of(line) != 4 || std::find(methods.begin(), methods.end(), key) == methods.end()) { continue; }
		std::string method = key;
		std::transform(method.begin(), method.end(), method.begin(), [](char letter) { return static_cast<char>(letter - 'a' + 'A'); });
		CHECK(operations.insert(method + ' ' + path).second);
	}
	return operations;
}

std::string method_text(api::Method method)
{
	switch (method)
	{
	case api::Method::get:
		return "GET";
	case api::Method::post:
		return "POST";
	case api::Method::put:
		return "PUT";
	case api::Method::patch:
		return "PATCH";
	case api::Method::remove:
		return "DELETE";
	default:
		return "?";
	}
}

Names difference(const Names& left, const Names& right)
{
	Names missing;
	std::set_difference(left.begin(), left.end(), right.begin(), right.end(), std::inserter(missing, missing.end()));
	return missing;
}

} // namespace

TEST_CASE("openapi: the document has every route of the server, and no other")
{
	Names served;
	for (const api::Route& route : api::routes()) { served.insert(method_text(route.method) + ' ' + std::string(route.pattern)); }
	const Names documented = documented_operations(document_lines());
	CHECK(difference(served, documented) == Names());
	CHECK(difference(documented, served) == Names());
}

TEST_CASE("openapi: what an operation refers to is there, and is referred to")
{
	Names defined;
	Names referred;
	std::string section;
	std::string kind;
	for (const std::string& line : document_lines())
	{
		const std::string key = key_of(line);
		if (!key.empty() && indent_of(line) == 0) { section = key; }
		if (section == "components" && !key.empty() && indent_of(line) == 2) { kind = key; }
		if (section == "components" && !key.empty() && indent_of(line) == 4 && kind != "securitySchemes")
		{
			defined.insert(kind + '/' + key);
		}
		constexpr std::string_view begin = "\"#/components/";
		for (auto at = line.find(begin); at != std::string::npos; at = line.find(begin, at + 1))
		{
			const std::size_t from = at + begin.size();
			referred.insert(line.substr(from, line.find('"', from) - from));
		}
	}
	CHECK(difference(referred, defined) == Names());
	CHECK(difference(defined, referred) == Names());
}

TEST_CASE("openapi: operations have names of their own")
{
	Names names;
	for (const std::string& line : document_lines())
	{
		if (key_of(line) == "operationId") { CHECK(names.insert(line).second); }
	}
	CHECK(names.size() == api::routes().size());
}
