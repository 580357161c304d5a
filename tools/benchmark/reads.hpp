// What the rows of the benchmark that read have in common.
#pragma once

#include "tools/benchmark/stand.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace bajin::benchmark
{

// The request for a path, as bytes.
[[nodiscard]] std::string get(const std::string& path);

// The median time of an answer when a write came in before it, so that nothing kept from before can serve.
[[nodiscard]] double fresh_answer_ms(Stand& stand, const Process& server, const std::string& request);

// A server that was started again on so many events.
[[nodiscard]] std::unique_ptr<Process>
start_filled(Stand& stand, const std::string& name, std::size_t events, std::size_t events_a_request = 100);

// Ten changes pulled after the newest cursor, by a team that holds its share of all events; the median time.
[[nodiscard]] double pull_ms(Stand& stand, const Process& server);

} // namespace bajin::benchmark
