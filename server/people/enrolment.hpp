// Enrolment: a code read out by the county lets one phone join one team.
//
// Called by POST /api/v1/enrol and the enrolments endpoint on the write lane, and by `bajin enrol`; the caller commits. A
// code is good for seven days and for one phone; the same request may be repeated for a day, because its answer can be lost
// on the way. A code may be for one known phone: one that was revoked or lost comes back as the device it was.
#pragma once

#include "server/store/device_store.hpp"
#include "shared/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bajin::store
{
class Writer;
} // namespace bajin::store

namespace bajin::people
{

inline constexpr std::chrono::days code_valid_for{7};
inline constexpr std::chrono::hours repeat_allowed_for{24};

// Eight characters of Crockford's base 32, in upper case without a dash: the form that is stored.
[[nodiscard]] std::string make_code();

// What a person typed, in the stored form: any case, dashes and spaces anywhere, O as 0, I and L as 1. Empty when it
// cannot be a code.
[[nodiscard]] std::optional<std::string> read_code(std::string_view typed);

// "7F3K92QX" as people see it: "7F3K-92QX".
[[nodiscard]] std::string show_code(std::string_view code);

struct EnrolmentOrder
{
	Uuid team;                                     // must exist
	std::optional<Uuid> for_device = std::nullopt; // must exist when given; empty: a new phone
	bool outbox_only = false;                      // lets in only what the phone still holds
	std::chrono::seconds valid_for = code_valid_for;
	std::string made_by = {};
};

// A new code. Gives what was stored.
[[nodiscard]] store::Enrolment create_enrolment(store::Database& database, const EnrolmentOrder& order, Timestamp now);

// What the QR code holds. Opening it spends nothing.
[[nodiscard]] std::string enrolment_url(std::string_view public_url, std::string_view code);

struct EnrolRequest
{
	std::string code;       // as typed
	std::string device;     // name of the phone, for people
	std::string request_id; // made by the phone; empty: cannot be repeated
};

struct Enrolled
{
	std::string token;
	Uuid team;
	AreaId area = 0; // of the team
	Uuid device;
};

// Inside a group. Error codes: `invalid_code`, `code_used`, `code_expired` (or cancelled); nothing is changed then.
[[nodiscard]] Result<Enrolled> enrol(store::Writer& writer, const EnrolRequest& request, Timestamp now);

} // namespace bajin::people
