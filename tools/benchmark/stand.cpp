#include "tools/benchmark/stand.hpp"

#include "shared/area_list.hpp"
#include "shared/json.hpp"
#include "tools/benchmark/load.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

namespace bajin::benchmark
{

namespace
{

constexpr std::size_t teams_a_county = 3;
constexpr std::size_t batch_connections = 16;

std::string read_file(const std::filesystem::path& file)
{
	std::ifstream stream(file, std::ios::binary);
	std::ostringstream text;
	text << stream.rdbuf();
	return text.str();
}

std::string text_of(const std::string& json, const char* key)
{
	return parse_json(json).value().value[key].get<std::string>();
}

} // namespace

Stand::Stand(StandOptions options) : options_(std::move(options))
{
	auto list = parse_area_csv(read_file(options_.source / "schema/areas/410400.csv")).value();
	areas_ = AreaTree::build(std::move(list)).value();
	traffic_ = std::make_unique<Traffic>(areas_, teams_a_county, 1);
	prepare();
}

void Stand::prepare()
{
	const std::string tool = options_.programs / "bajin";
	const std::string data = options_.directory / "prepared";
	std::cerr << "preparing " << traffic_->teams().size() << " teams" << std::endl;
	static_cast<void>(run_program({tool, "init", "--data", data}));
	std::vector<std::string> codes;
	for (BenchmarkTeam& team : traffic_->teams())
	{
		team.id = text_of(
			run_program(
				{tool, "team", "add", "讲师团" + std::to_string(codes.size()), "--area", areas_.at(team.area).code, "--data", data,
				 "--json"}),
			"team");
		codes.push_back(text_of(run_program({tool, "enrol", "--team", team.id, "--data", data, "--json"}), "code"));
	}
	Process server({options_.programs / "bajin-server", "--data", data, "--listen", "127.0.0.1:0"});
	Caller caller(server.port());
	for (std::size_t i = 0; i < codes.size(); ++i)
	{
		PlainRequest request;
		request.method = "POST";
		request.path = "/api/v1/enrol";
		request.body = to_text(Json{{"code", codes[i]}, {"device", "bench"}, {"request_id", std::to_string(i)}});
		traffic_->teams()[i].token = text_of(caller.call(to_bytes(request)).body, "token");
	}
	server.stop();
}

std::unique_ptr<Process> Stand::start_server(const std::string& name, std::optional<int> core)
{
	const auto data = options_.directory / name;
	if (!std::filesystem::exists(data))
	{
		std::filesystem::copy(options_.directory / "prepared", data, std::filesystem::copy_options::recursive);
	}
	return std::make_unique<Process>(
		// All of the load comes from one address.
		std::vector<std::string>{
			options_.programs / "bajin-server", "--data", data, "--listen", "127.0.0.1:0", "--address-connections", "20000",
			"--known-address-connections", "20000"},
		core);
}

std::unique_ptr<Process> Stand::start_echo(std::optional<int> core) const
{
	return std::make_unique<Process>(std::vector<std::string>{options_.programs / "bench-echo"}, core);
}

std::unique_ptr<Process> Stand::start_rival(const std::string& name, std::optional<int> core) const
{
	if (options_.rival.empty()) { return nullptr; }
	const auto directory = options_.directory / ("rival-" + name);
	std::filesystem::create_directory(directory);
	return std::make_unique<Process>(std::vector<std::string>{"/bin/sh", "-c", "exec " + options_.rival}, core, directory);
}

Stand::Ceiling Stand::run_ceiling(std::size_t events, Ids ids, std::optional<int> core) const
{
	const std::string output = run_program(
		{options_.programs / "bench-ceiling", options_.directory, options_.source / "schema/areas/410400.csv", std::to_string(events),
		 ids == Ids::timed ? "timed" : "random"},
		core);
	const Json measured = std::move(parse_json(output).value().value);
	return {measured["seconds"].get<double>(), measured["bytes"].get<double>()};
}

std::size_t Stand::growth_events() const noexcept
{
	if (options_.growth > 0) { return options_.growth; }
	return options_.quick ? 200'000 : 1'000'000;
}

void await_followers(const Process& server)
{
	constexpr std::chrono::milliseconds pause{50};
	PlainRequest request;
	request.path = "/metrics";
	const std::string bytes = to_bytes(request);
	for (;;)
	{
		if (Caller(server.port()).call(bytes).body.find("\nbajin_follower_behind 0\n") != std::string::npos) { return; }
		std::this_thread::sleep_for(pause);
	}
}

double Stand::fill(std::uint16_t port, std::size_t events, std::size_t events_a_request, bool is_rival)
{
	double seconds = 0;
	constexpr std::size_t events_at_once = 50'000; // requests are built before the clock starts; this bounds their memory
	for (std::size_t done = 0; done < events; done += events_at_once)
	{
		const std::size_t count = std::min(events_at_once, events - done);
		const auto requests = traffic_->next_requests(count / events_a_request, events_a_request);
		seconds += run_load(requests, {port, batch_connections, is_rival ? 0 : events_a_request}).seconds;
		if (events > events_at_once * 4) { std::cerr << '\r' << done + count << " of " << events << " events" << std::flush; }
	}
	if (events > events_at_once * 4) { std::cerr << std::endl; }
	return seconds;
}

double median(std::vector<double> values)
{
	std::sort(values.begin(), values.end());
	return values.empty() ? 0 : values[values.size() / 2];
}

std::string rounded(double value, int digits)
{
	char text[64];
	std::snprintf(text, sizeof text, "%.*f", digits, value);
	return text;
}

} // namespace bajin::benchmark
