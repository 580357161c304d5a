// Passwords: argon2id as libsodium does it, with its parameters for interactive use (64 MiB, some tens of milliseconds).
//
// Slow on purpose: called on the password lane and by the tool, never on the I/O thread or the write lane.
#pragma once

#include "shared/result.hpp"

#include <string>
#include <string_view>

namespace bajin::people
{

inline constexpr std::size_t password_characters_min = 8;
inline constexpr std::size_t password_bytes_max = 200;
inline constexpr double password_bits_min = 23; // a telephone number has 22

// In all of these a password is what is meant, however the keyboard writes its letters (Unicode's NFC).
//
// Error `weak_password` with what is asked for; spaces and all scripts are welcome. Nothing that a guesser tries among the
// first eight million: zxcvbn, by D. L. Wheeler (USENIX Security 2016), which knows the commonest passwords and words, keys that lie
// side by side, dates, and here the name of the account. Takes less than a millisecond or two.
[[nodiscard]] Result<void> check_password(std::string_view typed, std::string_view username);

// Throws std::bad_alloc when the memory is not to be had.
[[nodiscard]] std::string hash_password(const std::string& typed);

[[nodiscard]] bool is_password(const std::string& hash, const std::string& password);

// Takes as long as is_password, so that an unknown name cannot be told from a wrong password by the clock.
void waste_time_of_password(const std::string& password);

// A password for somebody else to begin with: sixteen letters and digits that are not mixed up when read out.
[[nodiscard]] std::string make_password();

} // namespace bajin::people
