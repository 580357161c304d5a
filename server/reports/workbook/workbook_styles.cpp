#include "server/reports/workbook/workbook_styles.hpp"

#include "server/reports/workbook/workbook.hpp"

#include <algorithm>

namespace bajin::reports
{

namespace
{

// Where they are missing, an office falls back by the character set.
constexpr const char* heading_font = "宋体";
constexpr const char* text_font = "仿宋";
constexpr std::uint8_t chinese_charset = 134;
constexpr std::uint8_t paper_a4 = 9;
constexpr lxw_color_t heading_color = 0xE7EEF6;
constexpr lxw_color_t total_color = 0xF3F3F3;

lxw_format* make_format(lxw_workbook* workbook, const char* font, double size)
{
	lxw_format* format = workbook_add_format(workbook);
	format_set_font_name(format, font);
	format_set_font_charset(format, chinese_charset);
	format_set_font_size(format, size);
	format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
	return format;
}

lxw_format* make_cell(lxw_workbook* workbook, const char* font, const char* number_format)
{
	lxw_format* format = make_format(workbook, font, 10.5);
	format_set_border(format, LXW_BORDER_THIN);
	format_set_indent(format, 1);
	if (number_format == nullptr) { format_set_text_wrap(format); }
	else
	{
		format_set_num_format(format, number_format);
		format_set_align(format, LXW_ALIGN_RIGHT);
	}
	return format;
}

lxw_format* make_total(lxw_workbook* workbook, const char* number_format)
{
	lxw_format* format = make_cell(workbook, heading_font, number_format);
	format_set_bold(format);
	format_set_bg_color(format, total_color);
	return format;
}

lxw_format* make_record_cell(lxw_workbook* workbook)
{
	lxw_format* format = make_format(workbook, text_font, 10.5);
	format_set_border(format, LXW_BORDER_THIN);
	return format;
}

// In a footer `&` begins a code.
std::string footer_text(std::string_view text)
{
	std::string escaped;
	for (const char c : text)
	{
		escaped += c;
		if (c == '&') { escaped += '&'; }
	}
	return escaped;
}

} // namespace

Styles make_styles(lxw_workbook* workbook)
{
	Styles styles;
	styles.title = make_format(workbook, heading_font, 16);
	format_set_bold(styles.title);
	format_set_align(styles.title, LXW_ALIGN_CENTER);
	styles.about = make_format(workbook, text_font, 10.5);
	format_set_text_wrap(styles.about);
	styles.heading = make_cell(workbook, heading_font, nullptr);
	format_set_bold(styles.heading);
	format_set_align(styles.heading, LXW_ALIGN_CENTER);
	format_set_indent(styles.heading, 0);
	format_set_bg_color(styles.heading, heading_color);
	styles.label = make_cell(workbook, heading_font, nullptr);
	format_set_bold(styles.label);
	styles.text = make_cell(workbook, text_font, nullptr);
	styles.number = make_cell(workbook, text_font, "#,##0");
	styles.decimal = make_cell(workbook, text_font, "#,##0.0");
	styles.total_text = make_total(workbook, nullptr);
	styles.total_number = make_total(workbook, "#,##0");
	styles.record_text = make_record_cell(workbook);
	styles.record_number = make_record_cell(workbook);
	format_set_num_format(styles.record_number, "#,##0");
	format_set_align(styles.record_number, LXW_ALIGN_RIGHT);
	styles.cover_title = make_format(workbook, heading_font, 24);
	format_set_bold(styles.cover_title);
	format_set_align(styles.cover_title, LXW_ALIGN_CENTER);
	styles.cover_center = make_format(workbook, heading_font, 16);
	format_set_align(styles.cover_center, LXW_ALIGN_CENTER);
	styles.cover_name = make_format(workbook, text_font, 12);
	format_set_align(styles.cover_name, LXW_ALIGN_RIGHT);
	styles.cover_value = make_format(workbook, text_font, 12);
	format_set_bottom(styles.cover_value, LXW_BORDER_THIN);
	return styles;
}

void check(lxw_error error)
{
	if (error != LXW_NO_ERROR) { throw WorkbookError(lxw_strerror(error)); }
}

std::int64_t text_width(std::string_view text) noexcept
{
	std::int64_t width = 0;
	for (const char c : text)
	{
		// Of each character of UTF-8 its first byte; three bytes and more are Chinese, or as wide.
		const auto byte = static_cast<unsigned char>(c);
		width += byte >= 0xE0 ? 2 : byte >= 0xC0 || byte < 0x80 ? 1 : 0;
	}
	return width;
}

void set_page(lxw_worksheet* sheet, std::string_view left, std::string_view right)
{
	worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, paper_a4);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_center_horizontally(sheet);
	worksheet_set_margins(sheet, 0.5, 0.5, 0.5, 0.7); // left, right, top, bottom; in inches
	const std::string footer = "&L&9 " + footer_text(left) + "&C&9 第 &P 页 共 &N 页&R&9 " + footer_text(right);
	check(worksheet_set_footer(sheet, footer.c_str()));
}

std::string in_workbook(std::string_view text)
{
	constexpr std::size_t length = 7;
	const auto is_hex = [](char sign)
	{ return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f') || (sign >= 'A' && sign <= 'F'); };
	std::string plain;
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		const std::string_view part = text.substr(i, length);
		const bool is_code =
			part.size() == length && part.starts_with("_x") && part.ends_with('_') && std::ranges::all_of(part.substr(2, 4), is_hex);
		plain += is_code ? "_x005F_" : std::string(1, text[i]);
	}
	return plain;
}

void write_merged(lxw_worksheet* sheet, const Range& range, const std::string& text, lxw_format* format)
{
	if (range.first_row == range.last_row && range.first_column == range.last_column)
	{
		check(worksheet_write_string(sheet, range.first_row, range.first_column, in_workbook(text).c_str(), format));
		return;
	}
	check(worksheet_merge_range(
		sheet, range.first_row, range.first_column, range.last_row, range.last_column, in_workbook(text).c_str(), format));
}

} // namespace bajin::reports
