#include "server/store/clock_store.hpp"

#include "server/store/query.hpp"

namespace bajin::store
{

namespace
{

constexpr const char* select_clock = "SELECT newest_at, confirmations FROM clock LIMIT 1";
constexpr const char* update_newest = "UPDATE clock SET newest_at = $1";
constexpr const char* update_confirmed = "UPDATE clock SET newest_at = $1, confirmations = confirmations + 1";

} // namespace

KeptClock find_clock(Database& database)
{
	Query query(database, select_clock);
	if (!query.step()) { return {}; }
	return {query.optional_timestamp(0), query.integer(1)};
}

void note_time(Database& database, Timestamp now)
{
	Query(database, update_newest).bind(now).run();
}

void confirm_time(Database& database, Timestamp now)
{
	Query(database, update_confirmed).bind(now).run();
}

void forget_time(Database& database)
{
	Query(database, update_newest).bind(nullptr).run();
}

} // namespace bajin::store
