// What was taken out of every version of an event: the one case in which rows of the history are rewritten.
//
// Called by server/sync inside a group.
#pragma once

#include "server/store/database.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::store
{

struct Redaction
{
	std::string field;
	std::int64_t version = 0; // from this version on it is gone; a change made from an earlier one does not bring it back
};
// The personal fields of a record: what may be taken out of all of its versions.
[[nodiscard]] bool may_be_redacted(std::string_view field) noexcept;

void note_redaction(Database& database, const Uuid& event, const Redaction& redaction);
[[nodiscard]] std::vector<Redaction> list_redactions(Database& database, const Uuid& event);

// The body of one row of the history, as it is to read from now on.
void replace_body(Database& database, std::int64_t seq, std::string_view body);

// The kept changes of an event, as they are to read from now on.
struct QuarantinedText
{
	std::int64_t number = 0;
	std::string change;
};
[[nodiscard]] std::vector<QuarantinedText> list_quarantined_texts(Database& database, const Uuid& event);
void replace_quarantined_text(Database& database, const QuarantinedText& kept);

} // namespace bajin::store
