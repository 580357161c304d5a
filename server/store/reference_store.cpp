#include "server/store/reference_store.hpp"

#include "server/store/query.hpp"
#include "server/store/report_store.hpp"

#include <algorithm>
#include <cstring>

namespace bajin::store
{

namespace
{

constexpr const char* insert_instance = "INSERT INTO instance (only_row, secret, created_at) VALUES (1, $1, $2)";
constexpr const char* insert_epoch = "INSERT INTO epoch (number, id, started_at, first_seq, first_version) VALUES ($1, $2, $3, $4, $5)";
constexpr const char* select_epochs = "SELECT epoch.number, epoch.id, epoch.first_seq, epoch.first_version, instance.secret FROM epoch, "
									  "instance ORDER BY epoch.number LIMIT 100000";
constexpr const char* select_newest_version = "SELECT max(version) FROM event";
constexpr const char* select_newest_seq = "SELECT max(seq) FROM history";
constexpr const char* insert_area =
	"INSERT INTO area (id, code, name, level, parent, valid_from, valid_to, successor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr const char* select_areas =
	"SELECT id, code, name, level, parent, valid_from, valid_to, successor FROM area ORDER BY id LIMIT 1000000";
constexpr const char* insert_vocabulary = "INSERT INTO vocabulary (number, document, since) VALUES (1, $1, $2)";
constexpr const char* append_vocabulary =
	"INSERT INTO vocabulary (number, document, since) SELECT coalesce(max(number), 0) + 1, $1, $2 FROM vocabulary";
constexpr const char* select_vocabulary = "SELECT document FROM vocabulary ORDER BY number DESC LIMIT 1";
constexpr const char* insert_venue_row =
	"INSERT INTO venue (id, venue_type, area, name, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr const char* select_venues =
	"SELECT id, venue_type, area, name, valid_from, valid_to, merged_into FROM venue ORDER BY id LIMIT 1000000";
constexpr const char* select_stamp = "SELECT (SELECT max(number) FROM epoch), (SELECT reference_changes FROM instance)";
constexpr const char* count_reference_change = "UPDATE instance SET reference_changes = reference_changes + 1";

// A backup does not know what was issued after it was made, nor whether it was restored before. Versions of an epoch
// therefore start at its hour in milliseconds: no event is edited a thousand times a second for long. Sequence numbers
// may meet again, because receipts and cursors carry the epoch; the gap only keeps the new ones apart to the eye.
constexpr std::int64_t seqs_skipped_by_restore = 1'000'000;
// More than one event can have been changed between a backup and its loss, whatever the clock says.
constexpr std::int64_t versions_skipped_by_restore = 1'000'000;

std::string hex_digest(std::uint64_t value)
{
	constexpr const char* digits = "0123456789abcdef";
	std::string text(16, '0');
	for (std::size_t i = 16; i-- > 0; value >>= 4U) { text[i] = digits[value & 0xFU]; }
	return text;
}

// Parents first, whatever their codes look like: a parent is of a larger level.
void insert_areas(Database& database, std::vector<Area> areas)
{
	std::ranges::stable_sort(areas, {}, &Area::level);
	Query query(database, insert_area);
	for (const Area& area : areas)
	{
		const std::optional<std::int64_t> parent = area.parent == 0 ? std::nullopt : std::optional<std::int64_t>(area.parent);
		query.bind_all(area.id, area.code, area.name, to_string(area.level), parent, area.valid_from, area.valid_to, area.successor);
		query.run();
		query.rewind();
	}
}

AreaTree load_areas(Database& database)
{
	std::vector<Area> areas;
	Query query(database, select_areas);
	while (query.step())
	{
		Area area;
		area.id = static_cast<AreaId>(query.integer(0));
		area.code = query.text(1);
		area.name = query.text(2);
		area.level = parse_area_level(query.text(3)).value_or(AreaLevel::village);
		area.parent = static_cast<AreaId>(query.optional_integer(4).value_or(0));
		area.valid_from = query.optional_date(5);
		area.valid_to = query.optional_date(6);
		area.successor = query.text(7);
		areas.push_back(std::move(area));
	}
	auto tree = AreaTree::build(std::move(areas));
	if (!tree) { throw StoreError("not_a_database", "the list of areas is damaged: " + tree.error().detail, false); }
	return std::move(*tree);
}

} // namespace

void insert_initial_content(Database& database, const InitialContent& content)
{
	Query(database, insert_instance).bind_all(std::span<const std::uint8_t>(content.secret), content.now).run();
	Query(database, insert_epoch).bind_all(1, std::span<const std::uint8_t>(content.epoch_id), content.now, 1, 1).run();
	insert_areas(database, content.areas);
	Query(database, insert_vocabulary).bind_all(content.vocabulary_json, content.now).run();
}

void start_epoch(Database& database, const std::array<std::uint8_t, 8>& epoch_id, Timestamp now)
{
	const Epoch last = load_epochs(database).back();
	std::int64_t newest_version = 0;
	{
		Query query(database, select_newest_version);
		if (query.step()) { newest_version = query.integer(0); }
	}
	const std::int64_t first_seq = std::max(newest_seq(database), last.first_seq) + seqs_skipped_by_restore;
	const std::int64_t first_version = std::max(
		{newest_version + versions_skipped_by_restore, last.first_version + versions_skipped_by_restore,
		 static_cast<std::int64_t>(now.time_since_epoch().count())});
	Query(database, insert_epoch).bind_all(last.number + 1, std::span<const std::uint8_t>(epoch_id), now, first_seq, first_version).run();
}

std::vector<Epoch> load_epochs(Database& database)
{
	std::vector<Epoch> epochs;
	Query query(database, select_epochs);
	while (query.step())
	{
		Epoch epoch;
		epoch.number = query.integer(0);
		const auto id = query.blob(1);
		std::memcpy(epoch.id.data(), id.data(), std::min(id.size(), epoch.id.size()));
		epoch.first_seq = query.integer(2);
		epoch.first_version = query.integer(3);
		const auto secret = query.blob(4);
		std::memcpy(epoch.secret.data(), secret.data(), std::min(secret.size(), epoch.secret.size()));
		epochs.push_back(epoch);
	}
	if (epochs.empty()) { throw StoreError("not_a_database", "the database is empty; run `bajin init` first", false); }
	return epochs;
}

std::int64_t newest_seq(Database& database)
{
	Query query(database, select_newest_seq);
	return query.step() ? query.integer(0) : 0;
}

ReferencePointer load_reference(Database& database)
{
	auto reference = std::make_shared<Reference>();
	reference->areas = load_areas(database);
	std::uint64_t digest = 0;
	const auto take_in = [&digest](std::string_view text) { digest = digest * 0x100000001B3ULL ^ content_digest(Json(std::string(text))); };
	{
		Query query(database, select_vocabulary);
		if (!query.step()) { throw StoreError("not_a_database", "the database has no vocabulary; run `bajin init` first", false); }
		take_in(query.text(0));
		const auto document = parse_json(query.text(0));
		auto vocabulary = document ? Vocabulary::parse(document->value) : Result<Vocabulary>(document.error());
		if (!vocabulary) { throw StoreError("not_a_database", "the vocabulary is damaged: " + vocabulary.error().detail, false); }
		reference->vocabulary = std::move(*vocabulary);
	}
	Query query(database, select_venues);
	while (query.step())
	{
		Venue venue;
		venue.id = query.text(0);
		venue.venue_type = query.text(1);
		venue.area = static_cast<AreaId>(query.integer(2));
		venue.name = query.text(3);
		venue.valid_from = query.optional_date(4);
		venue.valid_to = query.optional_date(5);
		venue.merged_into = query.text(6);
		take_in(venue.id + '\n' + venue.venue_type + '\n' + std::to_string(venue.area) + '\n' + venue.name);
		reference->venues.emplace(venue.id, std::move(venue));
	}
	reference->sealed = list_sealed_days(database);
	// Teams and their rosters are not kept here; that they changed is.
	const ReferenceStamp stamp = reference_stamp(database);
	take_in(std::to_string(stamp.epochs) + '\n' + std::to_string(stamp.changes));
	reference->etag = hex_digest(digest);
	return reference;
}

ReferenceStamp reference_stamp(Database& database)
{
	Query query(database, select_stamp);
	return query.step() ? ReferenceStamp{query.integer(0), query.integer(1)} : ReferenceStamp{};
}

void note_reference_change(Database& database)
{
	Query(database, count_reference_change).run();
}

void insert_venue(Database& database, const Venue& venue)
{
	Query(database, insert_venue_row).bind_all(venue.id, venue.venue_type, venue.area, venue.name, venue.valid_from, venue.valid_to).run();
	note_reference_change(database);
}

void insert_vocabulary_document(Database& database, std::string_view json, Timestamp since)
{
	Query(database, append_vocabulary).bind_all(json, since).run();
	note_reference_change(database);
}

} // namespace bajin::store
