// Reports over HTTP, as two desks use them at the same moment.
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace bajin;
using namespace bajin::e2e;

TEST_CASE("reports: of several who seal at the same moment one wins, and the others are told")
{
	constexpr std::size_t desks = 6;
	const Place place;
	const RunningServer server(place);
	REQUIRE(add_user(place, {"chief", "admin", "410400", "a long password"}) == 0);
	const std::string chief = server.sign_in("chief", "a long password");
	const std::string phone = server.enrol(place.make_code(place.make_team()));
	const Json wanted = {{"area", "410423"}, {"from", "2025-01"}, {"to", "2025-12"}, {"basis", "received"}, {"reason", "补报"}};
	for (std::uint64_t round = 1; round <= 5; ++round)
	{
		INFO("round " << round);
		static_cast<void>(server.sync(phone, make_batch(round * 10, 3)));
		std::vector<client::HttpAnswer> answers(desks);
		std::vector<std::thread> threads;
		for (std::size_t i = 0; i < desks; ++i)
		{
			threads.emplace_back([&, i] { answers[i] = server.call({"POST", "/api/v1/reports", chief, wanted}); });
		}
		std::ranges::for_each(threads, &std::thread::join);
		CHECK(std::ranges::count(answers, 201, &client::HttpAnswer::status) == 1);
		for (const client::HttpAnswer& answer : answers)
		{
			const Json json = parse_json(answer.body).value().value;
			INFO(answer.body);
			CHECK((answer.status == 201 || json.value("code", "") == "sealed_meanwhile" || json.value("code", "") == "nothing_changed"));
		}
		const Json list = parse_json(server.call({"GET", "/api/v1/reports", chief}).body).value().value["reports"];
		CHECK(list.size() == round);
		CHECK(list[0]["version"] == round);
	}
}
