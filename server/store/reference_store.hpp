// What hardly ever changes: the instance and its epochs, areas, vocabulary and venues.
//
// Called by Writer and Reader when they load their caches, by `bajin init` and `bajin restore`.
#pragma once

#include "server/store/database.hpp"
#include "shared/event.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bajin::store
{

// Fills an empty, migrated database: instance, first epoch, areas, vocabulary. `secret` and `epoch_id` are random.
struct InitialContent
{
	std::vector<Area> areas;
	std::string vocabulary_json;
	std::array<std::uint8_t, 32> secret{};
	std::array<std::uint8_t, 8> epoch_id{};
	Timestamp now;
};
void insert_initial_content(Database& database, const InitialContent& content);

// A new epoch after a restore: its versions lie above any that was ever issued, also after this backup was made.
void start_epoch(Database& database, const std::array<std::uint8_t, 8>& epoch_id, Timestamp now);

// Every epoch, oldest first, at least one: receipts are checked with the epoch that issued them. Throws StoreError
// `not_a_database` when the database was never filled.
[[nodiscard]] std::vector<Epoch> load_epochs(Database& database);

[[nodiscard]] std::int64_t newest_seq(Database& database);

// Areas, vocabulary, venues, and the etag over these and the teams.
[[nodiscard]] ReferencePointer load_reference(Database& database);

// Cheap to ask, and different whenever what load_reference and load_epoch give can be different.
struct ReferenceStamp
{
	std::int64_t epochs = -1;
	std::int64_t changes = -1;

	bool operator==(const ReferenceStamp&) const = default;
};
[[nodiscard]] ReferenceStamp reference_stamp(Database& database);

// To be called with every change of areas, vocabulary, venues and teams.
void note_reference_change(Database& database);

void insert_venue(Database& database, const Venue& venue);

// The code lists from now on; the documents before it stay.
void insert_vocabulary_document(Database& database, std::string_view json, Timestamp since);

} // namespace bajin::store
