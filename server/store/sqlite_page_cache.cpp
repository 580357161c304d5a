#include "server/store/sqlite_page_cache.hpp"

#include <sqlite3.h>

#include <memory>
#include <new>

namespace bajin::store
{

namespace
{

constexpr int lock_bytes_at = 0x40000000;

sqlite3_pcache_methods2 of_sqlite; // what it brings along

struct Cache
{
	sqlite3_pcache* pages = nullptr;
	unsigned aside = 0; // number of the page that is set aside, by SQLite's counting

	[[nodiscard]] unsigned number(unsigned asked) const noexcept { return asked == aside ? 0 : asked; }
};

Cache& cache_of(sqlite3_pcache* handle) noexcept
{
	return *reinterpret_cast<Cache*>(handle);
}

sqlite3_pcache* create(int page_bytes, int extra_bytes, int is_purgeable)
{
	std::unique_ptr<Cache> cache(new (std::nothrow) Cache);
	if (!cache) { return nullptr; }
	cache->pages = of_sqlite.xCreate(page_bytes, extra_bytes, is_purgeable);
	if (cache->pages == nullptr) { return nullptr; }
	cache->aside = static_cast<unsigned>(lock_bytes_at / page_bytes) + 1;
	return reinterpret_cast<sqlite3_pcache*>(cache.release());
}

void destroy(sqlite3_pcache* handle)
{
	const std::unique_ptr<Cache> cache(&cache_of(handle));
	of_sqlite.xDestroy(cache->pages);
}

void set_size(sqlite3_pcache* handle, int pages)
{
	of_sqlite.xCachesize(cache_of(handle).pages, pages);
}

int count_pages(sqlite3_pcache* handle)
{
	return of_sqlite.xPagecount(cache_of(handle).pages);
}

sqlite3_pcache_page* fetch(sqlite3_pcache* handle, unsigned number, int create_flag)
{
	const Cache& cache = cache_of(handle);
	return of_sqlite.xFetch(cache.pages, cache.number(number), create_flag);
}

void unpin(sqlite3_pcache* handle, sqlite3_pcache_page* page, int discard)
{
	of_sqlite.xUnpin(cache_of(handle).pages, page, discard);
}

void rekey(sqlite3_pcache* handle, sqlite3_pcache_page* page, unsigned before, unsigned after)
{
	const Cache& cache = cache_of(handle);
	of_sqlite.xRekey(cache.pages, page, cache.number(before), cache.number(after));
}

void truncate(sqlite3_pcache* handle, unsigned first)
{
	const Cache& cache = cache_of(handle);
	of_sqlite.xTruncate(cache.pages, first);
	// A page that an error left aside goes with those of its number.
	sqlite3_pcache_page* const aside = first <= cache.aside ? of_sqlite.xFetch(cache.pages, 0, 0) : nullptr;
	if (aside != nullptr) { of_sqlite.xUnpin(cache.pages, aside, 1); }
}

void shrink(sqlite3_pcache* handle)
{
	of_sqlite.xShrink(cache_of(handle).pages);
}

int set_methods() noexcept
{
	if (const int result = sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &of_sqlite); result != SQLITE_OK) { return result; }
	sqlite3_pcache_methods2 methods = of_sqlite;
	methods.xCreate = create;
	methods.xCachesize = set_size;
	methods.xPagecount = count_pages;
	methods.xFetch = fetch;
	methods.xUnpin = unpin;
	methods.xRekey = rekey;
	methods.xTruncate = truncate;
	methods.xDestroy = destroy;
	methods.xShrink = shrink;
	return sqlite3_config(SQLITE_CONFIG_PCACHE2, &methods);
}

} // namespace

void use_page_cache() noexcept
{
	[[maybe_unused]] static const int result = set_methods();
}

} // namespace bajin::store
