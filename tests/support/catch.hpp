// Catch2, version 2 or 3, as the system has it.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#include <catch2/catch_tostring.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <string>

namespace bajin::test
{

// For CHECK_THROWS_WITH: the message holds `text`.
[[nodiscard]] inline auto says(const std::string& text)
{
#if __has_include(<catch2/catch_test_macros.hpp>)
	return Catch::Matchers::ContainsSubstring(text);
#else
	return Catch::Matchers::Contains(text);
#endif
}

} // namespace bajin::test
