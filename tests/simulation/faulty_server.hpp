// The server of the simulation: the real endpoint, rules and store on a disk that can fail, by clocks that can be set.
//
// What happens to it is counted by name. A request is answered as the connection does it: 503 where nothing could be stored, and
// that is what the phone sees of a fault.
#pragma once

#include "tests/crash/failing_writes.hpp"
#include "tests/support/test_server.hpp"
#include "tools/field/records.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace bajin::test
{

using Happened = std::map<std::string, std::int64_t, std::less<>>;

class FaultyServer
{
public:
	// Counts in `happened`, which must outlive this.
	FaultyServer(std::uint64_t seed, Happened& happened);

	[[nodiscard]] TestServer& server() noexcept { return server_; }
	[[nodiscard]] Timestamp true_time() const noexcept { return Timestamp(start_ + running_); }

	// Time goes by; up to ten minutes.
	void pass_time();

	// The wall clock is set to a wrong time, or to the right one when it was wrong.
	void set_clock();

	// The answer to a sync that is no 503. Throws std::runtime_error when it is neither 200 nor a 503 as it should be. While
	// `is_faulty` the disk may fail meanwhile, or the group break off.
	[[nodiscard]] std::optional<Json> sync(const TestDevice& device, const std::string& body, bool is_faulty);

	// The log is copied, as between the groups; the disk may fail meanwhile.
	void copy_log();
	void fold_counts(); // a piece

	// The process ends and begins anew.
	void restart();
	void save_backup();
	void restore_backup(); // by the right time

private:
	void begin_clock();
	void note_time();
	template <class Work>
	void with_failing_disk(const Work& work);

	field::Random random_;
	Happened& happened_;
	const crash::NothingToLose nothing_to_lose_; // a disk that fails is one thing, a power cut another
	const std::chrono::milliseconds start_;
	std::chrono::milliseconds running_{};
	std::chrono::milliseconds clock_error_{};
	TestServer server_;
};

} // namespace bajin::test
