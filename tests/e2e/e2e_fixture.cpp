#include "tests/e2e/e2e_fixture.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <stdlib.h>
#include <sys/resource.h>
#include <utility>

// NOLINTBEGIN(concurrency-mt-unsafe): the environment is touched by one thread

namespace bajin::e2e
{

namespace
{

constexpr std::chrono::seconds program_patience{30};
constexpr std::string_view listening = "listening on http://127.0.0.1:";

} // namespace

Place::Place()
{
	for (const char* name : {"BAJIN_DATA", "BAJIN_LISTEN", "BAJIN_PUBLIC_URL", "BAJIN_LOG_LEVEL"}) { ::unsetenv(name); }
	static_cast<void>(run_tool_json({"init", "--data", data().string()}));
}

Ran Place::run(const Command& command) const
{
	Command full = command;
	full.output = file("output.txt");
	full.errors = file("errors.txt");
	std::filesystem::remove(full.errors);
	Ran ran;
	ran.ending = Process(full).wait();
	ran.out = read_text(full.output);
	ran.errors = read_text(full.errors);
	return ran;
}

Ran Place::run_tool(const std::vector<std::string>& words) const
{
	Command command;
	command.words = {test::tool_program()};
	command.words.insert(command.words.end(), words.begin(), words.end());
	return run(command);
}

Json Place::run_tool_json(std::vector<std::string> words) const
{
	words.emplace_back("--json");
	const Ran ran = run_tool(words);
	CAPTURE(words, ran.out, ran.errors);
	REQUIRE(ran.ending.exit_code == 0);
	const auto document = parse_json(ran.out);
	REQUIRE(document.has_value());
	return document->value;
}

std::string Place::make_team() const
{
	return run_tool_json({"team", "add", "鲁山县普法讲师团", "--area", "410423", "--data", data().string()}).at("team");
}

std::string Place::make_code(const std::string& team) const
{
	return run_tool_json({"enrol", "--team", team, "--data", data().string()}).at("code");
}

std::int64_t Place::check_database() const
{
	const Json report = run_tool_json({"check", "--data", data().string()});
	CHECK(report.at("clean") == true);
	return report.at("events");
}

Command server_command(const Place& place, const std::filesystem::path& data, std::uint16_t port)
{
	Command command;
	command.words = {test::server_program(), "--data", data.string(), "--listen", "127.0.0.1:" + std::to_string(port)};
	command.errors = place.file("server.log");
	return command;
}

void raise_file_limit()
{
	rlimit files{};
	::getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	::setrlimit(RLIMIT_NOFILE, &files);
}

Memory memory_of(pid_t process)
{
	constexpr long kibibytes = 1'024; // of a MiB
	std::ifstream status("/proc/" + std::to_string(process) + "/status");
	Memory memory;
	std::string word;
	while (status >> word)
	{
		if (word == "VmHWM:") { status >> memory.peak; }
		if (word == "VmRSS:") { status >> memory.now; }
	}
	return {memory.now / kibibytes, memory.peak / kibibytes};
}

std::uint64_t number_from_environment(const char* name, std::uint64_t usual)
{
	const char* text = ::getenv(name);
	return text == nullptr ? usual : std::stoull(text);
}

Json make_batch(std::uint64_t first, std::uint64_t count)
{
	Json body = test::make_push({});
	for (std::uint64_t number = first; number < first + count; ++number)
	{
		body["changes"].push_back(test::make_put(test::make_id(number + 1'000'000), 0, test::make_record(test::make_id(number), 100)));
	}
	return body;
}

int add_user(const Place& place, const NewUser& user)
{
	const auto input = place.file("password");
	std::ofstream(input) << user.password << '\n';
	Command command;
	command.words = {
		"/bin/sh",
		"-c",
		std::string(R"(exec "$0" user add "$1" --role "$2" --area "$3" --data "$4" < "$5")"),
		test::tool_program(),
		user.name,
		user.role,
		user.area,
		place.data().string(),
		input.string()};
	command.output = place.file("user.log");
	command.errors = place.file("user.err");
	return Process(command).wait().exit_code;
}

RunningServer::RunningServer(const Place& place, std::vector<std::string> options) : place_(place), options_(std::move(options))
{
	const bool started = start(0);
	CAPTURE(read_text(place.file("server.log")));
	REQUIRE(started);
}

bool RunningServer::start(std::uint16_t port)
{
	Command command = server_command(place_, place_.data(), port);
	command.words.insert(command.words.end(), options_.begin(), options_.end());
	process_ = std::make_unique<Process>(command);
	const std::string line = process_->read_line();
	if (!line.starts_with(listening)) { return false; }
	port_ = static_cast<std::uint16_t>(std::stoi(line.substr(listening.size())));
	return true;
}

// For a moment a client's own connection may hold the port that is free: then once more.
void RunningServer::start_again()
{
	const auto end = std::chrono::steady_clock::now() + program_patience;
	while (!start(port_))
	{
		CAPTURE(read_text(place_.file("server.log")));
		REQUIRE(std::chrono::steady_clock::now() < end);
	}
}

std::string RunningServer::url() const
{
	return "http://127.0.0.1:" + std::to_string(port_);
}

Ending RunningServer::kill()
{
	process_->signal(SIGKILL);
	return process_->wait();
}

void RunningServer::ask_to_stop()
{
	process_->signal(SIGTERM);
}

Ending RunningServer::terminate()
{
	ask_to_stop();
	return wait();
}

Ending RunningServer::wait()
{
	return process_->wait();
}

client::HttpAnswer RunningServer::send(client::HttpRequest request) const
{
	client::BlockingClient connection(client::parse_server_url(url()).value());
	Result<client::HttpAnswer> answer = connection.send(std::move(request));
	if (answer.has_error()) { throw std::runtime_error(answer.error().detail); }
	return std::move(*answer);
}

Json RunningServer::get(const std::string& target) const
{
	client::HttpRequest request;
	request.target = target;
	const client::HttpAnswer answer = send(std::move(request));
	CAPTURE(target, answer.body);
	REQUIRE(answer.status == 200);
	return parse_json(answer.body).value().value;
}

std::string RunningServer::enrol(const std::string& code) const
{
	const client::HttpAnswer answer = send(client::describe_enrol({code, "测试手机", "1"}));
	CAPTURE(answer.body);
	REQUIRE(answer.status == 200);
	return client::read_enrolment(answer).value().token;
}

std::string RunningServer::sign_in(const std::string& name, const std::string& password) const
{
	const client::HttpAnswer answer = call({"POST", "/api/v1/session", "", {{"username", name}, {"password", password}}});
	CAPTURE(answer.body);
	REQUIRE(answer.status == 200);
	return parse_json(answer.body).value().value["token"].get<std::string>();
}

client::HttpAnswer RunningServer::call(const Call& call) const
{
	client::HttpRequest request;
	request.method = call.method;
	request.target = call.target;
	request.body = call.body.is_null() ? "" : to_text(call.body);
	if (!call.token.empty()) { request.headers.emplace_back("Authorization", "Bearer " + call.token); }
	return send(std::move(request));
}

Json RunningServer::sync(const std::string& token, const Json& body) const
{
	const client::HttpAnswer answer = send(client::describe_sync(token, body));
	CAPTURE(answer.body);
	REQUIRE(answer.status == 200);
	return parse_json(answer.body).value().value;
}

} // namespace bajin::e2e

// NOLINTEND(concurrency-mt-unsafe)
