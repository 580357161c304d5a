#include "generated/openapi.hpp"
#include "server/api/service/endpoints.hpp"

namespace bajin::api
{

Reply handle_openapi(Context& /*context*/, Request& /*request*/)
{
	Response response;
	response.content_type = "application/yaml";
	response.headers.emplace_back("Cache-Control", "no-cache");
	response.body = embedded::openapi;
	return response;
}

} // namespace bajin::api
