#include "server/store/report_store.hpp"

#include "server/store/query.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/review_json.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

#define BAJIN_REPORT_COLUMNS "number, id, area, first_day, last_day, basis, version, seq, sealed_at, sealed_by, reason, sha256"

constexpr const char* insert_report_row =
	"INSERT INTO report (id, area, first_day, last_day, basis, version, seq, sealed_at, sealed_by, reason, sha256, document) "
	"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING number";
constexpr const char* insert_part = "INSERT INTO report_events (report, part, entries) VALUES ($1, $2, $3)";
constexpr const char* select_newest_report_version =
	"SELECT max(version) FROM report WHERE area = $1 AND first_day = $2 AND last_day = $3 AND basis = $4";
constexpr const char* select_report_by_id = "SELECT " BAJIN_REPORT_COLUMNS " FROM report WHERE id = $1";
constexpr const char* select_by_version =
	"SELECT " BAJIN_REPORT_COLUMNS " FROM report WHERE area = $1 AND first_day = $2 AND last_day = $3 AND basis = $4 AND version = $5";
constexpr const char* select_document = "SELECT document FROM report WHERE number = $1";
constexpr const char* select_parts = "SELECT entries FROM report_events WHERE report = $1 ORDER BY part LIMIT 1000000";
constexpr const char* select_newest_reports = "SELECT " BAJIN_REPORT_COLUMNS " FROM report ORDER BY number DESC LIMIT 1000";
constexpr const char* select_sealed_days =
	"SELECT area, first_day, last_day, min(sealed_at) FROM report GROUP BY area, first_day, last_day LIMIT 100000";

// One entry: id, version (big-endian), state, adds as bits, fingerprint.
constexpr std::size_t entry_bytes = 16 + 8 + 1 + 1 + 32;
constexpr std::size_t entries_in_part = 4'096;

void pack(const SealedEvent& event, std::string& bytes)
{
	bytes.append(event.id.bytes.begin(), event.id.bytes.end());
	for (int shift = 56; shift >= 0; shift -= 8)
	{
		bytes.push_back(static_cast<char>((static_cast<std::uint64_t>(event.version) >> static_cast<unsigned>(shift)) & 0xFFU));
	}
	bytes.push_back(static_cast<char>(event.state));
	bytes.push_back(static_cast<char>(adds_bits(event.adds)));
	bytes.append(event.record.begin(), event.record.end());
}

SealedEvent unpack(std::span<const std::uint8_t> bytes)
{
	SealedEvent event;
	std::copy_n(bytes.begin(), 16, event.id.bytes.begin());
	for (std::size_t i = 16; i < 24; ++i) { event.version = event.version << 8 | bytes[i]; }
	if (bytes[24] >= review_state_count || bytes[25] > 7)
	{
		throw StoreError("not_a_database", "the list of a sealed report is damaged", false);
	}
	event.state = static_cast<ReviewState>(bytes[24]);
	event.adds = read_adds(bytes[25]);
	std::copy_n(bytes.begin() + 26, 32, event.record.begin());
	return event;
}

SealedHead read_sealed_head(const Query& query)
{
	SealedHead head;
	head.number = query.integer(0);
	head.id = query.uuid(1);
	head.span.area = static_cast<AreaId>(query.integer(2));
	head.span.days = {query.date(3), query.date(4)};
	head.span.basis = query.integer(5) == 0 ? Basis::received : Basis::verified;
	head.version = query.integer(6);
	head.seq = query.integer(7);
	head.sealed_at = query.timestamp(8);
	head.sealed_by = query.text(9);
	head.reason = query.text(10);
	const auto digest = query.blob(11);
	std::copy_n(digest.begin(), std::min(digest.size(), head.sha256.size()), head.sha256.begin());
	return head;
}

void bind_span(Query& query, const SealedSpan& span)
{
	query.bind_all(span.area, span.days.first, span.days.last, static_cast<std::int64_t>(span.basis));
}

std::span<const std::uint8_t> blob_of(const std::string& bytes)
{
	return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

} // namespace

void insert_report(Database& database, const SealedHead& head, const std::string& document, std::span<const SealedEvent> events)
{
	std::int64_t number = 0;
	{
		Query query(database, insert_report_row);
		query.bind(head.id);
		bind_span(query, head.span);
		query.bind_all(
			head.version, head.seq, head.sealed_at, head.sealed_by, head.reason, std::span<const std::uint8_t>(head.sha256), document);
		query.step();
		number = query.integer(0);
	}
	note_reference_change(database); // it holds the sealed days
	Query query(database, insert_part);
	std::int64_t part = 0;
	for (std::size_t first = 0; first < events.size(); first += entries_in_part)
	{
		std::string entries;
		for (const SealedEvent& event : events.subspan(first, std::min(entries_in_part, events.size() - first))) { pack(event, entries); }
		query.bind_all(number, part++, blob_of(entries));
		query.run();
		query.rewind();
	}
}

std::int64_t newest_version(Database& database, const SealedSpan& span)
{
	Query query(database, select_newest_report_version);
	bind_span(query, span);
	return query.step() ? query.optional_integer(0).value_or(0) : 0;
}

std::optional<SealedHead> find_report(Database& database, const Uuid& id)
{
	Query query(database, select_report_by_id);
	query.bind(id);
	return query.step() ? std::optional(read_sealed_head(query)) : std::nullopt;
}

std::optional<SealedHead> find_report(Database& database, const SealedSpan& span, std::int64_t version)
{
	Query query(database, select_by_version);
	bind_span(query, span);
	query.bind(version);
	return query.step() ? std::optional(read_sealed_head(query)) : std::nullopt;
}

std::string find_report_document(Database& database, std::int64_t number)
{
	Query query(database, select_document);
	query.bind(number);
	if (!query.step()) { throw StoreError("not_a_database", "a sealed report has no document", false); }
	return std::string(query.text(0));
}

std::vector<SealedEvent> list_report_events(Database& database, std::int64_t number)
{
	std::vector<SealedEvent> events;
	Query query(database, select_parts);
	query.bind(number);
	while (query.step())
	{
		const auto entries = query.blob(0);
		if (entries.size() % entry_bytes != 0) { throw StoreError("not_a_database", "the list of a sealed report is damaged", false); }
		for (std::size_t first = 0; first < entries.size(); first += entry_bytes)
		{
			events.push_back(unpack(entries.subspan(first, entry_bytes)));
		}
	}
	return events;
}

std::vector<SealedHead> list_reports(Database& database)
{
	std::vector<SealedHead> heads;
	Query query(database, select_newest_reports);
	while (query.step()) { heads.push_back(read_sealed_head(query)); }
	return heads;
}

std::vector<SealedDays> list_sealed_days(Database& database)
{
	std::vector<SealedDays> sealed;
	Query query(database, select_sealed_days);
	while (query.step()) { sealed.push_back({static_cast<AreaId>(query.integer(0)), {query.date(1), query.date(2)}, query.timestamp(3)}); }
	return sealed;
}

} // namespace bajin::store
