#include "tools/benchmark/stand.hpp"

#include "shared/area_list.hpp"
#include "shared/json.hpp"
#include "tools/benchmark/load.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

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
	Principal principal(server.port());
	for (std::size_t i = 0; i < codes.size(); ++i)
	{
		PlainRequest request;
		request.method = "POST";
		request.path = "/api/v1/enrol";
		request.body = to_text(Json{{"code", codes[i]}, {"device", "bench"}, {"request_id", std::to_string(i)}});
		traffic_->teams()[i].token = text_of(principal.call(to_bytes(request)).body, "token");
	}
	server.stop();
}

std::unique_ptr<Process> Stand::start_server(const std::string& name)
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
			"--known-address-connections", "20000"});
}

std::unique_ptr<Process> Stand::start_echo() const
{
	return std::make_unique<Process>(std::vector<std::string>{options_.programs / "bench-echo"});
}

double Stand::run_ceiling(std::size_t events, const std::string& rows) const
{
	const std::string output = run_program(
		{options_.programs / "bench-ceiling", options_.directory, options_.source / "schema/migrations/0001_records.sql",
		 options_.source / "schema/areas/410400.csv", std::to_string(events), rows});
	return parse_json(output).value().value["seconds"].get<double>();
}

double Stand::fill(std::uint16_t port, std::size_t events, std::size_t events_a_request)
{
	double seconds = 0;
	constexpr std::size_t events_at_once = 50'000; // requests are built before the clock starts; this bounds their memory
	for (std::size_t done = 0; done < events; done += events_at_once)
	{
		const std::size_t count = std::min(events_at_once, events - done);
		const auto requests = traffic_->next_requests(count / events_a_request, events_a_request);
		seconds += run_load(requests, {port, batch_connections, events_a_request}).seconds;
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
