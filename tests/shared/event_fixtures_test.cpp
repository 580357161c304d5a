#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <algorithm>
#include <filesystem>

using namespace bajin;
using namespace bajin::test;

namespace
{

// Paths from the root of the sources, in order of their names.
std::vector<std::string> fixtures_in(const std::string& folder)
{
	std::vector<std::string> paths;
	for (const auto& entry : std::filesystem::directory_iterator(test::source_directory() + "/" + folder))
	{
		REQUIRE(entry.path().extension() == ".json");
		paths.push_back(folder + "/" + entry.path().filename().string());
	}
	std::sort(paths.begin(), paths.end());
	return paths;
}

std::vector<std::string> expected_problems(const Json& fixture)
{
	std::vector<std::string> expected;
	for (const Json& problem : fixture.at("problems"))
	{
		expected.push_back(problem.at("pointer").get<std::string>() + " " + problem.at("code").get<std::string>());
	}
	return expected;
}

} // namespace

TEST_CASE("event fixtures: every valid record is taken, with the warnings its file names")
{
	const auto paths = fixtures_in("tests/fixtures/records/valid");
	REQUIRE(paths.size() >= 20);
	for (const std::string& path : paths)
	{
		const Json fixture = parse(read_source_file(path));
		INFO(path << ": " << fixture.at("why"));
		const Json& record = fixture.at("record");
		CHECK_FALSE(fixture.contains("problems"));
		REQUIRE(problems_of(record) == std::vector<std::string>{});
		CHECK(warnings_of(record) == fixture.value("warnings", std::vector<std::string>{}));
		const auto flat = FlatJson::read(to_text(record));
		REQUIRE(flat.has_value());
		CHECK(find_problems(flat->root(), reference(), today()).empty());
		const Event event = read_event(flat->root(), reference().areas);
		CHECK(find_warnings(event, flat->root(), reference(), today()) == warnings_of(record));
	}
}

TEST_CASE("event fixtures: every invalid record is refused for exactly the reasons its file names, in Chinese")
{
	const auto paths = fixtures_in("tests/fixtures/records/invalid");
	REQUIRE(paths.size() >= 60);
	for (const std::string& path : paths)
	{
		const Json fixture = parse(read_source_file(path));
		INFO(path << ": " << fixture.at("why"));
		CHECK_FALSE(fixture.at("problems").empty());
		CHECK(problems_of(fixture.at("record")) == expected_problems(fixture));
		const auto flat = FlatJson::read(to_text(fixture.at("record")));
		REQUIRE(flat.has_value());
		CHECK(find_problems(flat->root(), reference(), today()) == find_problems(fixture.at("record"), reference(), today()));
		for (const Problem& problem : find_problems(fixture.at("record"), reference(), today()))
		{
			const auto& [zh, en] = problem.message;
			INFO(zh << " " << en);
			// Every Chinese character has three bytes, so a message in Chinese has fewer characters than bytes.
			CHECK(count_characters(zh) < zh.size());
			CHECK_FALSE(en.empty());
			CHECK(count_characters(en) == en.size());
		}
	}
}
