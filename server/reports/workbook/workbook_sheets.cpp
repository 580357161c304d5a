#include "server/reports/workbook/workbook_sheets.hpp"

#include "server/figures/labels.hpp"

#include <algorithm>

namespace bajin::reports
{

namespace
{

constexpr std::int64_t width_min = 10;
constexpr std::int64_t text_width_max = 46;
constexpr std::int64_t last_text_width_max = 96; // of the last column of a narrow table
constexpr std::int64_t heading_width_max = 16;   // beyond it a heading breaks
constexpr std::int64_t sheet_width_min = 84;     // so that titles and notes have room
constexpr lxw_row_t chart_rows = 13;

// In points. A page is that of workbook_styles: A4 landscape within its margins.
constexpr double line_height = 16;
constexpr double default_height = 15;
constexpr double tall_height = 18; // of labels, totals and groups of headings
constexpr double page_width = 765;
constexpr double page_height = 505;
constexpr double points_in_width = 5.25; // of one unit of a column's width, and what each column has beside it
constexpr double points_beside = 3.75;

// The unit of a metric stands on a line of its own.
std::string heading_text(std::string heading)
{
	if (const auto unit = heading.find("（"); unit != std::string::npos && unit > 0) { heading.insert(unit, "\n"); }
	return heading;
}

// A break in the text begins a line of its own.
std::int64_t lines_of(std::string_view text, std::int64_t width)
{
	std::int64_t lines = 0;
	for (std::size_t begin = 0; begin <= text.size();)
	{
		const std::size_t end = std::min(text.find('\n', begin), text.size());
		lines += std::max<std::int64_t>((text_width(text.substr(begin, end - begin)) + width - 1) / width, 1);
		begin = end + 1;
	}
	return lines;
}

// Of its longest line, or of half of one that is too long.
std::int64_t heading_width(const std::string& heading)
{
	std::int64_t width = 0;
	const std::string text = heading_text(heading);
	for (std::size_t begin = 0; begin <= text.size();)
	{
		const std::size_t end = std::min(text.find('\n', begin), text.size());
		const std::int64_t line = text_width(std::string_view(text).substr(begin, end - begin)) + 2;
		width = std::max(width, line > heading_width_max ? line / 2 + 3 : line);
		begin = end + 1;
	}
	return width;
}

std::int64_t heading_lines(const std::string& heading, std::int64_t width)
{
	return lines_of(heading_text(heading), width - 1);
}

std::int64_t cell_width(const Cell& cell)
{
	if (const auto* text = std::get_if<std::string>(&cell)) { return text_width(*text); }
	if (const auto* number = std::get_if<std::int64_t>(&cell))
	{
		const std::int64_t digits = text_width(std::to_string(*number));
		return digits + (digits - 1) / 3;
	}
	return std::holds_alternative<double>(cell) ? 9 : 0;
}

class TableWriter
{
public:
	TableWriter(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head, const Table& table)
		: workbook_(workbook), styles_(styles), head_(head), table_(table), sheet_(workbook_add_worksheet(workbook, table.sheet.c_str()))
	{
		if (sheet_ == nullptr) { check(LXW_ERROR_SHEETNAME_ALREADY_USED); }
	}

	void run()
	{
		set_widths();
		write_head();
		write_headings();
		for (const TableBlock& block : table_.blocks) { write_block(block); }
		for (const std::string& note : table_.notes) { write_wide(note, styles_.about); }
		if (table_.chart && !table_.blocks.front().rows.empty()) { write_chart(*table_.chart); }
		set_page(sheet_, bases_of(head_), head_.area_name + " " + head_.period);
		check(worksheet_print_area(sheet_, 0, 0, row_ - 1, last_column()));
		check(worksheet_repeat_rows(sheet_, 0, heading_end_ - 1));
		worksheet_freeze_panes(sheet_, heading_end_, 1);
		if (!breaks_.empty())
		{
			breaks_.push_back(0); // ends the list
			check(worksheet_set_h_pagebreaks(sheet_, breaks_.data()));
		}
	}

private:
	[[nodiscard]] lxw_col_t last_column() const { return static_cast<lxw_col_t>(table_.columns.size() - 1); }

	[[nodiscard]] std::int64_t width_of(std::size_t column) const
	{
		std::int64_t width = std::max(width_min, heading_width(table_.columns[column].heading));
		const auto take = [&](const CellRow& row)
		{
			if (column < row.size()) { width = std::max(width, cell_width(row[column]) + 4); }
		};
		for (const TableBlock& block : table_.blocks)
		{
			std::ranges::for_each(block.rows, take);
			if (block.total) { take(*block.total); }
		}
		const bool is_last_of_few = column > 0 && column + 1 == table_.columns.size() && column < 4;
		return std::min(width, is_last_of_few ? last_text_width_max : text_width_max);
	}

