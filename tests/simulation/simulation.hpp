// The whole of it at once: phones that record, lose answers, repeat, crash and lie about the time; reviewers; backups
// that are restored in the middle; a disk that fails, a server whose clock jumps, whose groups break off and which is started
// again; the real endpoint, rules and store; and a network that loses what it likes.
//
// Everything follows from one seed. At the end nothing fails any more, all phones sync until they have settled, which they
// must within a number of rounds that follows from what they hold, and the result is judged: nothing acknowledged is lost,
// each event is there once, phones and server agree, counts equal a recount. No honest record may ever be refused.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::test
{

struct SimulationReport
{
	std::string failure; // empty: all held; else what did not, told so that it can be replayed by seed
	std::map<std::string, std::int64_t, std::less<>> happened; // how often, by name
	std::size_t rounds = 0;                                    // that the phones needed to settle
	std::size_t rounds_max = 0;                                // that they were given
};

// What has to happen in a run of many seeds, or it would prove nothing.
[[nodiscard]] const std::vector<std::string_view>& simulated_happenings();

[[nodiscard]] SimulationReport run_simulation(std::uint64_t seed);

} // namespace bajin::test
