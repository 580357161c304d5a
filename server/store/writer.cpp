#include "server/store/writer.hpp"

#include "server/store/backup.hpp"
#include "server/store/count_fold.hpp"
#include "server/store/count_log.hpp"
#include "server/store/event_lists.hpp"
#include "server/store/event_store.hpp"
#include "server/store/migrate.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/sqlite.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

// 64 MiB of log: pages that many groups touch (roll-ups, the right-hand edges of indexes) are then copied into the
// database file once, not once a group. The log file never grows much beyond this.
constexpr int log_frames_before_checkpoint = 16 * 1024;
constexpr std::int64_t log_frame_bytes = 4'096 + 24; // a page and what stands before it

// Enough for every device of a province; beyond it the cache starts again.
constexpr std::size_t cached_devices_max = 20'000;

constexpr std::chrono::minutes contact_written_every{1};

// Events are listed so many at a time: sorted, they share the pages that they are written to; and what readers keep of those that
// are not listed yet stays small. It takes some 40 ms, in which a few of so many requests wait.
constexpr std::int64_t rows_before_listing = 16'384;
constexpr std::int64_t all_rows = std::numeric_limits<std::int64_t>::max() / 2;

// So long the log gets only when what copies it cannot keep up: then those who write wait for it.
constexpr int log_frames_before_waiting = 2 * log_frames_before_checkpoint;

} // namespace

Writer::Writer(const std::filesystem::path& database_file, const WatchUpgrade& watch)
	: database_file_(database_file), turn_(database_file), database_(database_file, Database::Access::read_write)
{
	upgrade(watch);
}

Writer::~Writer() = default;

void Writer::upgrade(const WatchUpgrade& watch)
{
	Upgrade upgrade;
	{
		const HeldTurn turn(turn_);
		if (is_older(database_))
		{
			upgrade.events = count_events(database_);
			upgrade.needed_bytes = bytes_for_migration(database_file_);
			upgrade.begins = true;
			if (watch) { watch(upgrade); }
			copy_before_migration(database_, database_file_);
		}
		migrate(database_);
		refresh_caches();
	}
	// A database whose lists are new, or that a long import has just filled: a piece at a time, so that it goes on where it was cut.
	if (numbers_behind_lists(database_) <= rows_before_listing) { return; }
	upgrade.events = count_events(database_);
	upgrade.listed = count_listed_events(database_); // before it was cut off
	upgrade.begins = false;
	while (numbers_behind_lists(database_) > rows_before_listing)
	{
		catch_up(rows_before_listing);
		static_cast<void>(checkpoint_if_due()); // or the log would grow as long as all that is listed
		upgrade.listed = std::min(upgrade.events, upgrade.listed + rows_before_listing);
		if (watch) { watch(upgrade); }
	}
}

void Writer::refresh_caches()
{
	const std::int64_t version = database_.connection().data_version();
	if (version == data_version_) { return; }
	others_wrote_ = data_version_ != -1;
	data_version_ = version;
	devices_.clear();
	const ReferenceStamp stamp = reference_stamp(database_);
	if (!reference_ || stamp != stamp_)
	{
		stamp_ = stamp;
		epochs_ = load_epochs(database_);
		reference_ = load_reference(database_);
	}
	next_seq_ = std::max(newest_seq(database_) + 1, epoch().first_seq);
}

void Writer::reload_reference()
{
	stamp_ = reference_stamp(database_);
	reference_ = load_reference(database_);
}

void Writer::begin_group()
{
	database_.set_deadline(std::nullopt);
	group_turn_.emplace(turn_);
	try
	{
		require_room_in_log();
		database_.connection().begin(Transaction::write);
		refresh_caches();
	}
	catch (...)
	{
		end_transaction();
		throw;
	}
	group_first_seq_ = next_seq_;
	group_reference_ = {reference_, stamp_};
	forget_touched();
	group_changes_.clear();
	if (devices_.size() > cached_devices_max) { devices_.clear(); }
}

void Writer::begin_job()
{
	database_.connection().begin_part();
	job_first_seq_ = next_seq_;
	job_changes_.clear();
	job_reference_ = {reference_, stamp_};
}

void Writer::keep_job()
{
	// What is left of a group must not be cut off by one job's deadline.
	database_.set_deadline(std::nullopt);
	database_.connection().keep_part();
	group_changes_.append(std::move(job_changes_));
}

void Writer::drop_job()
{
	database_.set_deadline(std::nullopt);
	database_.connection().drop_part();
	next_seq_ = job_first_seq_;
	job_changes_.clear();
	devices_changed_ = true;
	take_back_reference(job_reference_);
}

void Writer::commit_group()
{
	try
	{
		write_counts(database_, group_changes_, *reference_);
		if (numbers_behind_lists(database_) >= rows_before_listing) { list_events_behind(database_, all_rows); }
		database_.connection().commit();
	}
	catch (...)
	{
		rollback_group();
		throw;
	}
	group_turn_.reset();
	group_changes_.clear();
	if (devices_changed_) { devices_.clear(); }
	devices_changed_ = false;
}

bool Writer::catch_up(std::int64_t items)
{
	// An idle server asks again and again: looked at without a transaction, for which other processes would wait.
	if (numbers_behind_lists(database_) == 0 && is_count_log_empty(database_)) { return false; }
	begin_group();
	try
	{
		const bool has_folded = fold_counts(database_, items);
		if (!list_events_behind(database_, items) && !has_folded)
		{
			end_transaction();
			return false;
		}
		database_.connection().commit();
	}
	catch (...)
	{
		rollback_group();
		throw;
	}
	group_turn_.reset();
	return true;
}

