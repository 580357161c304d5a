#include "shared/csv_table.hpp"
#include "shared/table_values.hpp"
#include "shared/text_encoding.hpp"
#include "tests/support/catch.hpp"

#include <array>

using namespace bajin;

namespace
{

std::vector<std::string> cells(std::string_view text, std::size_t row = 0)
{
	return parse_csv_table(text).value().rows.at(row).cells;
}

using Cells = std::vector<std::string>;

} // namespace

TEST_CASE("csv table: comma, tab and semicolon, with and without a byte order mark, line ends of any system")
{
	CHECK(
		cells("\xEF\xBB\xBF"
			  "a,b\r\n1,2\r\n") == Cells{"a", "b"});
	CHECK(cells("a,b\r\n1,2\r\n", 1) == Cells{"1", "2"});
	CHECK(cells("a\tb\n1\t2", 1) == Cells{"1", "2"});
	CHECK(cells("a;b\r1;2\r", 1) == Cells{"1", "2"});
	CHECK(parse_csv_table("a;b\n")->separator == ';');
	CHECK(cells("a\n1,5\n", 1) == Cells{"1", "5"}); // one column alone: commas
	CHECK(parse_csv_table("")->rows.empty());
	CHECK(parse_csv_table("\xEF\xBB\xBF\n \n,,\n")->rows.empty());
}

TEST_CASE("csv table: quotes as in RFC 4180")
{
	CHECK(cells("\"a,b\",\"say \"\"yes\"\"\",\"\"\n") == Cells{"a,b", "say \"yes\"", ""});
	CHECK(cells("\"a;b\";c;d\n") == Cells{"a;b", "c", "d"});
	const CsvTable table = parse_csv_table("a,b\n\"one\ntwo\",2\n\n3,4\n").value();
	REQUIRE(table.rows.size() == 3);
	CHECK(table.rows[1].cells == Cells{"one\ntwo", "2"});
	CHECK(table.rows[1].line == 2);
	CHECK(table.rows[2].line == 5);
	CHECK(cells("\"a\"b,c\n") == Cells{"ab", "c"});
	CHECK(cells("a,\n") == Cells{"a", ""});
	CHECK(parse_csv_table("a,b\n1,\"open\n2,3\n")->unclosed_quote_line == 2);
	CHECK(parse_csv_table("a,b\n1,\"shut\"\n")->unclosed_quote_line == 0);
}

TEST_CASE("csv table: white space at the ends of cells goes, that of Chinese width too")
{
	CHECK(cells(" a ,\xE3\x80\x80 鲁山县\xE3\x80\x80,b c\n") == Cells{"a", "鲁山县", "b c"});
}

TEST_CASE("csv table: GB 18030 and UTF-16 are read, UTF-8 stays what it is")
{
	const auto first = [](std::string_view bytes) { return parse_csv_table(bytes).value().rows.at(0).cells.at(0); };
	CHECK(first("\xB5\xD8\xC7\xF8,\xD6\xB8\xB1\xEA\n") == "地区");
	CHECK(first("\xD2\xF8\xB6\xBC\xA1\xA4\n") == "银都·");
	CHECK(first("\xC2\xB3\xC9\xBD,1\n") == "鲁山"); // whose bytes are letters of UTF-8, too
	CHECK(first("\xFF\xFE\x30\x57\x3A\x53\n" + std::string(1, '\0')) == "地区");
	CHECK(first("\xFE\xFF\x57\x30\x53\x3A") == "地区");
	CHECK(first("caf\xC3\xA9,1\n") == "café");
	CHECK(
		first("a\xC2\xB7"
			  "b,1\n") == "a·b");
}

