// The answers that the network shell gives by itself: refusals, and what a breakdown looks like from outside.
//
// Called by the connection on the I/O thread. Breakdowns are logged here, once; the answer tells only the request's id.
#pragma once

#include "server/api/http/http.hpp"
#include "server/api/http/refusal.hpp"

#include <chrono>
#include <cstdint>
#include <exception>
#include <string_view>

namespace bajin::net
{

struct RequestTag
{
	std::uint64_t id = 0;
	std::string_view route;
	bool english = false;
};

// The answer to a refusal, or to a code of the catalogue; a 5xx carries the request's id.
[[nodiscard]] api::Response refuse(const api::Refusal& refusal, const RequestTag& tag);
[[nodiscard]] api::Response refuse(std::string_view code, const RequestTag& tag);

// 429, to come back after `wait`.
[[nodiscard]] api::Response refuse_for(std::chrono::seconds wait, const RequestTag& tag);

// Whether it is that the work was not done in time.
[[nodiscard]] bool is_late(const std::exception_ptr& failure);

// 500 or 503 for what the API, a lane or the store threw.
[[nodiscard]] api::Response answer_failure(const std::exception_ptr& failure, const RequestTag& tag);

// For coroutines that nobody awaits; nothing when there is no failure.
void log_breakdown(std::string_view what, const std::exception_ptr& failure);

} // namespace bajin::net
