// How many events of a report were verified one by one and how many at once: counted with the review, recounted by check,
// and counted afterwards in a database from before that.
#include "server/store/count_fold.hpp"
#include "server/store/count_store.hpp"
#include "server/store/migrate.hpp"
#include "server/store/query.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

Json modes(std::int64_t single, std::int64_t bulk, std::int64_t other)
{
	return {{"single", single}, {"bulk", bulk}, {"other", other}};
}

// Seven events of Lushan county, one of them by the team of the county beside it.
class BulkDesk
{
public:
	BulkDesk()
	{
		phone = server.add_device(server.add_team("鲁山", "410423"));
		guest = server.add_device(server.add_team("郏县", "410425"));
		chief = server.add_account("chief", Role::admin, "410400");
		for (std::uint64_t number = 1; number <= 6; ++number) { push(phone, number); }
		push(guest, 7);
	}

	void push(const TestDevice& device, std::uint64_t number)
	{
		static_cast<void>(server.sync(device, make_push({make_put(make_id(900 + number), 0, make_record(make_id(number)))})));
	}

	void verify_at_once(const std::vector<std::uint64_t>& numbers)
	{
		Json events = Json::array();
		for (const std::uint64_t number : numbers) { events.push_back({{"id", make_id(number)}, {"version", 1}}); }
		const Json wanted = {{"state", "verified"}, {"events", std::move(events)}};
		const Json answer = Json::parse(server.call_as(chief, Method::post, "/api/v1/review", wanted).body);
		REQUIRE(answer["reviewed"] == numbers.size());
	}

	void review(std::uint64_t number, const std::string& state)
	{
		const Json wanted = {{"version", 1}, {"state", state}, {"reason", "x"}};
		REQUIRE(server.call_as(chief, Method::post, "/api/v1/events/" + make_id(number) + "/review", wanted).status == 200);
	}

	Json reviews(const std::string& question)
	{
		const auto response = server.call_as(chief, Method::get, "/api/v1/report?" + question);
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body)["quality"]["reviews"];
	}

	TestServer server;
	TestDevice phone;
	TestDevice guest;
	std::string chief;
};

// As it was when the counts did not tell: the last number of every cell gone, and the column.
void make_old(TestServer& server)
{
	store::Writer& writer = server.writer();
	writer.run_alone(
		[&]
		{
			store::for_each_count(
				writer.database(),
				[&](const store::CountRow& row)
				{
					Counts negative;
					negative.states.verified_bulk = -row.counts.states.verified_bulk;
					writer.count_changes().add(row.key, negative);
				});
		});
	while (writer.catch_up()) {}
	store::Connection& connection = writer.database().connection();
	connection.execute(
		"DROP TABLE count_log; DROP TABLE count_fold; DROP TABLE branch_event; DROP TABLE team_event; DROP TABLE event_listed; "
		"CREATE INDEX event_by_team ON event (team, seq); CREATE INDEX event_by_branch ON event (branch, occurred_on)");
	for (const char* index : {"history_deep_change", "history_deep_version", "history_deep_start"})
	{
		connection.execute("DROP INDEX " + std::string(index));
	}
	connection.execute("DROP TABLE clock");
	connection.execute("ALTER TABLE history DROP COLUMN depth");
	connection.execute("ALTER TABLE event DROP COLUMN bulk");
	connection.execute("ALTER TABLE account DROP COLUMN must_change");
	for (const char* column : {"name", "unit", "telephone"})
	{
		connection.execute("ALTER TABLE account DROP COLUMN " + std::string(column));
	}
	connection.execute("DROP TABLE report_task; DROP TABLE search_block; DROP TABLE search_posting; DROP TABLE search_state");
	connection.execute("PRAGMA user_version = 8");
	store::migrate(writer.database());
}

} // namespace

TEST_CASE("bulk reviews: the report tells single from bulk, by every area, period, basis and attribution")
{
	BulkDesk desk;
	CHECK(desk.reviews("year=2025") == modes(0, 0, 7));
	desk.verify_at_once({1, 2, 3, 7});
	desk.review(4, "verified");
	desk.review(5, "returned");
	const std::string lushan = "year=2025&area=410423";
	for (const std::string& question :
		 {std::string("year=2025"), lushan, std::string("from=2025-03-02&to=2025-03-20"), std::string("year=2025&area=410423102"),
		  std::string("year=2025&area=410423102201")})
	{
		INFO(question);
		CHECK(desk.reviews(question) == modes(1, 4, 1));
		CHECK(desk.reviews(question + "&basis=verified") == modes(1, 4, 0));
	}
	CHECK(desk.reviews(lushan + "&attribution=team") == modes(1, 3, 1));
	CHECK(desk.reviews("year=2025&area=410425&attribution=team") == modes(0, 1, 0));
	CHECK(desk.reviews("year=2024") == modes(0, 0, 0));
	CHECK(desk.server.recount().empty());
}

TEST_CASE("bulk reviews: what is looked at again is counted as the newest review says")
{
	BulkDesk desk;
	desk.verify_at_once({1, 2, 3});
	desk.review(1, "verified"); // once more, alone
	desk.review(2, "returned");
	static_cast<void>(desk.server.sync(desk.phone, make_push({make_delete(make_id(950), make_id(3), 1)}))); // asks to void it
	CHECK(desk.reviews("year=2025") == modes(1, 1, 4));
	Json corrected = make_record(make_id(1), 120);
	static_cast<void>(desk.server.sync(desk.phone, make_push({make_put(make_id(951), 1, corrected)})));
	CHECK(desk.reviews("year=2025") == modes(0, 1, 5));
	CHECK(desk.server.recount().empty());
	desk.review(3, "deleted");
	CHECK(desk.reviews("year=2025") == modes(0, 0, 5));
	CHECK(desk.server.recount().empty());
}

TEST_CASE("bulk reviews: a database from before they were counted has them after its migration")
{
	BulkDesk desk;
	desk.verify_at_once({1, 2, 7});
	desk.review(4, "verified");
	static_cast<void>(desk.server.sync(desk.phone, make_push({make_delete(make_id(950), make_id(2), 1)}))); // asks to void it
	const Json before = desk.reviews("year=2025");
	CHECK(before == modes(1, 3, 3));
	make_old(desk.server);
	desk.server.restart();
	desk.chief = desk.server.add_account("again", Role::admin, "410400"); // its migrations end all sign-ins
	CHECK(desk.reviews("year=2025") == before);
	CHECK(desk.reviews("year=2025&area=410425&attribution=team") == modes(0, 1, 0));
	CHECK(desk.reviews("year=2025&area=410423102") == before);
	CHECK(desk.server.recount().empty());
	desk.verify_at_once({5});
	CHECK(desk.server.recount().empty());
}
