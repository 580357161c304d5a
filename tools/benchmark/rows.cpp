// The rows of the performance table; see stand.hpp.
#include "shared/json.hpp"
#include "tools/benchmark/load.hpp"
#include "tools/benchmark/stand.hpp"
#include "tools/client/http_client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <iostream>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace bajin::benchmark
{

namespace
{

constexpr int rounds = 3;

double milliseconds_of(const auto& work)
{
	const auto begin = std::chrono::steady_clock::now();
	work();
	return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

std::string get(const std::string& path)
{
	PlainRequest request;
	request.path = path;
	return to_bytes(request);
}

// The median time of an answer when a write came in before it, so that nothing kept from before can serve.
double fresh_answer_ms(Stand& stand, Process& server, const std::string& request)
{
	Principal principal(server.port());
	std::vector<double> times;
	for (int i = 0; i < 25; ++i)
	{
		static_cast<void>(run_load(stand.traffic().next_requests(1, 1), {server.port(), 1, 1}));
		times.push_back(milliseconds_of([&] { static_cast<void>(principal.call(request)); }));
	}
	return median(times);
}

Json sync(Principal& principal, const std::string& token, const std::string& cursor, int limit)
{
	PlainRequest request{
		"POST", "/api/v1/sync", token, "", to_text(Json{{"changes", Json::array()}, {"cursor", cursor}, {"limit", limit}})};
	if (cursor.empty()) { request.body = R"({"changes":[],"limit":)" + std::to_string(limit) + "}"; }
	return std::move(parse_json(principal.call(to_bytes(request)).body).value().value);
}

// Ten changes pulled after the newest cursor, by a team that holds its share of all events.
double pull_ms(Stand& stand, Process& server)
{
	constexpr int page = 1'000;
	constexpr std::size_t pulled = 10;
	Principal principal(server.port());
	const std::string token = stand.traffic().team().token;
	std::string cursor;
	for (bool more = true; more;)
	{
		const Json answer = sync(principal, token, cursor, page);
		cursor = answer["cursor"].get<std::string>();
		more = answer["more"].get<bool>();
	}
	static_cast<void>(run_load(stand.traffic().next_requests(1, pulled), {server.port(), 1, pulled}));
	std::vector<double> times;
	for (int i = 0; i < 50; ++i)
	{
		Json answer;
		times.push_back(milliseconds_of([&] { answer = sync(principal, token, cursor, pulled); }));
		if (answer["changes"].size() != pulled)
		{
			throw std::runtime_error("the pull did not give the ten changes: " + to_text(answer).substr(0, 600));
		}
	}
	return median(times);
}

// A server that was started again on so many events.
std::unique_ptr<Process> start_filled(Stand& stand, const std::string& name, std::size_t events, std::size_t events_a_request = 100)
{
	{
		const auto server = stand.start_server(name);
		stand.fill(server->port(), events, events_a_request);
		server->stop();
	}
	return stand.start_server(name);
}

struct Sized
{
	double coverage_ms = 0;
	double statistics_ms = 0;
	double pull_ms = 0;
	double start_s = 0;
};

Sized measure_size(Stand& stand, const std::string& name, std::size_t events, std::size_t events_a_request)
{
	const auto server = start_filled(stand, name, events, events_a_request);
	Sized sized;
	sized.start_s = server->seconds_to_first_line();
	sized.coverage_ms = fresh_answer_ms(stand, *server, get("/api/v1/coverage?year=2015&area=410400"));
	sized.statistics_ms = fresh_answer_ms(stand, *server, get("/api/v1/statistics?from=2011-01&to=2015-12&area=410400"));
	sized.pull_ms = pull_ms(stand, *server);
	server->stop();
	return sized;
}

// How much more the server had in memory at most while it made the workbook with one row a record.
double records_mib(Process& server, const std::string& query)
{
	Principal principal(server.port());
	const std::int64_t before = server.resident_bytes();
	static_cast<void>(principal.call(get("/api/v1/statistics.xlsx" + query + "&records=yes")));
	return static_cast<double>(server.peak_resident_bytes() - before) / 1024 / 1024;
}

Row ratio_row(const std::string& name, double large_ms, double small_ms)
{
	return {name, rounded(large_ms) + " ms against " + rounded(small_ms) + " ms", large_ms / small_ms, 1.5, false};
}

int open_idle_connection(std::uint16_t port)
{
	const int opened = ::socket(AF_INET, SOCK_STREAM, 0);
	sockaddr_in address{};
	address.sin_family = AF_INET;
	address.sin_port = htons(port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (opened < 0 || ::connect(opened, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
	{
		throw std::runtime_error("cannot open a connection; raise ulimit -n");
	}
	return opened;
}

} // namespace

std::vector<Row> measure_batches(Stand& stand)
{
	const std::size_t events = stand.is_quick() ? 50'000 : 200'000;
	std::vector<double> rates;
	std::vector<double> one_row;
	std::vector<double> two_rows;
	std::vector<double> bytes;
	for (int round = 0; round < rounds; ++round)
	{
		const auto count = static_cast<double>(events);
		one_row.push_back(count / stand.run_ceiling(events, "one"));
		two_rows.push_back(count / stand.run_ceiling(events, "two"));
		const auto server = stand.start_server("batches" + std::to_string(round));
		rates.push_back(count / stand.fill(server->port(), events, 100));
		bytes.push_back(static_cast<double>(server->stop()) / count / 1024.0);
		std::cerr << "round " << round + 1 << ": plain one row " << rounded(one_row.back(), 0) << "/s, two rows "
				  << rounded(two_rows.back(), 0) << "/s, server " << rounded(rates.back(), 0) << "/s, " << rounded(bytes.back())
				  << " KiB an event" << std::endl;
	}
	const double rate = median(rates);
	return {
		{"ingest, 100 events a request, against one plain row an event",
		 rounded(rate, 0) + " against " + rounded(median(one_row), 0) + " events/s", rate / median(one_row), 0.8, true},
		{"the same against the two rows that the schema makes of it",
		 rounded(rate, 0) + " against " + rounded(median(two_rows), 0) + " events/s", rate / median(two_rows), 0.8, true},
		{"disk, KiB written an event", rounded(median(bytes)) + " KiB", median(bytes), 6, false},
	};
}

std::vector<Row> measure_single_events(Stand& stand)
{
	const std::size_t requests = stand.is_quick() ? 30'000 : 100'000;
	constexpr std::size_t connections = 64;
	std::vector<double> rates;
	std::vector<double> echo_rates;
	std::vector<double> spreads;
	std::string latency;
	for (int round = 0; round < rounds; ++round)
	{
		{
			const auto echo = stand.start_echo();
			const auto bodies = stand.traffic().next_requests(requests, 1);
			echo_rates.push_back(static_cast<double>(requests) / run_load(bodies, {echo->port(), connections, 0}).seconds);
		}
		const auto server = stand.start_server("single" + std::to_string(round));
		auto result = run_load(stand.traffic().next_requests(requests, 1), {server->port(), connections, 1});
		server->stop();
		rates.push_back(static_cast<double>(requests) / result.seconds);
		std::sort(result.latencies_ms.begin(), result.latencies_ms.end());
		const double p50 = result.latencies_ms[result.latencies_ms.size() / 2];
		const double p99 = result.latencies_ms[result.latencies_ms.size() * 99 / 100];
		spreads.push_back(p99 / p50);
		latency = "p50 " + rounded(p50) + " ms, p99 " + rounded(p99) + " ms";
		std::cerr << "round " << round + 1 << ": echo " << rounded(echo_rates.back(), 0) << "/s, server " << rounded(rates.back(), 0)
				  << "/s, " << latency << std::endl;
	}
	return {
		{"ingest, 1 event a request, against a bare echo server",
		 rounded(median(rates), 0) + " against " + rounded(median(echo_rates), 0) + " requests/s", median(rates) / median(echo_rates), 0.3,
		 true},
		{"the same, p99 against p50", latency, median(spreads), 10, false},
	};
}

std::vector<Row> measure_growth(Stand& stand)
{
	const std::size_t many = stand.is_quick() ? 200'000 : 1'000'000;
	// Few events a request for the few, so that they too lie in all counties and months: only the number differs.
	const Sized small = measure_size(stand, "small", 10'000, 10);
	const Sized large = measure_size(stand, "large", many, 100);
	const std::string against = " at " + std::to_string(many) + " events against 10000";
	return {
		ratio_row("coverage" + against, large.coverage_ms, small.coverage_ms),
		ratio_row("statistics" + against, large.statistics_ms, small.statistics_ms),
		ratio_row("pull of 10 changes" + against, large.pull_ms, small.pull_ms),
		{"start of the server with " + std::to_string(many) + " events, s", rounded(large.start_s) + " s", large.start_s, 1, false},
	};
}

std::vector<Row> measure_reports(Stand& stand)
{
	const std::size_t many = stand.is_quick() ? 200'000 : 1'000'000;
	constexpr std::size_t few = 100'000; // more than what the database keeps of itself in memory
	const std::string five_years = "?from=2011-01&to=2015-12&area=410400";
	const std::string to_november = "?from=2015-01&to=2015-11-20&area=410400";
	const std::string of_all = " of " + std::to_string(many) + " events, ";
	const auto small = start_filled(stand, "fewer", few);
	const double small_mib = records_mib(*small, five_years);
	small->stop();
	const auto large = start_filled(stand, "many", many);
	const double large_mib = records_mib(*large, five_years);
	const double whole_ms = fresh_answer_ms(stand, *large, get("/api/v1/report" + five_years));
	const double part_ms = fresh_answer_ms(stand, *large, get("/api/v1/report" + to_november));
	const double workbook_s = fresh_answer_ms(stand, *large, get("/api/v1/statistics.xlsx" + to_november)) / 1'000;
	large->stop();
	const std::string memory = rounded(large_mib, 0) + " MiB against " + rounded(small_mib, 0) + " MiB at " + std::to_string(few);
	return {
		{"report page of five years" + of_all + "ms", rounded(whole_ms) + " ms", whole_ms, 300, false},
		{"report page up to 20 November" + of_all + "ms", rounded(part_ms) + " ms", part_ms, 300, false},
		{"workbook up to 20 November" + of_all + "s", rounded(workbook_s) + " s", workbook_s, 3, false},
		{"memory that the workbook with records takes" + of_all + "against few", memory, large_mib / small_mib, 1.5, false},
	};
}

std::vector<Row> measure_idle(Stand& stand)
{
	constexpr int connections = 5'000;
	const auto server = stand.start_server("idle");
	const std::string request = get("/api/v1/health");
	Principal principal(server->port());
	static_cast<void>(principal.call(request));
	const std::int64_t before = server->resident_bytes();
	std::vector<int> open;
	for (int i = 0; i < connections; ++i) { open.push_back(open_idle_connection(server->port())); }
	for (const int connection : open)
	{
		// Each has had one exchange: an idle phone is one that has synced.
		std::string answer(4'096, '\0');
		if (::write(connection, request.data(), request.size()) < 0 || ::read(connection, answer.data(), answer.size()) <= 0)
		{
			throw std::runtime_error("an idle connection was refused");
		}
	}
	const double each = static_cast<double>(server->resident_bytes() - before) / connections / 1024.0;
	for (const int connection : open) { ::close(connection); }
	server->stop();
	return {{"5,000 idle connections, KiB resident each", rounded(each) + " KiB", each, 12, false}};
}

std::vector<Row> measure_wire(Stand& stand)
{
	constexpr std::size_t events = 100;
	const std::string body = stand.traffic().next_body(events);
	const double each = static_cast<double>(client::compress(body).size()) / events;
	const std::string measured = rounded(each, 0) + " bytes (" + std::to_string(body.size() / events) + " before gzip)";
	return {{"bytes on the wire an event, 100 pushed with gzip", measured, each, 200, false}};
}

} // namespace bajin::benchmark
