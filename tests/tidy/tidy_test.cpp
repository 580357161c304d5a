#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"
#include "tests/tidy/cpp_scanner.hpp"
#include "tests/tidy/function_lengths.hpp"
#include "tests/tidy/layers.hpp"
#include "tests/tidy/tidy_rules.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace
{

using bajin::tidy::Source;
namespace fs = std::filesystem;

std::string read_file(const fs::path& path)
{
	std::ifstream file(path, std::ios::binary);
	return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Source read_source(const std::string& path)
{
	return {path, read_file(fs::path(bajin::test::source_directory()) / path)};
}

const std::vector<bajin::tidy::Layer>& layers()
{
	static const auto parsed = bajin::tidy::parse_layers(read_source("docs/layers.txt"));
	return parsed.list;
}

std::vector<std::string> breaches_of(const Source& source)
{
	std::vector<std::string> texts;
	for (const auto& breach : bajin::tidy::find_breaches(source, layers())) { texts.push_back(to_text(breach)); }
	return texts;
}

// True when some breach begins with `path:line: beginning`.
bool is_found(const Source& source, std::size_t line, const std::string& beginning)
{
	const auto wanted = source.path + ":" + std::to_string(line) + ": " + beginning;
	const auto texts = breaches_of(source);
	return std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return text.starts_with(wanted); });
}

std::string repeated(const std::string& line, std::size_t times)
{
	std::string text;
	for (std::size_t index = 0; index < times; ++index) { text += line; }
	return text;
}

bool is_ours(const fs::path& path)
{
	if (path.generic_string().ends_with("server/web/src/common/api/schema.ts")) { return false; } // made by tools/api-types
	static constexpr std::array endings{".cpp", ".hpp", ".sql", ".ts", ".vue", ".sh", ".cmake", ""};
	return std::any_of(endings.begin(), endings.end(), [&](const auto* ending) { return path.extension() == ending; });
}

std::vector<Source> list_sources(const fs::path& root)
{
	std::vector<Source> sources;
	for (const auto* folder : {"shared", "schema", "server", "tools", "tests"})
	{
		for (auto entry = fs::recursive_directory_iterator(root / folder); entry != fs::recursive_directory_iterator(); ++entry)
		{
			const auto name = entry->path().filename();
			if (entry->is_directory() && (name == "node_modules" || name == "dist" || name == "fixtures" || name == "corpus"))
			{
				entry.disable_recursion_pending();
			}
			else if (entry->is_regular_file() && is_ours(entry->path()))
			{
				sources.push_back({fs::relative(entry->path(), root).generic_string(), read_file(entry->path())});
			}
		}
	}
	return sources;
}

} // namespace

TEST_CASE("tidy: the source tree keeps every rule")
{
	const auto sources = list_sources(bajin::test::source_directory());
	REQUIRE(std::any_of(sources.begin(), sources.end(), [](const auto& source) { return source.path == "shared/result.hpp"; }));
	std::string all;
	for (const auto& source : sources)
	{
		for (const auto& text : breaches_of(source)) { all += text + "\n"; }
	}
	// Printed whole: Catch2 would wrap the lines that editors jump by.
	std::cerr << all;
	CHECK(all.empty());
}

TEST_CASE("tidy: the list of layers can be read, and CMakeLists.txt builds them so")
{
	const auto parsed = bajin::tidy::parse_layers(read_source("docs/layers.txt"));
	REQUIRE(parsed.list.size() > 20);
	std::string all;
	for (const auto& breach : parsed.breaches) { all += to_text(breach) + "\n"; }
	for (const auto& breach : bajin::tidy::check_libraries(read_source("CMakeLists.txt"), parsed.list)) { all += to_text(breach) + "\n"; }
	std::cerr << all;
	CHECK(all.empty());
}

