// What a server at rest holds in memory.
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <sstream>

using namespace bajin;
using namespace bajin::e2e;

// Sanitizers and code that was not optimised hold more.
#ifdef NDEBUG

namespace
{

// VmRSS of a process, in KiB.
std::int64_t resident_kibibytes(pid_t process)
{
	std::ifstream file("/proc/" + std::to_string(process) + "/status");
	for (std::string line; std::getline(file, line);)
	{
		if (!line.starts_with("VmRSS:")) { continue; }
		std::int64_t kibibytes = 0;
		std::istringstream(line.substr(6)) >> kibibytes;
		return kibibytes;
	}
	return 0;
}

} // namespace

TEST_CASE("memory: at rest, after a sign-in and a few questions, the server holds less than 60 MiB")
{
	const Place place;
	REQUIRE(add_user(place, {"chief", "admin", "410400", "kite in the wind"}) == 0);
	const RunningServer server(place);
	const std::string token = server.sign_in("chief", "kite in the wind");
	for (const char* target :
		 {"/api/v1/overview?area=410400", "/api/v1/coverage?year=2025&area=410400", "/api/v1/statistics?from=2025-01&to=2025-12",
		  "/api/v1/events?area=410400", "/api/v1/areas", "/api/v1/reference", "/api/v1/sessions"})
	{
		INFO(target);
		CHECK(server.call({"GET", target, token}).status == 200);
	}
	const std::int64_t resident = resident_kibibytes(server.process_id());
	CAPTURE(resident);
	CHECK(resident > 1'000); // it was found
	CHECK(resident < 60 * 1'024);
}

#endif
