#include "tools/benchmark/records.hpp"

#include "shared/json.hpp"
#include "shared/uuid.hpp"

#include <utility>

namespace bajin::benchmark
{

namespace
{

constexpr std::int64_t first_ms = 1'451'606'400'000; // 2016-01-01: all months of the records lie before
constexpr int first_year = 2011;
constexpr std::size_t months = 60;

} // namespace

Traffic::Traffic(const AreaTree& areas, std::size_t teams_a_county, std::uint64_t seed)
	: random_(seed), teams_a_county_(teams_a_county), clock_ms_(first_ms)
{
	for (const AreaId county : areas.children(areas.root().id))
	{
		makers_.emplace_back(areas, county);
		for (std::size_t count = 0; count < teams_a_county; ++count) { teams_.push_back({county, to_string(random_.uuid_v4()), ""}); }
	}
}

void Traffic::next_batch()
{
	++turn_;
}

void Traffic::set_kind(Spread spread, Ids ids) noexcept
{
	spread_ = spread;
	ids_ = ids;
}

Json Traffic::next_record()
{
	const std::size_t turn = spread_ == Spread::together ? turn_ : record_++;
	const std::size_t team = turn % teams_.size();
	// The month goes on with each round over all teams, and from team to team, so that few batches reach all months.
	const auto month = static_cast<int>((turn / teams_.size() * 7 + team * 13) % months);
	const Date first = make_date(first_year + month / 12, month % 12 + 1, 1);
	const Date day{first.days + static_cast<std::int32_t>(random_.between(0, 27))};
	const Uuid id = ids_ == Ids::timed ? random_.uuid_v7(clock_ms_++) : random_.uuid_v4();
	return makers_[team / teams_a_county_].make(random_, id, day);
}

std::string Traffic::next_body(std::size_t events)
{
	std::string body = R"({"limit":0,"client":{"app":"bajin-bench","version":"1.0.0","protocol":1},"changes":[)";
	for (std::size_t index = 0; index < events; ++index)
	{
		const Json record = next_record();
		const Timestamp edited_at{std::chrono::milliseconds(clock_ms_)};
		body += index == 0 ? "" : ",";
		body += R"({"change_id":")" + to_string(random_.uuid_v4()) + R"(","id":)" + to_text(record["id"]) + R"(,"base":0,"op":"put",)";
		body += R"("edited_at":")" + to_string(edited_at) + R"(","event":)" + to_text(record) + "}";
	}
	body += "]}";
	return body;
}

std::string Traffic::next_request(std::size_t events, std::string_view path)
{
	PlainRequest request{"POST", std::string(path), team().token, "", next_body(events)};
	next_batch();
	return to_bytes(request);
}

std::vector<std::string> Traffic::next_requests(std::size_t requests, std::size_t events, std::string_view path)
{
	std::vector<std::string> all;
	all.reserve(requests);
	for (std::size_t count = 0; count < requests; ++count) { all.push_back(next_request(events, path)); }
	return all;
}

std::string to_bytes(const PlainRequest& request)
{
	std::string bytes = request.method + " " + request.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
	if (!request.token.empty()) { bytes += "Authorization: Bearer " + request.token + "\r\n"; }
	bytes += request.extra_headers;
	if (!request.body.empty() || request.method == "POST")
	{
		bytes += "Content-Type: application/json\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
	}
	return bytes + "\r\n" + request.body;
}

} // namespace bajin::benchmark
