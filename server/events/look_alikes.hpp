// Look-alikes: finds the pairs of records that seem to tell of one occasion, and keeps what people say of them.
//
// The scan runs behind the commits, off every lane that a phone waits for: plain functions on a reader, whose findings a
// short job of the write lane then saves. What is found depends on the newest records alone, not on the states of the
// events nor on the order of scans, so a step that is lost or repeated changes nothing. A tombstone is compared by its
// last record: its pairs are closed, and what was said of them holds when it is revived. Writers elsewhere (the tool, an
// import) need do nothing: their rows lie after the saved position too. The endpoints compare afresh.
#pragma once

#include "server/store/look_alike_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "shared/look_alike.hpp"
#include "shared/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bajin::events
{

// Of a township's events of one day so many are compared, those with the highest ids: real townships have dozens.
inline constexpr std::int64_t look_alike_candidates_max = 500;

// What a step of the scan found.
struct LookAlikeFindings
{
	std::vector<store::LookAlikePair> found; // new, or judged otherwise than the stored ones
	std::vector<store::LookAlikePair> gone;  // as stored: no longer alike
	std::int64_t through = 0;                // everything up to this sequence number was looked at
	bool more = false;                       // there is more after it
};

// Looks at up to `rows_max` changed records after `after`; stops early, after one at least, when `go_on` says no.
// Inside a snapshot.
[[nodiscard]] LookAlikeFindings
find_look_alikes(store::Reader& reader, std::int64_t after, std::int64_t rows_max, const std::function<bool()>& go_on);

// In a job of the write lane.
void save_findings(store::Writer& writer, const LookAlikeFindings& findings);

// The scan as one goes on with it, from where the database says it came. Of one thread.
class LookAlikeScan
{
public:
	struct Step
	{
		std::optional<LookAlikeFindings> to_save;
		bool more = false;
		std::int64_t behind = 0; // rows of the history that are still to be looked at
	};

	// The position alone is worth saving only after thousands of rows: to look at them again after a restart is cheap.
	explicit LookAlikeScan(std::int64_t rows_between_saves = 5'000) : rows_between_saves_(rows_between_saves) {}

	// Inside a snapshot.
	[[nodiscard]] Step next(store::Reader& reader, const std::function<bool()>& go_on);

	// What was to be saved was not: goes on from what the database says.
	void forget() noexcept { position_.reset(); }

private:
	std::int64_t rows_between_saves_;
	std::optional<std::int64_t> position_; // empty: to be read
	std::int64_t saved_ = 0;
};

// A record that looks like a given one, as both stand now. Deleted ones are left out.
struct LookAlikeOther
{
	store::EventHead event;
	LookAlike found; // the record with the smaller id was the first
	std::optional<store::Clearance> cleared;
};

// Highest score first. Nothing for a tombstone.
[[nodiscard]] std::vector<LookAlikeOther> list_others(store::Database& database, const Reference& reference, const store::EventHead& event);

struct ClearRequest
{
	store::PairId pair;
	bool cleared = true; // false: takes it back
	std::string by;
	std::string reason;
};

// Says that a pair are two different visits, or takes that back; in a job of the write lane. The pair need not have been
// scanned yet. Error `not_look_alike`: the two do not look alike.
[[nodiscard]] Result<store::LookAlikePair> clear_look_alike(store::Writer& writer, const ClearRequest& request, Timestamp now);

} // namespace bajin::events
