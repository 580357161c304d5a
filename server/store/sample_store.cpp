#include "server/store/sample_store.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

#define BAJIN_SAMPLE_COLUMNS                                                                                                               \
	"number, id, area, first_day, last_day, filter, seed, population, seq, note, at, actor, "                                              \
	"(SELECT count(*) FROM sample_event WHERE sample = sample.number)"

constexpr const char* insert_sample_row =
	"INSERT INTO sample (id, area, first_day, last_day, filter, seed, population, seq, note, at, actor) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING number";
constexpr const char* insert_sample_event = "INSERT INTO sample_event (sample, position, event, version) VALUES ($1, $2, $3, $4)";
constexpr const char* select_sample_by_id = "SELECT " BAJIN_SAMPLE_COLUMNS " FROM sample WHERE id = $1";
constexpr const char* select_newest_samples = "SELECT " BAJIN_SAMPLE_COLUMNS " FROM sample ORDER BY number DESC LIMIT 1000";
constexpr const char* select_sample_events = "SELECT event, version FROM sample_event WHERE sample = $1 ORDER BY position LIMIT 100000";
constexpr const char* insert_finding_row = "INSERT INTO finding (sample, event, finding, note, at, actor) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr const char* count_by_finding = "SELECT sample, finding, count(*) FROM finding WHERE number IN "
										 "(SELECT max(number) FROM finding GROUP BY sample, event) GROUP BY sample, finding LIMIT 100000";
constexpr const char* select_sample_event = "SELECT event, version FROM sample_event WHERE sample = $1 AND event = $2 LIMIT 1";
constexpr const char* select_finding =
	"SELECT event, finding, note, at, actor FROM finding WHERE sample = $1 AND event = $2 ORDER BY number DESC LIMIT 1";
constexpr const char* select_findings = "SELECT event, finding, note, at, actor FROM finding WHERE sample = $1 AND number IN "
										"(SELECT max(number) FROM finding WHERE sample = $2 GROUP BY event) LIMIT 100000";

Sample read_sample(const Query& query)
{
	Sample sample;
	sample.number = query.integer(0);
	sample.id = query.uuid(1);
	sample.area = static_cast<AreaId>(query.integer(2));
	sample.days = {query.date(3), query.date(4)};
	sample.filter = query.text(5);
	sample.seed = query.text(6);
	sample.population = query.integer(7);
	sample.seq = query.integer(8);
	sample.note = query.text(9);
	sample.at = query.timestamp(10);
	sample.actor = query.text(11);
	sample.size = query.integer(12);
	return sample;
}

// Of a row that begins with the event.
Finding read_finding(const Query& query)
{
	return {static_cast<FindingVerdict>(query.integer(1)), std::string(query.text(2)), query.timestamp(3), std::string(query.text(4))};
}

} // namespace

std::int64_t insert_sample(Database& database, const Sample& sample, const std::vector<SampleEvent>& events)
{
	std::int64_t number = 0;
	{
		Query query(database, insert_sample_row);
		query.bind_all(
			sample.id, sample.area, sample.days.first, sample.days.last, sample.filter, sample.seed, sample.population, sample.seq,
			sample.note, sample.at, sample.actor);
		query.step();
		number = query.integer(0);
	}
	Query query(database, insert_sample_event);
	std::int64_t position = 0;
	for (const SampleEvent& event : events)
	{
		query.bind_all(number, ++position, event.event, event.version);
		query.run();
		query.rewind();
	}
	return number;
}

std::optional<Sample> find_sample(Database& database, const Uuid& id)
{
	Query query(database, select_sample_by_id);
	query.bind(id);
	return query.step() ? std::optional(read_sample(query)) : std::nullopt;
}

std::vector<Sample> list_samples(Database& database)
{
	std::vector<Sample> samples;
	Query query(database, select_newest_samples);
	while (query.step()) { samples.push_back(read_sample(query)); }
	return samples;
}

std::vector<SampleEvent> list_sample_events(Database& database, std::int64_t sample)
{
	std::vector<SampleEvent> events;
	Query query(database, select_sample_events);
	query.bind(sample);
	while (query.step()) { events.push_back({query.uuid(0), query.integer(1)}); }
	return events;
}

void insert_finding(Database& database, std::int64_t sample, const Uuid& event, const Finding& finding)
{
	Query(database, insert_finding_row)
		.bind_all(sample, event, static_cast<std::int64_t>(finding.verdict), finding.note, finding.at, finding.actor)
		.run();
}

std::map<std::int64_t, FindingCounts> count_findings(Database& database)
{
	std::map<std::int64_t, FindingCounts> counts;
	Query query(database, count_by_finding);
	while (query.step()) { counts[query.integer(0)].at(static_cast<std::size_t>(query.integer(1))) = query.integer(2); }
	return counts;
}

std::optional<SampleEvent> find_sample_event(Database& database, std::int64_t sample, const Uuid& event)
{
	Query query(database, select_sample_event);
	query.bind_all(sample, event);
	return query.step() ? std::optional(SampleEvent{query.uuid(0), query.integer(1)}) : std::nullopt;
}

std::optional<Finding> find_finding(Database& database, std::int64_t sample, const Uuid& event)
{
	Query query(database, select_finding);
	query.bind_all(sample, event);
	return query.step() ? std::optional(read_finding(query)) : std::nullopt;
}

std::map<Uuid, Finding> list_findings(Database& database, std::int64_t sample)
{
	std::map<Uuid, Finding> findings;
	Query query(database, select_findings);
	query.bind_all(sample, sample);
	while (query.step()) { findings.emplace(query.uuid(0), read_finding(query)); }
	return findings;
}

} // namespace bajin::store