	void set_widths()
	{
		for (std::size_t column = 0; column < table_.columns.size(); ++column)
		{
			widths_.push_back(width_of(column));
			sheet_width_ += widths_.back();
		}
		// A narrow table is spread, so that its title does not run beyond it.
		const std::int64_t missing = std::max<std::int64_t>(sheet_width_min - sheet_width_, 0);
		const std::int64_t more = (missing + std::ssize(widths_) - 1) / std::ssize(widths_);
		for (std::size_t column = 0; column < widths_.size(); ++column)
		{
			const auto number = static_cast<lxw_col_t>(column);
			widths_[column] += more;
			check(worksheet_set_column(sheet_, number, number, static_cast<double>(widths_[column]), nullptr));
		}
		sheet_width_ += more * std::ssize(widths_);
		sheet_points_ = points_in_width * static_cast<double>(sheet_width_) + points_beside * static_cast<double>(widths_.size());
		page_points_ = page_height * std::max(1.0, sheet_points_ / page_width);
	}

	// Ends a row. Follows where pages end, so that what belongs together can be kept so.
	void end_row(double points = default_height)
	{
		if (points != default_height) { check(worksheet_set_row(sheet_, row_, points, nullptr)); }
		used_points_ = used_points_ + points > page_points_ ? head_points_ + points : used_points_ + points;
		++row_;
	}

	// What takes so much room and would not fit on the rest of the page begins the next.
	void keep_together(double points)
	{
		const bool fits_on_one = head_points_ + points <= page_points_;
		if (fits_on_one && used_points_ + points > page_points_)
		{
			breaks_.push_back(row_);
			used_points_ = head_points_;
		}
	}

	void write_head()
	{
		write_merged(sheet_, {row_, 0, row_, last_column()}, table_.title, styles_.title);
		end_row(26);
		const auto compiler = head_.cover.find("compiled_by");
		const bool is_told = compiler != head_.cover.end() && !compiler->second.empty();
		std::string about = is_told ? "综合单位：" + compiler->second + "　　" : "";
		about += "统计区划：" + head_.area_name + "（" + head_.area_code + "）　　统计时段：" + head_.period;
		write_wide(about + "　　" + bases_of(head_), styles_.about);
	}

	// Across the table, as many lines high as it needs: offices do not fit the height of merged cells.
	void write_wide(const std::string& text, lxw_format* format)
	{
		write_merged(sheet_, {row_, 0, row_, last_column()}, text, format);
		end_row(line_height * static_cast<double>(lines_of(text, sheet_width_ - 4)) + 2);
	}

	void write_headings()
	{
		const bool has_groups = std::ranges::any_of(table_.columns, [](const TableColumn& column) { return !column.group.empty(); });
		const lxw_row_t top = row_;
		const lxw_row_t last = has_groups ? top + 1 : top;
		std::int64_t lines = 1;
		for (std::size_t column = 0; column < table_.columns.size(); ++column)
		{
			const TableColumn& of = table_.columns[column];
			const auto number = static_cast<lxw_col_t>(column);
			write_merged(sheet_, {of.group.empty() ? top : last, number, last, number}, heading_text(of.heading), styles_.heading);
			lines = std::max(lines, heading_lines(of.heading, widths_[column]));
			if (of.group.empty() || (column > 0 && table_.columns[column - 1].group == of.group)) { continue; }
			std::size_t end = column;
			while (end + 1 < table_.columns.size() && table_.columns[end + 1].group == of.group) { ++end; }
			write_merged(sheet_, {top, number, top, static_cast<lxw_col_t>(end)}, of.group, styles_.heading);
		}
		if (has_groups) { end_row(tall_height); }
		end_row(line_height * static_cast<double>(lines));
		heading_end_ = row_;
		head_points_ = used_points_;
	}

	void write_block(const TableBlock& block)
	{
		keep_together(default_height * static_cast<double>(block.rows.size()) + 2 * tall_height);
		if (!block.label.empty())
		{
			write_merged(sheet_, {row_, 0, row_, last_column()}, block.label, styles_.label);
			end_row(tall_height);
		}
		const lxw_row_t first = row_;
		for (const CellRow& row : block.rows)
		{
			std::int64_t lines = 1;
			for (std::size_t column = 0; column < row.size(); ++column)
			{
				const auto number = static_cast<lxw_col_t>(column);
				if (const auto left = static_cast<lxw_col_t>(table_.columns[column].sum_of_left); left > 0)
				{
					const Range range{row_, static_cast<lxw_col_t>(number - left), row_, static_cast<lxw_col_t>(number - 1)};
					write_sum(range, number, row[column], styles_.number);
					continue;
				}
				write_cell(number, row[column]);
				const auto* text = std::get_if<std::string>(&row[column]);
				lines = std::max(lines, text == nullptr ? 1 : lines_of(*text, widths_[column] - 3));
			}
			end_row(lines == 1 ? default_height : line_height * static_cast<double>(lines));
		}
		if (block.total) { write_total(*block.total, first); }
	}

