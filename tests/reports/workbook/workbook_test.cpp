// The workbook opened again: its formulas' values are the server's figures, and no text became a formula.
#include "server/files/zip_entries.hpp"
#include "server/reports/workbook/workbook.hpp"
#include "server/reports/workbook/workbook_styles.hpp"
#include "server/reports/workbook/workbook_tables.hpp"
#include "server/store/cover_store.hpp"
#include "server/store/estimate_store.hpp"
#include "server/store/settings_store.hpp"
#include "server/store/target_store.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"

#include <algorithm>
#include <regex>

using namespace bajin;
using figures::Attribution;
using files::ZipEntries;
using reports::Report;
using reports::Table;
using test::FigureDatabase;
using test::FullDisk;
using test::VariedRecords;

namespace
{

struct FoundCell
{
	std::string formula;
	std::string value; // of a text its text
	bool is_text = false;
};
using FoundSheet = std::map<std::string, FoundCell>; // by name: "B5"

std::string unescape(std::string text)
{
	for (const auto& [escaped, plain] :
		 {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""), std::pair("&amp;", "&")})
	{
		for (std::size_t at = text.find(escaped); at != std::string::npos; at = text.find(escaped, at + 1))
		{
			text.replace(at, std::string(escaped).size(), plain);
		}
	}
	return text;
}

// The parts of `text` between these two.
std::vector<std::string> all_between(const std::string& text, const std::string& begin, const std::string& end)
{
	std::vector<std::string> parts;
	for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at))
	{
		at += begin.size();
		parts.push_back(text.substr(at, text.find(end, at) - at));
	}
	return parts;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end)
{
	const auto parts = all_between(text, begin, end);
	return parts.empty() ? "" : parts.front();
}

class OpenWorkbook
{
public:
	explicit OpenWorkbook(const std::string& file) : entries_(files::read_zip(file).value())
	{
		for (const std::string& item : all_between(entries_.at("xl/sharedStrings.xml"), "<si>", "</si>"))
		{
			const std::string text = item.substr(item.find('>') + 1);
			strings_.push_back(unescape(text.substr(0, text.rfind("</t>"))));
		}
		names_ = all_between(entries_.at("xl/workbook.xml"), "<sheet name=\"", "\"");
	}

	[[nodiscard]] const std::vector<std::string>& names() const { return names_; }
	[[nodiscard]] const std::string& entry(const std::string& name) const { return entries_.at(name); }

	[[nodiscard]] const std::string& xml_of(const std::string& sheet) const
	{
		const auto position = std::ranges::find(names_, sheet) - names_.begin();
		return entries_.at("xl/worksheets/sheet" + std::to_string(position + 1) + ".xml");
	}

	[[nodiscard]] FoundSheet sheet(const std::string& name) const
	{
		FoundSheet cells;
		for (const std::string& part : all_between(between(xml_of(name), "<sheetData>", "</sheetData>"), "<c r=\"", "</c>"))
		{
			// A cell without a value closes itself, and stands before one that has.
			const std::string cell = part.substr(part.rfind("<c r=\"") == std::string::npos ? 0 : part.rfind("<c r=\"") + 6);
			FoundCell found{between(cell, "<f>", "</f>"), between(cell, "<v>", "</v>"), cell.find("t=\"s\"") != std::string::npos};
			if (found.is_text) { found.value = strings_.at(std::stoul(found.value)); }
			cells[cell.substr(0, cell.find('"'))] = found;
		}
		return cells;
	}

private:
	ZipEntries entries_;
	std::vector<std::string> strings_;
	std::vector<std::string> names_;
};

