// What stands on the cover of an area's report: 表号, 制定机关 and the others, as the office wrote them.
//
// Read with the report and when one is sealed; written on the write lane with its row in the audit trail.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/timestamp.hpp"

#include <map>
#include <optional>
#include <string>

namespace bajin::store
{

struct CoverValues
{
	std::map<std::string, std::string> values; // by field; empty ones are not there
	std::optional<Timestamp> changed_at;       // empty: nothing was ever written
	std::string changed_by;
};

[[nodiscard]] CoverValues find_cover(Database& database, AreaId area);

struct CoverChange
{
	AreaId area = 0;
	std::string field;
	std::string value; // empty: cleared
	Timestamp at;
	std::string actor;
};
void write_cover(Database& database, const CoverChange& change);

} // namespace bajin::store
