// What the events of a list add up to, what each of them adds, and the list in the order of that: the figure that a list was
// opened from, shown by its list.
//
// Called by the endpoints of lists on a read lane. shared/measures decides what an event adds, as for every figure.
#pragma once

#include "server/figures/event_list.hpp"
#include "shared/json.hpp"
#include "shared/measures.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bajin::figures
{

// A joint record adds what a reviewer ticked, any other what it adds where it counts.
struct EventFigures
{
	Metrics metrics;
	std::int64_t copies = 0;            // of the item that the filter names
	std::int64_t audience_lectures = 0; // for the audience that the filter names
	std::int64_t attendance = 0;        // of these

	void add(const EventFigures& other) noexcept;
};

// The figure of a list by its name: one of to_string(Metric), `copies`, `audience_lectures`, `attendance`. Empty: no such.
using FigureOf = std::int64_t (*)(const EventFigures& figures, Metric metric);
struct FigureName
{
	FigureOf of = nullptr;
	Metric metric = Metric::events;

	[[nodiscard]] std::int64_t value(const EventFigures& figures) const { return of(figures, metric); }
};
[[nodiscard]] std::optional<FigureName> find_figure(std::string_view name) noexcept;

// All of a deleted event is zero.
[[nodiscard]] EventFigures
figures_of(const store::EventHead& head, std::string_view body, const EventFilter& filter, const Reference& reference);

// {"events": …, "sessions": …, …}, and "copies" or "audience_lectures" and "attendance" where the filter names an item or an
// audience.
[[nodiscard]] Json to_json(const EventFigures& figures, const EventFilter& filter);

struct EventSums
{
	std::int64_t listed = 0; // rows of the list: joint records are no events of a figure
	EventFigures sums;
	std::optional<store::EventPosition> next; // empty: that was all
};

// From where the filter says, until the time is over.
[[nodiscard]] EventSums sum_events(store::Reader& reader, const EventFilter& filter, SteadyTime until);

inline constexpr std::size_t sorted_events_max = 5'000;

struct SortedPage
{
	std::vector<store::EventHead> events; // the largest figure first, then as in the list
	bool has_more = false;
};

// From `offset` on, as many as the filter's limit. Empty: more than sorted_events_max, or not done in time.
[[nodiscard]] std::optional<SortedPage>
sort_events(store::Reader& reader, const EventFilter& filter, const FigureName& by, std::size_t offset, SteadyTime until);

} // namespace bajin::figures
