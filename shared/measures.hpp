// What one event in its state adds to each figure. The one place that knows; counts, recount and demonstration
// data all ask here.
//
// Pure and thread-free.
#pragma once

#include "shared/event.hpp"
#include "shared/review.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin
{

enum class Metric : std::uint8_t
{
	events,
	sessions,
	eight_entry_sessions,
	lectures,
	women_children_lectures,
	reach,
	reach_women,
	reach_children,
	reach_estimated,
	materials,
	consultations,
	attendance, // of lectures, by audience; part of reach and not shown beside it
};
inline constexpr std::size_t metric_count = 12;

[[nodiscard]] std::string_view to_string(Metric metric) noexcept;
[[nodiscard]] std::optional<Metric> parse_metric(std::string_view text) noexcept;

struct Metrics
{
	std::array<std::int64_t, metric_count> values{};

	[[nodiscard]] std::int64_t& operator[](Metric metric) noexcept { return values[static_cast<std::size_t>(metric)]; }
	[[nodiscard]] std::int64_t operator[](Metric metric) const noexcept { return values[static_cast<std::size_t>(metric)]; }
	bool operator==(const Metrics&) const = default;
};

// The honest numbers: how many events stand in which state. void_requested is among verified.
struct StateCounts
{
	std::int64_t verified = 0;
	std::int64_t submitted = 0;
	std::int64_t returned = 0;
	std::int64_t duplicate = 0;
	std::int64_t joint = 0;
	std::int64_t verified_bulk = 0; // of the verified, those that were verified many at once

	void add(const StateCounts& other, std::int64_t factor = 1) noexcept;
	[[nodiscard]] std::int64_t events() const noexcept { return verified + submitted + returned + duplicate + joint; }
	bool operator==(const StateCounts&) const = default;
};

// A cell of figures, on both bases at once.
struct Counts
{
	Metrics received;
	Metrics verified;
	StateCounts states;

	[[nodiscard]] const Metrics& on(Basis basis) const noexcept { return basis == Basis::received ? received : verified; }
	void add(const Counts& other, std::int64_t factor = 1) noexcept;
	[[nodiscard]] bool is_zero() const noexcept;
	bool operator==(const Counts&) const = default;
};

// By what a figure is broken down. Stored by number: append only.
enum class Dimension : std::uint8_t
{
	venue_type = 0, // rows add up to the totals
	team = 1,       // rows add up to the totals; key is the team's id
	topic = 2,      // overlap; key "" for events that name none
	campaign = 3,   // overlap; key "" for events that name none
	material = 4,   // `materials` holds the copies of that item, counting as material or not; `events` how many name it
	audience = 5,   // `lectures` and `attendance`
};
inline constexpr std::size_t dimension_count = 6;

[[nodiscard]] std::string_view to_string(Dimension dimension) noexcept;

struct Measure
{
	Dimension dimension = Dimension::venue_type;
	std::string key;
	Counts counts;
};

// Everything an event adds, each (dimension, key) once; nothing for a deleted one.
// - counted events: all metrics; on basis verified only `verified` and `void_requested`.
// - `joint`: only what `adds` ticks, on both bases, and no `events`.
// - the states stand in the rows of venue_type and team, also for states that add no metric. `bulk`: it was verified with many.
[[nodiscard]] std::vector<Measure> measures(
	const Event& event, std::string_view team, ReviewState state, const JointAdds& adds, const Vocabulary& vocabulary, bool bulk = false);

} // namespace bajin