// The sum that a formula like SUM(B5:B17), SUM(B5:J5) or SUM(B5) stands for.
double recompute(const FoundSheet& cells, const std::string& formula)
{
	std::smatch match;
	REQUIRE(std::regex_match(formula, match, std::regex("SUM\\(([A-Z])([0-9]+)(:([A-Z])([0-9]+))?\\)")));
	const bool is_range = match[3].matched;
	double sum = 0;
	for (char column = match.str(1).front(); column <= match.str(is_range ? 4 : 1).front(); ++column)
	{
		for (int row = std::stoi(match.str(2)); row <= std::stoi(match.str(is_range ? 5 : 2)); ++row)
		{
			sum += std::stod(cells.at(std::string(1, column) + std::to_string(row)).value);
		}
	}
	return sum;
}

std::int64_t check_formulas(const OpenWorkbook& book)
{
	std::int64_t formulas = 0;
	for (const std::string& name : book.names())
	{
		const FoundSheet cells = book.sheet(name);
		for (const auto& [cell, found] : cells)
		{
			if (!found.formula.empty())
			{
				INFO(name << " " << cell << " " << found.formula);
				CHECK(recompute(cells, found.formula) == std::stod(found.value));
				++formulas;
			}
		}
	}
	return formulas;
}

// The values of the formulas of a sheet's last line of totals, in the order of columns.
std::vector<std::int64_t> totals_of(const OpenWorkbook& book, const std::string& name)
{
	const FoundSheet cells = book.sheet(name);
	std::string row;
	for (const auto& [cell, found] : cells)
	{
		if (found.value == "合计" && cell.front() == 'A' && (row.empty() || std::stoi(cell.substr(1)) > std::stoi(row)))
		{
			row = cell.substr(1);
		}
	}
	std::vector<std::int64_t> totals;
	for (char column = 'B'; column <= 'Z'; ++column)
	{
		if (const auto found = cells.find(column + row); found != cells.end() && !found->second.formula.empty())
		{
			totals.push_back(std::stoll(found->second.value));
		}
	}
	return totals;
}

std::vector<std::int64_t> shown(const Metrics& metrics)
{
	return {metrics.values.begin(), metrics.values.end() - 1}; // all but attendance
}

std::size_t files_in(const std::filesystem::path& directory)
{
	return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(directory), {}));
}

} // namespace

TEST_CASE("workbook: totals are formulas whose values are the server's figures, on every basis and attribution")
{
	VariedRecords records(3);
	std::int64_t formulas = 0;
	for (const char* area : {"410400", "410423", "410423100"})
	{
		for (const Basis basis : {Basis::received, Basis::verified})
		{
			for (const Attribution attribution : {Attribution::area, Attribution::team})
			{
				auto query = records.database.query("2014-01", "2015-12", area);
				query.basis = basis;
				query.attribution = attribution;
				INFO(area << " " << to_string(basis) << " " << figures::code_of(attribution));
				const Report report = reports::compute_report(records.database.reader(), query);
				const OpenWorkbook book(reports::write_workbook(report));
				formulas += check_formulas(book);
				const auto totals = shown(report.statistics.totals);
				CHECK(totals_of(book, "总表") == totals);
				CHECK(totals_of(book, "分月") == totals);
				CHECK(totals_of(book, "讲师团") == totals);
				CHECK(totals_of(book, "宣传资料") == std::vector{report.statistics.totals[Metric::materials]});
				CHECK(totals_of(book, "讲座受众").front() == report.statistics.totals[Metric::lectures]);
				CHECK(totals_of(book, "归属核对").at(1) == report.attributions.by_area[Metric::sessions]);
				CHECK(totals_of(book, "归属核对").at(6) == report.attributions.by_team[Metric::sessions]);
				CHECK(totals_of(book, "宣讲主题").empty());
				CHECK(totals_of(book, "专项活动").empty());
			}
		}
	}
	CHECK(formulas > 1000);
}

