#include "tools/benchmark/reads.hpp"

#include "shared/json.hpp"
#include "tools/benchmark/load.hpp"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace bajin::benchmark
{

namespace
{

double milliseconds_of(const auto& work)
{
	const auto begin = std::chrono::steady_clock::now();
	work();
	return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

Json sync(Caller& caller, const std::string& token, const std::string& cursor, int limit)
{
	PlainRequest request{
		"POST", "/api/v1/sync", token, "", to_text(Json{{"changes", Json::array()}, {"cursor", cursor}, {"limit", limit}})};
	if (cursor.empty()) { request.body = R"({"changes":[],"limit":)" + std::to_string(limit) + "}"; }
	return std::move(parse_json(caller.call(to_bytes(request)).body).value().value);
}

} // namespace

std::string get(const std::string& path)
{
	PlainRequest request;
	request.path = path;
	return to_bytes(request);
}

double fresh_answer_ms(Stand& stand, const Process& server, const std::string& request)
{
	Caller caller(server.port());
	std::vector<double> times;
	for (int i = 0; i < 25; ++i)
	{
		static_cast<void>(run_load(stand.traffic().next_requests(1, 1), {server.port(), 1, 1}));
		times.push_back(milliseconds_of([&] { static_cast<void>(caller.call(request)); }));
	}
	return median(times);
}

std::unique_ptr<Process> start_filled(Stand& stand, const std::string& name, std::size_t events, std::size_t events_a_request)
{
	{
		const auto server = stand.start_server(name);
		stand.fill(server->port(), events, events_a_request);
		server->stop();
	}
	return stand.start_server(name);
}

double pull_ms(Stand& stand, const Process& server)
{
	constexpr int page = 1'000;
	constexpr std::size_t pulled = 10;
	Caller caller(server.port());
	const std::string token = stand.traffic().team().token;
	std::string cursor;
	for (bool more = true; more;)
	{
		const Json answer = sync(caller, token, cursor, page);
		cursor = answer["cursor"].get<std::string>();
		more = answer["more"].get<bool>();
	}
	static_cast<void>(run_load(stand.traffic().next_requests(1, pulled), {server.port(), 1, pulled}));
	std::vector<double> times;
	for (int i = 0; i < 50; ++i)
	{
		Json answer;
		times.push_back(milliseconds_of([&] { answer = sync(caller, token, cursor, pulled); }));
		if (answer["changes"].size() != pulled)
		{
			throw std::runtime_error("the pull did not give the ten changes: " + to_text(answer).substr(0, 600));
		}
	}
	return median(times);
}

} // namespace bajin::benchmark
