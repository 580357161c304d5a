// How the installed server begins and ends: what it drains, and what it refuses to start on.
#include "server/store/private_files.hpp"
#include "tests/e2e/e2e_fixture.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace bajin;
using namespace bajin::e2e;
namespace fs = std::filesystem;

namespace
{

constexpr uid_t nobody = 65534;
constexpr fs::perms readable = static_cast<fs::perms>(0555);

void check_refused(const Ran& ran, const std::string& said)
{
	CAPTURE(ran.out, ran.errors);
	CHECK(ran.ending.exit_code > 0);
	CHECK(std::count(ran.errors.begin(), ran.errors.end(), '\n') == 1);
	CHECK(ran.errors.starts_with("bajin-server: "));
	CHECK(ran.errors.find(said) != std::string::npos);
	CHECK(ran.out.empty());
}

// The schema's number stands in the file's header at byte 60, four bytes, the highest first.
void write_schema_number(const fs::path& database, unsigned char lowest_byte)
{
	std::fstream file(database, std::ios::in | std::ios::out | std::ios::binary);
	file.seekp(60);
	for (const char byte : {'\0', '\0', '\0', static_cast<char>(lowest_byte)}) { file.put(byte); }
	REQUIRE(file.flush().good());
}

} // namespace

TEST_CASE("server program: SIGTERM answers what was begun, closes what is idle, and ends with 0")
{
	const Place place;
	RunningServer server(place);
	const std::string token = server.enrol(place.make_code(place.make_team()));
	const std::string bearer = "Authorization: Bearer " + token + "\r\n";

	net_test::RawClient idle(server.port());
	CHECK(idle.get("/api/v1/health").status == 200);
	net_test::RawClient stream(server.port());
	stream.send("GET /api/v1/changes HTTP/1.1\r\nHost: test\r\n" + bearer + "\r\n");
	CHECK(stream.read_until("\r\n\r\n").starts_with("HTTP/1.1 200"));
	const std::string body = to_text(test::make_push({test::make_put(test::make_id(1), 0, test::make_record(test::make_id(2)))}));
	net_test::RawClient busy(server.port());
	busy.send(
		"POST /api/v1/sync HTTP/1.1\r\nHost: test\r\n" + bearer + "Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) +
		"\r\n\r\n");
	CHECK(busy.read_until("\r\n\r\n").starts_with("HTTP/1.1 100"));

	server.ask_to_stop();
	CHECK(idle.is_closed()); // so the signal has been seen
	busy.send(body);
	const net_test::Answer answer = busy.read_answer();
	CHECK(answer.status == 200);
	CHECK(answer.header("Connection") == "close");
	CHECK(answer.body.find("\"accepted\"") != std::string::npos);
	CHECK(server.wait().exit_code == 0);
	CHECK_THROWS(net_test::RawClient(server.port()));
	CHECK(place.check_database() == 1);
}

