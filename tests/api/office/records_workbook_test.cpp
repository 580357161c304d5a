// The workbook with its records opened again: each counted event is a row, the columns add up to the figures, and the
// sheets before them are those of the workbook without.
#include "server/events/state.hpp"
#include "server/figures/labels.hpp"
#include "server/files/zip_entries.hpp"
#include "server/reports/workbook/record_sheets.hpp"
#include "server/reports/workbook/workbook.hpp"
#include "server/store/team_store.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using figures::Attribution;
using files::ZipEntries;
using store::Role;

namespace
{

std::string content_of(const files::FinishedFile& file)
{
	std::string content(file.size(), '\0');
	REQUIRE(file.read_at(0, content.data(), content.size()) == content.size());
	return content;
}

// The cells of one row: texts as they stand, numbers as text.
using Row = std::vector<std::string>;

std::vector<Row> rows_of(const std::string& xml)
{
	static const std::regex row_pattern("<row r=\"([0-9]+)\">(.*?)</row>");
	static const std::regex cell_pattern("<c r=\"([A-Z]+)[0-9]+\" s=\"[0-9]+\"(?:/>|><v>([0-9]+)</v></c>| t=\"inlineStr\"><is><t "
										 "xml:space=\"preserve\">([^<]*)</t></is></c>)");
	std::vector<Row> rows;
	for (auto row = std::sregex_iterator(xml.begin(), xml.end(), row_pattern); row != std::sregex_iterator(); ++row)
	{
		CHECK((*row)[1] == std::to_string(reports::record_head_rows + 1 + static_cast<std::int64_t>(rows.size())));
		const std::string cells = (*row)[2];
		Row found;
		for (auto cell = std::sregex_iterator(cells.begin(), cells.end(), cell_pattern); cell != std::sregex_iterator(); ++cell)
		{
			found.push_back((*cell)[2].matched ? (*cell)[2].str() : (*cell)[3].str());
		}
		REQUIRE(found.size() == reports::record_columns().size());
		rows.push_back(found);
	}
	return rows;
}

std::size_t column_of(std::string_view heading)
{
	const auto columns = reports::record_columns();
	const auto found = std::ranges::find(columns, heading, &reports::RecordColumn::heading);
	REQUIRE(found != columns.end());
	return static_cast<std::size_t>(found - columns.begin());
}

std::int64_t sum_of(const std::vector<Row>& rows, std::string_view heading)
{
	std::int64_t sum = 0;
	for (const Row& row : rows) { sum += std::stoll(row[column_of(heading)]); }
	return sum;
}

// The sheets of records, by name; `all_sheets` is how many there are in all.
std::map<std::string, std::string> record_sheets(const ZipEntries& entries)
{
	std::map<std::string, std::string> sheets;
	const std::string& workbook = entries.at("xl/workbook.xml");
	const std::regex pattern("<sheet name=\"([^\"]*)\"");
	int number = 0;
	for (auto name = std::sregex_iterator(workbook.begin(), workbook.end(), pattern); name != std::sregex_iterator(); ++name)
	{
		++number;
		if ((*name)[1].str().starts_with(reports::record_sheet_name))
		{
			sheets[(*name)[1]] = entries.at("xl/worksheets/sheet" + std::to_string(number) + ".xml");
		}
	}
	return sheets;
}

reports::RecordSource source_of(store::Reader& reader, const figures::FigureQuery& query)
{
	reports::RecordSource source;
	source.filter.area = query.area;
	source.filter.attribution = query.attribution;
	source.filter.basis = query.basis;
	source.filter.first = query.period.days.first;
	source.filter.last = query.period.days.last;
	source.load = [&reader](const store::EventHead& head) { return events::load_state(reader.database(), reader.epochs(), head); };
	return source;
}

ZipEntries write(store::Reader& reader, const reports::Report& report, const reports::RecordSource& source)
{
	files::Progress progress;
	const auto file = reports::write_workbook_with_records(reader, report, source, progress);
	REQUIRE(file.has_value());
	CHECK(progress.done() == progress.total());
	return files::read_zip(content_of(**file)).value();
}

} // namespace

