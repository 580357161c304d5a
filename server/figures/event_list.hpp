// Lists of events: every filter of the contract, newest first, one page at a time.
//
// Called by the events endpoint on a read lane; the deadline of the database bounds what a rare filter has to read.
// Deleted events are listed only when asked for by state. What a filter names is decided by shared/measures, so that a
// number of a figure and the list behind it cannot differ. Events of the teams of a county or a prefecture, and visits to
// venues, are looked for among all events of those days; those of the teams of a township among theirs alone. Words and
// codes are looked up in the index of searches first (event_search): it only says which records need not be read. A state, a venue
// type and a team are looked for in the months and branches where the rolled-up counts have them (month_zones).
#pragma once

#include "server/figures/period.hpp"
#include "server/store/event_store.hpp"
#include "server/store/reader.hpp"
#include "shared/measures.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::figures
{

inline constexpr std::size_t search_few_max = 4'096;

struct EventFilter
{
	AreaId area = 0;                             // at or below this
	bool exact = false;                          // at this area itself, no finer
	Attribution attribution = Attribution::area; // whether `area` is where the event was or where its team is based
	std::string place_type;                      // visits to registered places of that type; `area` is where the place lies
	std::string venue;                           // visits to this one; `area` is where it lies
	std::string venue_type;
	std::optional<EventKind> kind;
	std::optional<Uuid> team;
	bool other_teams = false;        // of teams that are based outside `scope`
	AreaId scope = 0;                // the caller's: what lies beside it is left out; 0: all
	bool by_place_only = false;      // the caller does not read what the scope's own teams recorded elsewhere
	std::vector<ReviewState> states; // empty: all but deleted
	std::optional<Basis> basis;      // counted on it; a joint record where it adds to what `adds`, `item` or `audience` name
	std::optional<Metric> adds;      // adds to that metric
	Date first;
	Date last;
	std::optional<std::string> topic;    // "": those that name none
	std::optional<std::string> campaign; // "": those that name none
	std::string item;
	std::string audience;
	std::optional<store::Source> source;
	std::string warning; // "none": those without any
	std::string text;    // part of any text for people; case does not matter for ASCII
	std::int64_t limit = 100;
	std::optional<store::EventPosition> after;
};

// The parameters as text; empty means absent, except that `topic` and `campaign` tell absent from empty.
struct EventFilterText
{
	std::string_view area = {};
	std::string_view exact = {};
	std::string_view attribution = {};
	std::string_view place_type = {};
	std::string_view venue = {};
	std::string_view venue_type = {};
	std::string_view kind = {};
	std::string_view team = {};  // an id, or `other`
	std::string_view state = {}; // several with commas between; `verified` takes in void_requested, as figures do
	std::string_view basis = {};
	std::string_view has = {};
	std::string_view from = {};
	std::string_view to = {};
	std::optional<std::string_view> topic = {};
	std::optional<std::string_view> campaign = {};
	std::string_view item = {};
	std::string_view audience = {};
	std::string_view source = {};
	std::string_view warning = {};
	std::string_view text = {};
	std::string_view limit = {};
	std::string_view after = {};
};

// Errors: `invalid_parameter`, `unknown_area`. A limit above 1,000 is taken as 1,000.
[[nodiscard]] Result<EventFilter> parse_event_filter(const EventFilterText& text, const Reference& reference, Date today);

struct EventPage
{
	std::vector<store::EventHead> events;
	std::optional<store::EventPosition> next; // empty: that was all
	std::int64_t records_read = 0;            // to tell which events are in it
};
// Past `until` a page ends with what was found so far, but never before one event was looked at: `next` leads on from there,
// also from a page without events.
using SteadyTime = std::chrono::steady_clock::time_point;
struct ListOptions
{
	std::optional<SteadyTime> until = {};
	std::size_t few_max = search_few_max; // so many events that may be meant are looked at one by one, beyond them in the order of days
};
[[nodiscard]] EventPage list_event_page(store::Reader& reader, const EventFilter& filter, const ListOptions& options = {});

// Whether records have to be read one by one to tell what is in such a list.
[[nodiscard]] bool reads_records(const EventFilter& filter) noexcept;

// The whole list from where the filter says, in one go, until `visit` gives false; its limit is not looked at.
using ListVisitor = std::function<bool(const store::EventHead&)>;
void for_each_listed(store::Reader& reader, const EventFilter& filter, const ListVisitor& visit);

// Where a list goes on, as clients hold it: opaque to them.
[[nodiscard]] std::string write_position(const store::EventPosition& position);
[[nodiscard]] std::optional<store::EventPosition> read_position(std::string_view text);

} // namespace bajin::figures
