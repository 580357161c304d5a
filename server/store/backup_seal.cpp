#include "server/store/backup_seal.hpp"

#include "server/store/sqlite.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <optional>
#include <vector>

namespace bajin::store
{

namespace
{

namespace fs = std::filesystem;

using Fingerprint = std::array<std::uint8_t, crypto_hash_sha256_BYTES>;

constexpr const char* create_seal = "CREATE TABLE backup_seal (fingerprint BLOB NOT NULL) STRICT";
constexpr const char* insert_place = "INSERT INTO backup_seal (fingerprint) VALUES (randomblob(32))";
constexpr const char* select_fingerprint = "SELECT fingerprint FROM backup_seal LIMIT 1";
constexpr const char* count_seals = "SELECT count(*) FROM sqlite_schema WHERE name = 'backup_seal' LIMIT 1";
constexpr const char* select_application = "SELECT application_id FROM pragma_application_id LIMIT 1";
constexpr std::int64_t sealed_application = 0x626A6E31; // "bjn1"
constexpr const char* mark_sealed = "PRAGMA application_id = 1651142193";
constexpr const char* mark_plain = "PRAGMA application_id = 0";

constexpr std::size_t chunk_bytes = 1024 * 1024;

StoreError damaged(const fs::path& file, const std::string& what)
{
	return {"damaged", file.string() + " is damaged: " + what, false};
}

StoreError unreadable_backup(const fs::path& file)
{
	return {"storage_io", "cannot read " + file.string(), true};
}

std::optional<Fingerprint> read_fingerprint(Database& database)
{
	Query query(database, select_fingerprint);
	if (!query.step() || query.blob(0).size() != Fingerprint().size()) { return std::nullopt; }
	Fingerprint found{};
	std::ranges::copy(query.blob(0), found.begin());
	return found;
}

// Where these bytes stand in the file for the first time; empty: nowhere.
std::optional<std::uint64_t> find_bytes(const fs::path& file, const Fingerprint& wanted)
{
	std::ifstream in(file, std::ios::binary);
	std::vector<char> window;
	std::vector<char> chunk(chunk_bytes);
	std::uint64_t base = 0;
	while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0)
	{
		window.insert(window.end(), chunk.begin(), chunk.begin() + in.gcount());
		const auto is_same = [](char left, std::uint8_t right) { return static_cast<std::uint8_t>(left) == right; };
		const auto found = std::search(window.begin(), window.end(), wanted.begin(), wanted.end(), is_same);
		if (found != window.end()) { return base + static_cast<std::uint64_t>(found - window.begin()); }
		const std::size_t kept = std::min(window.size(), wanted.size() - 1);
		base += window.size() - kept;
		window.erase(window.begin(), window.end() - static_cast<std::ptrdiff_t>(kept));
	}
	if (in.bad()) { throw unreadable_backup(file); }
	return std::nullopt;
}

// Of the file, the bytes from `place` on taken as zeros.
Fingerprint fingerprint_of(const fs::path& file, std::uint64_t place)
{
	std::ifstream in(file, std::ios::binary);
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	std::vector<unsigned char> chunk(chunk_bytes);
	std::uint64_t base = 0;
	while (in.read(reinterpret_cast<char*>(chunk.data()), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0)
	{
		const auto bytes = static_cast<std::uint64_t>(in.gcount());
		for (std::uint64_t at = std::max(base, place); at < std::min(base + bytes, place + Fingerprint().size()); ++at)
		{
			chunk[at - base] = 0;
		}
		crypto_hash_sha256_update(&state, chunk.data(), bytes);
		base += bytes;
	}
	if (in.bad()) { throw unreadable_backup(file); }
	Fingerprint made{};
	crypto_hash_sha256_final(&state, made.data());
	return made;
}

void write_bytes(const fs::path& file, std::uint64_t place, const Fingerprint& bytes)
{
	std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
	out.seekp(static_cast<std::streamoff>(place));
	out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
	out.flush();
	if (!out) { throw StoreError("storage_io", "cannot write " + file.string(), true); }
}

bool has_seal(Database& database)
{
	Query query(database, count_seals);
	return query.step() && query.integer(0) > 0;
}

bool is_marked(Database& database)
{
	Query query(database, select_application);
	return query.step() && query.integer(0) == sealed_application;
}

} // namespace

void seal_backup(const fs::path& file)
{
	std::optional<Fingerprint> place_holder;
	{
		Database copy(file, Database::Access::read_write);
		remove_seal(copy); // of a backup of a backup
		copy.connection().execute(create_seal);
		copy.connection().execute(mark_sealed);
		copy.connection().execute(insert_place);
		place_holder = read_fingerprint(copy);
		copy.connection().execute("PRAGMA journal_mode = DELETE");
	}
	const auto place = place_holder ? find_bytes(file, *place_holder) : std::nullopt;
	if (!place) { throw damaged(file, "its seal cannot be written"); }
	write_bytes(file, *place, fingerprint_of(file, *place));
}

void require_sealed_content(Database& database, const fs::path& file)
{
	const bool is_sealed = has_seal(database);
	if (!is_sealed && !is_marked(database)) { return; }
	const auto fingerprint = is_sealed ? read_fingerprint(database) : std::nullopt;
	const auto place = fingerprint ? find_bytes(file, *fingerprint) : std::nullopt;
	if (!place || fingerprint_of(file, *place) != *fingerprint)
	{
		throw damaged(file, "its fingerprint is not that of what is in it; take another backup");
	}
}

void remove_seal(Database& database)
{
	database.connection().execute("DROP TABLE IF EXISTS backup_seal");
	database.connection().execute(mark_plain);
}

} // namespace bajin::store
