// Drives simulated phones over real HTTP: `bajin field`. They record offline, lose their connection, repeat requests,
// crash and go on, while the server may be killed and started again; at the end a full pull shows whether the server
// holds all it has acknowledged.
//
// Runs its own loop on the calling thread until every phone has finished or given up.
#pragma once

#include "tools/field/summary.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace bajin::field
{

struct FieldOptions
{
	std::string server;             // http://127.0.0.1:8080
	std::vector<std::string> codes; // one phone each
	std::int64_t events_each = 20;
	std::uint64_t seed = 1;
	double drop_rate = 0.1;                // share of requests that are lost, half of them after the server has them
	double crash_rate = 0.02;              // share of requests in which the phone dies
	double mistake_share = 0.01;           // share of records that the server will refuse at first
	std::chrono::seconds patience{60};     // how long a phone bears a server that does not answer
	std::filesystem::path state_directory; // where phones are kept for a re-run; empty: nowhere
	bool json = false;                     // one JSON object on `out` instead of words
	bool progress_bar = false;             // on a terminal; else a line now and then
};

// Runs the phones, writes progress to `progress` and the summary to `out`. Gives 0 when everything acknowledged is on
// the server and every phone has finished, else 1 after one line on `progress`.
int run_field(const FieldOptions& options, std::ostream& out, std::ostream& progress);

} // namespace bajin::field
