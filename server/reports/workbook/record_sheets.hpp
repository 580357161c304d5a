// The year-end workbook with its records: one row for each event that adds to its figures, on as many sheets as they need.
//
// Called by the workbook endpoint on the lane of downloads, in one snapshot. Everything but the rows is libxlsxwriter's and
// looked over as ever; the rows are written straight into the ZIP file of the workbook, where every write is looked at.
// So memory stays the same however many records there are, and the sheets before them are those of the workbook without.
#pragma once

#include "server/figures/event_list.hpp"
#include "server/files/progress.hpp"
#include "server/files/temporary_file.hpp"
#include "server/reports/report.hpp"
#include "server/reports/workbook/record_rows.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace bajin::reports
{

inline constexpr std::int64_t record_head_rows = 3; // title, what it covers, headings
inline constexpr std::int64_t sheet_rows_max = 1'048'576;

// "记录明细", "记录明细2", ...
inline constexpr std::string_view record_sheet_name = "记录明细";

struct RecordSource
{
	figures::EventFilter filter; // the counted events of the report, kept to what the caller may read
	LoadState load;
	std::int64_t rows_max = sheet_rows_max - record_head_rows; // of a sheet
	ChosenColumns columns = all_columns();
};

// Error `cancelled`. Throws WorkbookError when it cannot be written.
[[nodiscard]] Result<std::shared_ptr<const files::FinishedFile>> write_workbook_with_records(
	store::Reader& reader, const Report& report, const RecordSource& source, files::Progress& progress,
	const std::filesystem::path& temporary = std::filesystem::temp_directory_path());

} // namespace bajin::reports
