// Tables as CSV that a Chinese Excel opens as it should: UTF-8 with BOM, CRLF, quoted as in RFC 4180.
//
// Used by the figures. Pure. Text cells that a spreadsheet would run as a formula get an apostrophe in front.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace bajin::files
{

class CsvWriter
{
public:
	CsvWriter();

	void text(std::string_view cell);
	void number(std::int64_t cell);
	void end_row();

	// What was written since the last call: a large table goes out piece by piece.
	[[nodiscard]] std::string take() noexcept { return std::exchange(out_, std::string()); }

private:
	void separate();

	std::string out_;
	bool row_is_empty_ = true;
};

} // namespace bajin::files