TEST_CASE("records workbook: each counted event is one row, and the columns add up to the figures")
{
	VariedRecords records(11);
	std::size_t joint_rows = 0;
	for (const char* area : {"410400", "410423"})
	{
		for (const Basis basis : {Basis::received, Basis::verified})
		{
			for (const Attribution attribution : {Attribution::area, Attribution::team})
			{
				auto query = records.database.query("2014-01", "2015-06-15", area);
				query.basis = basis;
				query.attribution = attribution;
				INFO(area << " " << to_string(basis) << " " << figures::code_of(attribution));
				store::Reader& reader = records.database.reader();
				const reports::Report report = reports::compute_report(reader, query);
				const auto source = source_of(reader, query);
				const auto sheets = record_sheets(write(reader, report, source));
				REQUIRE(sheets.size() == 1);
				const std::vector<Row> rows = rows_of(sheets.begin()->second);

				auto all = source.filter;
				all.limit = 1'000'000;
				std::vector<std::string> listed;
				std::set<std::string> ticked; // joint records that still add something
				for (const store::EventHead& head : figures::list_event_page(reader, all).events) { listed.push_back(to_string(head.id)); }
				std::vector<std::string> written;
				std::set<std::string> joint;
				for (const Row& row : rows)
				{
					const bool is_joint = row[column_of("状态")] == figures::state_name(ReviewState::joint);
					if (is_joint) { joint.insert(row[1]); }
					else { written.push_back(row[1]); }
				}
				CHECK(written == listed);
				records.for_each(
					[&](const store::EventHead& head, const Event& event)
					{
						const AreaTree& areas = report.reference->areas;
						const AreaId at = attribution == Attribution::team ? records.area_of_team(head.team) : head.area;
						const bool is_asked = areas.contains(query.area, at) && head.occurred_on >= query.period.days.first &&
											  head.occurred_on <= query.period.days.last;
						const bool is_ticked = head.adds.materials || head.adds.lectures || head.adds.consultations;
						if (head.state == ReviewState::joint && is_asked && is_ticked) { ticked.insert(to_string(head.id)); }
						static_cast<void>(event);
					});
				CHECK(joint == ticked);
				joint_rows += joint.size();
				const auto adds_up = [&](std::string_view heading, Metric metric)
				{
					INFO(heading);
					CHECK(sum_of(rows, heading) == report.statistics.totals[metric]);
				};
				CHECK(static_cast<std::int64_t>(written.size()) == report.statistics.totals[Metric::events]);
				adds_up("受教育人次", Metric::reach);
				adds_up("其中妇女", Metric::reach_women);
				adds_up("其中儿童", Metric::reach_children);
				adds_up("资料份数", Metric::materials);
				adds_up("讲座场次", Metric::lectures);
				adds_up("妇女儿童讲座", Metric::women_children_lectures);
				adds_up("法律咨询", Metric::consultations);
			}
		}
	}
	CHECK(joint_rows > 0);
}

TEST_CASE("records workbook: further sheets when one is full, and the sheets before are those of the workbook without")
{
	VariedRecords records(12);
	store::Reader& reader = records.database.reader();
	const auto query = records.database.query("2014-01", "2015-12");
	const reports::Report report = reports::compute_report(reader, query);
	auto source = source_of(reader, query);
	const auto one = rows_of(record_sheets(write(reader, report, source)).at("记录明细"));
	REQUIRE(one.size() > 50);
	source.rows_max = 25;
	const ZipEntries entries = write(reader, report, source);
	const auto sheets = record_sheets(entries);
	CHECK(sheets.size() == (one.size() + 24) / 25);
	std::vector<Row> all;
	for (std::size_t number = 1; number <= sheets.size(); ++number)
	{
		const std::string& xml = sheets.at("记录明细" + (number == 1 ? "" : std::to_string(number)));
		CHECK(files::is_closed_xml(xml));
		const auto rows = rows_of(xml);
		CHECK((rows.size() == 25 || number == sheets.size()));
		CHECK(xml.find("<dimension ref=\"A1:AD" + std::to_string(rows.size() + 3) + "\"") != std::string::npos);
		all.insert(all.end(), rows.begin(), rows.end());
	}
	CHECK(all == one);
	const ZipEntries without = files::read_zip(reports::write_workbook(report)).value();
	for (const auto& [name, content] : without)
	{
		if (name.starts_with("xl/worksheets/") || name.starts_with("xl/charts/"))
		{
			INFO(name);
			CHECK((entries.at(name) == content));
		}
	}
	source.rows_max = static_cast<std::int64_t>(one.size()); // just full
	CHECK(record_sheets(write(reader, report, source)).size() == 1);
}

