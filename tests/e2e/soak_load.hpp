// Very many phones in one thread: a phone records an event, corrects the one before, and pulls what its team did, over a
// connection that it keeps. What is not answered with 200 is sent again unchanged, as a phone does it.
//
// Offered at a rate, a sync is due at a moment of its own, whether or not those before it were answered; what it took is
// counted from then. Phones come from addresses of the loopback of their own, sixty from each. Used from one thread; none of
// the tests' macros: whatever is neither 200 nor 503 with Retry-After is told by Offered.
#pragma once

#include "shared/area.hpp"
#include "shared/uuid.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bajin::e2e
{

// What was offered in one phase, and what came of it.
struct Offered
{
	struct Took
	{
		float due_s = 0; // since the phase began
		float ms = 0;
	};

	double seconds = 0;
	std::size_t due = 0;                        // syncs whose moment came
	std::size_t not_sent = 0;                   // of them, because every phone was waiting for an answer
	std::size_t shed = 0;                       // answered with 503 and Retry-After
	std::map<std::string, std::size_t> shed_as; // by the code of the problem
	std::vector<Took> took;                     // of each that was due in this phase and answered with 200 in it
	std::size_t answered_late = 0;              // with 200, due in the phase before
	std::size_t unexpected = 0;                 // all else
	std::string first_unexpected;

	[[nodiscard]] double rate() const noexcept { return static_cast<double>(took.size()) / seconds; } // answers of 200 a second

	// 99 of 100 took no longer, in milliseconds, of those that were due in [from, to) seconds; 0: there is none.
	[[nodiscard]] double p99(double from, double to) const;
};

// A phone that was enrolled, and the county whose team it is of.
struct Enrolled
{
	std::string token;
	AreaId county = 0;
};

// Several of its phones show the same token. Their teams are not those of the ordinary phones, which would have to pull all that
// the crowd brings.
struct CrowdOfSoak
{
	std::vector<Enrolled> enrolled;
	std::size_t phones = 0;
};

// The phones of an ordinary day have a new record for each tenth sync. Those of the crowd come back from a week without a signal
// with fifty.
enum class Whose : std::uint8_t
{
	ordinary,
	crowd,
};

enum class Crowded : std::uint8_t
{
	waits,
	gives_up,
};

class SoakLoad
{
public:
	// `areas` must outlive this.
	SoakLoad(std::uint16_t port, const std::vector<Enrolled>& ordinary, const CrowdOfSoak& crowd, const AreaTree& areas);
	~SoakLoad();
	SoakLoad(const SoakLoad&) = delete;
	SoakLoad& operator=(const SoakLoad&) = delete;

	// So many of them sync without a pause.
	[[nodiscard]] Offered without_pause(Whose whose, std::size_t phones, std::chrono::seconds duration);

	// All of them sync so often a second together. Where every one is waiting for an answer, the next sync waits for one too, or is
	// not sent: a phone that waited brings with its next sync what it would have brought with others.
	[[nodiscard]] Offered at_rate(Whose whose, double per_second, std::chrono::seconds duration, Crowded crowded);

	// Whatever was sent and not answered is sent again until it is, so often a second; what is not after `patience` is told as
	// unexpected.
	[[nodiscard]] Offered settle(double per_second, std::chrono::seconds patience);

	// Of the event with this id the version that was acknowledged; 0: none.
	[[nodiscard]] std::int64_t known_version(const Uuid& id) const noexcept;
	[[nodiscard]] std::int64_t known_events() const noexcept;
	[[nodiscard]] std::int64_t known_versions() const noexcept;
	[[nodiscard]] std::int64_t known_reach() const noexcept;   // of all of them as they are now
	[[nodiscard]] std::int64_t answered_anew() const noexcept; // changes that had been applied before their answer came

private:
	class Crowd;
	std::unique_ptr<Crowd> crowd_;
};

} // namespace bajin::e2e
