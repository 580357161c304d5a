// The figures counted a second way: SQL over the newest bodies of the events and the list of areas, and nothing else.
//
// Called by the recount of `bajin check`. It shares neither `measures` nor the layout of the rolled-up counts, so a fault in
// either is seen: it knows the records' JSON, the code lists, and the parents of areas. Reads every record several times.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/measures.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace bajin::store
{

// What counts at an area and below it, in a month, under a key of a dimension: on one basis, where rows differ.
struct PlainRow
{
	bool by_team = false; // by where the team is based, else by where the event was
	AreaId area = 0;
	std::int32_t month = 0; // Month::index
	Dimension dimension = Dimension::venue_type;
	std::string key;
	Basis basis = Basis::received;
	Metrics metrics;
	StateCounts states; // with the basis `received` alone
};

struct PlainPlaces
{
	std::int32_t year = 0;
	AreaId area = 0;
	std::string venue_type;
	std::int64_t received = 0;
	std::int64_t verified = 0;
};

// Every area of the list above an event, itself included, whatever is kept there. Each combination once, in no order; sums
// may be zero. A body that is no JSON is a StoreError.
void for_each_plain_count(Database& database, const std::function<void(const PlainRow&)>& visit);

// Distinct places that were visited in a year, at every area that they lie in.
void for_each_plain_places(Database& database, const std::function<void(const PlainPlaces&)>& visit);

} // namespace bajin::store
