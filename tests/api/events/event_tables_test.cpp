// A list of events shows the figure that it was opened from: its sum, what each event adds, in the order of it; and the whole
// list as a table, with the rules of the list itself.
#include "server/events/state.hpp"
#include "server/files/zip_entries.hpp"
#include "server/reports/workbook/event_table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

const std::string days = "?area=410423&from=2025-01&to=2025-12";

std::string bytes_of(const api::Response& response)
{
	INFO(response.body);
	REQUIRE(response.status == 200);
	REQUIRE(response.file);
	std::string content(response.file->size(), '\0');
	REQUIRE(response.file->read_at(0, content.data(), content.size()) == content.size());
	return content;
}

std::size_t count_of(std::string_view text, std::string_view part)
{
	std::size_t count = 0;
	for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) { ++count; }
	return count;
}

// Five events of one team, one of which is a lecture alone, and a joint record that adds its materials; one event of another
// county's team.
class ListPlace
{
public:
	ListPlace()
	{
		phone = server.add_device(server.add_team("鲁山县讲师团", "410423"));
		const TestDevice other = server.add_device(server.add_team("郏县讲师团", "410425"));
		chief = server.add_account("chief", Role::admin, "410400");
		own = server.add_account("own", Role::coordinator, "410423");
		viewer = server.add_account("viewer", Role::viewer, "410423");
		Json changes = Json::array();
		for (std::uint64_t i = 1; i <= 5; ++i)
		{
			Json record = make_record(make_id(i), static_cast<std::int64_t>(100 * i));
			record["occurred_on"] = "2025-03-0" + std::to_string(i);
			record["reach"]["women"] = i % 2 == 0 ? 0 : 60 - 10 * i;
			record["materials"] = Json::array({{{"item", "leaflet"}, {"copies", 10 * i}}});
			record["title"] = i == 1 ? "=1+1" : "记录<" + std::to_string(i) + ">";
			if (i == 5) { record["kind"] = "lecture"; }
			changes.push_back(make_put(make_id(900 + i), 0, record));
		}
		static_cast<void>(server.sync(phone, Json{{"changes", changes}}));
		Json elsewhere = make_record(make_id(6));
		elsewhere["area"] = "410425";
		static_cast<void>(server.sync(other, make_push({make_put(make_id(906), 0, elsewhere)})));
		const Json joint = {{"version", 1}, {"state", "joint"}, {"of", make_id(1)}, {"adds", {"materials"}}};
		const auto attached = server.call_as(chief, Method::post, "/api/v1/events/" + make_id(2) + "/review", joint);
		INFO(attached.body);
		REQUIRE(attached.status == 200);
	}

	Json sums(const std::string& more) { return server.get_as(own, "/api/v1/event_sums" + days + more); }
	std::vector<std::string> ids(const std::string& more)
	{
		std::vector<std::string> found;
		const Json page = server.get_as(own, "/api/v1/events" + days + more);
		for (const Json& event : page["events"]) { found.push_back(event["id"]); }
		return found;
	}

	TestServer server;
	TestDevice phone;
	std::string chief;
	std::string own;
	std::string viewer;
};

} // namespace

TEST_CASE("lists: the sums of a list are the figures that it was opened from")
{
	ListPlace place;
	const Json report = place.server.get_as(place.own, "/api/v1/statistics" + days);
	const Json sums = place.sums("&basis=received");
	CHECK(sums["listed"] == 4);
	CHECK(sums["next"].is_null());
	for (const auto* const figure : {"events", "sessions", "eight_entry_sessions", "lectures", "reach", "reach_women", "reach_estimated"})
	{
		INFO(figure);
		CHECK(sums["sums"][figure] == report["totals"][figure]);
	}
	// Materials hold what the joint record adds: its list has it too.
	const Json materials = place.sums("&basis=received&has=materials");
	CHECK(materials["listed"] == 5);
	CHECK(materials["sums"]["materials"] == report["totals"]["materials"]);
	CHECK(materials["sums"]["materials"] == 150);
	const Json leaflets = place.sums("&basis=received&item=leaflet");
	CHECK(leaflets["sums"]["copies"] == 150);
	const Json women = place.sums("&basis=received&audience=women");
	CHECK(women["sums"]["audience_lectures"] == 4);
	CHECK(women["sums"]["attendance"] == 160);
}