TEST_CASE("workbook: the sheets of a yearbook, each ready to print, with basis and attribution at its foot")
{
	VariedRecords records(4);
	const OpenWorkbook book(
		reports::write_workbook(reports::compute_report(records.database.reader(), records.database.query("2015-01", "2015-11-20"))));
	CHECK(
		book.names() == std::vector<std::string>{
							"封面", "总表", "分地区", "分县（市、区）分场所类型", "村居与场所", "分月", "宣讲主题", "宣传资料", "讲座受众",
							"专项活动", "讲师团", "讲师团名册", "目标完成", "同比", "归属核对", "数据质量", "各县上报情况", "指标解释"});
	for (const std::string& name : book.names())
	{
		INFO(name);
		const std::string& xml = book.xml_of(name);
		CHECK(xml.find("orientation=\"landscape\"") != std::string::npos);
		CHECK(xml.find("paperSize=\"9\"") != std::string::npos);
		CHECK(xml.find("第 &amp;P 页 共 &amp;N 页") != std::string::npos);
		CHECK(xml.find("统计口径：含待核实　归属口径：属地口径") != std::string::npos);
		CHECK((xml.find("state=\"frozen\"") != std::string::npos || name == "封面"));
		const std::string& workbook = book.entry("xl/workbook.xml");
		CHECK(workbook.find("_xlnm.Print_Area\" localSheetId=") != std::string::npos);
	}
	CHECK(book.entry("xl/charts/chart1.xml").find("各类场所宣传活动场次") != std::string::npos);
	CHECK(book.entry("xl/charts/chart2.xml").find("分月宣传活动场次") != std::string::npos);
	std::vector<std::string> cover;
	for (const auto& [cell, found] : book.sheet("封面")) { cover.push_back(found.value); }
	for (const char* name :
		 {"表　　号：", "制定机关：", "批准文号：", "综合单位：", "单位负责人：", "统计负责人：", "审核人：", "填表人：", "联系电话：",
		  "报出日期：", "2015年1月1日至2015年11月20日"})
	{
		INFO(name);
		CHECK(std::ranges::count(cover, name) > 0);
	}
	CHECK(all_between(book.entry("xl/workbook.xml"), "_xlnm.Print_Titles", "<").size() == book.names().size() - 1);
}

TEST_CASE("workbook: a span of several years has a sheet by year, which adds up, and says how each whole year changed")
{
	VariedRecords records(4);
	auto report = reports::compute_report(records.database.reader(), records.database.query("2014-03", "2016-12-20"));
	// Every figure from the month of a row, so that the sums of years are known.
	for (figures::StatisticsRow& row : report.statistics.by_month)
	{
		row.metrics = {};
		row.metrics[Metric::sessions] = row.name.starts_with("2015年") ? 3 : 2;
	}
	report.statistics.totals = {};
	report.statistics.totals[Metric::sessions] = 20 + 36 + 24;
	const auto year_table = [&]
	{
		const auto tables = reports::make_tables(report);
		const auto years = std::ranges::find(tables, "分年度", &reports::Table::sheet);
		REQUIRE(years != tables.end());
		CHECK((years + 1)->sheet == "分月");
		return *years;
	};
	const auto column = [](const reports::Table& table, std::string_view heading)
	{
		const auto found = std::ranges::find(table.columns, heading, &reports::TableColumn::heading);
		REQUIRE(found != table.columns.end());
		return static_cast<std::size_t>(found - table.columns.begin());
	};
	reports::Table table = year_table();
	const std::size_t sessions = column(table, "合计");
	REQUIRE(table.blocks.size() == 1); // neither the first nor the last year is whole
	const std::vector<std::pair<std::string, std::int64_t>> expected = {{"2014年3月至12月", 20}, {"2015年", 36}, {"2016年", 24}};
	REQUIRE(table.blocks[0].rows.size() == expected.size());
	for (std::size_t i = 0; i < expected.size(); ++i)
	{
		CHECK(std::get<std::string>(table.blocks[0].rows[i][0]) == expected[i].first);
		CHECK(std::get<std::int64_t>(table.blocks[0].rows[i][sessions]) == expected[i].second);
	}
	CHECK(std::get<std::int64_t>((*table.blocks[0].total)[sessions]) == 80);

	report.statistics.query.period = records.database.query("2014-03", "2016-12").period;
	table = year_table();
	REQUIRE(table.blocks.size() == 2);
	REQUIRE(table.blocks[1].rows.size() == 1);
	CHECK(std::get<std::string>(table.blocks[1].rows[0][0]) == "2016年");
	CHECK(std::get<double>(table.blocks[1].rows[0][sessions]) == -33.3);

	report.statistics.by_month.resize(10);
	const auto within = reports::make_tables(report);
	CHECK(std::ranges::find(within, "分年度", &reports::Table::sheet) == within.end());
}

