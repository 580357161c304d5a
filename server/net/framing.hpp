// Whether the head of a request says in one way only where the request ends and whom it is for: RFC 9112 and RFC 9110.
//
// Called by the connection with the head as it came, before the parser reads it; I/O thread, pure. What is tolerated here
// that a proxy before us reads otherwise lets a caller smuggle a second request past it, so nothing is: each flaw is
// answered and the connection closed.
#pragma once

#include <string_view>

namespace bajin::net
{

// Without the blanks and tabs around it: the OWS of RFC 9110, section 5.6.3.
[[nodiscard]] std::string_view without_blanks(std::string_view text) noexcept;

// `head`: from the request line to the empty line, that included. The code of the problem, empty when there is none:
// `bad_request` (400), or `unknown_transfer_coding` (501) for a body in a coding that is not known here.
[[nodiscard]] std::string_view find_framing_flaw(std::string_view head);

} // namespace bajin::net
