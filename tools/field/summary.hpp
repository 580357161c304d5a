// What came of a run of simulated phones: numbers for a person and for programs.
//
// Plain values, filled in by run.cpp.
#pragma once

#include "shared/json.hpp"
#include "tools/field/phone.hpp"

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace bajin::field
{

struct Summary
{
	std::int64_t phones = 0;
	std::int64_t phones_finished = 0;
	PhoneCounts counts;               // of all phones together
	std::set<Uuid> acknowledged;      // events of which a change was acknowledged, to whichever phone
	std::int64_t lost_requests = 0;   // lost on purpose, before or after the server had them
	std::int64_t failed_requests = 0; // no answer, or one that asked to come again
	std::uint64_t bytes_out = 0;
	std::uint64_t bytes_in = 0;
	std::vector<double> latencies_ms; // of answered sync requests
	double seconds = 0;
	std::vector<std::string> failures; // phones that gave up, and what else went wrong
	std::vector<std::string> missing;  // acknowledged, and not on the server
	bool verified = false;             // the pull at the end went through

	[[nodiscard]] bool is_good() const { return failures.empty() && missing.empty() && verified; }
};

void add_counts(Summary& summary, const Phone& phone);

// The value below which that share (0 to 1) of the values lies; 0 without values.
[[nodiscard]] double percentile(std::vector<double> values, double share);

[[nodiscard]] Json to_json(const Summary& summary);
[[nodiscard]] std::string to_text(const Summary& summary);

// The one line that says what is wrong; empty when nothing is.
[[nodiscard]] std::string verdict(const Summary& summary);

} // namespace bajin::field
