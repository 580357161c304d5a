#include "server/net/backoff.hpp"
#include "server/net/credential_turns.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <atomic>
#include <string>

using namespace bajin;
using namespace bajin::net_test;
using namespace std::chrono_literals;

TEST_CASE("backoff: thirty seconds, doubled with each time up to ten minutes, anew after a success or a quiet hour")
{
	net::Backoff backoff;
	const auto at = net::Backoff::Clock::time_point() + 1h;
	const net::CredentialKey phone{1};
	for (const auto expected : {30s, 60s, 120s, 240s, 480s, 600s, 600s}) { CHECK(backoff.failed(phone, at) == expected); }
	CHECK(backoff.failed(net::CredentialKey{2}, at) == 30s);
	backoff.succeeded(phone);
	CHECK(backoff.failed(phone, at) == 30s);
	CHECK(backoff.failed(phone, at + 2min) == 60s);
	CHECK(backoff.failed(phone, at + 2h) == 30s);
}

TEST_CASE("backoff: over a socket, of work that was not done in time")
{
	std::atomic<bool> is_late = true;
	const auto slow = [&is_late](api::Request&) -> api::Reply
	{
		return api::write_work(
			[&is_late](store::Writer&) -> api::Reply
			{
				if (is_late) { throw store::StoreError("deadline_passed", "late on purpose", true); }
				return text_response("in time");
			});
	};
	RunningServer server({{"/slow", slow}});
	RawClient client(server.port());
	const std::string phone = "Authorization: Bearer phone\r\n";
	for (const char* wait : {"30", "60", "120"})
	{
		const Answer answer = client.post("/slow", "x", phone);
		CHECK(answer.status == 503);
		CHECK(answer.header("Retry-After") == wait);
	}
	CHECK(client.post("/slow", "x", "Authorization: Bearer other\r\n").header("Retry-After") == "30");
	is_late = false;
	CHECK(client.post("/slow", "x", phone).body == "in time");
	is_late = true;
	CHECK(client.post("/slow", "x", phone).header("Retry-After") == "30");
}

TEST_CASE("caller turns: so many at once of each caller, and given back")
{
	net::CredentialTurns turns(1);
	{
		const net::CredentialTurns::Turn first(turns, net::CredentialKey{1});
		CHECK(first);
		CHECK_FALSE(net::CredentialTurns::Turn(turns, net::CredentialKey{1}));
		CHECK(net::CredentialTurns::Turn(turns, net::CredentialKey{2}));
		CHECK(net::CredentialTurns::Turn(turns, std::nullopt));
	}
	CHECK(net::CredentialTurns::Turn(turns, net::CredentialKey{1}));
}
