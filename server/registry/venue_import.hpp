// What a table of venues would do to the registry: the rows that add, change or repeat, and everything wrong with them.
//
// Called by the import, first on a read lane, to look at it, then on the write lane, to do it. Changes nothing itself.
#pragma once

#include "shared/csv_table.hpp"
#include "shared/event.hpp"
#include "shared/message.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace bajin::registry
{

struct ImportProblem
{
	std::size_t line = 0;
	std::string column;
	std::string code;
	Message message; // for the person who made the table
};

struct VenueImport
{
	struct Change
	{
		Venue before;
		Venue after;
	};

	std::size_t rows = 0;
	std::vector<Venue> added; // without ids
	std::vector<Change> changed;
	std::size_t unchanged = 0;
	std::vector<ImportProblem> problems; // in the order of lines, at most `import_problems_max`
};
inline constexpr std::size_t import_problems_max = 1'000;
inline constexpr std::size_t venue_rows_max = 20'000;

// Columns 场所类型 (code or name), 地区代码, 名称; and where they are there 启用日期, 停用日期 (an empty cell: none; without the column the
// days stay as they are) and 编号. A row with 编号 is about that venue; another is about the venue of its type, area and name, or a new
// one. `scope`: the area at and below which the caller may change venues. `is_named`: whether a record names that venue.
[[nodiscard]] VenueImport
plan_import(const HeadedTable& table, const Reference& reference, AreaId scope, const std::function<bool(const std::string&)>& is_named);

} // namespace bajin::registry