TEST_CASE("tidy: a library that links upwards, or holds another layer's file, is found")
{
	const auto parsed = bajin::tidy::parse_layers({"layers.txt", "# two\nlow bajin_low :\nlow/high bajin_high : low\n"});
	REQUIRE(parsed.breaches.empty());
	const auto texts_of = [&](const std::string& cmake)
	{
		std::string texts;
		for (const auto& breach : bajin::tidy::check_libraries({"CMakeLists.txt", cmake}, parsed.list)) { texts += to_text(breach) + "\n"; }
		return texts;
	};
	const std::string high = "bajin_layer(high\n  SOURCES low/high/b.cpp\n  LINKS bajin_low zlib)\n";
	CHECK(texts_of("bajin_layer(low SOURCES low/a.cpp LINKS fmt)\n" + high).empty());
	CHECK(
		texts_of("bajin_layer(low\n  SOURCES low/a.cpp\n  LINKS bajin_high)\n" + high) ==
		"CMakeLists.txt:1: bajin_low may not link bajin_high\n");
	CHECK(
		texts_of("bajin_layer(low SOURCES low/a.cpp low/high/c.cpp LINKS fmt)\n" + high) ==
		"CMakeLists.txt:1: low/high/c.cpp does not belong to bajin_low\n");
	CHECK(
		texts_of("add_library(bajin_low STATIC low/a.cpp)\n\nbajin_layer(high SOURCES low/high/b.cpp LINKS fmt)\n") ==
		"CMakeLists.txt:3: bajin_high does not link bajin_low\n");
	CHECK(texts_of("add_library(bajin_low STATIC low/a.cpp)\n") == "CMakeLists.txt:1: there is no library bajin_high\n");
}

TEST_CASE("tidy: a list of layers with a circle in it is refused")
{
	const auto parsed = bajin::tidy::parse_layers({"layers.txt", "a bajin_a : b\nb bajin_b : a\nc\n"});
	REQUIRE(parsed.breaches.size() == 2);
	CHECK(to_text(parsed.breaches[0]) == "layers.txt:1: b does not stand above");
	CHECK(parsed.breaches[1].line == 3);
}

TEST_CASE("tidy: a good file has no breach")
{
	CHECK(breaches_of({"shared/thing.hpp", "// A thing.\n#pragma once\n\n#include \"shared/uuid.hpp\"\n\nint thing();\n"}).empty());
	CHECK(breaches_of({"server/store/sqlite.cpp", "#include <sqlite3.h>\n\nconstexpr auto find = \"SELECT 1\";\n"}).empty());
	CHECK(breaches_of({"server/net/listener.cpp", "#include <boost/asio/ip/tcp.hpp>\n\nvoid run() { co_return; }\n"}).empty());
}

TEST_CASE("tidy: an include against the direction of the layers is found")
{
	CHECK(is_found({"shared/uuid.cpp", "#include \"server/store/database.hpp\"\n"}, 1, "shared/ may not include"));
	CHECK(is_found({"server/store/events.cpp", "\n#include \"server/sync/push.hpp\"\n"}, 2, "server/store/ may not include"));
	CHECK(is_found({"server/api/router.cpp", "#include \"server/net/lane.hpp\"\n"}, 1, "server/api/ may not include"));
	CHECK(is_found({"server/net/lane.cpp", "#include \"server/config.hpp\"\n"}, 1, "server/net/ may not include"));
	CHECK(is_found({"server/api/http/reply.cpp", "#include \"server/api/router.hpp\"\n"}, 1, "server/api/http/ may not include"));
	CHECK(is_found({"server/api/people/a.cpp", "#include \"server/api/office/endpoints.hpp\"\n"}, 1, "server/api/people/ may not include"));
	CHECK(is_found({"tools/bajin/main.cpp", "#include \"server/net/lane.hpp\"\n"}, 1, "tools/bajin/ may not include"));
	CHECK(is_found({"shared/uuid.cpp", "#include \"tests/tidy/tidy_rules.hpp\"\n"}, 1, "shared/ may not include"));
	CHECK(is_found({"shared/uuid.cpp", "#include \"uuid.hpp\"\n"}, 1, "include paths start at the repository root"));
	CHECK(breaches_of({"server/main.cpp", "#include \"server/net/lane.hpp\"\n"}).empty());
}

TEST_CASE("tidy: sockets and coroutines outside their folders are found")
{
	CHECK(is_found({"server/sync/push.cpp", "#include <boost/asio.hpp>\n"}, 1, "Asio and Beast stay"));
	CHECK(is_found({"server/api/reply.cpp", "#include <boost/beast/http.hpp>\n"}, 1, "Asio and Beast stay"));
	CHECK(is_found({"server/sync/push.cpp", "void f()\n{\n\tco_await job;\n}\n"}, 3, "co_await stays"));
	CHECK(breaches_of({"server/sync/push.cpp", "// co_await is for server/net\nint awaited = 0;\n"}).empty());
}

