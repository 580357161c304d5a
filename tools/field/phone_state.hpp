// A simulated phone with what it needs to reach a server: its code, its token, and the file it can go on from.
// Also the last check of a run: that the server holds all it ever acknowledged to a phone.
//
// Plain functions, used by run.cpp and by tests.
#pragma once

#include "tools/client/api.hpp"
#include "tools/field/phone.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bajin::field
{

struct PhoneState
{
	std::string code;
	std::string request_id;                     // of the enrolment, the same for every try
	std::optional<client::Enrolment> enrolment; // empty: not yet enrolled
	std::optional<Phone> phone;                 // set once enrolled
	std::filesystem::path state_file;           // empty: nothing is kept
	std::string failure;                        // why it gave up; empty: it did not
	bool finished = false;                      // all recorded, all synced
};

// Writes the state file (readable by the owner alone: it holds a token) and replaces the old one in one step.
void save_phone_state(const PhoneState& phone_state);

// Goes on from the state file when there is one. Throws std::runtime_error when it is there and cannot be read.
// `options` is completed with team and area of the enrolment.
void load_phone_state(PhoneState& phone_state, PhoneOptions options);

// Takes team and area from the enrolment. Error code: `unknown_code` for an area that the list does not have.
[[nodiscard]] Result<Phone> make_phone(const client::Enrolment& enrolment, PhoneOptions options);

// The areas as served; venues and code lists stay empty, phones need none. Error codes: `bad_answer`, `area_list_invalid`.
[[nodiscard]] Result<ReferencePointer> read_areas(const Json& answer);

struct ServerCopy
{
	std::int64_t version = 0;
	bool deleted = false;
	Json content;
	std::int64_t times = 0; // how often the pull gave it
};
using ServerCopies = std::map<Uuid, ServerCopy>;

// Takes in one page of a pull from an empty cursor.
void add_page(ServerCopies& copies, const Json& changes);

// One line for each event that the phone has got acknowledged and that the server does not hold exactly once, in that
// version or a later one.
[[nodiscard]] std::vector<std::string> find_missing(const Phone& phone, const ServerCopies& copies);

} // namespace bajin::field
