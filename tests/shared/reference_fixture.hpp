// What the records of the tests are checked against: the official areas, the vocabulary, the venues and the day of
// tests/fixtures/records/reference.json, and a record with nothing wrong to start from.
//
// Read once per test program; any test may ask.
#pragma once

#include "shared/event.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bajin::test
{

[[nodiscard]] std::string read_source_file(const std::string& path); // from the root of the sources
[[nodiscard]] Json parse(std::string_view text);                     // fails the test when it is no JSON or has flaws

[[nodiscard]] const Reference& reference();
[[nodiscard]] Date today();

[[nodiscard]] Json small_record(); // the required fields
[[nodiscard]] Json full_record();  // every field

// "/title missing", in the order found.
[[nodiscard]] std::vector<std::string> problems_of(const Json& record);
[[nodiscard]] std::vector<std::string> warnings_of(const Json& record);

} // namespace bajin::test
