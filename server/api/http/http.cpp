#include "server/api/http/http.hpp"

namespace bajin::api
{

std::string_view Request::query_value(std::string_view name) const noexcept
{
	for (const auto& [key, value] : query)
	{
		if (key == name) { return value; }
	}
	return {};
}

bool Request::has_query(std::string_view name) const noexcept
{
	for (const auto& [key, value] : query)
	{
		if (key == name) { return true; }
	}
	return false;
}

} // namespace bajin::api
