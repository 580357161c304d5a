// Whatever an office's table holds, in whatever coding.
#include "shared/csv_table.hpp"
#include "shared/text_encoding.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

int fuzz(std::string_view input)
{
	const auto table = parse_csv_table(input);
	if (table)
	{
		for (const CsvRow& row : table->rows)
		{
			for (const std::string& cell : row.cells) { check(is_utf8(cell)); }
		}
	}
	static_cast<void>(parse_headed_table(input, 1'000));
	if (is_utf8(input)) { check(is_utf8(to_half_width(input))); }
	return 0;
}
