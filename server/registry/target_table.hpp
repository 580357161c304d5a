// Targets as a table that people keep in a spreadsheet: read from what they pasted or saved, and written for them.
//
// Used by the targets endpoints on a lane. Areas, teams, venue types and metrics stand as codes or by their names; what is
// wrong is told cell by cell, all of it.
#pragma once

#include "server/registry/target_cells.hpp"
#include "shared/csv_table.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::registry
{

struct TableProblem
{
	std::size_t line = 0;
	std::string column;      // the heading; empty: the whole line
	std::string_view code;   // text_of_cell_problem has its words
	std::string detail = {}; // what stands for {} in them
};

struct TargetTable
{
	std::size_t rows = 0;               // below the headings
	std::vector<store::Target> targets; // of the rows in which nothing is wrong
	std::vector<TableProblem> problems; // by line

	// Columns that the table does not have, and so says nothing of.
	bool keeps_from = false;
	bool keeps_document_no = false;
	bool keeps_reason = false;
};

[[nodiscard]] TargetTable read_target_table(const CsvTable& table, const Reference& reference, const TargetScope& scope, int year);

// Gives targets that stand already what the table has no column for: a list without document numbers clears none.
void keep_what_has_no_column(store::Database& database, TargetTable& table, int year);

// UTF-8 with BOM, the headings that read_target_table takes; a team whose name is not its own stands by its id.
[[nodiscard]] std::string
write_target_table(const std::vector<store::Target>& targets, const Reference& reference, const TargetScope& scope);

[[nodiscard]] std::string message_of(const TableProblem& problem, bool english);

} // namespace bajin::registry
