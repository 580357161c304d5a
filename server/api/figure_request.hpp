// The question of a figure, read from the parameters of a request. Used by the figure endpoints on the I/O thread.
#pragma once

#include "server/api/routes.hpp"
#include "server/figures/period.hpp"

namespace bajin::api
{

// Errors: `invalid_parameter`, `unknown_area`.
[[nodiscard]] inline Result<figures::FigureQuery> parse_figure_request(const Context& context, const Request& request)
{
	const figures::FigureText text{
	    request.query_value("year"), request.query_value("from"),  request.query_value("to"),
	    request.query_value("area"), request.query_value("basis"), request.query_value("attribution"),
	};
	return figures::parse_figure_query(text, *context.reference.load(), now());
}

} // namespace bajin::api