TEST_CASE("csv table: what is no text is told as such")
{
	CHECK(parse_csv_table("鲁山县,宝丰县\n叶县,\xE9\x83\n").error().code == "not_utf8"); // cut in the middle of a character
	CHECK(parse_csv_table("\xEF\xBF\xBD\xEF\xBF\xBD,1\n").error().code == "not_utf8");   // read as UTF-8 elsewhere
	CHECK(parse_csv_table(std::string_view("a\0,\0", 4)).error().code == "not_utf8");    // UTF-16
	CHECK(is_utf8("地区 😀 a"));
	for (const char* bad :
		 {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xE5\x9C", "\xE5"})
	{
		CHECK(!is_utf8(bad));
	}
}

TEST_CASE("csv table: digits and signs at full width become ASCII")
{
	CHECK(to_half_width("１，２００") == "1,200");
	CHECK(to_half_width("ａｚ～\xE3\x80\x80鲁山") == "az~ 鲁山");
	CHECK(to_half_width("plain") == "plain");
}

TEST_CASE("csv table: columns are found by their headings, and cells come without the guard against formulas")
{
	const auto table = parse_headed_table("名称,地区代码\n'=一中,410423101\n二中\n", 10).value();
	REQUIRE(table.rows.size() == 2);
	CHECK(cell_of(table.rows[0], table.find_column("名称")) == "=一中");
	CHECK(cell_of(table.rows[0], table.find_column("地区代码")) == "410423101");
	CHECK(cell_of(table.rows[1], table.find_column("地区代码")).empty());
	CHECK_FALSE(table.find_column("场所类型"));
	CHECK(table.rows[1].line == 3);
	const auto code = [](std::string_view text, std::size_t rows_max) { return parse_headed_table(text, rows_max).error().code; };
	CHECK(code("", 10) == "invalid_table");
	CHECK(code("名称\n\"一中\n", 10) == "invalid_table");
	CHECK(code("名称\n一\n二\n", 1) == "invalid_table");
	CHECK(code("\x80\n", 10) == "not_utf8");
}

TEST_CASE("csv table: what Excel and people put around a code is no part of it")
{
	const auto first = [](std::string_view cell) { return cells("甲," + std::string(cell) + "\n").at(1); };
	for (const char* cell : {"410423", "'410423", "=\"410423\"", "\"=\"\"410423\"\"\"", " '410423 ", "\u200B410423"})
	{
		CHECK(first(cell) == "410423");
	}
	CHECK(first("'４１０４２３") == "４１０４２３");
	CHECK(code_in_cell("４１０４２３") == "410423");
	CHECK(code_in_cell("410 423") == "410423");
	CHECK(code_in_cell("410423.0") == "410423");
	CHECK(code_in_cell("1.5") == "1.5");
	CHECK(code_in_cell("4.10423E+11") == "4.10423E+11");
	CHECK(first("'=1+1") == "=1+1");
	CHECK(first("'＝1+1") == "＝1+1");
	CHECK(first("''80s") == "'80s");
	CHECK(first("'文") == "'文"); // a quotation mark of the text's own
	CHECK(first("=1+1") == "=1+1");
	CHECK(first("\"=\"\"a\"\"&\"\"b\"\"\"") == "=\"a\"&\"b\"");
}

TEST_CASE("csv table: what the writer guards, the reader takes back, whatever stands in the cell")
{
	for (const char* cell :
		 {"=1+1", "+86", "-5", "@a", "＝SUM(A1)", "＋1", "－5", "＠a", "'", "''", "'=x", "'80s", "'文", "=\"410423\"", "410423", "a\"b",
		  "a,b", "文"})
	{
		CAPTURE(cell);
		CHECK(without_guard((needs_guard(cell) ? "'" : "") + std::string(cell)) == cell);
	}
	for (const char* cell : {"＝SUM(A1)", "＋1", "－5", "＠a", "=1", "'x"}) { CHECK(needs_guard(cell)); }
	CHECK_FALSE(needs_guard("１"));
}

TEST_CASE("csv table: headings that are unknown or stand twice, and rows that are too long, are told")
{
	const auto flaws = [](std::string_view text)
	{
		constexpr std::array<std::string_view, 2> known = {"名称", "地区代码"};
		std::string found;
		for (const TableFlaw& flaw : find_flaws(parse_headed_table(text, 10).value(), known))
		{
			found += std::to_string(flaw.line) + " " + flaw.column + " " + std::string(flaw.code) + ";";
		}
		return found;
	};
	CHECK(flaws("名称,地区代码,,\n一中,1,,\n").empty());
	CHECK(flaws("\n名称,地区代碼\n").find("2 地区代碼 unknown_column") == 0);
	CHECK(flaws("名称,地区代码,名称\n") == "1 名称 repeated_column;");
	CHECK(flaws("名称,地区代码\n一中,1\n一中,1,200\n一中,1,,\n") == "3  too_many_cells;");
}
