#include "server/files/csv_writer.hpp"

#include "shared/table_values.hpp"

namespace bajin::files
{

CsvWriter::CsvWriter() : out_("\xEF\xBB\xBF") {}

void CsvWriter::separate()
{
	if (!row_is_empty_) { out_ += ','; }
	row_is_empty_ = false;
}

void CsvWriter::text(std::string_view cell)
{
	separate();
	const bool is_formula = needs_guard(cell);
	const bool is_quoted = cell.find_first_of(",\"\r\n") != std::string_view::npos;
	if (is_quoted) { out_ += '"'; }
	if (is_formula) { out_ += '\''; }
	for (const char character : cell)
	{
		if (character == '"') { out_ += '"'; }
		out_ += character;
	}
	if (is_quoted) { out_ += '"'; }
}

void CsvWriter::number(std::int64_t cell)
{
	separate();
	out_ += std::to_string(cell);
}

void CsvWriter::end_row()
{
	out_ += "\r\n";
	row_is_empty_ = true;
}

} // namespace bajin::files
