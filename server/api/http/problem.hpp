// The catalogue of refusals: every code, its HTTP status, whether trying again helps, its text in Chinese and English.
//
// The only place that turns an Error into an answer (RFC 9457, application/problem+json). Codes are permanent.
#pragma once

#include "server/api/http/http.hpp"
#include "shared/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace bajin::api
{

// `detail` adds what the caller should know beyond the catalogue's sentence; never shown for a 5xx.
[[nodiscard]] Response problem(std::string_view code, std::string_view accept_language, std::string detail = {});
// To come back after `wait`, one second at least; whatever it said of that before.
void set_wait(Response& response, std::chrono::seconds wait);
// With a Retry-After of so many seconds.
[[nodiscard]] Response problem_with_wait(std::string_view code, std::string_view accept_language, std::chrono::seconds wait);

[[nodiscard]] Response problem(const Error& error, std::string_view accept_language);

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
