// What the network shell asks of the API, in two steps: of the head of a request, and of the whole.
#pragma once

#include "server/api/http/head_verdict.hpp"
#include "server/api/http/reply.hpp"

#include <functional>

namespace bajin::net
{

struct Handler
{
	// On the I/O thread. Sets request.route.
	std::function<api::HeadVerdict(api::Request& head)> judge;

	// The body is complete and unpacked. On the I/O thread, or for a large body on the intake lane; never for a refused head.
	std::function<api::Reply(api::Request& request, api::HeadVerdict verdict)> dispatch;
};

} // namespace bajin::net
