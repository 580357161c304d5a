// What a change changed, for the audit trail: {"before": {...}, "after": {...}} with the members that differ.
//
// Used by the endpoints of settings, code lists and venues.
#pragma once

#include "shared/json.hpp"

#include <utility>

namespace bajin::api
{

// Of two objects with the same members. Empty objects when nothing differs.
[[nodiscard]] inline Json before_after(const Json& before, const Json& after)
{
	Json left = Json::object();
	Json right = Json::object();
	for (const auto& [name, value] : after.items())
	{
		const Json old = before.contains(name) ? before.at(name) : Json();
		if (old != value)
		{
			left[name] = old;
			right[name] = value;
		}
	}
	return {{"before", std::move(left)}, {"after", std::move(right)}};
}

} // namespace bajin::api
