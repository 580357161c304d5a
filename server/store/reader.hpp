// A read-only view of a database: one snapshot at a time.
//
// One Reader per read lane (or tool); never shared between threads. Opened read-only, so that nothing a list or an
// export does can hold up or change what phones send.
#pragma once

#include "server/store/database.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/snapshot_cutter.hpp"
#include "shared/event.hpp"

#include <filesystem>
#include <unordered_map>
#include <vector>

namespace bajin::store
{

class Reader
{
public:
	// Opens read-only. Throws StoreError. `cutter` ends its snapshots, and outlives it.
	explicit Reader(const std::filesystem::path& database_file, const SnapshotCutter* cutter = nullptr);

	// All reads between these see one state of the database.
	void begin_snapshot();
	void end_snapshot() noexcept;

	[[nodiscard]] Database& database() noexcept { return database_; }
	[[nodiscard]] const ReferencePointer& reference() const noexcept { return reference_; }
	[[nodiscard]] const Epoch& epoch() const noexcept { return epochs_.back(); }
	[[nodiscard]] const std::vector<Epoch>& epochs() const noexcept { return epochs_; } // oldest first

	// The newest sequence number in this snapshot.
	[[nodiscard]] std::int64_t newest_seq();

	// Records read in this snapshot, by the row of history that holds them: a report looks at the same days several times.
	// Of the first 8,000 (some 4 KiB each); nullptr for one that is not kept.
	[[nodiscard]] const Event* known_record(std::int64_t body_seq) const;
	void keep_record(std::int64_t body_seq, const Event& record);

private:
	Database database_;
	std::vector<Epoch> epochs_;
	ReferencePointer reference_;
	ReferenceStamp stamp_;
	std::unordered_map<std::int64_t, Event> records_;
};

} // namespace bajin::store
