// A number in the query of a list: how many, and after which. Used by the endpoints on the I/O thread.
#pragma once

#include "server/figures/period.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace bajin::api
{

// `otherwise` when it is empty. Error `invalid_parameter` unless it is a whole number, 1 or more.
[[nodiscard]] inline Result<std::int64_t> parse_query_number(std::string_view name, std::string_view text, std::int64_t otherwise)
{
	if (text.empty()) { return otherwise; }
	std::int64_t number = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
	if (error != std::errc() || end != text.data() + text.size() || number < 1)
	{
		return figures::invalid_parameter(name, "expected a number, 1 or more");
	}
	return number;
}

// How many rows of a list: 100 when it is empty, never more than 1,000. Error `invalid_parameter`.
[[nodiscard]] inline Result<std::int64_t> parse_list_limit(std::string_view text)
{
	constexpr std::int64_t limit_default = 100;
	constexpr std::int64_t limit_max = 1'000;
	const auto limit = parse_query_number("limit", text, limit_default);
	return limit ? Result<std::int64_t>(std::min(*limit, limit_max)) : limit;
}

} // namespace bajin::api
