#include "server/reports/workbook/record_sheets.hpp"

#include "server/figures/indicators.hpp"
#include "server/files/zip_entries.hpp"
#include "server/files/zip_writer.hpp"
#include "server/reports/workbook/sheet_xml.hpp"
#include "server/reports/workbook/workbook.hpp"
#include "server/reports/workbook/workbook_styles.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace bajin::reports
{

namespace
{

constexpr int compression = 3; // half the time of 6, a tenth more bytes
constexpr std::size_t write_bytes = 64 * 1024;
constexpr std::int64_t counted_between_looks = 1'000;

// A sheet as libxlsxwriter wrote it, cut where its one row of empty cells was.
struct Template
{
	std::string entry; // its name in the ZIP file
	std::string before;
	std::string after;
	std::vector<std::string> styles; // of each column
};

// Programs that read row by row believe what is said of the size.
void set_size(std::string& before, std::int64_t rows, std::size_t columns)
{
	constexpr std::string_view begin = "<dimension ref=\"";
	const std::size_t at = before.find(begin);
	if (at != std::string::npos)
	{
		const std::size_t value = at + begin.size();
		const std::string last = column_name(columns - 1) + std::to_string(record_head_rows + rows);
		before.replace(value, before.find('"', value) - value, "A1:" + last);
	}
}

Template read_template(std::string entry, const std::string& xml, const RecordSheet& planned)
{
	const std::string row_begin = "<row r=\"" + std::to_string(record_head_rows + 1) + "\"";
	constexpr std::string_view row_end = "</row>";
	const std::size_t begin = xml.find(row_begin);
	const std::size_t end = begin == std::string::npos ? begin : xml.find(row_end, begin);
	if (end == std::string::npos) { throw WorkbookError("a sheet of records has no row to begin with"); }
	Template sheet{std::move(entry), xml.substr(0, begin), xml.substr(end + row_end.size()), {}};
	set_size(sheet.before, planned.rows, planned.columns.size());
	const std::string_view row = std::string_view(xml).substr(begin, end - begin);
	constexpr std::string_view style_begin = "\" s=\"";
	for (std::size_t at = row.find("<c r=\""); at != std::string_view::npos; at = row.find("<c r=\"", at + 1))
	{
		const std::size_t style = row.find(style_begin, at) + style_begin.size();
		sheet.styles.emplace_back(row.substr(style, row.find('"', style) - style));
	}
	if (sheet.styles.size() != planned.columns.size()) { throw WorkbookError("a sheet of records has other columns than its records"); }
	return sheet;
}

// Goes from sheet to sheet as they fill.
class RowWriter
{
public:
	RowWriter(files::ZipWriter& zip, std::vector<Template> sheets, const RecordSource& source)
		: zip_(zip), sheets_(std::move(sheets)), rows_max_(source.rows_max), columns_(source.columns)
	{
		for (std::size_t column = 0; column < columns_.size(); ++column) { names_.push_back(column_name(column)); }
		begin_sheet();
	}

	void write(const CellRow& row)
	{
		if (rows_ == rows_max_)
		{
			end_sheet();
			++sheet_;
			begin_sheet();
		}
		const std::string number = std::to_string(record_head_rows + ++rows_);
		xml_ += "<row r=\"" + number + "\">";
		for (std::size_t place = 0; place < columns_.size(); ++place) { write_cell(place, number, row[columns_[place]]); }
		xml_ += "</row>";
		if (xml_.size() >= write_bytes) { flush(); }
	}

	void finish()
	{
		end_sheet();
		BAJIN_ASSERT(sheet_ + 1 == sheets_.size());
	}

private:
	void begin_sheet()
	{
		BAJIN_ASSERT(sheet_ < sheets_.size());
		rows_ = 0;
		zip_.begin(sheets_[sheet_].entry);
		xml_ = sheets_[sheet_].before;
	}

	void end_sheet()
	{
		xml_ += sheets_[sheet_].after;
		flush();
		zip_.end();
	}

	void flush()
	{
		zip_.write(xml_);
		xml_.clear();
	}

	void write_cell(std::size_t column, const std::string& row, const Cell& cell)
	{
		xml_ += "<c r=\"";
		xml_ += names_[column];
		xml_ += row;
		xml_ += "\" s=\"";
		xml_ += sheets_[sheet_].styles[column];
		const auto* const text = std::get_if<std::string>(&cell);
		if (const auto* number = std::get_if<std::int64_t>(&cell)) { append_number_cell(xml_, *number); }
		else { append_text_cell(xml_, text == nullptr ? std::string_view() : *text); }
	}

	files::ZipWriter& zip_;
	const std::vector<Template> sheets_;
	const std::int64_t rows_max_;
	const ChosenColumns columns_;
	std::vector<std::string> names_; // of columns
	std::size_t sheet_ = 0;
	std::int64_t rows_ = 0; // on this sheet
	std::string xml_;
};

// The counted records, and the joint ones of which a reviewer ticked something: that is part of the figures too.
figures::EventFilter with_joint(figures::EventFilter filter)
{
	if (!filter.basis) { return filter; }
	for (std::size_t i = 0; i < review_state_count; ++i)
	{
		const auto state = static_cast<ReviewState>(i);
		if (is_counted(state, *filter.basis) || state == ReviewState::joint) { filter.states.push_back(state); }
	}
	filter.basis.reset();
	return filter;
}

bool adds_something(const store::EventHead& event)
{
	return event.state != ReviewState::joint || !(event.adds == JointAdds());
}

// Empty: cancelled.
std::optional<std::int64_t> count_records(store::Reader& reader, const figures::EventFilter& filter, const files::Progress& progress)
{
	std::int64_t count = 0;
	std::int64_t looked_at = 0;
	figures::for_each_listed(
		reader, filter,
		[&](const store::EventHead& event)
		{
			count += adds_something(event) ? 1 : 0;
			return ++looked_at % counted_between_looks != 0 || !progress.is_cancelled();
		});
	return progress.is_cancelled() ? std::nullopt : std::optional(count);
}

// "受教育群众 1,077,694 人次，…": what the columns add up to is what the report says.
std::string totals_text(const Metrics& totals)
{
	std::string text;
	for (const figures::Indicator& indicator : figures::indicators())
	{
		text += text.empty() ? "合计：" : "，";
		text += std::string(indicator.name) + " " + std::to_string(totals[indicator.metric]) + " " + std::string(indicator.unit);
	}
	return text;
}

std::vector<RecordSheet> plan_sheets(std::int64_t records, const RecordSource& source, const std::string& totals)
{
	std::vector<RecordSheet> sheets;
	do {
		const std::string number = sheets.empty() ? "" : std::to_string(sheets.size() + 1);
		sheets.push_back({std::string(record_sheet_name) + number, std::min(records, source.rows_max), source.columns, totals});
		records -= sheets.back().rows;
	} while (records > 0);
	return sheets;
}

Result<std::shared_ptr<const files::FinishedFile>> write_into(
	store::Reader& reader, const Report& report, const RecordSource& source, files::Progress& progress,
	const std::filesystem::path& temporary)
{
	const figures::EventFilter filter = with_joint(source.filter);
	const auto records = count_records(reader, filter, progress);
	if (!records) { return Error{"cancelled", "", ""}; }
	progress.expect(*records);
	const std::vector<RecordSheet> planned = plan_sheets(*records, source, totals_text(report.statistics.totals));
	auto entries = files::read_zip(write_workbook(report, temporary, planned));
	BAJIN_ASSERT(entries.has_value()); // write_workbook has looked

	files::TemporaryFile file(temporary);
	files::ZipWriter zip(file, report.statistics.query.now, compression);
	constexpr std::string_view sheet_path = "xl/worksheets/sheet";
	const auto is_sheet = [&](const auto& entry) { return entry.first.starts_with(sheet_path); };
	const auto before = static_cast<std::size_t>(std::ranges::count_if(*entries, is_sheet)) - planned.size();
	std::vector<Template> sheets;
	for (std::size_t sheet = 0; sheet < planned.size(); ++sheet)
	{
		// They are the last, and libxlsxwriter numbers from 1.
		const std::string name = std::string(sheet_path) + std::to_string(before + sheet + 1) + ".xml";
		const auto found = entries->find(name);
		if (found == entries->end()) { throw WorkbookError("a workbook without its sheet of records"); }
		sheets.push_back(read_template(name, found->second, planned[sheet]));
		entries->erase(found);
	}
	for (const auto& [name, content] : *entries) { zip.add(name, content); }
	RowWriter rows(zip, std::move(sheets), source);
	const RecordRows lines(reader, source.filter.scope);
	figures::for_each_listed(
		reader, filter,
		[&](const store::EventHead& event)
		{
			if (!adds_something(event)) { return !progress.is_cancelled(); }
			rows.write(lines.make(event, source.load(event)));
			return progress.step();
		});
	if (progress.is_cancelled()) { return Error{"cancelled", "", ""}; }
	rows.finish();
	zip.finish();
	return file.finish();
}

} // namespace

Result<std::shared_ptr<const files::FinishedFile>> write_workbook_with_records(
	store::Reader& reader, const Report& report, const RecordSource& source, files::Progress& progress,
	const std::filesystem::path& temporary)
{
	try
	{
		return write_into(reader, report, source, progress, temporary);
	}
	catch (const WorkbookError&)
	{
		throw;
	}
	catch (const files::ExportError& error)
	{
		throw WorkbookError(error.what());
	}
}

} // namespace bajin::reports
