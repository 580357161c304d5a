// The traffic of the benchmark: teams, and ready-made HTTP requests that push their events.
//
// Deterministic and pure. Each ingest request holds one team's events in one county and month; months run over
// 2011-01 to 2015-12, townships, villages, venue types and texts are those of tools/field/records. Ids are fresh in
// every request and in the order of time, as phones make them.
#pragma once

#include "shared/area.hpp"
#include "tools/field/records.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bajin::benchmark
{

struct BenchmarkTeam
{
	AreaId area = 0; // a county
	std::string id;
	std::string token; // empty: no server yet
};

class Traffic
{
public:
	// `teams_a_county` teams in each county of the list.
	Traffic(const AreaTree& areas, std::size_t teams_a_county, std::uint64_t seed);

	[[nodiscard]] std::vector<BenchmarkTeam>& teams() noexcept { return teams_; }

	// The next record, of the team and month whose turn it is; next_batch() gives the turn on.
	[[nodiscard]] Json next_record();
	void next_batch();
	[[nodiscard]] const BenchmarkTeam& team() const noexcept { return teams_[turn_ % teams_.size()]; }

	// The sync request (its JSON) of one batch of `events`, and the whole HTTP request for it.
	[[nodiscard]] std::string next_body(std::size_t events);
	[[nodiscard]] std::string next_request(std::size_t events, std::string_view path = "/api/v1/sync");
	[[nodiscard]] std::vector<std::string> next_requests(std::size_t requests, std::size_t events, std::string_view path = "/api/v1/sync");

private:
	field::Random random_;
	std::vector<BenchmarkTeam> teams_;
	std::vector<field::RecordMaker> makers_; // by county
	std::size_t teams_a_county_;
	std::size_t turn_ = 0;
	std::int64_t clock_ms_;
};

// An HTTP/1.1 request as bytes.
struct PlainRequest
{
	std::string method = "GET";
	std::string path;
	std::string token;
	std::string extra_headers; // "Name: value\r\n" each
	std::string body;
};
[[nodiscard]] std::string to_bytes(const PlainRequest& request);

} // namespace bajin::benchmark
