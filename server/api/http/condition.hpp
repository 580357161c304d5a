// What the server knows of its own condition: whether it can store, copy its log, how much room there is.
//
// Told by the write lane and the upkeep (server/upkeep), read by GET /api/v1/ready and the metrics, which wait for neither a
// lane nor the disk. One for the life of the process, in api::Context. From any thread.
#pragma once

#include "shared/timestamp.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace bajin::api
{

struct ConditionReport
{
	using Time = std::chrono::steady_clock::time_point;

	std::optional<Time> stored_at;                    // the newest commit
	std::string store_failure;                        // the code of the newest failure; empty: the newest commit went through
	std::string copy_failure;                         // the same of copying the log into the database
	std::int64_t log_bytes = 0;                       // of the database's log
	std::int64_t log_bytes_max = 0;                   // beyond which nothing is stored; 0: not known yet
	std::optional<std::int64_t> free_bytes;           // of the disk with the data
	std::optional<std::chrono::seconds> backup_every; // empty: the server makes none
	std::optional<Timestamp> backed_up_at;            // the newest that there is
	std::string backup_failure;                       // the code of the newest try; empty: it went well
};

class Condition
{
public:
	// A commit went through, or (`code` of StoreError) did not.
	void stored();
	void not_stored(std::string code);

	// The log was copied, or could not be.
	void log_copied();
	void log_not_copied(std::string code);

	void log_is(std::int64_t bytes, std::int64_t bytes_max);
	void disk_has(std::optional<std::int64_t> free_bytes);

	// The server makes backups so often, and there is one of that time already.
	void backs_up(std::chrono::seconds every, std::optional<Timestamp> newest);
	void backed_up(Timestamp at);
	void not_backed_up(std::string code);

	[[nodiscard]] ConditionReport report() const;

private:
	mutable std::mutex mutex_;
	ConditionReport report_;
};

} // namespace bajin::api
