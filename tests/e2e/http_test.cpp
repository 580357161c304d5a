// What the installed server answers over HTTP: to what is broken, too large or unknown, to who may not ask, and to the
// session of the README.
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <thread>

using namespace bajin;
using namespace bajin::e2e;
using net_test::Answer;
using net_test::RawClient;

namespace
{

constexpr std::size_t body_bytes_max = 4UL * 1024 * 1024;

// Every refusal is a problem document with this code, and tells whether to come again.
void check_problem(const Answer& answer, int status, std::string_view code)
{
	CAPTURE(answer.head, answer.body);
	CHECK(answer.status == status);
	CHECK(answer.header("Content-Type").starts_with("application/problem+json"));
	const auto problem = parse_json(answer.body);
	REQUIRE(problem.has_value());
	CHECK(problem->value.at("code") == code);
	CHECK(problem->value.at("retryable") == false);
	CHECK(problem->value.at("status") == status);
}

std::int64_t village_sessions(const RunningServer& server)
{
	return server.get("/api/v1/coverage?year=2025&area=410423").at("total").at("cells").at("village").at("sessions");
}

} // namespace

TEST_CASE("http: a gzip bomb, broken gzip and a body too long are refused, and the server goes on")
{
	const Place place;
	RunningServer server(place);
	const std::string token = server.enrol(place.make_code(place.make_team()));
	const std::string bearer = "Authorization: Bearer " + token + "\r\n";
	const std::string zipped = bearer + "Content-Encoding: gzip\r\n";

	RawClient client(server.port());
	const std::string bomb = client::compress(std::string(100'000'000, ' '));
	REQUIRE(bomb.size() < body_bytes_max);
	check_problem(client.post("/api/v1/sync", bomb, zipped), 413, "body_too_large");
	check_problem(client.post("/api/v1/sync", "this is no gzip", zipped), 400, "bad_gzip");
	const std::string whole = client::compress(to_text(make_batch(1, 1)));
	check_problem(client.post("/api/v1/sync", whole.substr(0, whole.size() / 2), zipped), 400, "bad_gzip");
	check_problem(client.post("/api/v1/sync", "{}", bearer + "Content-Encoding: br\r\n"), 415, "unsupported_encoding");
	check_problem(client.post("/api/v1/sync", "{", bearer), 400, "invalid_json");

	RawClient declared(server.port());
	declared.send(
		"POST /api/v1/sync HTTP/1.1\r\nHost: test\r\n" + bearer + "Content-Length: " + std::to_string(body_bytes_max + 1) + "\r\n\r\n");
	check_problem(declared.read_answer(), 413, "body_too_large");
	CHECK(declared.is_closed());

	CHECK(client.post("/api/v1/sync", whole, zipped).status == 200);
	CHECK(village_sessions(server) == 1);
	CHECK(server.terminate().exit_code == 0);
}

TEST_CASE("http: an unknown address, another method and a wrong token each get their answer")
{
	const Place place;
	const RunningServer server(place);
	RawClient client(server.port());
	check_problem(client.get("/api/v1/nothing"), 404, "not_found");
	check_problem(client.get("/nothing"), 404, "not_found");
	const Answer wrong_method = client.get("/api/v1/sync");
	check_problem(wrong_method, 405, "method_not_allowed");
	CHECK(wrong_method.header("Allow") == "POST");
	check_problem(client.post("/api/v1/coverage", "{}"), 405, "method_not_allowed");
	client.send("BREW /api/v1/sync HTTP/1.1\r\nHost: test\r\n\r\n");
	check_problem(client.read_answer(), 405, "method_not_allowed");
	check_problem(client.post("/api/v1/sync", "{\"changes\":[]}"), 401, "unauthenticated");
	check_problem(client.post("/api/v1/sync", "{\"changes\":[]}", "Authorization: Bearer nobody\r\n"), 401, "unauthenticated");
	check_problem(client.post("/api/v1/enrol", R"({"code":"0000-0000","device":"phone","request_id":"1"})"), 422, "invalid_code");
	CHECK(client.get("/api/v1/health").status == 200);
}

TEST_CASE("http: figures and records are not given to who comes through a proxy")
{
	const Place place;
	const RunningServer server(place);
	RawClient client(server.port());
	for (const std::string target :
		 {"/api/v1/coverage?year=2025&area=410400", "/api/v1/statistics?from=2025-01&to=2025-12&area=410400",
		  "/api/v1/statistics.txt?from=2025-01&to=2025-12&area=410400", "/api/v1/statistics.csv?from=2025-01&to=2025-12&area=410400",
		  "/api/v1/events", "/api/v1/targets?year=2025", "/metrics"})
	{
		CAPTURE(target);
		CHECK(client.get(target).status == 200);
		for (const char* header : {"X-Forwarded-For: 127.0.0.1\r\n", "Forwarded: for=127.0.0.1\r\n", "X-Real-IP: 127.0.0.1\r\n"})
		{
			check_problem(client.get(target, header), 401, "unauthenticated");
		}
	}
}

TEST_CASE("http: the same batch pushed from two connections at once counts once")
{
	constexpr std::uint64_t batches = 10;
	constexpr std::uint64_t events = 50;
	const Place place;
	const RunningServer server(place);
	const std::string token = server.enrol(place.make_code(place.make_team()));
	std::array<std::vector<Json>, 2> results;
	const auto push_all = [&](std::vector<Json>& into)
	{
		for (std::uint64_t batch = 0; batch < batches; ++batch)
		{
			const client::HttpAnswer answer = server.send(client::describe_sync(token, make_batch(batch * events, events)));
			into.push_back(parse_json(answer.body).value().value.at("results"));
		}
	};
	std::thread other([&] { push_all(results[1]); });
	push_all(results[0]);
	other.join();

	std::int64_t accepted = 0;
	for (std::size_t batch = 0; batch < batches; ++batch)
	{
		for (std::size_t index = 0; index < events; ++index)
		{
			const Json& one = results[0].at(batch).at(index);
			const Json& two = results[1].at(batch).at(index);
			accepted += (one.at("outcome") == "accepted" ? 1 : 0) + (two.at("outcome") == "accepted" ? 1 : 0);
			CHECK(one.at("receipt") == two.at("receipt"));
			CHECK(one.at("version") == 1);
			CHECK(two.at("version") == 1);
		}
	}
	CHECK(accepted == static_cast<std::int64_t>(batches * events));
	CHECK(village_sessions(server) == accepted);
	CHECK(place.check_database() == accepted);
}

TEST_CASE("http: enrol, push, push again, and coverage shows it once")
{
	const Place place;
	const RunningServer server(place);
	const std::string token = server.enrol(place.make_code(place.make_team()));
	const Json body = {{"changes", make_batch(1, 1).at("changes")}};
	const Json first = server.sync(token, body).at("results").at(0);
	const Json second = server.sync(token, body).at("results").at(0);
	CHECK(first.at("outcome") == "accepted");
	CHECK(second.at("outcome") == "unchanged");
	CHECK(second.at("version") == first.at("version"));
	CHECK(second.at("receipt") == first.at("receipt"));
	CHECK(village_sessions(server) == 1);
	const Json totals = server.get("/api/v1/statistics?from=2025-01&to=2025-12&area=410423").at("totals");
	CHECK(totals.at("sessions") == 1);
	CHECK(totals.at("reach") == 100);
	CHECK(totals.at("materials") == 200);
}
