#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

TEST_CASE("report endpoint: takes the parameters of the statistics, has all they have, and keeps an auditor to their days")
{
	TestServer server;
	static_cast<void>(server.add_team("鲁山", "410423"));
	const std::string chief = server.add_account("chief", Role::admin, "410400");
	const auto get = [&](const std::string& token, const std::string& path)
	{
		const auto response = server.call_as(token, Method::get, path);
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body);
	};
	const std::string question = "?from=2025-01&to=2025-12&area=410423&basis=verified&attribution=team";
	const Json report = get(chief, "/api/v1/report" + question);
	const Json statistics = get(chief, "/api/v1/statistics" + question);
	for (const auto& [name, value] : statistics.items())
	{
		INFO(name);
		CHECK((report[name] == value || name == "as_of"));
	}
	CHECK(report["cover"]["compiled_by"] == "");
	CHECK(report["coverage"]["total"]["sessions"] == 0);
	CHECK(report["attributions"]["agree"] == true);
	CHECK(report["comparison"]["change"].is_null());
	CHECK(report["targets"][0]["year"] == 2025);
	CHECK(report["teams"]["teams"] == 1);
	CHECK(get(chief, "/api/v1/report?year=2025")["from"] == "2025-01");
	CHECK(server.call_as(chief, Method::get, "/api/v1/report").status == 400);
	CHECK(server.call_as(chief, Method::get, "/api/v1/report?year=2025&area=999999").status == 404);

	const auto workbook = server.call_as(chief, Method::get, "/api/v1/statistics.xlsx?year=2025&area=410423");
	CHECK(workbook.status == 200);
	CHECK(workbook.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
	REQUIRE(workbook.headers.size() == 1);
	// 统计报表-鲁山县-2025年1月至2025年12月.xlsx
	CHECK(
		workbook.headers[0].second == "attachment; filename=\"bajin-statistics-410423-2025-01-2025-12.xlsx\"; filename*=UTF-8''"
									  "%E7%BB%9F%E8%AE%A1%E6%8A%A5%E8%A1%A8-%E9%B2%81%E5%B1%B1%E5%8E%BF-"
									  "2025%E5%B9%B41%E6%9C%88%E8%87%B32025%E5%B9%B412%E6%9C%88.xlsx");
	CHECK(workbook.body.starts_with("PK"));
	CHECK(server.call_as(chief, Method::get, "/api/v1/statistics.xlsx?year=25").status == 400);

	const std::string auditor = server.add_account("auditor", Role::auditor, "410423");
	CHECK(get(auditor, "/api/v1/report?year=2025")["comparison"]["earlier"][0]["totals"].is_null());
	CHECK(server.call_as(auditor, Method::get, "/api/v1/report?from=2024-12&to=2025-12").status == 403);
}