TEST_CASE("server program: whoever read its log may go away")
{
	const Place place;
	const fs::path log = place.file("log");
	REQUIRE(::mkfifo(log.c_str(), 0600) == 0);
	int reading = ::open(log.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	REQUIRE(reading >= 0);
	Command command = server_command(place, place.data());
	command.output.clear();
	command.errors = log;
	Process server(command);
	const std::string line = server.read_line();
	REQUIRE(line.starts_with("listening on http://127.0.0.1:"));
	const auto port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
	::close(reading);
	net_test::RawClient client(port);
	server.signal(SIGHUP); // a line of the log, into nothing
	for (int i = 0; i < 3; ++i) { CHECK(client.get("/api/v1/health").status == 200); }
	CHECK(server.is_running());
	server.signal(SIGTERM);
	const Ending ending = server.wait();
	CHECK(ending.exit_code == 0);
	CHECK(ending.signal == 0);
}

TEST_CASE("server program: a second server on the same directory is refused, and the first serves on")
{
	const Place place;
	RunningServer server(place);
	check_refused(place.run(server_command(place, place.data())), "is in use by another server");
	CHECK(server.get("/api/v1/health").is_object());
	CHECK(server.terminate().exit_code == 0);
	RunningServer next(place);
	CHECK(next.terminate().exit_code == 0);
}

TEST_CASE("server program: an address in use is refused")
{
	const Place place;
	const Place other;
	const RunningServer server(place);
	check_refused(other.run(server_command(other, other.data(), server.port())), "cannot listen on " + server.url());
}

TEST_CASE("server program: a database of a newer program is refused and left as it is")
{
	const Place place;
	{
		RunningServer server(place);
		REQUIRE(server.terminate().exit_code == 0);
	}
	write_schema_number(place.data() / "bajin.db", 200);
	const std::string before = read_text(place.data() / "bajin.db");
	check_refused(place.run(server_command(place, place.data())), "schema 200");
	CHECK(read_text(place.data() / "bajin.db") == before);
}

TEST_CASE("server program: a directory that is missing or without a database is refused and not made")
{
	const Place place;
	check_refused(place.run(server_command(place, place.file("missing"))), "bajin init --data");
	CHECK_FALSE(fs::exists(place.file("missing")));
	fs::create_directory(place.file("empty"));
	check_refused(place.run(server_command(place, place.file("empty"))), "there is no database in");
	CHECK(fs::is_empty(place.file("empty")));
}

TEST_CASE("server program: nobody else on the machine can read the records, and where somebody can it says how to mend it")
{
	const Place place;
	{
		RunningServer server(place);
		CHECK(store::find_exposed(place.data()).empty());
		CHECK(fs::status(place.data()).permissions() == fs::perms::owner_all);
		static_cast<void>(place.run_tool({"backup", place.file("copy.db").string(), "--data", place.data().string()}));
		CHECK(fs::status(place.file("copy.db")).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
		REQUIRE(server.terminate().exit_code == 0);
		CHECK(read_text(place.file("server.log")).find("chmod") == std::string::npos);
	}
	fs::permissions(place.data() / "bajin.db", fs::perms::others_read, fs::perm_options::add);
	RunningServer server(place);
	REQUIRE(server.terminate().exit_code == 0);
	CHECK(read_text(place.file("server.log")).find("chmod -R go= " + place.data().string()) != std::string::npos);
}

TEST_CASE("server program: --check-config starts nothing and says all that is wrong with what the options name")
{
	const Place place;
	Command command = server_command(place, place.data());
	command.words.emplace_back("--check-config");
	const Ran fine = place.run(command);
	CHECK(fine.ending.exit_code == 0);
	CHECK(fine.out == "the configuration is in order\n");
	command = server_command(place, place.file("missing"));
	for (const char* word :
		 {"--check-config", "--web-root", "/nowhere", "--tls-certificate", "/nowhere/a.pem", "--tls-key", "/nowhere/b.pem"})
	{
		command.words.emplace_back(word);
	}
	const Ran wrong = place.run(command);
	CHECK(wrong.ending.exit_code == 2);
	CHECK(std::count(wrong.errors.begin(), wrong.errors.end(), '\n') == 3);
	CHECK_FALSE(fs::exists(place.file("missing")));
}

TEST_CASE("server program: a directory without the right to write is refused")
{
	const Place place;
	Command command = server_command(place, place.data());
	if (::geteuid() == 0)
	{
		// Nothing is forbidden to root, so another user runs a copy of the program that is within its reach.
		fs::permissions(place.path(), readable | fs::perms::owner_write);
		fs::copy_file(test::server_program(), place.file("bajin-server"));
		fs::permissions(place.file("bajin-server"), readable);
		command.words.front() = place.file("bajin-server").string();
		command.user = nobody;
	}
	fs::permissions(place.data(), readable);
	check_refused(place.run(command), "cannot write to " + place.data().string());
	fs::permissions(place.data(), fs::perms::owner_all);
}
