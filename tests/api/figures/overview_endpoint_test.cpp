#include "server/store/count_store.hpp"
#include "server/store/event_store.hpp"
#include "server/store/quarantine_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/ran_statements.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

// An event of the given day in a county's village, pushed by its phone.
void push(TestServer& server, const TestDevice& phone, std::uint64_t number, const std::string& day)
{
	Json record = make_record(make_id(number));
	record["occurred_on"] = day;
	static_cast<void>(server.sync(phone, make_push({make_put(make_id(number + 500), 0, record)})));
}

} // namespace

TEST_CASE("overview endpoint: each role sees of its own scope what it may")
{
	TestServer server;
	const Uuid team = server.add_team("鲁山", "410423");
	const TestDevice phone = server.add_device(team);
	push(server, phone, 1, "2025-03-08");
	push(server, phone, 2, "2024-12-31");
	Json wrong = make_record(make_id(3));
	wrong["title"] = "";
	static_cast<void>(server.sync(phone, make_push({make_put(make_id(503), 0, wrong)})));
	const auto overview_of = [&](const std::string& token)
	{
		const api::Response response = server.call_as(token, Method::get, "/api/v1/overview");
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body);
	};
	const Json all = overview_of(server.add_account("chief", Role::admin, "410400"));
	CHECK(all["area"] == "410400");
	CHECK(all["years"] == Json({2024, 2025}));
	CHECK(all["newest_month"] == "2025-03");
	CHECK(all["states"]["submitted"] == 2);
	CHECK(all["rejected"] == 1);
	CHECK(all["teams"] == 1);

	const std::string own = server.add_account("own", Role::coordinator, "410423");
	CHECK(overview_of(own)["area"] == "410423");
	CHECK(overview_of(own)["rejected"] == 1);
	CHECK(server.call_as(own, Method::get, "/api/v1/overview?area=410422").status == 403);
	CHECK(server.call_as(own, Method::get, "/api/v1/overview?area=1").status == 404);
	CHECK(overview_of(server.add_account("other", Role::coordinator, "410422"))["states"]["submitted"] == 0);
	CHECK(overview_of(server.add_account("viewer", Role::viewer, "410423"))["rejected"] == 0);

	// An auditor was let into 2025 alone.
	const std::string auditor = server.add_account("auditor", Role::auditor, "410423");
	CHECK(overview_of(auditor)["years"] == Json({2025}));
	CHECK(overview_of(auditor)["states"]["submitted"] == 1);
	const Json months = Json::parse(server.call_as(auditor, Method::get, "/api/v1/months?year=2025").body);
	CHECK(months["total"]["sessions"] == 1);
	CHECK(months["last_year"].is_null());
	CHECK(server.call_as(auditor, Method::get, "/api/v1/months?year=2024").status == 403);
	CHECK(server.call_as(auditor, Method::get, "/api/v1/places?year=2024").status == 403);
	CHECK(server.call_as(auditor, Method::get, "/api/v1/gaps?year=2024").status == 403);
}

TEST_CASE("months endpoint: one whole year, beside the one before")
{
	TestServer server;
	const TestDevice phone = server.add_device(server.add_team("鲁山", "410423"));
	push(server, phone, 1, "2025-03-08");
	push(server, phone, 2, "2024-12-31");
	const std::string own = server.add_account("own", Role::coordinator, "410423");
	const auto status = [&](const std::string& query) { return server.call_as(own, Method::get, "/api/v1/months" + query).status; };
	const Json months = Json::parse(server.call_as(own, Method::get, "/api/v1/months?year=2025").body);
	CHECK(months["months"][2]["sessions"] == 1);
	CHECK(months["last_year"][11]["venue_types"]["village"]["sessions"] == 1);
	CHECK(months["last_year_total"]["sessions"] == 1);
	CHECK(status("?from=2025-01&to=2025-12") == 200);
	CHECK(status("?from=2025-01&to=2025-11") == 400);
	CHECK(status("") == 400);
	CHECK(status("?year=2025&area=410422") == 403);
}

TEST_CASE("gaps and places endpoints: parameters are checked, and both answer as a table too")
{
	TestServer server;
	const std::string own = server.add_account("own", Role::coordinator, "410423");
	const auto get = [&](const std::string& path) { return server.call_as(own, Method::get, "/api/v1/" + path); };
	for (const char* bad :
		 {"gaps", "gaps?year=2025&venue_type=moon", "gaps?year=2025&limit=0", "gaps?year=2025&level=village", "gaps?year=2025&after=x",
		  "places", "places?year=2025&visited=perhaps", "places?year=2025&venue_type=moon", "places?year=2025&after=x"})
	{
		INFO(bad);
		CHECK(get(bad).status == 400);
	}
	for (const char* table : {"gaps.csv?year=2025", "places.csv?year=2025"})
	{
		const api::Response response = get(table);
		CHECK(response.status == 200);
		CHECK(response.content_type == "text/csv; charset=utf-8");
		CHECK(response.headers[0].second.find("-410423-2025-01-2025-12.csv") != std::string::npos);
	}
	const Json page = Json::parse(get("places?year=2025&limit=5000").body);
	const Json next = Json::parse(
		get("places?year=2025&limit=10&after=" + Json::parse(get("places?year=2025&limit=10").body)["next"].get<std::string>()).body);
	CHECK(page["places"].size() == std::min<std::size_t>(1'000, page["total"].get<std::size_t>()));
	CHECK(next["places"][0] == page["places"][10]);
}

TEST_CASE("overview: what it counts goes by indexes, however many records there are")
{
	TestServer server;
	store::Database& database = server.writer().database();
	const Date day = make_date(2025, 3, 8);
	const std::string requests = plans_of(database, [&] { static_cast<void>(store::count_void_requests(database, day, day)); });
	// Newer versions of SQLite need nothing but the index and say so: USING COVERING INDEX.
	CHECK(requests.starts_with("SCAN event USING "));
	CHECK(requests.ends_with(" INDEX event_void_requested\n"));
	const std::string kept = plans_of(database, [&] { static_cast<void>(store::count_open_quarantined(database)); });
	CHECK(kept.starts_with("SCAN kept_change USING INDEX kept_change_open\n"));
	const std::string months = plans_of(database, [&] { static_cast<void>(store::find_counted_months(database)); });
	CHECK(months.find("TEMP B-TREE") == std::string::npos);
}
