#include "server/api/requests/request_fields.hpp"

#include "server/figures/period.hpp"

#include <charconv>

namespace bajin::api
{

Result<Uuid> path_id(const Request& request, const std::string& name)
{
	const auto text = request.path_values.find(name);
	const auto id = text == request.path_values.end() ? std::nullopt : parse_uuid(text->second);
	return id ? Result<Uuid>(*id) : Result<Uuid>(Error{"not_found", {}, {}});
}

Result<AreaId> asked_area(const Request& request, const AreaTree& areas)
{
	const std::string_view code = request.query_value("area");
	const Area* area = areas.find(code);
	if (area == nullptr && !code.empty()) { return Error{"unknown_area", "area: " + std::string(code), "/area"}; }
	return area == nullptr ? AreaId(0) : area->id;
}

Result<std::int64_t> asked_limit(const Request& request, std::int64_t usual, std::int64_t most)
{
	const std::string_view text = request.query_value("limit");
	return text.empty() ? Result<std::int64_t>(usual) : figures::parse_limit(text, most);
}

Result<std::int64_t> asked_number(const Request& request, std::string_view name, std::int64_t otherwise)
{
	const std::string_view text = request.query_value(name);
	if (text.empty()) { return otherwise; }
	std::int64_t number = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
	if (error != std::errc() || end != text.data() + text.size() || number < 1)
	{
		return figures::invalid_parameter(name, "expected a number, 1 or more");
	}
	return number;
}

} // namespace bajin::api
