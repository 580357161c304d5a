// The catalogue of refusals: every code, its HTTP status, whether trying again helps, its text in Chinese and English.
//
// The only place that turns a refusal into an answer (RFC 9457, application/problem+json), called by the network shell. Codes are
// permanent.
#pragma once

#include "server/api/http/http.hpp"
#include "server/api/http/refusal.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace bajin::api
{

// The answer to a refusal. Its detail is never shown for a 5xx.
[[nodiscard]] Response problem(const Refusal& refusal, bool english);
// To come back after `wait`, one second at least; whatever it said of that before.
void set_wait(Response& response, std::chrono::seconds wait);

struct CatalogueEntry
{
	std::string_view code;
	int status;
	bool retryable;
	std::string_view zh;
	std::string_view en;
};

// The entry of a code; an unknown code is a bug and gives that of `internal_error`.
[[nodiscard]] const CatalogueEntry& catalogue_entry(std::string_view code) noexcept;

} // namespace bajin::api
