// Adds the events that were verified many at once to the counts of a database from before they were counted.
//
// Called by migrate, once, in the transaction of migration 9. Reads no more than tables of that time.
#pragma once

#include "server/store/database.hpp"

namespace bajin::store
{

void count_bulk_reviews(Database& database);

} // namespace bajin::store
