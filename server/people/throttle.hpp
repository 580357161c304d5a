// Slows down guessing: after some failures, whoever fails on waits, twice as long each time.
//
// One for sign-ins by name and network together, one by network, one for enrolment codes by network. Asked on lanes, so it locks. Kept in
// memory: a restart forgets, which costs a guesser more than it gives. Time is handed in.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace bajin::people
{

struct ThrottleOptions
{
	int free_failures = 5;              // before anybody waits
	std::chrono::seconds first_wait{2}; // doubled with each further failure
	std::chrono::seconds longest_wait{15 * 60};
	std::chrono::seconds forgotten_after{60 * 60}; // without a failure
	std::size_t keys_max = 100'000;
};

class Throttle
{
public:
	using Time = std::chrono::steady_clock::time_point;

	explicit Throttle(ThrottleOptions options = {}) : options_(options) {}

	// How long this key still has to wait; zero: it may try.
	[[nodiscard]] std::chrono::seconds wait_of(const std::string& key, Time now) const;

	// Whether this key failed lately, however long ago it waited.
	[[nodiscard]] bool has_failed(const std::string& key, Time now) const;

	void note_failure(const std::string& key, Time now);
	void note_success(const std::string& key);

private:
	struct Entry
	{
		int failures = 0;
		Time last;
		Time until;
	};

	void make_room(Time now);

	const ThrottleOptions options_;
	mutable std::mutex mutex_;
	std::unordered_map<std::string, Entry> entries_;
};

} // namespace bajin::people
