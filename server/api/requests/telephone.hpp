// Telephone numbers of contacts in records that go out to accounts.
//
// A list is no place for telephone numbers: who needs one opens the event, and that stands in the audit trail.
#pragma once

#include "shared/json.hpp"

#include <string>

namespace bajin::api
{

// Takes the number out of the text of a record.
void hide_telephone(std::string& body);
void hide_telephone(Json& record);

[[nodiscard]] bool has_telephone(const Json& record);

} // namespace bajin::api
