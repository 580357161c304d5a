// Review: what a coordinator decides about an event, and what follows from it.
//
// Runs inside a job of the write lane. Called by the review endpoints, by the demonstration data and by the simulation.
#pragma once

#include "server/store/writer.hpp"
#include "shared/protocol.hpp"
#include "shared/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bajin::events
{

struct ReviewRequest
{
	Uuid id;
	std::int64_t version = 0;                   // the newest of the record, else `review_stale`
	std::optional<std::int64_t> revision;       // the newest of the review when given, else `review_stale`
	ReviewState state = ReviewState::submitted; // verified, returned, duplicate, joint, submitted (undo), deleted (agree to void)
	std::string reason;
	std::vector<std::string> fields; // JSON pointers into the record
	std::optional<Date> due_on;
	std::optional<Uuid> of; // needed by duplicate and joint
	JointAdds adds;         // of joint
	std::string by;         // who
	AreaId scope = 0;       // where the reviewer may act; `of` must lie there too
	bool bulk = false;      // one of many that were decided together
};

// The event as it stands afterwards. Errors: `not_found`, `review_stale` (412), `invalid_review`, `invalid_of` (422),
// `own_entry` (403): who entered or corrected a record does not verify it.
[[nodiscard]] Result<protocol::EventState> apply_review(store::Writer& writer, const ReviewRequest& request, Timestamp now);

} // namespace bajin::events
