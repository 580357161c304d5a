// What offices expect of a year before it is over (全年预计数): never a figure, never in a total.
//
// Called by the estimates endpoint, by the report, and by sealing, which they forbid. Every value ever written stays.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/timestamp.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bajin::store
{

struct Estimate
{
	AreaId area = 0;
	int year = 0;
	std::string metric;
	std::optional<std::int64_t> value; // empty: withdrawn
	std::string grounds;
	Timestamp at;
	std::string actor;
};

void insert_estimate(Database& database, const Estimate& estimate);

// Those in force, in the order of their metrics' names.
[[nodiscard]] std::vector<Estimate> list_estimates(Database& database, AreaId area, int year);

} // namespace bajin::store
