#include "server/figures/workbook_sheets.hpp"

#include "server/figures/labels.hpp"

#include <algorithm>

namespace bajin::figures
{

namespace
{

constexpr std::int64_t width_min = 9;
constexpr std::int64_t text_width_max = 46;
constexpr std::int64_t last_text_width_max = 96; // of the last column of a narrow table
constexpr std::int64_t sheet_width_min = 84;     // so that titles and notes have room
constexpr double line_height = 16;
constexpr lxw_row_t chart_rows = 18;

std::int64_t cell_width(const Cell& cell)
{
	if (const auto* text = std::get_if<std::string>(&cell))
	{
		return text_width(*text);
	}
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
	TableWriter(lxw_workbook* workbook, const Styles& styles, const Report& report, const Table& table)
	    : workbook_(workbook), styles_(styles), report_(report), table_(table),
	      sheet_(workbook_add_worksheet(workbook, table.sheet.c_str()))
	{
		if (sheet_ == nullptr)
		{
			check(LXW_ERROR_SHEETNAME_ALREADY_USED);
		}
	}

	void run()
	{
		set_widths();
		write_head();
		write_headings();
		for (const TableBlock& block : table_.blocks)
		{
			write_block(block);
		}
		for (const std::string& note : table_.notes)
		{
			write_wide("注：" + note, styles_.about);
		}
		if (table_.chart && !table_.blocks.front().rows.empty())
		{
			write_chart(*table_.chart);
		}
		const FigureQuery& query = report_.statistics.query;
		set_page(sheet_, bases(), report_.statistics.area_name + " " + period_name(query.period));
		check(worksheet_print_area(sheet_, 0, 0, row_ - 1, last_column()));
		check(worksheet_repeat_rows(sheet_, 0, heading_end_ - 1));
		worksheet_freeze_panes(sheet_, heading_end_, 1);
	}

private:
	[[nodiscard]] lxw_col_t last_column() const { return static_cast<lxw_col_t>(table_.columns.size() - 1); }

	[[nodiscard]] std::string bases() const
	{
		const FigureQuery& query = report_.statistics.query;
		return "统计口径：" + std::string(basis_name(query.basis)) + "　归属口径：" + std::string(attribution_name(query.attribution));
	}

	[[nodiscard]] std::int64_t width_of(std::size_t column) const
	{
		// Headings break into two lines.
		std::int64_t width = std::max(width_min, (text_width(table_.columns[column].heading) + 1) / 2 + 3);
		const auto take = [&](const CellRow& row)
		{
			if (column < row.size())
			{
				width = std::max(width, cell_width(row[column]) + 3);
			}
		};
		for (const TableBlock& block : table_.blocks)
		{
			std::ranges::for_each(block.rows, take);
			if (block.total)
			{
				take(*block.total);
			}
		}
		const bool is_last_of_few = column > 0 && column + 1 == table_.columns.size() && column < 4;
		return std::min(width, is_last_of_few ? last_text_width_max : text_width_max);
	}

	void set_widths()
	{
		std::vector<std::int64_t> widths;
		for (std::size_t column = 0; column < table_.columns.size(); ++column)
		{
			widths.push_back(width_of(column));
			sheet_width_ += widths.back();
		}
		// A narrow table is spread, so that its title does not run beyond it.
		const std::int64_t missing = std::max<std::int64_t>(sheet_width_min - sheet_width_, 0);
		const std::int64_t more = (missing + std::ssize(widths) - 1) / std::ssize(widths);
		for (std::size_t column = 0; column < widths.size(); ++column)
		{
			const auto number = static_cast<lxw_col_t>(column);
			check(worksheet_set_column(sheet_, number, number, static_cast<double>(widths[column] + more), nullptr));
		}
		sheet_width_ += more * std::ssize(widths);
	}

	void write_head()
	{
		check(worksheet_set_row(sheet_, row_, 30, nullptr));
		write_merged(sheet_, {row_, 0, row_, last_column()}, table_.title, styles_.title);
		++row_;
		const Statistics& statistics = report_.statistics;
		std::string about = report_.organization.empty() ? "" : "综合单位：" + report_.organization + "　　";
		about +=
		    "统计区划：" + statistics.area_name + "（" + statistics.area_code + "）　　统计时段：" + period_name(statistics.query.period);
		write_wide(about + "　　" + bases(), styles_.about);
	}

	// Across the table, as many lines high as it needs: offices do not fit the height of merged cells.
	void write_wide(const std::string& text, lxw_format* format)
	{
		const std::int64_t lines = text_width(text) / std::max<std::int64_t>(sheet_width_ - 4, 1) + 1;
		check(worksheet_set_row(sheet_, row_, line_height * static_cast<double>(lines) + 2, nullptr));
		write_merged(sheet_, {row_, 0, row_, last_column()}, text, format);
		++row_;
	}

	void write_headings()
	{
		const bool has_groups = std::ranges::any_of(table_.columns, [](const TableColumn& column) { return !column.group.empty(); });
		const lxw_row_t last = has_groups ? row_ + 1 : row_;
		for (lxw_row_t row = row_; row <= last; ++row)
		{
			check(worksheet_set_row(sheet_, row, has_groups && row == row_ ? 20 : 34, nullptr));
		}
		for (std::size_t column = 0; column < table_.columns.size(); ++column)
		{
			const TableColumn& of = table_.columns[column];
			const auto number = static_cast<lxw_col_t>(column);
			const lxw_row_t first = of.group.empty() ? row_ : last;
			write_merged(sheet_, {first, number, last, number}, of.heading, styles_.heading);
			if (of.group.empty() || (column > 0 && table_.columns[column - 1].group == of.group))
			{
				continue;
			}
			std::size_t end = column;
			while (end + 1 < table_.columns.size() && table_.columns[end + 1].group == of.group)
			{
				++end;
			}
			write_merged(sheet_, {row_, number, row_, static_cast<lxw_col_t>(end)}, of.group, styles_.heading);
		}
		row_ = last + 1;
		heading_end_ = row_;
	}

	void write_block(const TableBlock& block)
	{
		if (!block.label.empty())
		{
			check(worksheet_set_row(sheet_, row_, 20, nullptr));
			write_merged(sheet_, {row_, 0, row_, last_column()}, block.label, styles_.label);
			++row_;
		}
		const lxw_row_t first = row_;
		for (const CellRow& row : block.rows)
		{
			for (std::size_t column = 0; column < row.size(); ++column)
			{
				const std::size_t left = table_.columns[column].sum_of_left;
				const auto number = static_cast<lxw_col_t>(column);
				if (left > 0)
				{
					write_sum(
					    {row_, static_cast<lxw_col_t>(column - left), row_, static_cast<lxw_col_t>(column - 1)}, number, row[column],
					    styles_.number);
				}
				else
				{
					write_cell(number, row[column]);
				}
			}
			++row_;
		}
		if (block.total)
		{
			write_total(*block.total, first);
		}
	}

	void write_cell(lxw_col_t column, const Cell& cell)
	{
		if (const auto* text = std::get_if<std::string>(&cell))
		{
			check(worksheet_write_string(sheet_, row_, column, text->c_str(), styles_.text));
		}
		else if (const auto* number = std::get_if<std::int64_t>(&cell))
		{
			check(worksheet_write_number(sheet_, row_, column, static_cast<double>(*number), styles_.number));
		}
		else if (const auto* decimal = std::get_if<double>(&cell))
		{
			check(worksheet_write_number(sheet_, row_, column, *decimal, styles_.decimal));
		}
		else
		{
			check(worksheet_write_blank(sheet_, row_, column, styles_.text));
		}
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
		check(worksheet_set_row(sheet_, row_, 20, nullptr));
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
				check(worksheet_write_string(sheet_, row_, number, text == nullptr ? "" : text->c_str(), styles_.total_text));
			}
		}
		++row_;
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
		++row_;
		lxw_chart_options options{};
		// A chart is 480 by 288 pixels; a unit of a column's width is 7, a row 20.
		options.x_scale = static_cast<double>(sheet_width_) * 7 / 480 * 0.98;
		options.y_scale = static_cast<double>(chart_rows) * 20 / 288 * 0.96;
		check(worksheet_insert_chart_opt(sheet_, row_, 0, chart, &options));
		row_ += chart_rows;
	}

	lxw_workbook* workbook_;
	const Styles& styles_;
	const Report& report_;
	const Table& table_;
	lxw_worksheet* sheet_;
	std::int64_t sheet_width_ = 0;
	lxw_row_t row_ = 0;
	lxw_row_t heading_end_ = 0;
};

} // namespace

void write_table(lxw_workbook* workbook, const Styles& styles, const Report& report, const Table& table)
{
	TableWriter(workbook, styles, report, table).run();
}

} // namespace bajin::figures
