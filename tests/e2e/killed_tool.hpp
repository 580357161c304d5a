// The tool's work beside a running server, killed somewhere between its start and its usual end: it has done all or nothing.
//
// Used by the test's main thread.
#pragma once

#include "tests/e2e/e2e_fixture.hpp"
#include "tests/e2e/pushing_phones.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace bajin::e2e
{

class KilledTool
{
public:
	KilledTool(const Place& place, const RunningServer& server, std::mt19937_64& random);

	// Kills the next of its works somewhere between its start and its usual end.
	void kill();

	// Of a database that nobody has open: what the tool wrote is there with what is told of it.
	void check_rows() const;

	[[nodiscard]] const KeptEvents& kept() const noexcept { return kept_; }
	[[nodiscard]] int killed() const noexcept { return killed_; } // before their end

private:
	[[nodiscard]] std::string data() const { return place_.data().string(); }
	[[nodiscard]] std::filesystem::path first_backup() const { return place_.file("first.db"); }
	[[nodiscard]] std::string name_of(const std::string& what) const { return what + std::to_string(number_); }

	// Whether it ended by itself; what it said goes to "killed.json".
	[[nodiscard]] bool run_and_kill(const std::string& work, std::vector<std::string> words);
	[[nodiscard]] Json said() const;

	// A file with the name of a backup is one; where there is none, the next try makes it.
	void back_up();
	void add_team();
	void enrol_phone();
	void add_account();

	// What was taken in is there once, and the rest comes with the same file.
	void import();
	void bring_back();
	void init();

	// What is there under the name of a database is one; where there is none, the next try makes it.
	void require_database_in(const std::filesystem::path& target, bool ended, const std::vector<std::string>& words) const;

	// More changes than the tool takes in at a time.
	void make_outbox();

	[[nodiscard]] static std::int64_t count_rows(const std::filesystem::path& file, const char* sql);
	[[nodiscard]] static std::int64_t count_in(const std::filesystem::path& file) { return count_rows(file, "SELECT count(*) FROM event"); }
	[[nodiscard]] std::int64_t count(const char* sql) const { return count_rows(place_.data() / "bajin.db", sql); }

	const Place& place_;
	const RunningServer& server_;
	std::mt19937_64& random_;
	std::string team_;
	std::string importing_; // a phone that itself sends nothing
	std::int64_t backed_up_ = 0;
	int number_ = 0;
	int killed_ = 0;
	std::chrono::microseconds usual_of_all_{};
	std::map<std::string, std::chrono::microseconds> usual_; // how long each work takes, about
	std::uint64_t next_ = 900'000'000'000;
	KeptEvents wanted_; // of the outbox
	KeptEvents kept_;
};

} // namespace bajin::e2e
