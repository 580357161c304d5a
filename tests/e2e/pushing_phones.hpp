// Phones that push without a pause while somebody kills the server, and what they know at the end.
//
// Each has a thread of its own and none of the tests' macros; what is wrong with one is told by KillField.
#pragma once

#include "shared/json.hpp"
#include "tests/e2e/e2e_fixture.hpp"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bajin::e2e
{

// What a phone knows of one of its events.
struct Kept
{
	std::int64_t version = 0;
	std::int64_t reach = 0;
	bool deleted = false;
};
using KeptEvents = std::map<std::string, Kept>;

// What the phones and whoever kills tell each other.
class KillField
{
public:
	// Each phone says so when an answer came.
	void answered()
	{
		const std::lock_guard lock(mutex_);
		++answers_;
		changed_.notify_all();
	}
	void await_answers(std::int64_t more); // fails the test when a phone failed
	[[nodiscard]] std::int64_t answers()
	{
		const std::lock_guard lock(mutex_);
		return answers_;
	}

	// The server's lives are counted; 0: it is dead.
	void server_is(int life)
	{
		const std::lock_guard lock(mutex_);
		life_ = life;
		changed_.notify_all();
	}
	// The life after that one; 0: it is over.
	int await_life(int after)
	{
		std::unique_lock lock(mutex_);
		changed_.wait(lock, [&] { return life_ > after || is_over_; });
		return life_ > after ? life_ : 0;
	}
	void fail(const std::string& what)
	{
		const std::lock_guard lock(mutex_);
		failure_ = what;
		changed_.notify_all();
	}
	void end()
	{
		const std::lock_guard lock(mutex_);
		is_ending_ = true;
	}
	// Nobody brings the server back any more.
	void abandon()
	{
		const std::lock_guard lock(mutex_);
		is_ending_ = is_over_ = true;
		changed_.notify_all();
	}
	[[nodiscard]] bool is_ending()
	{
		const std::lock_guard lock(mutex_);
		return is_ending_;
	}
	[[nodiscard]] std::string failure()
	{
		const std::lock_guard lock(mutex_);
		return failure_;
	}

private:
	std::mutex mutex_;
	std::condition_variable changed_;
	std::int64_t answers_ = 0;
	int life_ = 1;
	bool is_ending_ = false;
	bool is_over_ = false;
	std::string failure_;
};

class PushingPhone;

// Phones of one team; whatever happens, their threads are joined.
class PhoneThreads
{
public:
	PhoneThreads(KillField& field, const Place& place, const RunningServer& server, std::uint64_t count);
	~PhoneThreads();
	PhoneThreads(const PhoneThreads&) = delete;
	PhoneThreads& operator=(const PhoneThreads&) = delete;

	// Each ends when its last push is answered; gives what they know.
	KeptEvents finish();
	[[nodiscard]] std::int64_t repeats() const; // changes that were answered as done before

private:
	void join();

	KillField& field_;
	std::vector<std::unique_ptr<PushingPhone>> phones_;
	std::vector<std::thread> threads_;
};

} // namespace bajin::e2e
