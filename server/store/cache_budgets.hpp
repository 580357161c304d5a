// How much memory each connection may hold of the database's pages: the one table of it; README.md shows it to operators.
//
// The writer keeps the roll-ups and the right-hand edges of all indexes. Readers keep the upper pages of what they walk; the rest
// is in the system's cache, from which SQLite copies it: no file is mapped. Connections that look up one row keep next to nothing.
// Memory is taken as pages are read, so a server at rest holds little of it.
#pragma once

#include "server/store/database.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace bajin::store
{

// What a connection is for. In the order of the table.
enum class CacheRole : std::uint8_t
{
	writer,
	page,        // lists and figures
	search,      // records one by one
	export_,     // reports, sealing
	download,    // all records of a scope
	password,    // sign-ins, and those who guess
	intake,      // who shows a credential
	post_commit, // behind the commits
	log,         // copies the log, past these pages
};

struct CacheBudget
{
	CacheRole role;
	int kibibytes;
	const char* pragma;
};

inline constexpr std::array<CacheBudget, 9> cache_budgets = {{
	{CacheRole::writer, 65'536, "PRAGMA cache_size = -65536"},
	{CacheRole::page, 8'192, "PRAGMA cache_size = -8192"},
	{CacheRole::search, 8'192, "PRAGMA cache_size = -8192"},
	{CacheRole::export_, 8'192, "PRAGMA cache_size = -8192"},
	{CacheRole::download, 8'192, "PRAGMA cache_size = -8192"},
	{CacheRole::password, 2'048, "PRAGMA cache_size = -2048"},
	{CacheRole::intake, 2'048, "PRAGMA cache_size = -2048"},
	{CacheRole::post_commit, 2'048, "PRAGMA cache_size = -2048"},
	{CacheRole::log, 2'048, "PRAGMA cache_size = -2048"},
}};

[[nodiscard]] constexpr const CacheBudget& cache_budget(CacheRole role) noexcept
{
	return cache_budgets[static_cast<std::size_t>(role)];
}

// A connection begins as `writer` or `page`, by whether it may write. Throws StoreError.
void set_cache(Database& database, CacheRole role);

} // namespace bajin::store
