// How much each connection may hold of the database's pages.
#include "server/store/cache_budgets.hpp"
#include "server/store/query.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <string>

using namespace bajin;
using store::CacheRole;

namespace
{

// As SQLite has it; negative numbers of it are KiB.
std::int64_t held_kibibytes(store::Database& database)
{
	store::Query query(database, "PRAGMA cache_size");
	REQUIRE(query.step());
	return -query.integer(0);
}

std::int64_t mapped_bytes(store::Database& database)
{
	store::Query query(database, "PRAGMA mmap_size");
	return query.step() ? query.integer(0) : 0;
}

} // namespace

TEST_CASE("cache budgets: the writer has 64 MiB, readers 8, look-ups 2, and no file is mapped")
{
	test::TestServer server;
	store::Database& writer = server.writer().database();
	store::Database& reader = server.reader().database();
	CHECK(held_kibibytes(writer) == 64 * 1'024);
	CHECK(held_kibibytes(reader) == 8 * 1'024);
	CHECK(mapped_bytes(writer) == 0);
	CHECK(mapped_bytes(reader) == 0);
	for (const store::CacheBudget& budget : store::cache_budgets)
	{
		INFO(budget.pragma);
		CHECK(&store::cache_budget(budget.role) == &budget); // in the order of the roles
		CHECK(std::string(budget.pragma) == "PRAGMA cache_size = -" + std::to_string(budget.kibibytes));
		store::set_cache(reader, budget.role);
		CHECK(held_kibibytes(reader) == budget.kibibytes);
	}
	CHECK(store::cache_budget(CacheRole::post_commit).kibibytes == 2 * 1'024);
	CHECK(store::cache_budget(CacheRole::password).kibibytes == 2 * 1'024);
}
