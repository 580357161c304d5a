// A random sample of the events of a list, which anybody can draw again: who knows the seed and the list knows the sample.
//
// Called by the samples endpoint on the export lane. Events are put in the order of SHA-256 over the seed, a newline and the
// event's id as text (lower case); the first n are the sample. So a larger one holds every smaller one of the same seed.
#pragma once

#include "server/figures/event_list.hpp"
#include "server/store/sample_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bajin::reports
{

inline constexpr std::size_t sample_size_max = 1'000;

struct DrawnSample
{
	std::vector<store::SampleEvent> events; // in the order in which they were drawn; all of a list that is shorter
	std::int64_t population = 0;
};

// Reads the whole list, whatever limit and position the filter has.
[[nodiscard]] DrawnSample draw_sample(store::Reader& reader, figures::EventFilter filter, std::string_view seed, std::size_t size);

[[nodiscard]] std::string_view code_of(store::FindingVerdict verdict) noexcept;
[[nodiscard]] std::optional<store::FindingVerdict> parse_verdict(std::string_view text) noexcept;

} // namespace bajin::reports
