#include "server/store/migrate.hpp"

#include "generated/migrations.hpp"
#include "server/store/count_bulk_reviews.hpp"
#include "server/store/query.hpp"

#include <string>

namespace bajin::store
{

namespace
{

// The migration whose SQL is not all: counts are packed.
constexpr std::size_t counts_bulk_reviews = 9;

constexpr const char* read_version = "PRAGMA user_version";

[[noreturn]] void refuse_newer(std::int64_t found)
{
	throw StoreError(
		"database_newer",
		"the database has schema " + std::to_string(found) + ", this program knows up to " + std::to_string(embedded::migrations.size()) +
			"; install the newer bajin",
		false);
}

} // namespace

std::int64_t schema_of(Database& database)
{
	Query query(database, read_version);
	return query.step() ? query.integer(0) : 0;
}

bool is_older(Database& database)
{
	const std::int64_t found = schema_of(database);
	return found > 0 && found < static_cast<std::int64_t>(embedded::migrations.size());
}

void migrate(Database& database)
{
	for (;;)
	{
		// Looked up again inside the lock: another process may be migrating at the same moment.
		database.connection().begin(Transaction::write);
		try
		{
			const auto done = static_cast<std::size_t>(schema_of(database));
			if (done > embedded::migrations.size()) { refuse_newer(static_cast<std::int64_t>(done)); }
			if (done == embedded::migrations.size())
			{
				database.connection().roll_back();
				return;
			}
			database.connection().execute(std::string(embedded::migrations[done]));
			if (done + 1 == counts_bulk_reviews) { count_bulk_reviews(database); }
			database.connection().execute("PRAGMA user_version = " + std::to_string(done + 1));
			database.connection().commit();
		}
		catch (...)
		{
			if (database.connection().in_transaction()) { database.connection().roll_back(); }
			throw;
		}
	}
}

void require_current_schema(Database& database)
{
	const std::int64_t found = schema_of(database);
	if (found > static_cast<std::int64_t>(embedded::migrations.size())) { refuse_newer(found); }
	if (found < static_cast<std::int64_t>(embedded::migrations.size()))
	{
		throw StoreError(
			"not_a_database", "no bajin database of this schema; run `bajin init`, or start the server once to migrate it", false);
	}
}

} // namespace bajin::store