TEST_CASE("tidy: SQLite and SQL outside the store are found")
{
	CHECK(is_found({"server/store/event_store.cpp", "#include <sqlite3.h>\n"}, 1, "only server/store/sqlite"));
	CHECK(is_found({"tests/store/sqlite_test.cpp", "#include <sqlite3.h>\n"}, 1, "only server/store/sqlite"));
	CHECK(is_found({"server/figures/coverage.cpp", "auto q = R\"(\n\tSELECT 1)\";\n"}, 1, "SQL text stays"));
	CHECK(is_found({"server/sync/push.cpp", "\nauto q = \"INSERT INTO events VALUES (1)\";\n"}, 2, "SQL text stays"));
	CHECK(is_found({"tools/bajin/check.cpp", "auto q = \"PRAGMA integrity_check\";\n"}, 1, "SQL text stays"));
	CHECK(is_found({"server/store/event_store.cpp", "#include \"server/store/sqlite.hpp\"\n"}, 1, "the engine is behind"));
	CHECK(is_found({"server/store/event_store.cpp", "auto q = \"SELECT id FROM event WHERE seq = ?1\";\n"}, 1, "parameters of SQL"));
	CHECK(breaches_of({"server/store/event_store.cpp", "auto q = \"SELECT id FROM event WHERE seq = $1\";\n"}).empty());
	CHECK(breaches_of({"server/sync/push.cpp", "// SELECT is in the store\nauto text = \"select a team\";\n"}).empty());
}

TEST_CASE("tidy: a long file and a long function are found")
{
	CHECK(breaches_of({"shared/a.cpp", repeated("int a;\n", 500)}).empty());
	CHECK(is_found({"shared/a.cpp", repeated("int a;\n", 501)}, 501, "a file of 501 lines"));
	const auto body = [](std::size_t lines) { return "void f(\n\tint a)\n{\n" + repeated("\t++a;\n", lines) + "}\n"; };
	CHECK(breaches_of({"shared/a.cpp", body(76)}).empty());
	CHECK(is_found({"shared/a.cpp", "\n" + body(77)}, 2, "a function of 81 lines"));
	CHECK(is_found({"shared/a.cpp", "namespace a\n{\nclass B\n{\n" + body(77) + "};\n}\n"}, 5, "a function of 81 lines"));
	CHECK(breaches_of({"shared/a.cpp", "const int table[] = {\n" + repeated("\tsize(1),\n", 90) + "};\n"}).empty());
}

TEST_CASE("tidy: unfinished work, stray white space and wrong names are found")
{
	CHECK(is_found(
		{"shared/a.cpp", "int a; // TO"
						 "DO: more\n"},
		1, "unfinished work"));
	CHECK(is_found(
		{"tools/run", "# FIX"
					  "ME\n"},
		1, "unfinished work"));
	CHECK(is_found({"shared/a.cpp", "void f()\n{\n  \tg();\n}\n"}, 3, "a space before a tab"));
	CHECK(is_found({"shared/a.cpp", "int a; \n"}, 1, "white space at the end"));
	CHECK(is_found({"shared/a.cpp", "\t// " + repeated("中", 134) + "\n"}, 1, "a line of more than 140 characters"));
	CHECK(breaches_of({"shared/a.cpp", "\t// " + repeated("中", 133) + "\n"}).empty());
	CHECK(is_found({"shared/a.cpp", "int a;"}, 1, "no newline"));
	CHECK(is_found({"shared/EventStore.cpp", "int a;\n"}, 1, "file names are in snake_case"));
	CHECK(is_found({"shared/a.hpp", "// A.\nint a();\n"}, 1, "a header without #pragma once"));
	CHECK(is_found({"shared/a.hpp", "#pragma once\n"}, 1, "a header opens with a comment"));
}

TEST_CASE("tidy: a semicolon in the name of a test is found")
{
	CHECK(is_found(
		{"tests/a_test.cpp", "\n// x\nTEST_"
							 "CASE(\n\t\"a: one; two\")\n{\n}\n"},
		3, "a semicolon in the name of a test"));
	CHECK(breaches_of({"tests/a_test.cpp", "TEST_"
										   "CASE(\"a: one, two\")\n{\n\tb();\n}\n"})
			  .empty());
}

TEST_CASE("tidy: the scanner tells code from comments and literals")
{
	const auto scanned =
		bajin::tidy::scan_cpp("auto a = 1'000'000; // 'x' \"y\"\n/* {\n} */ auto b = '\\'';\nauto c = R\"x({)\")x\" + \"\\\"{\";\n");
	REQUIRE(scanned.code.size() == 5);
	CHECK(scanned.code[0] == "auto a = 1'000'000; ");
	CHECK(scanned.code[2] == " auto b = '';");
	CHECK(scanned.code[3] == "auto c = R\"\" + \"\";");
	REQUIRE(scanned.literals.size() == 2);
	CHECK(scanned.literals[0].text == "{)\"");
	CHECK(scanned.literals[1].line == 4);
}
