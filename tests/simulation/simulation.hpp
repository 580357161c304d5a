// The whole of it at once: phones that record, lose answers, repeat, crash and lie about the time; reviewers; backups
// that are restored in the middle; the real endpoint, rules and store; and a network that loses what it likes.
//
// Everything follows from one seed. At the end the network is good, all phones sync until they have settled, and the
// result is judged: nothing acknowledged is lost, each event is there once, phones and server agree, counts equal a
// recount.
#pragma once

#include <cstdint>
#include <string>

namespace bajin::test
{

struct SimulationReport
{
	std::string failure; // empty: all held; else what did not, told so that it can be replayed by seed
	std::int64_t events = 0;
	std::int64_t merges = 0;
	std::int64_t conflicts = 0;
	std::int64_t heals = 0;
	std::int64_t restores = 0;
	std::int64_t reviews = 0;
	std::int64_t lost_answers = 0;
};

[[nodiscard]] SimulationReport run_simulation(std::uint64_t seed);

} // namespace bajin::test