TEST_CASE("records workbook: without a record there is a sheet all the same, texts are texts whatever they hold")
{
	FigureDatabase database;
	const Uuid team = database.add_team("=1+1", "410423");
	const Json evil = {
		{"title", "=HYPERLINK(\"http://x\") <b>&amp;\n]]>\xEF\xBF\xBF\xEF\xBF\xBE"},
		{"speakers", {"张三", "李四"}},
		{"started_at", "09:30"},
		{"ended_at", "11:00"}};
	database.add_event(team, {.area = "410423", .occurred_on = "2015-01-10", .more = evil});
	store::Reader& reader = database.reader();
	const auto query = database.query("2015-01", "2015-12");
	const ZipEntries entries = write(reader, reports::compute_report(reader, query), source_of(reader, query));
	const std::string xml = record_sheets(entries).begin()->second;
	CHECK(files::is_closed_xml(xml));
	CHECK(xml.find("<f>") == std::string::npos);
	const auto rows = rows_of(xml);
	REQUIRE(rows.size() == 1);
	CHECK(rows[0][column_of("标题")] == "=HYPERLINK(\"http://x\") &lt;b&gt;&amp;amp; ]]&gt;  "); // what XML does not take is a space
	CHECK(rows[0][column_of("讲师团")] == "=1+1");
	CHECK(rows[0][column_of("讲师人数")] == "2");
	CHECK(rows[0][column_of("时间")] == "09:30—11:00");
	CHECK(rows[0][column_of("日期")] == "2015-01-10");
	const auto before = database.query("2014-01", "2014-12");
	const ZipEntries empty = write(reader, reports::compute_report(reader, before), source_of(reader, before));
	CHECK(rows_of(record_sheets(empty).at("记录明细")).empty());
}

TEST_CASE("records workbook: an office chooses its columns, in the order of the sheet, and reads what they add up to")
{
	VariedRecords records(14);
	store::Reader& reader = records.database.reader();
	const auto query = records.database.query("2014-01", "2015-12");
	const reports::Report report = reports::compute_report(reader, query);
	auto source = source_of(reader, query);
	source.columns = reports::parse_columns("reach,title,date,reach").value();
	const ZipEntries entries = write(reader, report, source);
	const std::string xml = record_sheets(entries).at("记录明细");
	CHECK(files::is_closed_xml(xml));
	CHECK(xml.find("<dimension ref=\"A1:C") != std::string::npos);
	const std::regex cells("<row r=\"4\"><c r=\"A4\" s=\"[0-9]+\" t=\"inlineStr\"><is><t xml:space=\"preserve\">20[0-9-]{8}</t></is></c>"
						   "<c r=\"B4\" s=\"[0-9]+\"[^>]*>.*?</c><c r=\"C4\" s=\"[0-9]+\"><v>[0-9]+</v></c></row>");
	CHECK(std::regex_search(xml, cells));
	const std::string& texts = entries.at("xl/sharedStrings.xml");
	CHECK(texts.find("受教育群众人次 " + std::to_string(report.statistics.totals[Metric::reach]) + " 人次") != std::string::npos);
	CHECK(reports::parse_columns("date") == reports::ChosenColumns{2});
	CHECK_FALSE(reports::parse_columns("date,").has_value());
	CHECK_FALSE(reports::parse_columns("phone").has_value());
	std::set<std::string_view> codes;
	for (const reports::RecordColumn& column : reports::record_columns()) { codes.insert(column.code); }
	CHECK(codes.size() == reports::record_columns().size());
}

