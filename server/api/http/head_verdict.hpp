// What is known of a request from its head alone, before a byte of its body is read.
//
// Given by the router (Router::judge), acted on by the connection; I/O thread. Whoever is refused here costs no body, no
// unpacking and no parsing.
#pragma once

#include "server/api/http/refusal.hpp"
#include "server/people/principal.hpp"

#include <cstddef>
#include <optional>

namespace bajin::api
{

// What anybody may send: a sign-in, an enrolment. Beyond it stands a credential that was found valid.
inline constexpr std::size_t open_body_bytes_max = 64 * 1024;

struct Route;

struct HeadVerdict
{
	const Route* route = nullptr;                 // none when there is a refusal because of it
	std::optional<Refusal> refusal{};             // the whole answer; nothing more of the request is needed
	std::optional<people::Credentials> asks_as{}; // who shows these must be known before the body is read
	std::size_t body_bytes_max = open_body_bytes_max;
};

} // namespace bajin::api
