// The year-end workbook (xlsx): a cover to be signed, one sheet a table, and what each metric means.
//
// Called by the workbook endpoint on the export lane. Written with libxlsxwriter to files in a directory of their own, read
// back, and looked over: it is whole or not given at all. Its sheets of records are added by record_sheets.
#pragma once

#include "server/files/temporary_file.hpp"
#include "server/reports/workbook/workbook_tables.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace bajin::reports
{

inline constexpr const char* workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// It could not be written: no room on the disk, or no place for temporary files.
class WorkbookError : public files::ExportError
{
	using files::ExportError::ExportError;
};

// A sheet of records that has still to be filled: everything but its rows.
struct RecordSheet
{
	std::string name;
	std::int64_t rows = 0;            // how many will be filled in
	std::vector<std::size_t> columns; // which of record_columns
	std::string totals;               // what they add up to, all sheets together
};

// Throws WorkbookError. `temporary` is where a directory of its own is made and removed again. `records` come last.
[[nodiscard]] std::string write_workbook(
	const Report& report, const std::filesystem::path& temporary = std::filesystem::temp_directory_path(),
	const std::vector<RecordSheet>& records = {});

// The same for any tables, as those of a sealed report.
[[nodiscard]] std::string write_workbook(
	const WorkbookHead& head, const std::vector<Table>& tables,
	const std::filesystem::path& temporary = std::filesystem::temp_directory_path());

} // namespace bajin::reports
