#include "server/store/venue_store.hpp"

#include "server/store/count_fold.hpp"
#include "server/store/query.hpp"
#include "server/store/reference_store.hpp"

namespace bajin::store
{

namespace
{

constexpr const char* update_venue_row =
	"UPDATE venue SET venue_type = $1, area = $2, name = $3, valid_from = $4, valid_to = $5, merged_into = $6 WHERE id = $7";
constexpr const char* update_merged_before = "UPDATE venue SET merged_into = $1 WHERE merged_into = $2 AND merged_into <> ''";
constexpr const char* insert_named = "INSERT INTO venue_named (venue) VALUES ($1) ON CONFLICT DO NOTHING";
constexpr const char* select_named = "SELECT 1 FROM venue_named WHERE venue = $1 "
									 "UNION ALL SELECT 1 FROM venue JOIN venue_named ON venue_named.venue = venue.id "
									 "WHERE venue.merged_into = $1 AND venue.merged_into <> '' LIMIT 1";

} // namespace

void update_venue(Database& database, const Venue& venue)
{
	Query(database, update_venue_row)
		.bind_all(venue.venue_type, venue.area, venue.name, venue.valid_from, venue.valid_to, venue.merged_into, venue.id)
		.run();
	note_reference_change(database);
}

void merge_venue(Database& database, const Venue& from, const Venue& into, const AreaTree& areas)
{
	move_visits(database, from, into, areas);
	Query(database, update_merged_before).bind_all(into.id, from.id).run();
	update_venue(database, from);
	update_venue(database, into);
}

void note_venue_named(Database& database, const std::string& venue)
{
	Query(database, insert_named).bind(venue).run();
}

bool is_venue_named(Database& database, const std::string& venue)
{
	Query query(database, select_named);
	query.bind(venue);
	return query.step();
}

} // namespace bajin::store
