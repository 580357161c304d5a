#include "server/api/device_access.hpp"

#include "server/api/problem.hpp"

namespace bajin::api
{

std::optional<Response> refuse_device(const store::Device* device, std::string_view accept_language)
{
	if (device == nullptr) { return problem("unauthenticated", accept_language); }
	if (device->lost_at) { return problem("device_lost", accept_language); }
	if (device->revoked_at) { return problem("unauthenticated", accept_language); }
	return std::nullopt;
}

std::vector<Uuid> scope_of(const store::Device& device)
{
	std::vector<Uuid> scope;
	for (const auto& membership : device.teams)
	{
		if (membership.present) { scope.push_back(membership.team); }
	}
	return scope;
}

}  // namespace bajin::api
