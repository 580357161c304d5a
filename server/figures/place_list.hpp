// The places themselves: which villages, communities and registered venues were visited in a period, and which were not.
//
// Called by the places endpoints on a read lane. A prefecture has some 2,800 places: all are gathered and sorted, then one
// page is cut out. Whole months come from the roll-up of visits; parts of months read the events of those days.
#pragma once

#include "server/figures/visits.hpp"
#include "shared/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::figures
{

// Which place a list goes on after.
struct PlacePosition
{
	std::string area;  // code
	std::string venue; // id; "" for a village or community itself
};

struct PlaceRow
{
	Place place;
	std::string code; // of the area where it lies
	std::string name;
	std::int64_t visits = 0; // counted on the basis of the query
	bool in_use = true;      // valid on the last day of the period
};

struct PlaceFilter
{
	std::optional<bool> visited = {};       // empty: all
	std::string venue_type = {};            // "": villages and communities
	std::string text = {};                  // part of the name
	std::optional<std::int64_t> limit = {}; // empty: all
	std::optional<PlacePosition> after = {};
};

struct PlaceList
{
	FigureQuery query;
	ReferencePointer reference;
	std::int64_t seq = 0;
	std::int64_t visited = 0; // of `total`
	std::int64_t total = 0;   // that fit all of the filter but `visited`
	std::vector<PlaceRow> places;
	std::optional<PlacePosition> next; // empty: that was all
};

// In the order of area code, then name. Places in use on the last day of the period, and those visited in it that are no
// longer. A place is visited by an event that names it, whoever's team it was: the query's attribution plays no part.
[[nodiscard]] PlaceList list_places(store::Reader& reader, const FigureQuery& query, const PlaceFilter& filter);

[[nodiscard]] Json to_json(const PlaceList& list);
[[nodiscard]] std::string to_csv(const PlaceList& list);

// As clients hold it. Empty when there is no such place.
[[nodiscard]] std::string write_position(const PlacePosition& position);
[[nodiscard]] std::optional<PlacePosition> read_place_position(std::string_view text, const Reference& reference);

} // namespace bajin::figures
