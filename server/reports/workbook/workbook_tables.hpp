// The tables of the year-end workbook as plain values: what stands in which cell, and which columns are summed.
//
// Made from a report and laid out by workbook_sheets. Pure, on the read lane. A total is the figure of the server; where its
// column is summed, the sheet has a formula whose value it is.
#pragma once

#include "server/reports/report.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bajin::reports
{

using Cell = std::variant<std::monostate, std::string, std::int64_t, double>;
using CellRow = std::vector<Cell>;

struct TableColumn
{
	std::string heading;
	std::string group = {};      // one heading above neighbours of the same group
	bool is_summed = false;      // its total is the sum of the rows of the block
	std::size_t sum_of_left = 0; // each of its cells is the sum of so many to the left
};

// Rows that are summed together.
struct TableBlock
{
	std::string label = {}; // a line of its own above the rows; empty: none
	std::vector<CellRow> rows = {};
	std::optional<CellRow> total = std::nullopt;
};

// Columns of the first block's rows, by the names in its first column.
struct TableChart
{
	std::string title;
	std::size_t column = 0;
};

struct Table
{
	std::string sheet; // name of the sheet
	std::string title;
	std::vector<TableColumn> columns = {};
	std::vector<TableBlock> blocks = {};
	std::vector<std::string> notes = {};
	std::optional<TableChart> chart = std::nullopt;
};

// In the order of the sheets, the explanation of the metrics last.
[[nodiscard]] std::vector<Table> make_tables(const Report& report);

// The same for figures alone, of both attributions: what a sealed report holds. `vocabulary` says which items count.
[[nodiscard]] std::vector<Table>
make_tables(const figures::Statistics& by_area, const figures::Statistics& by_team, const Vocabulary& vocabulary);

// What every sheet and the cover name.
struct WorkbookHead
{
	std::map<std::string, std::string> cover; // as reports/cover has it
	bool is_draft = false;                    // estimates are among it: said on every page
	std::string area_name;
	std::string area_code;
	std::string period;
	std::string basis;
	std::string attribution;
	std::string data_time; // as of when
	Timestamp made_at;
};
[[nodiscard]] WorkbookHead make_head(const figures::Statistics& statistics, std::map<std::string, std::string> cover);

// What stands on every page: basis and attribution, and that it is a draft.
[[nodiscard]] std::string bases_of(const WorkbookHead& head);

} // namespace bajin::reports
