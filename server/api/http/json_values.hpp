// Small values as JSON, alike in every answer: what is absent is null.
#pragma once

#include "server/store/team_store.hpp"
#include "shared/calendar.hpp"
#include "shared/json.hpp"
#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bajin::api
{

template <class T>
[[nodiscard]] Json text_or_null(const std::optional<T>& value)
{
	return value ? Json(to_string(*value)) : Json(nullptr);
}

[[nodiscard]] inline Json text_or_null(const std::string& text)
{
	return text.empty() ? Json(nullptr) : Json(text);
}

// The roster of a team, as the phone and the console get it.
[[nodiscard]] inline Json members_json(const std::vector<store::TeamMember>& members)
{
	Json list = Json::array();
	for (const store::TeamMember& member : members)
	{
		list.push_back(
			{{"name", member.name}, {"unit", member.unit}, {"from", text_or_null(member.from)}, {"to", text_or_null(member.to)}});
	}
	return list;
}

} // namespace bajin::api
