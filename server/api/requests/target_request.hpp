// The parameters that the targets endpoints have in common. Used on the I/O thread.
#pragma once

#include "server/api/http/route.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/figures/period.hpp"
#include "shared/area.hpp"

#include <string>

namespace bajin::api
{

struct TargetRequest
{
	int year = 0;
	AreaId area = 0; // 0: all that the caller sees
};

// Errors: `invalid_parameter`, `unknown_area`.
[[nodiscard]] inline Result<TargetRequest> parse_target_request(Context& context, const Request& request)
{
	const auto period = figures::parse_period(request.query_value("year"), {}, {});
	if (request.query_value("year").empty() || !period) { return figures::invalid_parameter("year", "expected YYYY"); }
	const auto area = asked_area(request, context.reference.load()->areas);
	if (!area) { return area.error(); }
	return TargetRequest{year_of(period->days.first), *area};
}

} // namespace bajin::api
