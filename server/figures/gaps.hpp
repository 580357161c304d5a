// What is still missing to the targets of sessions, area by area and type by type, the worst first.
//
// Called by the gaps endpoints on a read lane. Reads the counts of each area that keeps some (counties, townships, …) and has
// a target once, so whole years cost the same however many events there are; but by organiser, where the events of teams
// based in townships with targets are read.
#pragma once

#include "server/figures/contacts.hpp"
#include "server/figures/period.hpp"
#include "server/store/reader.hpp"
#include "shared/json.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::figures
{

// Where a list of gaps goes on: after this one.
struct GapPosition
{
	std::int64_t sessions = 0;
	std::int64_t target = 0;
	std::string area; // code
	std::string venue_type;
};

struct Gap
{
	GapPosition key; // its venue type is "" where the target is for all types together
	AreaId area = 0;
	Contact contact; // of the teams based at or below the area

	[[nodiscard]] std::int64_t missing() const noexcept { return key.target - key.sessions; }
};

struct GapList
{
	FigureQuery query;
	ReferencePointer reference;
	std::int64_t seq = 0;
	std::vector<Gap> gaps;
	std::optional<GapPosition> next; // empty: that was all
};

struct GapFilter
{
	std::string venue_type = {};         // "": all
	std::optional<AreaLevel> level = {}; // prefecture, county or township; empty: any but a root larger than a county
	std::chrono::days silent_after{14};
	std::optional<std::int64_t> limit = {}; // empty: all
	std::optional<GapPosition> after = {};
};

// Areas that keep counts, at or below the area, that have a target and do not reach it: the smallest part reached first,
// then the largest gap, then by area code and type. A period that is not made of whole years has no targets.
[[nodiscard]] GapList compute_gaps(store::Reader& reader, const FigureQuery& query, const GapFilter& filter);

[[nodiscard]] Json to_json(const GapList& list);
[[nodiscard]] std::string to_csv(const GapList& list);

[[nodiscard]] std::string write_position(const GapPosition& position);
[[nodiscard]] std::optional<GapPosition> read_gap_position(std::string_view text);

} // namespace bajin::figures
