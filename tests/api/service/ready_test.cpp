// Whether the server says of itself what is the matter with it.
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::test;

namespace
{

constexpr std::int64_t gibibyte = 1'024LL * 1'024 * 1'024;

struct Told
{
	int status;
	std::string summary;
	Json checks;
};

Told ask(TestServer& server)
{
	const auto [status, json] = server.ask_as("", api::Method::get, "/api/v1/ready");
	return {status, json["status"], json["checks"]};
}

struct Healthy : TestServer
{
	Healthy()
	{
		api::Condition& condition = context().condition;
		condition.stored();
		condition.log_is(1'000, gibibyte);
		condition.disk_has(100 * gibibyte);
	}
};

} // namespace

TEST_CASE("ready: all is well, without an account")
{
	Healthy server;
	const Told told = ask(server);
	CHECK(told.status == 200);
	CHECK(told.summary == "ready");
	for (const char* name : {"storage", "log", "disk", "clock"}) { CHECK(told.checks[name]["status"] == "ok"); }
	CHECK(told.checks["storage"]["last_write_s"] == 0);
	CHECK(told.checks["disk"]["free_bytes"] == 100 * gibibyte);
}

TEST_CASE("ready: a write that failed is said until one goes through")
{
	Healthy server;
	server.context().condition.not_stored("storage_full");
	Told told = ask(server);
	CHECK(told.status == 503);
	CHECK(told.summary == "not_ready");
	CHECK(told.checks["storage"]["code"] == "storage_full");
	server.context().condition.stored();
	CHECK(ask(server).status == 200);
}

TEST_CASE("ready: the disk, the log and the clock are told before anything fails")
{
	Healthy server;
	api::Condition& condition = server.context().condition;
	SECTION("the disk is low, then full")
	{
		condition.disk_has(gibibyte / 4);
		CHECK(ask(server).summary == "degraded");
		condition.disk_has(gibibyte / 100);
		CHECK(ask(server).status == 503);
		condition.disk_has(std::nullopt);
		CHECK(ask(server).checks["disk"]["status"] == "unknown");
	}
	SECTION("the log cannot be copied, then is full")
	{
		condition.log_not_copied("storage_io");
		CHECK(ask(server).summary == "degraded");
		CHECK(ask(server).checks["log"]["code"] == "storage_io");
		condition.log_is(gibibyte, gibibyte);
		CHECK(ask(server).status == 503);
		condition.log_is(1'000, gibibyte);
		condition.log_copied();
		CHECK(ask(server).summary == "ready");
	}
	SECTION("the clock is in doubt: phones are served all the same")
	{
		server.context().clock.begin(now() + std::chrono::days(2));
		const Told told = ask(server);
		CHECK(told.status == 200);
		CHECK(told.summary == "degraded");
		CHECK(told.checks["clock"]["status"] == "behind");
		CHECK(told.checks["clock"]["believed_time"].get<std::string>() > told.checks["clock"]["time"].get<std::string>());
	}
}
