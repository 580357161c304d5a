// Numbers of enumerations as they stand in SQL: partial indexes are only used by statements that name the number itself.
#pragma once

#include "server/store/event_store.hpp"
#include "shared/protocol.hpp"
#include "shared/review.hpp"

namespace bajin::store
{

// They are stored, so neither side may move.
#define BAJIN_SQL_VOID_REQUESTED "5"
static_assert(static_cast<int>(ReviewState::void_requested) == 5);

// The states that count: is_counted(state, Basis::received).
#define BAJIN_SQL_COUNTED_STATES "(0, 1, 5)"
static_assert(
	static_cast<int>(ReviewState::submitted) == 0 && static_cast<int>(ReviewState::verified) == 1 &&
	static_cast<int>(ReviewState::void_requested) == 5);

// Rows that bring a record, and those of them that write one: brings_record(op).
#define BAJIN_SQL_RECORD_OPS "(0, 1, 4)"
#define BAJIN_SQL_REDACT "4"
static_assert(
	static_cast<int>(HistoryOp::put) == 0 && static_cast<int>(HistoryOp::remove) == 1 && static_cast<int>(HistoryOp::redact) == 4);

// Behind LIMIT: as many as there are.
#define BAJIN_SQL_ALL_ROWS "9223372036854775807"

// Outcomes of changes that are kept.
#define BAJIN_SQL_KEPT_OUTCOMES "(3, 4)"
static_assert(static_cast<int>(protocol::Outcome::conflict) == 3 && static_cast<int>(protocol::Outcome::rejected) == 4);

} // namespace bajin::store
