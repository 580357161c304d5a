// The usual answers of endpoints: JSON, nothing, a file to be saved.
#pragma once

#include "server/api/http/http.hpp"
#include "shared/json.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace bajin::api
{

[[nodiscard]] inline Response json_answer(const Json& json, int status = 200)
{
	Response response;
	response.status = status;
	response.body = to_text(json);
	return response;
}

[[nodiscard]] inline Response no_content()
{
	Response response;
	response.status = 204;
	return response;
}

// Without its body. `name` as a browser saves it, in ASCII.
[[nodiscard]] inline Response attachment(std::string_view content_type, const std::string& name)
{
	Response response;
	response.content_type = content_type;
	response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
	return response;
}

inline constexpr std::string_view csv_type = "text/csv; charset=utf-8";

} // namespace bajin::api
