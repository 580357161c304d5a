// The rows of the performance table; see stand.hpp.
#include "tools/benchmark/load.hpp"
#include "tools/benchmark/reads.hpp"
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

// How much more the server had in memory at most while it made the workbook with one row a record.
double records_mib(Process& server, const std::string& query)
{
	Caller caller(server.port());
	const std::int64_t before = server.resident_bytes();
	static_cast<void>(caller.call(get("/api/v1/statistics.xlsx" + query + "&records=yes")));
	return static_cast<double>(server.peak_resident_bytes() - before) / 1024 / 1024;
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

std::vector<Row> measure_reports(Stand& stand)
{
	const std::size_t many = stand.growth_events();
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
	Caller caller(server->port());
	static_cast<void>(caller.call(request));
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
