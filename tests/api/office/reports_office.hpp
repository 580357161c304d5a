// Two counties with what they recorded in 2015, for the tests of sealed reports.
#pragma once

#include "server/reports/sealed/sealed_report.hpp"
#include "server/store/query.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace bajin::test
{

using api::Method;
using store::Role;

inline constexpr const char* span_2015 = R"({"area": "410423", "from": "2015-01", "to": "2015-12", "basis": "received"})";

// Two counties with a phone each; in 2015 Lushan has 1, 2 and 3, and 4 of Jia's team; Jia has 11.
struct ReportsOffice : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	Uuid elsewhere = add_team("郏县普法讲师团", "410425");
	TestDevice phone = add_device(team);
	TestDevice other_phone = add_device(elsewhere);
	std::string own = add_account("own", Role::coordinator, "410423");
	std::string other = add_account("other", Role::coordinator, "410425");
	std::string chief = add_account("chief", Role::admin, "410400");
	std::string viewer = add_account("viewer", Role::viewer, "410423");
	std::uint64_t changes = 0;

	ReportsOffice()
	{
		put(phone, 1, "410423102201", "2015-03-08");
		put(phone, 2, "410423102202", "2015-04-08");
		put(phone, 3, "410423102202", "2015-05-08");
		put(other_phone, 4, "410423102201", "2015-06-08");
		put(other_phone, 11, "410425101202", "2015-06-09");
	}

	Json
	put(const TestDevice& device, std::uint64_t number, const std::string& area, const std::string& day, std::int64_t reach = 100,
		std::int64_t base = 0)
	{
		Json record = make_record(make_id(number), reach);
		record["area"] = area;
		record["occurred_on"] = day;
		record["materials"] = Json::array({{{"item", "law_reader"}, {"copies", 40}}});
		const Json answer = sync(device, make_push({make_put(make_id(500 + ++changes), base, record)}));
		REQUIRE(answer["results"][0]["outcome"] == "accepted");
		return answer["results"][0];
	}

	void remove(std::uint64_t number, std::int64_t base)
	{
		const Json answer = sync(phone, make_push({make_delete(make_id(500 + ++changes), make_id(number), base)}));
		REQUIRE(answer["results"][0]["outcome"] == "accepted");
	}

	// The answer, with its status.
	std::pair<int, Json> seal(const std::string& token, Json body = Json::parse(span_2015), const std::string& reason = "")
	{
		if (!reason.empty()) { body["reason"] = reason; }
		return ask_as(token, Method::post, "/api/v1/reports", body);
	}

	Json sealed(const std::string& reason = "")
	{
		const auto [status, report] = seal(own, Json::parse(span_2015), reason);
		INFO(report.dump());
		REQUIRE(status == 201);
		return report;
	}

	std::string file_of(const Json& report)
	{
		const api::Response response = call_as(own, Method::get, path_of(report) + ".json");
		REQUIRE(response.status == 200);
		return response.body;
	}

	static std::string path_of(const Json& report) { return "/api/v1/reports/" + report["id"].get<std::string>(); }

	std::vector<std::string> verify(const std::string& text)
	{
		const auto file = reports::parse_file(text);
		REQUIRE(file.has_value());
		reader().begin_snapshot();
		auto lines = reports::verify_report(reader(), *file);
		reader().end_snapshot();
		return lines;
	}

	// Behind the server's back.
	void alter_record(std::uint64_t number, const std::string& from, const std::string& to)
	{
		writer().run_alone(
			[&]
			{
				store::Query(writer().database(), "UPDATE history SET body = replace(body, $1, $2) WHERE event = $3")
					.bind_all(from, to, *parse_uuid(make_id(number)))
					.run();
			});
	}
};

inline bool any_holds(const std::vector<std::string>& lines, const std::string& part)
{
	return std::ranges::any_of(lines, [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

} // namespace bajin::test