TEST_CASE("lists: every figure has its list, each event says what it adds to it, the largest may come first")
{
	ListPlace place;
	CHECK(place.ids("&basis=received&has=reach_women") == std::vector{make_id(5), make_id(3), make_id(1)});
	CHECK(place.ids("&basis=received&has=eight_entry_sessions") == std::vector{make_id(4), make_id(3), make_id(1)});
	CHECK(place.ids("&basis=received&has=reach_women&sort=reach_women") == std::vector{make_id(1), make_id(3), make_id(5)});
	CHECK(place.ids("&basis=received&sort=reach") == std::vector{make_id(5), make_id(4), make_id(3), make_id(1)});
	const Json page = place.server.get_as(place.own, "/api/v1/events" + days + "&basis=received&sort=reach&limit=3&figures=yes");
	CHECK(page["next"] == "3");
	CHECK(page["events"][0]["figures"]["reach"] == 500);
	CHECK(page["events"][0]["figures"]["sessions"] == 0); // a lecture alone
	CHECK(place.ids("&basis=received&sort=reach&limit=3&after=3") == std::vector{make_id(1)});
	CHECK(place.ids("&sort=day").size() == 5);
	for (const auto* const wrong : {"&sort=title", "&sort=reach&after=x", "&figures=maybe", "&has=attendance"})
	{
		INFO(wrong);
		CHECK(place.server.call_as(place.own, Method::get, "/api/v1/events" + days + wrong).status == 400);
	}
}

TEST_CASE("lists: a filtered list is a table, whole and in its order, with nothing that a spreadsheet would run")
{
	ListPlace place;
	const std::string filter = days + "&basis=received&has=materials&limit=1";
	const auto answer = place.server.call_as(place.own, Method::get, "/api/v1/events.csv" + filter);
	const std::string csv = bytes_of(answer);
	CHECK(answer.content_type == "text/csv; charset=utf-8");
	CHECK(csv.starts_with("\xEF\xBB\xBF回执,编号,日期,"));
	CHECK(count_of(csv, "\r\n") == 6);
	std::size_t before = 0;
	for (const std::string& id : place.ids("&basis=received&has=materials"))
	{
		const std::size_t at = csv.find(id);
		REQUIRE(at != std::string::npos);
		CHECK(at > before);
		before = at;
	}
	CHECK(csv.find(",'=1+1,") != std::string::npos);
	const auto package = files::read_zip(bytes_of(place.server.call_as(place.own, Method::get, "/api/v1/events.xlsx" + filter))).value();
	for (const auto& [name, content] : package)
	{
		INFO(name);
		CHECK(files::is_closed_xml(content));
	}
	const std::string& sheet = package.at("xl/worksheets/sheet1.xml");
	CHECK(count_of(sheet, "<row r=") == 6);
	CHECK(sheet.find("<autoFilter ref=\"A1:AD6\"/>") != std::string::npos);
	CHECK(sheet.find("记录&lt;3&gt;") != std::string::npos);
	CHECK(package.contains("[Content_Types].xml"));
}

TEST_CASE("lists: a table has further sheets where one is full")
{
	ListPlace place;
	place.server.reader().begin_snapshot();
	reports::EventTableOrder order;
	order.filter = figures::parse_event_filter(
					   {.area = "410423", .from = "2025-01", .to = "2025-12"}, *place.server.reference(), make_date(2025, 12, 31))
					   .value();
	order.load = [&](const store::EventHead& head)
	{ return events::load_state(place.server.reader().database(), place.server.reader().epochs(), head); };
	order.form = reports::TableForm::xlsx;
	order.made_at = *parse_timestamp("2025-12-31T00:00:00Z");
	order.rows_max = 2;
	files::Progress progress;
	const auto file = reports::write_event_table(place.server.reader(), order, progress).value();
	place.server.reader().end_snapshot();
	std::string content(file->size(), '\0');
	REQUIRE(file->read_at(0, content.data(), content.size()) == content.size());
	const auto package = files::read_zip(content).value();
	CHECK(count_of(package.at("xl/workbook.xml"), "<sheet ") == 3);
	CHECK(count_of(package.at("xl/worksheets/sheet3.xml"), "<row r=") == 2);
	CHECK(count_of(package.at("[Content_Types].xml"), "worksheets/sheet") == 3);
}

TEST_CASE("lists: tables and sums keep to the rules of the list")
{
	ListPlace place;
	for (const std::string path : {"/api/v1/events.csv", "/api/v1/events.xlsx", "/api/v1/event_sums"})
	{
		INFO(path);
		CHECK(place.server.call_as(place.own, Method::get, path + "?area=410425").status == 403);
		CHECK(place.server.call_as(place.viewer, Method::get, path + days).status == 403);
		CHECK(place.server.call_as("", Method::get, path + days).status == 401);
		CHECK(place.server.call_as(place.own, Method::get, path + "?state=lost").status == 400);
	}
	// Without an area that of the caller; another county's event is not in it.
	const std::string csv = bytes_of(place.server.call_as(place.own, Method::get, "/api/v1/events.csv"));
	CHECK(count_of(csv, "\r\n") == 6);
	CHECK(csv.find(make_id(6)) == std::string::npos);
}
