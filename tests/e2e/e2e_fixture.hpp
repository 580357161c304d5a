// What the end-to-end tests stand on: a temporary place with a data directory, the tool and the server as they are installed.
//
// All that a test does to the server goes through programs and HTTP, as for a person. Used by one test at a time.
#pragma once

#include "shared/json.hpp"
#include "tests/e2e/process.hpp"
#include "tests/support/as_shipped.hpp"
#include "tests/support/test_server.hpp"
#include "tools/client/api.hpp"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::e2e
{

struct Ran
{
	Ending ending;
	std::string out;
	std::string errors;
};

// A directory of its own with an empty database in `data`.
class Place
{
public:
	Place();

	[[nodiscard]] std::filesystem::path path() const { return directory_.path(); }
	[[nodiscard]] std::filesystem::path data() const { return directory_.path() / "data"; }
	[[nodiscard]] std::filesystem::path file(const std::string& name) const { return directory_.path() / name; }

	[[nodiscard]] Ran run(const Command& command) const; // its output goes to files of this place
	[[nodiscard]] Ran run_tool(const std::vector<std::string>& words) const;
	[[nodiscard]] Json run_tool_json(std::vector<std::string> words) const; // fails unless the exit code is 0
	[[nodiscard]] std::string make_team() const;                            // in Lushan county; gives the id
	[[nodiscard]] std::string make_code(const std::string& team) const;

	// Fails unless the database agrees with its records; gives how many events it holds.
	std::int64_t check_database() const;

private:
	test::TemporaryDirectory directory_;
};

using test::is_as_shipped;

// As many files as the system lets this process and its children open.
void raise_file_limit();

// Memory of a process in MiB: what it has, and the most that it has had.
struct Memory
{
	long now = 0;
	long peak = 0;
};
[[nodiscard]] Memory memory_of(pid_t process);

// A number that a person gives to a long test.
[[nodiscard]] std::uint64_t number_from_environment(const char* name, std::uint64_t usual);

// A push of so many new events of Lushan in March 2025, with ids from this number on.
[[nodiscard]] Json make_batch(std::uint64_t first, std::uint64_t count);

// `bajin user add` with the password on standard input; what it said goes to "user.log" and "user.err" of the place.
struct NewUser
{
	std::string name;
	std::string role;
	std::string area;
	std::string password;
};
[[nodiscard]] int add_user(const Place& place, const NewUser& user); // the exit code

// bajin-server on the data directory of a place; killed at the end.
class RunningServer
{
public:
	explicit RunningServer(const Place& place, std::vector<std::string> options = {});

	[[nodiscard]] std::uint16_t port() const { return port_; }
	[[nodiscard]] pid_t process_id() const { return process_->id(); }
	[[nodiscard]] std::string url() const;

	[[nodiscard]] Ending kill();      // SIGKILL: no goodbye, as in a power cut
	[[nodiscard]] Ending terminate(); // SIGTERM, and waits
	void ask_to_stop();               // SIGTERM, and does not wait
	[[nodiscard]] Ending wait();
	void start_again(); // on the same port, once the last one has ended

	[[nodiscard]] client::HttpAnswer send(client::HttpRequest request) const; // on a connection of its own
	[[nodiscard]] Json get(const std::string& target) const;                  // fails unless 200
	[[nodiscard]] std::string enrol(const std::string& code) const;           // gives the token
	[[nodiscard]] std::string sign_in(const std::string& name, const std::string& password) const;

	// In the name of a token's holder; an empty one shows nothing.
	struct Call
	{
		std::string method;
		std::string target;
		std::string token = {};
		Json body = {}; // null: none
	};
	[[nodiscard]] client::HttpAnswer call(const Call& call) const;
	[[nodiscard]] Json sync(const std::string& token, const Json& body) const;

private:
	[[nodiscard]] bool start(std::uint16_t port);

	const Place& place_;
	std::vector<std::string> options_; // beside the data directory and the address
	std::unique_ptr<Process> process_;
	std::uint16_t port_ = 0;
};

[[nodiscard]] Command server_command(const Place& place, const std::filesystem::path& data, std::uint16_t port = 0);

} // namespace bajin::e2e
