// Reading a list of areas from a table: ours, and the official lists as they are published.
//
// Used by `bajin init`, the simulated phones and tests. Pure. Encoding, separators and quotes are csv_table's affair.
//
// Columns are found by their heading, in English or Chinese: code 代码 (区划代码, 统计用区划代码, …), name 名称, level 级别,
// parent 上级代码, valid_from 生效日期, valid_to 失效日期, successor 继任代码; others are passed over. Levels are the codes of
// AreaLevel or Chinese words (省级, 地级, 县级, 乡级, 村, 社区, …).
//
// Where there is no column of parents, the codes are the official ones: the zeros at the end of twelve digits are cut off
// (410423000000 is 410423), and the parent is the longest shorter code of the list that stands above. Where there is no
// column of levels, they are read from the digits in the same way. A list that has the columns is taken at its word, code
// by code, and nothing else in this software looks at what a code begins with.
#pragma once

#include "shared/area.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bajin
{

// Of a list that is not numbered yet: `area` without id and parent.
struct AreaListRow
{
	Area area;
	std::string parent; // its code; empty: the root
	std::size_t line = 0;
};

// UTF-8 or GB 18030, a heading in the first line. Ids are given in the order of code length, then code, from 1. Error codes:
// `area_list_invalid`, with the line, and `not_utf8`.
[[nodiscard]] Result<std::vector<Area>> parse_area_csv(std::string_view text);

// Gives ids in the order of codes and replaces the codes of parents by ids. Error codes: `area_list_invalid`, with the line.
[[nodiscard]] Result<std::vector<Area>> number_areas(std::vector<AreaListRow> rows);

} // namespace bajin
