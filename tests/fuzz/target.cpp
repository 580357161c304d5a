// Whatever stands behind the method: a path and a query, or nothing that is answered.
#include "server/net/target.hpp"

#include "server/api/http/http.hpp"
#include "tests/fuzz/fuzz.hpp"

int fuzz(std::string_view input)
{
	bajin::api::Request request;
	if (bajin::net::read_target(input, request)) { check(request.path.starts_with('/')); }
	return 0;
}
