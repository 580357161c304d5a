// A filtered list of events as one table, CSV or a workbook: what /events shows page by page, whole, one row an event.
//
// Called by the endpoints of tables on the lane of downloads, in one snapshot. Written row by row into a file, so that memory
// stays the same however many events there are. Columns and cells are those of record_rows.
#pragma once

#include "server/figures/event_list.hpp"
#include "server/files/progress.hpp"
#include "server/files/temporary_file.hpp"
#include "server/reports/workbook/record_rows.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace bajin::reports
{

enum class TableForm : std::uint8_t
{
	csv,
	xlsx,
};

struct EventTableOrder
{
	figures::EventFilter filter; // kept to what the caller may read; its limit and place are not looked at
	LoadState load;
	TableForm form = TableForm::csv;
	Timestamp made_at;
	std::int64_t rows_max = 1'048'575; // of a sheet, below its headings
	std::filesystem::path temporary = std::filesystem::temp_directory_path();
};

// Error `cancelled`. Throws files::ExportError when it cannot be written.
[[nodiscard]] Result<std::shared_ptr<const files::FinishedFile>>
write_event_table(store::Reader& reader, const EventTableOrder& order, files::Progress& progress);

} // namespace bajin::reports