	void write_cell(lxw_col_t column, const Cell& cell)
	{
		if (const auto* text = std::get_if<std::string>(&cell))
		{
			check(worksheet_write_string(sheet_, row_, column, in_workbook(*text).c_str(), styles_.text));
		}
		else if (const auto* number = std::get_if<std::int64_t>(&cell))
		{
			check(worksheet_write_number(sheet_, row_, column, static_cast<double>(*number), styles_.number));
		}
		else if (const auto* decimal = std::get_if<double>(&cell))
		{
			check(worksheet_write_number(sheet_, row_, column, *decimal, styles_.decimal));
		}
		else { check(worksheet_write_blank(sheet_, row_, column, styles_.text)); }
	}

	// What the server counted stands as the value of the formula, for those who do not calculate.
	void write_sum(const Range& range, lxw_col_t column, const Cell& value, lxw_format* format)
	{
		char name[LXW_MAX_CELL_RANGE_LENGTH] = {};
		lxw_rowcol_to_range(name, range.first_row, range.first_column, range.last_row, range.last_column);
		const std::string formula = "=SUM(" + std::string(name) + ")";
		const auto cached = static_cast<double>(std::get<std::int64_t>(value));
		check(worksheet_write_formula_num(sheet_, row_, column, formula.c_str(), format, cached));
	}

	void write_total(const CellRow& total, lxw_row_t first)
	{
		for (std::size_t column = 0; column < total.size(); ++column)
		{
			const auto number = static_cast<lxw_col_t>(column);
			const Cell& cell = total[column];
			if (table_.columns[column].is_summed && row_ > first)
			{
				write_sum({first, number, row_ - 1, number}, number, cell, styles_.total_number);
			}
			else if (const auto* value = std::get_if<std::int64_t>(&cell))
			{
				check(worksheet_write_number(sheet_, row_, number, static_cast<double>(*value), styles_.total_number));
			}
			else
			{
				const auto* text = std::get_if<std::string>(&cell);
				check(worksheet_write_string(sheet_, row_, number, text == nullptr ? "" : in_workbook(*text).c_str(), styles_.total_text));
			}
		}
		end_row(tall_height);
	}

	void write_chart(const TableChart& of)
	{
		lxw_chart* chart = workbook_add_chart(workbook_, LXW_CHART_COLUMN);
		lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
		const lxw_row_t last = heading_end_ + static_cast<lxw_row_t>(table_.blocks.front().rows.size()) - 1;
		const auto column = static_cast<lxw_col_t>(of.column);
		chart_series_set_categories(series, table_.sheet.c_str(), heading_end_, 0, last, 0);
		chart_series_set_values(series, table_.sheet.c_str(), heading_end_, column, last, column);
		chart_series_set_name(series, of.title.c_str());
		chart_title_set_name(chart, of.title.c_str());
		chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
		chart_axis_set_num_format(chart->y_axis, "#,##0");
		end_row();
		keep_together(default_height * chart_rows);
		lxw_chart_options options{};
		// A chart is 360 by 216 points. It keeps clear of the edges of its rows.
		options.x_scale = sheet_points_ / 360;
		options.y_scale = default_height * chart_rows / 216 * 0.94;
		options.y_offset = 5;
		check(worksheet_insert_chart_opt(sheet_, row_, 0, chart, &options));
		row_ += chart_rows;
	}

	lxw_workbook* workbook_;
	const Styles& styles_;
	const WorkbookHead& head_;
	const Table& table_;
	lxw_worksheet* sheet_;
	std::vector<std::int64_t> widths_;
	std::int64_t sheet_width_ = 0;
	double sheet_points_ = 0;
	double page_points_ = 0;
	double used_points_ = 0;        // of the page, its repeated headings included
	double head_points_ = 0;        // of the repeated headings
	std::vector<lxw_row_t> breaks_; // pages that begin here
	lxw_row_t row_ = 0;
	lxw_row_t heading_end_ = 0;
};

} // namespace

void write_table(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head, const Table& table)
{
	TableWriter(workbook, styles, head, table).run();
}

} // namespace bajin::reports
