#include "server/reports/cover.hpp"
#include "server/reports/workbook/workbook_sheets.hpp"

#include <algorithm>

namespace bajin::reports
{

namespace
{

// Six columns: three times a name and what is filled in beside it.
constexpr lxw_col_t cover_columns = 6;
constexpr double name_width = 16;
constexpr double value_width = 26;
constexpr double cover_line_height = 26;
constexpr double signature_height = 34;

class CoverWriter
{
public:
	CoverWriter(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head)
		: sheet_(workbook_add_worksheet(workbook, "封面")), styles_(styles), head_(head)
	{
		if (sheet_ == nullptr) { check(LXW_ERROR_MEMORY_MALLOC_FAILED); }
	}

	void run()
	{
		for (lxw_col_t column = 0; column < cover_columns; ++column)
		{
			check(worksheet_set_column(sheet_, column, column, column % 2 == 0 ? name_width : value_width, nullptr));
		}
		for (const char* field : {"form_number", "issued_by", "approval_number"})
		{
			set_height(cover_line_height);
			put_field(4, field);
			++row_;
		}
		line(48, "", nullptr);
		line(52, "法律知识八进普法宣传活动统计报表", styles_.cover_title);
		line(36, head_.period, styles_.cover_center);
		line(40, "", nullptr);
		wide("综合单位：", value_of("compiled_by"));
		wide("统计区划：", head_.area_name + "（" + head_.area_code + "）");
		wide("统计时段：", head_.period);
		wide("统计口径：", head_.basis);
		wide("归属口径：", head_.attribution);
		wide("数据时间：", head_.data_time);
		line(40, head_.is_draft ? "草　稿" : "", head_.is_draft ? styles_.cover_center : nullptr);
		set_height(signature_height);
		put_field(0, "head");
		put_field(2, "statistics_head");
		put_field(4, "checked_by");
		++row_;
		set_height(signature_height);
		put_field(0, "filled_by");
		put_field(2, "telephone");
		put(4, "报出日期：", "");
		++row_;
		set_page(sheet_, bases_of(head_), head_.area_name + " " + head_.period);
		worksheet_fit_to_pages(sheet_, 1, 1);
		worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
		check(worksheet_print_area(sheet_, 0, 0, row_ - 1, cover_columns - 1));
	}

private:
	void set_height(double height) { check(worksheet_set_row(sheet_, row_, height, nullptr)); }

	void put(lxw_col_t column, const std::string& name, const std::string& value)
	{
		check(worksheet_write_string(sheet_, row_, column, name.c_str(), styles_.cover_name));
		check(worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(column + 1), in_workbook(value).c_str(), styles_.cover_value));
	}

	void line(double height, const std::string& text, lxw_format* format)
	{
		set_height(height);
		if (format != nullptr) { write_merged(sheet_, {row_, 0, row_, cover_columns - 1}, text, format); }
		++row_;
	}

	// A name in the middle of the page, what it is across the columns beside it.
	void wide(const std::string& name, const std::string& value)
	{
		set_height(cover_line_height);
		check(worksheet_write_string(sheet_, row_, 1, name.c_str(), styles_.cover_name));
		write_merged(sheet_, {row_, 2, row_, 4}, value, styles_.cover_value);
		++row_;
	}

	[[nodiscard]] std::string value_of(std::string_view field) const
	{
		const auto found = head_.cover.find(std::string(field));
		return found == head_.cover.end() ? "" : found->second;
	}

	void put_field(lxw_col_t column, std::string_view name)
	{
		const auto* const field = std::ranges::find(cover_fields, name, &CoverField::name);
		put(column, std::string(field->title) + "：", value_of(name));
	}

	lxw_worksheet* sheet_;
	const Styles& styles_;
	const WorkbookHead& head_;
	lxw_row_t row_ = 0;
};

} // namespace

void write_cover(lxw_workbook* workbook, const Styles& styles, const WorkbookHead& head)
{
	CoverWriter(workbook, styles, head).run();
}

} // namespace bajin::reports
