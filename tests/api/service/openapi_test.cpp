#include "server/api/router.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <array>
#include <map>
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

// "area" of "{ name: area, in: query, ...": empty when the line has no such thing.
std::string name_in_query(const std::string& line)
{
	constexpr std::string_view begin = "{ name: ";
	const auto at = line.find(begin);
	if (at == std::string::npos || line.find("in: query") == std::string::npos) { return {}; }
	const std::size_t from = at + begin.size();
	return line.substr(from, line.find(',', from) - from);
}

// The words behind each occurrence of `mark`.
std::vector<std::string> words_behind(const std::string& line, std::string_view mark)
{
	std::vector<std::string> words;
	for (auto at = line.find(mark); at != std::string::npos; at = line.find(mark, at + 1))
	{
		const std::size_t from = at + mark.size();
		const std::size_t to = line.find_first_of(" ,]\"}", from);
		words.push_back(line.substr(from, to - from));
	}
	return words;
}

// Of every operation, "GET /api/v1/events", the names of its parameters in the query: written out, referred to, by the anchor
// of one parameter (by_NAME) or of a whole list.
std::map<std::string, Names> documented_parameters(const std::vector<std::string>& lines)
{
	std::map<std::string, std::string> components;
	bool are_parameters = false;
	for (const std::string& line : lines)
	{
		if (indent_of(line) <= 2 && !key_of(line).empty()) { are_parameters = key_of(line) == "parameters"; }
		if (are_parameters && indent_of(line) == 4) { components[key_of(line)] = name_in_query(line); }
	}
	std::map<std::string, Names> found;
	std::map<std::string, Names> lists;
	std::string path;
	std::string operation;
	std::string list;
	bool is_list = false;
	for (const std::string& line : lines)
	{
		const std::string key = key_of(line);
		if (indent_of(line) == 2 && line.find("  /") == 0) { path = key; }
		if (indent_of(line) == 4 && !key.empty() && !path.empty())
		{
			operation = key + ' ' + path;
			std::transform(
				operation.begin(), operation.begin() + static_cast<std::ptrdiff_t>(key.size()), operation.begin(),
				[](char letter) { return static_cast<char>(letter - 'a' + 'A'); });
			found[operation];
			is_list = false;
		}
		if (indent_of(line) == 0 && !key.empty()) { path.clear(); }
		if (path.empty() || operation.empty()) { continue; }
		if (indent_of(line) == 6 && !key.empty())
		{
			is_list = key == "parameters";
			list = is_list && line.find(": &") != std::string::npos ? words_behind(line, "&").front() : std::string();
		}
		if (!is_list) { continue; }
		Names& names = found[operation];
		if (auto name = name_in_query(line); !name.empty()) { names.insert(name); }
		for (const std::string& component : words_behind(line, "#/components/parameters/"))
		{
			if (!components.at(component).empty()) { names.insert(components.at(component)); }
		}
		for (const std::string& anchor : words_behind(line, "*"))
		{
			if (anchor.starts_with("by_")) { names.insert(anchor.substr(3)); }
			else { names.insert(lists.at(anchor).begin(), lists.at(anchor).end()); }
		}
		if (!list.empty()) { lists[list] = names; }
	}
	return found;
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

TEST_CASE("openapi: every operation has the parameters that its route takes, and no other")
{
	const auto documented = documented_parameters(document_lines());
	std::size_t parameters = 0;
	for (const api::Route& route : api::routes())
	{
		const std::string operation = method_text(route.method) + ' ' + std::string(route.pattern);
		INFO(operation);
		Names taken;
		std::istringstream text(std::string(route.parameters.shared) + ' ' + std::string(route.parameters.own));
		for (std::string name; text >> name;) { CHECK(taken.insert(name).second); }
		CHECK(documented.at(operation) == taken);
		parameters += taken.size();
	}
	CHECK(parameters > 200);
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
