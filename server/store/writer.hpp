// The one writer of a database: groups of jobs in one transaction, and everything a job may change.
//
// Owned by the write lane's thread in the server, by the main thread in tools and tests; never shared between threads.
// A group is one BEGIN IMMEDIATE ... COMMIT. Each job in it runs inside its own savepoint. What a job adds to the counts
// joins the group's only when the job is kept; the group writes each touched count once, before it commits. When the
// commit fails, nothing of the group has happened, in the database or in here. Writers of other processes (the tool beside the
// server) take turns by the file `writer.lock`, for a group and for a copy of the log: neither meets the other's.
//
//   writer.begin_group();
//   for each job { writer.begin_job(); ...; writer.keep_job(); or writer.drop_job(); }
//   writer.commit_group();          // durable when it returns
#pragma once

#include "server/store/database.hpp"
#include "server/store/deltas.hpp"
#include "server/store/device_store.hpp"
#include "server/store/log_copier.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/shared_turn.hpp"
#include "shared/event.hpp"
#include "shared/uuid.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace bajin::store
{

// A database of an older form is brought to this program's: told before anything is done (`listed` is 0 and `begins` holds), and
// after each piece. It can be cut off at any moment, and goes on when it is opened again.
struct Upgrade
{
	std::int64_t events = 0;
	std::int64_t listed = 0;         // of them, at most
	std::uintmax_t needed_bytes = 0; // on the disk, for a copy and for the log
	bool begins = false;
};
using WatchUpgrade = std::function<void(const Upgrade&)>;

class Writer
{
public:
	// Opens for writing and migrates, of which `watch` is told. Throws StoreError (`database_newer`, `not_a_database`, `storage_busy`,
	// `io`, ...).
	explicit Writer(const std::filesystem::path& database_file, const WatchUpgrade& watch = {});
	~Writer();
	Writer(const Writer&) = delete;
	Writer& operator=(const Writer&) = delete;

	void begin_group();
	void begin_job();
	void keep_job();
	void drop_job();
	void commit_group();
	void rollback_group() noexcept;

	// Between groups: brings a piece (of `items` rows) of what lies behind the records into the base of the counts and the lists of
	// events. False: nothing was left.
	bool catch_up(std::int64_t items = 512);

	// Runs one job as a group of its own; any exception rolls it back and goes on to the caller. For tools and tests.
	template <class Job>
	auto run_alone(Job&& job);

	[[nodiscard]] Database& database() noexcept { return database_; }

	// Areas, vocabulary and venues as of this group; replaced when another process changed them, or by reload_reference.
	[[nodiscard]] const ReferencePointer& reference() const noexcept { return reference_; }

	// After a job changed code lists, venues or teams itself. When the job or its group comes to nothing, so does this.
	void reload_reference();

	// The next sequence number, taken inside the transaction; given back when the group is rolled back.
	[[nodiscard]] std::int64_t take_seq();

	// The last sequence number taken; what event streams tell as the newest.
	[[nodiscard]] std::int64_t last_seq() const noexcept { return next_seq_ - 1; }
	[[nodiscard]] const Epoch& epoch() const noexcept { return epochs_.back(); }
	[[nodiscard]] const std::vector<Epoch>& epochs() const noexcept { return epochs_; } // oldest first

	// What the running job adds to the counts and to the places visited.
	[[nodiscard]] CountChanges& count_changes() noexcept { return job_changes_; }

	// What the jobs before it in this group have added, and what is not in the database yet.
	[[nodiscard]] const CountChanges& pending_counts() const noexcept { return group_changes_; }

	// The teams whose events this group changed, and the branches (AreaTree::branch_of) in which these lie or lay before,
	// to wake their event streams after the commit; cleared by begin_group. Branch 0 is none.
	void touch(const Uuid& team, AreaId branch)
	{
		touch_team(team);
		touch_branch(branch);
	}
	void touch_branch(AreaId branch)
	{
		if (branch != 0) { touched_branches_.insert(branch); }
	}
	void touch_team(const Uuid& team) { touched_teams_.insert(team); }
	[[nodiscard]] const std::unordered_set<Uuid>& touched_teams() const noexcept { return touched_teams_; }
	[[nodiscard]] const std::unordered_set<AreaId>& touched_branches() const noexcept { return touched_branches_; }

	// The access of this device or account was changed: after the commit its event streams end, so that it is asked again
	// who it is. Cleared by begin_group.
	void note_access_changed(const Uuid& holder) { changed_holders_.insert(holder); }
	[[nodiscard]] const std::unordered_set<Uuid>& changed_holders() const noexcept { return changed_holders_; }

	// True when another process has written since this was last asked, as far as the groups since then have seen it: streams of
	// every scope are to be woken.
	[[nodiscard]] bool take_others_wrote() noexcept { return std::exchange(others_wrote_, false); }

	// The device with that token hash, nullptr when there is none. Kept from group to group until another process writes or a
	// job changes devices (forget_devices).
	[[nodiscard]] std::shared_ptr<const Device> find_device_by_token(const TokenHash& hash);
	void forget_devices() { devices_changed_ = true; }

	// Notes that the device was heard. Written with the group, and only when it told something new or was last written
	// over a minute ago: not every request is worth a row.
	void note_contact(const TokenHash& hash, const LastContact& heard);

	// Between groups: true when another process has written since this was last asked.
	[[nodiscard]] bool poll_others();

	// From now on the log is copied by a thread of its own, and checkpoint_if_due() waits for next to nothing.
	void copy_log_beside();

	// Between groups: copies the log into the database file once it is long enough, or tells what became of that. How long it
	// took; empty: nothing was copied. Throws StoreError.
	std::optional<std::chrono::steady_clock::duration> checkpoint_if_due();

	// Until it has ended that copies the log, if there is one; what became of it tells checkpoint_if_due().
	void await_copying();

	// The log file holds so much, as of the last group.
	[[nodiscard]] std::int64_t log_bytes() noexcept;

	// Beyond it no group begins (StoreError `storage_full`): the disk shall not fill up with a log that cannot be copied, by
	// whatever hinders that.
	void set_log_max(std::int64_t bytes) noexcept { log_bytes_max_ = bytes; }

	// At the end of the server, when nobody reads any more: copies the log whole, and leaves an empty one.
	void truncate_log();

private:
	void upgrade(const WatchUpgrade& watch);
	void refresh_caches();
	void end_transaction() noexcept;
	void undo_group_memory();
	void require_room_in_log();
	std::chrono::steady_clock::duration copy_log();
	[[nodiscard]] std::optional<std::chrono::steady_clock::duration> let_copy();
	void forget_touched() noexcept;

	struct HeldReference
	{
		ReferencePointer reference;
		ReferenceStamp stamp;
	};
	void take_back_reference(const HeldReference& held) noexcept;

	const std::filesystem::path database_file_;
	SharedTurn turn_;
	std::optional<HeldTurn> group_turn_; // of the group that is open
	Database database_;
	std::unique_ptr<LogCopier> copier_; // null: this thread copies the log
	int copied_frames_ = 0;             // from the start of the log
	bool is_copied_whole_ = false;      // as of some group; it is not written from its start yet
	std::vector<Epoch> epochs_;
	ReferencePointer reference_;
	ReferenceStamp stamp_;
	HeldReference group_reference_; // as the group found it
	HeldReference job_reference_;   // as the job found it
	std::int64_t next_seq_ = 1;
	std::int64_t group_first_seq_ = 1;
	std::int64_t job_first_seq_ = 1;
	std::int64_t data_version_ = -1;
	std::int64_t polled_data_version_ = -1;
	std::int64_t log_bytes_max_ = std::numeric_limits<std::int64_t>::max();
	bool others_wrote_ = false;
	bool devices_changed_ = false;
	CountChanges group_changes_;
	CountChanges job_changes_;
	std::unordered_set<Uuid> touched_teams_;
	std::unordered_set<AreaId> touched_branches_;
	std::unordered_set<Uuid> changed_holders_;
	std::unordered_map<TokenHash, std::shared_ptr<Device>, TokenHashHasher> devices_;
};

template <class Job>
auto Writer::run_alone(Job&& job)
{
	begin_group();
	try
	{
		begin_job();
		if constexpr (std::is_void_v<std::invoke_result_t<Job>>)
		{
			std::invoke(std::forward<Job>(job));
			keep_job();
			commit_group();
		}
		else
		{
			auto result = std::invoke(std::forward<Job>(job));
			keep_job();
			commit_group();
			return result;
		}
	}
	catch (...)
	{
		rollback_group();
		throw;
	}
}

} // namespace bajin::store
