// Random samples of events for auditors, and what they found of each.
//
// Called by the samples endpoints. Rows are only ever added: a finding that is changed keeps the one before.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/calendar.hpp"
#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bajin::store
{

struct SampleEvent
{
	Uuid event;
	std::int64_t version = 0; // when it was drawn
};

struct Sample
{
	std::int64_t number = 0; // 0: not stored yet
	Uuid id;
	AreaId area = 0;
	DateSpan days;
	std::string filter; // JSON object: the parameters of the list
	std::string seed;
	std::int64_t population = 0;
	std::int64_t seq = 0;  // the newest history row when it was drawn
	std::int64_t size = 0; // of what was drawn; counted, not stored
	std::string note;
	Timestamp at;
	std::string actor;
};

// Gives its number.
std::int64_t insert_sample(Database& database, const Sample& sample, const std::vector<SampleEvent>& events);

[[nodiscard]] std::optional<Sample> find_sample(Database& database, const Uuid& id);

// The newest first; at most 1,000.
[[nodiscard]] std::vector<Sample> list_samples(Database& database);

// As they were drawn.
[[nodiscard]] std::vector<SampleEvent> list_sample_events(Database& database, std::int64_t sample);

// Empty: it is not in the sample.
[[nodiscard]] std::optional<SampleEvent> find_sample_event(Database& database, std::int64_t sample, const Uuid& event);

enum class FindingVerdict : std::uint8_t
{
	genuine,
	partly_genuine,
	not_genuine,
	unverifiable,
};

struct Finding
{
	FindingVerdict verdict = FindingVerdict::genuine;
	std::string note;
	Timestamp at;
	std::string actor;
};

void insert_finding(Database& database, std::int64_t sample, const Uuid& event, const Finding& finding);

// By sample, and within it by FindingVerdict: of how many events which is in force. Samples without any are not there.
using FindingCounts = std::array<std::int64_t, 4>;
[[nodiscard]] std::map<std::int64_t, FindingCounts> count_findings(Database& database);

[[nodiscard]] std::optional<Finding> find_finding(Database& database, std::int64_t sample, const Uuid& event);

// Those in force, by their events.
[[nodiscard]] std::map<Uuid, Finding> list_findings(Database& database, std::int64_t sample);

} // namespace bajin::store
