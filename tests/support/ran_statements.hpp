// What the store really asks of SQLite: the statements that ran, by which plan, and what they went through without an index.
#pragma once

#include "server/store/database.hpp"

#include <functional>
#include <string>

namespace bajin::test
{

struct RanStatements
{
	std::string plans;    // of each statement once, in order, a step a line
	int scanned_rows = 0; // that no index led to
};

// Of all that `work` ran on this connection. None may have made an index for itself.
[[nodiscard]] RanStatements statements_of(store::Database& database, const std::function<void()>& work);

[[nodiscard]] inline std::string plans_of(store::Database& database, const std::function<void()>& work)
{
	return statements_of(database, work).plans;
}

} // namespace bajin::test