TEST_CASE("records workbook: cancelled it ends, and a disk that fills gives an error at whatever byte and no half file")
{
	VariedRecords records(13);
	store::Reader& reader = records.database.reader();
	const auto query = records.database.query("2014-01", "2015-12");
	const reports::Report report = reports::compute_report(reader, query);
	const auto source = source_of(reader, query);
	files::Progress unwanted;
	unwanted.cancel();
	CHECK(reports::write_workbook_with_records(reader, report, source, unwanted).error().code == "cancelled");
	const TemporaryDirectory directory;
	files::Progress progress;
	const auto whole = (*reports::write_workbook_with_records(reader, report, source, progress, directory.path()))->size();
	for (const rlim_t bytes : {rlim_t{0}, rlim_t{9'000}, rlim_t{whole / 2}, rlim_t{whole - 1}})
	{
		INFO(bytes);
		const FullDisk full(bytes);
		CHECK_THROWS_AS(reports::write_workbook_with_records(reader, report, source, progress, directory.path()), reports::WorkbookError);
	}
	CHECK(std::filesystem::is_empty(directory.path()));
}

TEST_CASE("records workbook endpoint: for those who read events, within their scope and days, never a telephone number")
{
	TestServer server;
	const TestDevice phone = server.add_device(server.add_team("鲁山县讲师团", "410423"));
	const TestDevice guest = server.add_device(server.add_team("郏县讲师团", "410425"));
	const std::string chief = server.add_account("chief", Role::admin, "410400");
	const std::string own = server.add_account("own", Role::coordinator, "410423");
	const std::string viewer = server.add_account("viewer", Role::viewer, "410423");
	const std::string auditor = server.add_account("auditor", Role::auditor, "410423");
	Json record = make_record(make_id(1));
	record["host"] = {{"contact", "王主任"}, {"phone", "13912345678"}};
	const std::string receipt = server.sync(phone, make_push({make_put(make_id(901), 0, record)}))["results"][0]["receipt"];
	static_cast<void>(server.sync(guest, make_push({make_put(make_id(902), 0, make_record(make_id(2)))})));
	const std::string path = "/api/v1/statistics.xlsx?year=2025&area=410423&records=";
	const auto get = [&](const std::string& token, const std::string& query) { return server.call_as(token, Method::get, path + query); };
	for (const std::string& token : {chief, own, auditor})
	{
		const auto response = get(token, "yes");
		REQUIRE(response.status == 200);
		CHECK(response.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
		REQUIRE(response.file);
		const std::string content = content_of(*response.file);
		const auto rows = rows_of(record_sheets(files::read_zip(content).value()).at("记录明细"));
		REQUIRE(rows.size() == 2);
		std::set<std::string> receipts;
		std::set<std::string> teams;
		for (const Row& row : rows)
		{
			receipts.insert(row[0]);
			teams.insert(row[column_of("讲师团")]);
			CHECK(row[column_of("乡镇（街道）")].size() > 3);
			CHECK(row[column_of("县（市、区）")] == "鲁山县");
			CHECK(std::ranges::none_of(row, [](const std::string& cell) { return cell.find("13912345678") != std::string::npos; }));
		}
		CHECK(receipts.contains(receipt));
		CHECK(teams.contains(token == chief ? "郏县讲师团" : "其他讲师团"));
	}
	const auto refused = get(viewer, "yes");
	CHECK(refused.status == 403);
	CHECK(Json::parse(refused.body)["code"] == "forbidden");
	CHECK(get(viewer, "no").status == 200);
	CHECK(!get(viewer, "no").file);
	CHECK(get(chief, "x").status == 400);
	CHECK(get(chief, "yes&columns=title,reach").status == 200);
	CHECK(get(chief, "yes&columns=title,telephone").status == 400);
	CHECK(server.call_as(auditor, Method::get, "/api/v1/statistics.xlsx?from=2024-12&to=2025-12&records=yes").status == 403);
	CHECK(server.call_as(own, Method::get, "/api/v1/statistics.xlsx?year=2025&area=410425&records=yes").status == 403);
}