void Writer::rollback_group() noexcept
{
	database_.set_deadline(std::nullopt);
	end_transaction();
	undo_group_memory();
}

// Nothing of it has happened.
void Writer::end_transaction() noexcept
{
	try
	{
		if (database_.connection().in_transaction()) { database_.connection().roll_back(); }
	}
	catch (const StoreError&)
	{
		// SQLite rolls back by itself when the connection or the process ends; nothing of the group is visible.
	}
	group_turn_.reset();
}

void Writer::undo_group_memory()
{
	next_seq_ = group_first_seq_;
	group_changes_.clear();
	job_changes_.clear();
	forget_touched();
	devices_.clear();
	devices_changed_ = false;
	take_back_reference(group_reference_);
}

void Writer::take_back_reference(const HeldReference& held) noexcept
{
	reference_ = held.reference;
	stamp_ = held.stamp;
}

void Writer::forget_touched() noexcept
{
	touched_teams_.clear();
	touched_branches_.clear();
	changed_holders_.clear();
}

std::int64_t Writer::take_seq()
{
	return next_seq_++;
}

std::shared_ptr<const Device> Writer::find_device_by_token(const TokenHash& hash)
{
	if (devices_changed_)
	{
		// A job of this group changed devices.
		devices_.clear();
		devices_changed_ = false;
	}
	const auto cached = devices_.find(hash);
	if (cached != devices_.end()) { return cached->second; }
	auto device = store::find_device_by_token(database_, hash);
	if (!device) { return nullptr; }
	return devices_.emplace(hash, std::make_shared<Device>(std::move(*device))).first->second;
}

void Writer::note_contact(const TokenHash& hash, const LastContact& heard)
{
	const auto cached = devices_.find(hash);
	BAJIN_ASSERT(cached != devices_.end());
	Device& device = *cached->second;
	const bool is_recent =
		device.last_heard_at && heard.at - *device.last_heard_at < contact_written_every && heard.at >= *device.last_heard_at;
	if (is_recent && device.pending == heard.pending && device.app_version == heard.app_version) { return; }
	update_last_contact(database_, heard);
	device.last_heard_at = heard.at;
	device.app_version = heard.app_version;
	device.clock_offset_s = heard.clock_offset_s;
	device.pending = heard.pending;
}

bool Writer::poll_others()
{
	const std::int64_t version = database_.connection().data_version();
	const bool moved = version != (polled_data_version_ == -1 ? data_version_ : polled_data_version_);
	polled_data_version_ = version;
	return moved;
}

void Writer::copy_log_beside()
{
	copier_ = std::make_unique<LogCopier>(database_file_, turn_);
}

std::optional<std::chrono::steady_clock::duration> Writer::checkpoint_if_due()
{
	if (copier_) { return let_copy(); }
	if (sqlite_of(database_).uncopied_frames() < log_frames_before_checkpoint) { return std::nullopt; }
	return copy_log();
}

void Writer::await_copying()
{
	if (copier_) { copier_->await_idle(); }
}

std::chrono::steady_clock::duration Writer::copy_log()
{
	const auto started = std::chrono::steady_clock::now();
	const HeldTurn turn(turn_);
	sqlite_of(database_).checkpoint(Checkpoint::passive);
	return std::chrono::steady_clock::now() - started;
}

std::optional<std::chrono::steady_clock::duration> Writer::let_copy()
{
	const int in_log = sqlite_of(database_).log_frames();
	if (in_log < copied_frames_)
	{
		copied_frames_ = 0; // it is written from its start again
		is_copied_whole_ = false;
	}
	// A reader held an older snapshot when the log was copied whole: after each group again, until none does.
	if (is_copied_whole_)
	{
		if (sqlite_of(database_).uncopied_frames() == 0) { return std::nullopt; } // the next commit begins it anew
		copied_frames_ = in_log;
		return copy_log();
	}
	if (in_log - copied_frames_ >= log_frames_before_waiting) { await_copying(); }
	const auto outcome = copier_->take_outcome();
	if (!outcome)
	{
		if (in_log - copied_frames_ >= log_frames_before_checkpoint) { copier_->wake(); }
		return std::nullopt;
	}
	if (outcome->failure) { std::rethrow_exception(outcome->failure); }
	// What was written since, however much it is: only a log that is copied whole is written from its start again.
	copied_frames_ = in_log;
	is_copied_whole_ = true;
	return outcome->took + copy_log();
}

std::int64_t Writer::log_bytes() noexcept
{
	return std::int64_t{sqlite_of(database_).log_frames()} * log_frame_bytes;
}

void Writer::require_room_in_log()
{
	if (log_bytes() < log_bytes_max_) { return; }
	await_copying();
	sqlite_of(database_).checkpoint(Checkpoint::restart);
	if (log_bytes() < log_bytes_max_) { return; }
	throw StoreError("storage_full", "the log of the database is as long as it may be, and cannot be copied now", true);
}

void Writer::truncate_log()
{
	copier_.reset();
	const HeldTurn turn(turn_);
	sqlite_of(database_).checkpoint(Checkpoint::truncate);
}

} // namespace bajin::store