TEST_CASE("workbook: a text that begins like a formula stays a text")
{
	FigureDatabase database;
	const std::string evil = "=HYPERLINK(\"http://x\",\"点我\")";
	const std::string plus = "+86 375 & <队>";
	const Uuid team = database.add_team(evil, "410423");
	database.writer().run_alone(
		[&]
		{
			store::Settings settings;
			settings.organization = plus;
			store::update_settings(database.writer().database(), settings);
		});
	database.add_event(team, {.area = "410423", .occurred_on = "2015-01-10", .more = {{"topics", {"@SUM(1+1)"}}}});
	const OpenWorkbook book(reports::write_workbook(reports::compute_report(database.reader(), database.query("2015-01", "2015-12"))));
	const auto holds = [&](const std::string& sheet, const std::string& text)
	{
		return std::ranges::any_of(
			book.sheet(sheet),
			[&](const auto& cell) { return cell.second.is_text && cell.second.value == text && cell.second.formula.empty(); });
	};
	CHECK(holds("讲师团", evil));
	CHECK(holds("宣讲主题", "@SUM(1+1)"));
	CHECK(holds("封面", plus));
	check_formulas(book);
	CHECK(book.xml_of("总表").find("HYPERLINK") == std::string::npos);
}

TEST_CASE("workbook: with estimates every page says that it is a draft, and no total holds them")
{
	VariedRecords records(4);
	FigureDatabase& database = records.database;
	const Report plain = reports::compute_report(database.reader(), database.query("2015-01", "2015-12"));
	database.writer().run_alone(
		[&]
		{
			const AreaId root = database.reader().reference()->areas.root().id;
			store::insert_estimate(database.writer().database(), {root, 2015, "sessions", 987'654, "按进度推算", Timestamp(), "张三"});
			store::write_cover(database.writer().database(), {root, "form_number", "平普法统1表", Timestamp(), "张三"});
			store::write_cover(database.writer().database(), {root, "filled_by", "李四", Timestamp(), "张三"});
		});
	const Report report = reports::compute_report(database.reader(), database.query("2015-01", "2015-12"));
	const OpenWorkbook book(reports::write_workbook(report));
	for (const std::string& name : book.names())
	{
		INFO(name);
		CHECK(between(book.xml_of(name), "<oddFooter>", "</oddFooter>").find("【草稿，含全年预计数（非统计数）】") != std::string::npos);
	}
	CHECK(book.xml_of("全年预计数").find("<v>987654</v>") != std::string::npos);
	for (const std::string& name : book.names()) { CHECK((name == "全年预计数" || book.xml_of(name).find("987654") == std::string::npos)); }
	CHECK(totals_of(book, "总表") == totals_of(OpenWorkbook(reports::write_workbook(plain)), "总表"));
	CHECK(report.statistics.text == plain.statistics.text);
	std::vector<std::string> cover;
	for (const auto& [cell, found] : book.sheet("封面")) { cover.push_back(found.value); }
	for (const char* text : {"草　稿", "平普法统1表", "李四"}) { CHECK(std::ranges::count(cover, text) == 1); }
}

TEST_CASE("workbook: without a record there are sheets all the same, and nothing to compare with")
{
	FigureDatabase database;
	const Report report = reports::compute_report(database.reader(), database.query("2014-03", "2015-12"));
	const OpenWorkbook book(reports::write_workbook(report));
	CHECK(book.names().size() == 19); // of two years, so one by year
	CHECK(totals_of(book, "总表") == shown({}));
	check_formulas(book);
}

TEST_CASE("workbook: a row whose text has line breaks is as high as its lines")
{
	Table table{"说明", "说明"};
	table.columns = {{"项目"}, {"说明"}};
	table.blocks.push_back({"", {{"一", "第一行\n第二行\n第三行"}, {"二", "一行"}}, std::nullopt});
	table.notes = {"注：甲\n乙"};
	const OpenWorkbook book(reports::write_workbook(reports::WorkbookHead{}, {table}));
	const std::string& xml = book.xml_of("说明");
	// Title, what it covers, headings, then the rows; 16 points a line.
	CHECK(xml.find("<row r=\"4\" spans=\"1:2\" ht=\"48\" customHeight=\"1\"") != std::string::npos);
	CHECK(xml.find("<row r=\"5\" spans=\"1:2\">") != std::string::npos);
	CHECK(xml.find("<row r=\"6\" spans=\"1:2\" ht=\"34\" customHeight=\"1\"") != std::string::npos);
}

TEST_CASE("workbook: a disk that fills gives an error and no half file")
{
	VariedRecords records(8);
	const Report report = reports::compute_report(records.database.reader(), records.database.query("2014-01", "2015-12"));
	std::string pattern = (std::filesystem::temp_directory_path() / "bajin-workbook-test-XXXXXX").string();
	REQUIRE(mkdtemp(pattern.data()) != nullptr);
	const std::filesystem::path directory = pattern;
	const std::size_t whole = reports::write_workbook(report, directory).size();
	for (const rlim_t bytes : {rlim_t{0}, rlim_t{1000}, rlim_t{4096}, rlim_t{9000}, rlim_t{whole - 1}})
	{
		INFO(bytes);
		const FullDisk full(bytes);
		CHECK_THROWS_AS(reports::write_workbook(report, directory), reports::WorkbookError);
	}
	CHECK(files_in(directory) == 0);
	CHECK_THROWS_AS(reports::write_workbook(report, directory / "gone"), reports::WorkbookError);
	std::filesystem::remove_all(directory);
	CHECK(reports::write_workbook(report).size() == whole);
}

TEST_CASE("workbook: a ZIP file with any byte missing, or one that is another, is not read as whole")
{
	FigureDatabase database;
	const std::string file = reports::write_workbook(reports::compute_report(database.reader(), database.query("2015-01", "2015-12")));
	REQUIRE(files::read_zip(file));
	CHECK(!files::read_zip(""));
	for (std::size_t bytes = 1; bytes < file.size(); bytes += 97) { CHECK(!files::read_zip(std::string_view(file).substr(0, bytes))); }
	std::string changed = file;
	changed[file.size() / 3] = static_cast<char>(changed[file.size() / 3] ^ 1);
	CHECK(!files::read_zip(changed));
	CHECK(files::is_closed_xml("<?xml version=\"1.0\"?>\n<a><b x=\"1\"/><c>1</c></a>"));
	for (const char* cut : {"", "<a>", "<a><b></a>", "<a></a", "<a/><b/>", "</a>"})
	{
		INFO(cut);
		CHECK(!files::is_closed_xml(cut));
	}
}

TEST_CASE("workbook: a text that looks like an escape of workbooks stays as it is")
{
	CHECK(reports::in_workbook("a_x0041_b") == "a_x005F_x0041_b");
	CHECK(reports::in_workbook("_x000a__xFFFF_") == "_x005F_x000a__x005F_xFFFF_");
	for (const char* plain : {"", "_x", "_x004_", "_x00G1_", "x0041_", "_X0041_", "文_x0041"})
	{
		CHECK(reports::in_workbook(plain) == plain);
	}
}
