// Cross tables over HTTP: their shape, who may see them, and the same numbers in the workbook.
#include "server/files/zip_entries.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

TEST_CASE("cross tables: rows by columns with their totals, as JSON and as a workbook")
{
	TestServer server;
	const TestDevice phone = server.add_device(server.add_team("鲁山县讲师团", "410423"));
	const std::string own = server.add_account("own", Role::coordinator, "410423");
	Json second = make_record(make_id(2), 300);
	second["occurred_on"] = "2025-05-01";
	second["venue_type"] = "school";
	static_cast<void>(
		server.sync(phone, make_push({make_put(make_id(901), 0, make_record(make_id(1), 100)), make_put(make_id(902), 0, second)})));
	const std::string question = "?area=410423&year=2025&rows=venue_type&columns=quarter&measure=reach";
	const Json cross = server.get_as(own, "/api/v1/cross" + question);
	CHECK(cross["row_axis"] == "venue_type");
	CHECK(cross["columns"].size() == 4);
	CHECK(cross["columns"][1] == Json({{"key", "2025-Q2"}, {"name", "2025年第二季度"}, {"total", 300}}));
	REQUIRE(cross["rows"].size() == 2);
	CHECK(cross["rows"][0] == Json({{"key", "village"}, {"name", "乡村"}, {"total", 100}}));
	CHECK(cross["cells"] == Json({{100, 0, 0, 0}, {0, 300, 0, 0}}));
	CHECK(cross["total"] == 400);
	CHECK(cross["overlaps"] == false);
	const Json years = server.get_as(own, "/api/v1/cross?area=410423&from=2024-01&to=2025-12&rows=year&columns=measure");
	CHECK(years["total"].is_null());
	CHECK(years["rows"].size() == 2);
	CHECK(years["columns"].size() == 11);

	const auto workbook = server.call_as(own, Method::get, "/api/v1/cross.xlsx" + question);
	REQUIRE(workbook.status == 200);
	const auto package = files::read_zip(workbook.body).value();
	const std::string& texts = package.at("xl/sharedStrings.xml");
	for (const auto* const text : {"场所类型×季度：", "2025年第二季度", "乡村", "合计"})
	{
		INFO(text);
		CHECK(texts.find(text) != std::string::npos);
	}
	for (const auto* const wrong : {"rows=area", "rows=area&columns=area", "rows=x&columns=month", "rows=area&columns=month&measure=x"})
	{
		INFO(wrong);
		CHECK(server.call_as(own, Method::get, "/api/v1/cross?area=410423&year=2025&" + std::string(wrong)).status == 400);
	}
	CHECK(server.call_as(own, Method::get, "/api/v1/cross?area=410425&year=2025&rows=team&columns=month").status == 403);
}
