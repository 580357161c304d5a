// The refusal of a record, with everything that is wrong with it: 422 `invalid_record`.
//
// Used where people enter and correct records; phones get the same problems in the result of their change.
#pragma once

#include "server/api/http/language.hpp"
#include "server/api/http/problem.hpp"
#include "shared/event.hpp"
#include "shared/json.hpp"

#include <string_view>
#include <vector>

namespace bajin::api
{

[[nodiscard]] inline Response record_problem(const std::vector<Problem>& problems, std::string_view accept_language)
{
	Response response = problem("invalid_record", accept_language);
	Json json = Json::parse(response.body);
	json["problems"] = Json::array();
	const bool english = prefers_english(accept_language);
	for (const Problem& entry : problems)
	{
		json["problems"].push_back({{"pointer", entry.pointer}, {"code", entry.code}, {"message", entry.message.in(english)}});
	}
	response.body = to_text(json);
	return response;
}

} // namespace bajin::api
