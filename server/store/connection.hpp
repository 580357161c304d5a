// What bajin asks of a database engine: one connection, its statements, its transaction. The seam; SQLite (store/sqlite) is
// what stands behind it.
//
// Used only inside server/store, by store/query and by whoever begins and ends transactions. One thread per connection;
// interrupt() is for any. Every failure becomes a StoreError, by the codes of store/database.hpp.
//
// SQL is of the kind that several engines take: parameters are `$1`, `$2`, ... and may stand in any order and more than once;
// lists come as several runs, not as one JSON text; no row ids, no hints to the planner. What is for one engine only stands apart:
// its schema (schema/migrations, migrate), the recount by its JSON functions (plain_recount), copies of its files (backup,
// integrity), its log (writer, log_copier).
#pragma once

#include "server/store/database.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bajin::store
{

// One prepared statement. Parameters count from 1, columns from 0. What is bound as text or blob has to live until reset().
class Statement
{
public:
	virtual ~Statement() = default;
	Statement(const Statement&) = delete;
	Statement& operator=(const Statement&) = delete;

	virtual void bind_integer(int parameter, std::int64_t value) = 0;
	virtual void bind_text(int parameter, std::string_view value) = 0;
	virtual void bind_blob(int parameter, std::span<const std::uint8_t> value) = 0;
	virtual void bind_null(int parameter) = 0;

	// True: a row is there. Throws `deadline_passed`, `interrupted` and what else the storage says.
	[[nodiscard]] virtual bool step() = 0;
	virtual void reset() noexcept = 0;

	// Of the row; views are valid until the next step.
	[[nodiscard]] virtual std::int64_t integer(int column) const noexcept = 0;
	[[nodiscard]] virtual std::string_view text(int column) const noexcept = 0;
	[[nodiscard]] virtual std::span<const std::uint8_t> blob(int column) const noexcept = 0;
	[[nodiscard]] virtual bool is_null(int column) const noexcept = 0;

protected:
	Statement() = default;
};

enum class Transaction : std::uint8_t
{
	read,  // one snapshot
	write, // waits for the other writers; nobody else begins one meanwhile
};

class Connection
{
public:
	virtual ~Connection() = default;
	Connection(const Connection&) = delete;
	Connection& operator=(const Connection&) = delete;

	virtual void begin(Transaction kind) = 0;
	virtual void commit() = 0;
	virtual void roll_back() = 0;
	[[nodiscard]] virtual bool in_transaction() const noexcept = 0;

	[[nodiscard]] bool is_reading() const noexcept { return in_transaction() && is_reading_; } // in a snapshot that nothing changes

	// Another number with every transaction, and once a part of one came to nothing: what was read before may be otherwise now.
	[[nodiscard]] std::uint64_t view() const noexcept { return view_; }

	// A part of a transaction that can come to nothing by itself; one at a time.
	virtual void begin_part() = 0;
	virtual void keep_part() = 0;
	virtual void drop_part() = 0;

	// Runs a script of statements that give no rows.
	virtual void execute(const std::string& script) = 0;

	[[nodiscard]] virtual std::int64_t changed_rows() const noexcept = 0; // by the newest statement

	// Another number once another connection has committed.
	[[nodiscard]] virtual std::int64_t data_version() = 0;

	// Those of one text that nobody uses now. `sql` must be a literal: statements are prepared once and kept by its address.
	using IdleStatements = std::vector<std::unique_ptr<Statement>>;
	[[nodiscard]] IdleStatements& idle_statements(const char* sql) { return idle_[sql]; }

	// From and to those of `sql`.
	[[nodiscard]] std::unique_ptr<Statement> take_statement(IdleStatements& idle, const char* sql);
	static void give_back(IdleStatements& idle, std::unique_ptr<Statement> statement) noexcept;

	// Empty: none. What is read fails with `deadline_passed` once it has gone by; what writes is not begun.
	void set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline) noexcept { deadline_ = deadline; }

	// From any thread, for good: what runs, and every statement after it, fails with `interrupted`.
	void interrupt() noexcept { is_interrupted_ = true; }

protected:
	Connection() = default;

	[[nodiscard]] virtual std::unique_ptr<Statement> prepare(const char* sql) = 0;
	[[nodiscard]] bool is_late() const noexcept { return deadline_ && std::chrono::steady_clock::now() > *deadline_; }
	[[nodiscard]] bool is_interrupted() const noexcept { return is_interrupted_; }
	void forget_statements() noexcept { idle_.clear(); } // before the engine's own handle ends
	void note_new_view() noexcept { ++view_; }
	void note_begun(Transaction kind) noexcept
	{
		is_reading_ = kind == Transaction::read;
		note_new_view();
	}

private:
	std::unordered_map<const char*, IdleStatements> idle_;
	std::optional<std::chrono::steady_clock::time_point> deadline_;
	std::atomic<bool> is_interrupted_ = false;
	std::uint64_t view_ = 0;
	bool is_reading_ = false; // the transaction that began last
};

} // namespace bajin::store
