// One opened database and its prepared statements; the handle that every *_store function takes.
//
// Owned by a Writer or a Reader, used by one thread. The engine is behind store/connection; only store/sqlite knows SQLite.
#pragma once

#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace bajin::store
{

class Connection; // store/connection.hpp
class CountTail;  // store/count_tail.hpp
class EventTail;  // store/event_lists.hpp

// Of the library that runs, like "3.54.1".
[[nodiscard]] std::string sqlite_version();

// A breakdown of the storage: disk full, I/O, locked, deadline. `retryable` when a later try may go through.
class StoreError : public std::runtime_error
{
public:
	StoreError(std::string code, const std::string& what, bool retryable);
	[[nodiscard]] const std::string& code() const noexcept { return code_; }
	[[nodiscard]] bool retryable() const noexcept { return retryable_; }

private:
	std::string code_; // `storage_full`, `storage_io`, `storage_busy`, `deadline_passed`, `interrupted`, `database_newer`,
					   // `not_a_database`, `not_writable`, `storage_failed`, `sqlite_too_old`
	bool retryable_;
};

// The span between two restores. Versions and sequence numbers of an epoch start above any of the one before.
struct Epoch
{
	std::int64_t number = 0;
	std::array<std::uint8_t, 8> id{};
	std::int64_t first_seq = 1;
	std::int64_t first_version = 1;
	std::array<std::uint8_t, 32> secret{}; // of the instance: keys the checks of receipts and cursors
};

using TokenHash = std::array<std::uint8_t, 32>;
struct TokenHashHasher
{
	std::size_t operator()(const TokenHash& hash) const noexcept;
};

class Database
{
public:
	enum class Access : std::uint8_t
	{
		read_write,
		read_only,
	};

	Database(const std::filesystem::path& file, Access access);
	~Database();
	Database(Database&&) noexcept;
	Database& operator=(Database&&) noexcept;

	[[nodiscard]] Connection& connection() noexcept { return *connection_; }

	// What of the counts is not in their base yet, as of the last question.
	[[nodiscard]] CountTail& count_tail();

	// What events are not in their lists yet, as of the last question.
	[[nodiscard]] EventTail& event_tail();

	// When what is in the file was exchanged, which is not for those who use it: both are read anew.
	void forget_tails() noexcept;

	// From any thread, for good: what is read fails with `interrupted`, whatever it was.
	void interrupt() noexcept;

	// Statements started after this fail with `deadline_passed` once the steady clock passes it; empty: none.
	void set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline) noexcept;

private:
	std::unique_ptr<Connection> connection_;
	std::unique_ptr<CountTail> count_tail_; // null: nobody has asked yet
	std::unique_ptr<EventTail> event_tail_; // the same
};

} // namespace bajin::store
