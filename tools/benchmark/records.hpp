// The traffic of the benchmark: teams, and ready-made HTTP requests that push their events.
//
// Deterministic and pure. Each ingest request holds one team's events, of one county and month or spread over all; months run
// over 2011-01 to 2015-12, townships, villages, venue types and texts are those of tools/field/records. Ids are fresh in every
// request: in the order of time, as phones make them, or random.
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

enum class Spread : std::uint8_t
{
	together, // the events of a request lie in one county and month, as a phone sends them
	apart,    // each event in a county and month of its own
};

enum class Ids : std::uint8_t
{
	timed,  // UUIDv7
	random, // UUIDv4
};

class Traffic
{
public:
	// `teams_a_county` teams in each county of the list.
	Traffic(const AreaTree& areas, std::size_t teams_a_county, std::uint64_t seed);

	[[nodiscard]] std::vector<BenchmarkTeam>& teams() noexcept { return teams_; }

	// Of what is made from now on; at first together and timed.
	void set_kind(Spread spread, Ids ids) noexcept;

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
	std::size_t record_ = 0;
	Spread spread_ = Spread::together;
	Ids ids_ = Ids::timed;
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
