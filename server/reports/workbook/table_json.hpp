// Tables as JSON and back: how the tables of a report are sealed, and told to the page that prints them.
//
// Pure. {"sheet", "title", "columns": [{"heading", "group", "sum", "left"}], "blocks": [{"label", "rows", "total"}], "notes",
// "chart": {"title", "column"} or null}; a cell is null, a text or a number with at most one decimal. `sum` and `left` are
// TableColumn's is_summed and sum_of_left, left out where they say nothing.
#pragma once

#include "server/reports/workbook/workbook_tables.hpp"
#include "shared/json.hpp"

#include <optional>

namespace bajin::reports
{

[[nodiscard]] Json to_json(const Table& table);
[[nodiscard]] Json to_json(const std::vector<Table>& tables);

// Empty: no such table.
[[nodiscard]] std::optional<Table> parse_table(const Json& json);

} // namespace bajin::reports
