// A number in the query of a list: how many, and after which.
#pragma once

#include "server/figures/period.hpp"

#include <charconv>
#include <cstdint>
#include <string_view>

namespace bajin::api
{

// `otherwise` when it is empty. Error `invalid_parameter` unless it is a whole number, 1 or more.
[[nodiscard]] inline Result<std::int64_t> parse_query_number(std::string_view name, std::string_view text, std::int64_t otherwise)
{
	if (text.empty())
	{
		return otherwise;
	}
	std::int64_t number = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
	if (error != std::errc() || end != text.data() + text.size() || number < 1)
	{
		return figures::invalid_parameter(name, "expected a number, 1 or more");
	}
	return number;
}

} // namespace bajin::api
