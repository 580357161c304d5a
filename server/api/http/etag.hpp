// Entity tags: whether a caller holds already what would be sent.
//
// Used by the endpoints and pages that may be kept by their callers. Pure.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace bajin::api
{

// What If-None-Match says of `etag` (without quotes): `*`, or one of a list, weak ones included.
[[nodiscard]] inline bool holds_etag(std::string_view if_none_match, const std::string& etag)
{
	const std::string quoted = '"' + etag + '"';
	while (!if_none_match.empty())
	{
		const std::size_t comma = std::min(if_none_match.find(','), if_none_match.size());
		std::string_view item = if_none_match.substr(0, comma);
		if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
		item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
		item = item.substr(0, item.find_last_not_of(" \t") + 1);
		if (item.starts_with("W/")) { item.remove_prefix(2); }
		if (item == "*" || item == quoted) { return true; }
	}
	return false;
}

} // namespace bajin::api
