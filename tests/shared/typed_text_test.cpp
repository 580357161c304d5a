// What people type, read alike here and on the pages: the cases in tests/fixtures/typed are those of server/web too.
#include "shared/json.hpp"
#include "shared/plain_text.hpp"
#include "shared/whole_number.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <fstream>

using namespace bajin;

namespace
{

Json typed_cases(const std::string& name)
{
	std::ifstream file(test::source_directory() + "/tests/fixtures/typed/" + name + ".json");
	REQUIRE(file);
	return Json::parse(file);
}

} // namespace

TEST_CASE("whole number: the cases that the pages are held to")
{
	const Json cases = typed_cases("whole_numbers");
	CHECK(cases.size() > 100);
	for (const Json& given : cases)
	{
		const auto text = given["text"].get<std::string>();
		INFO(text);
		const WholeNumber read = read_whole_number(text);
		CHECK(read.wrong == given.value("wrong", ""));
		const bool has_value = given.contains("value") && !given["value"].is_null();
		CHECK(read.value == (has_value ? std::optional(given["value"].get<std::int64_t>()) : std::nullopt));
	}
}

TEST_CASE("whole number: what is no text is none")
{
	CHECK(read_whole_number("12\xFF").wrong == "not_a_number");
	CHECK(read_whole_number(std::string(1'000'000, '1')).wrong == "not_a_number");
}
