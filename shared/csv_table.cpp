#include "shared/csv_table.hpp"

#include "shared/plain_text.hpp"
#include "shared/table_values.hpp"
#include "shared/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace bajin
{

namespace
{

constexpr std::string_view ideographic_space = "\xE3\x80\x80";

char find_separator(std::string_view text)
{
	constexpr std::array<char, 3> candidates = {',', '\t', ';'};
	std::array<std::size_t, 3> counts{};
	bool quoted = false;
	for (const char character : text)
	{
		if (character == '"') { quoted = !quoted; }
		if (!quoted && (character == '\n' || character == '\r')) { break; }
		for (std::size_t i = 0; i < candidates.size(); ++i) { counts[i] += !quoted && character == candidates[i] ? 1 : 0; }
	}
	return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

class TableReader
{
public:
	explicit TableReader(std::string_view text) : text_(text) { table_.separator = find_separator(text); }

	CsvTable run()
	{
		while (at_ < text_.size()) { read_row(); }
		return std::move(table_);
	}

private:
	void read_row()
	{
		CsvRow row;
		row.line = line_;
		for (bool more = true; more;)
		{
			row.cells.push_back(without_guard(trimmed(read_cell())));
			more = at_ < text_.size() && text_[at_] == table_.separator;
			at_ += more ? 1 : 0;
		}
		take_line_end();
		if (std::ranges::any_of(row.cells, [](const std::string& cell) { return !cell.empty(); }))
		{
			table_.rows.push_back(std::move(row));
		}
	}

	std::string read_cell()
	{
		std::string cell;
		if (at_ < text_.size() && text_[at_] == '"') { read_quoted(cell); }
		while (at_ < text_.size() && text_[at_] != table_.separator && text_[at_] != '\n' && text_[at_] != '\r') { cell += text_[at_++]; }
		return cell;
	}

	void read_quoted(std::string& cell)
	{
		const std::size_t begin = line_;
		++at_;
		while (at_ < text_.size())
		{
			const char character = text_[at_++];
			if (character == '"')
			{
				if (at_ == text_.size() || text_[at_] != '"') { return; }
				++at_;
			}
			line_ += character == '\n' ? 1 : 0;
			cell += character;
		}
		table_.unclosed_quote_line = begin;
	}

	void take_line_end()
	{
		if (at_ < text_.size() && text_[at_] == '\r')
		{
			++at_;
			if (at_ == text_.size() || text_[at_] != '\n')
			{
				++line_;
				return;
			}
		}
		if (at_ < text_.size() && text_[at_] == '\n')
		{
			++at_;
			++line_;
		}
	}

	std::string_view text_;
	std::size_t at_ = 0;
	std::size_t line_ = 1;
	CsvTable table_;
};

} // namespace

Result<CsvTable> parse_csv_table(std::string_view bytes)
{
	const std::optional<std::string> text = decode_text(bytes);
	if (!text) { return Error{"not_utf8", "", ""}; }
	return TableReader(*text).run();
}

std::string to_half_width(std::string_view text)
{
	std::string narrow;
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		// U+FF01 to U+FF5E are ASCII at full width: EF BC 81 to EF BD 9E.
		if (i + 2 < text.size() && text[i] == '\xEF' && (text[i + 1] == '\xBC' || text[i + 1] == '\xBD'))
		{
			const int offset = text[i + 1] == '\xBC' ? 0x60 : 0x20;
			const int code = static_cast<unsigned char>(text[i + 2]) - offset;
			if (code > 0x20 && code < 0x7F)
			{
				narrow += static_cast<char>(code);
				i += 2;
				continue;
			}
		}
		if (text.substr(i).starts_with(ideographic_space))
		{
			narrow += ' ';
			i += 2;
			continue;
		}
		narrow += text[i];
	}
	return narrow;
}

std::optional<std::size_t> HeadedTable::find_column(std::string_view heading) const noexcept
{
	const auto found = std::ranges::find(headings, heading);
	return found == headings.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - headings.begin()));
}

Result<HeadedTable> parse_headed_table(std::string_view bytes, std::size_t rows_max)
{
	auto table = parse_csv_table(bytes);
	if (!table) { return table.error(); }
	if (table->unclosed_quote_line > 0)
	{
		return Error{"invalid_table", "line " + std::to_string(table->unclosed_quote_line) + ": a quote is never closed", ""};
	}
	if (table->rows.empty()) { return Error{"invalid_table", "the table is empty", ""}; }
	if (table->rows.size() - 1 > rows_max)
	{
		return Error{"invalid_table", "more than " + std::to_string(rows_max) + " rows; split the table", ""};
	}
	HeadedTable headed;
	headed.line = table->rows.front().line;
	headed.headings = std::move(table->rows.front().cells);
	headed.rows.assign(std::make_move_iterator(table->rows.begin() + 1), std::make_move_iterator(table->rows.end()));
	return headed;
}

std::vector<TableFlaw> find_flaws(const HeadedTable& table, std::span<const std::string_view> known)
{
	std::vector<TableFlaw> flaws;
	for (auto heading = table.headings.begin(); heading != table.headings.end(); ++heading)
	{
		if (heading->empty()) { continue; }
		if (std::ranges::find(known, *heading) == known.end()) { flaws.push_back({table.line, *heading, "unknown_column"}); }
		else if (std::find(table.headings.begin(), heading, *heading) != heading)
		{
			flaws.push_back({table.line, *heading, "repeated_column"});
		}
	}
	for (const CsvRow& row : table.rows)
	{
		const auto beyond = row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(row.cells.size(), table.headings.size()));
		if (std::any_of(beyond, row.cells.end(), [](const std::string& cell) { return !cell.empty(); }))
		{
			flaws.push_back({row.line, "", "too_many_cells"});
		}
	}
	return flaws;
}

std::string_view cell_of(const CsvRow& row, std::optional<std::size_t> column) noexcept
{
	return column && *column < row.cells.size() ? std::string_view(row.cells[*column]) : std::string_view();
}

} // namespace bajin
