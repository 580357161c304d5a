#include "server/reports/workbook/sheet_xml.hpp"

#include "server/reports/workbook/workbook_styles.hpp"

namespace bajin::reports
{

std::string column_name(std::size_t column)
{
	std::string name;
	for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
	{
		name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
	}
	return name;
}

void append_escaped(std::string& xml, std::string_view text)
{
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		const std::string_view three = text.substr(i, 3);
		if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF")
		{
			xml += ' ';
			i += 2;
			continue;
		}
		switch (text[i])
		{
		case '&':
			xml += "&amp;";
			break;
		case '<':
			xml += "&lt;";
			break;
		case '>':
			xml += "&gt;";
			break;
		default:
			xml += static_cast<unsigned char>(text[i]) < 0x20 ? ' ' : text[i];
		}
	}
}

void append_text_cell(std::string& xml, std::string_view text)
{
	if (text.empty())
	{
		xml += "\"/>";
		return;
	}
	xml += "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
	append_escaped(xml, in_workbook(text));
	xml += "</t></is></c>";
}

void append_number_cell(std::string& xml, std::int64_t number)
{
	xml += "\"><v>";
	xml += std::to_string(number);
	xml += "</v></c>";
}

} // namespace bajin::reports
