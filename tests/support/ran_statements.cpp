#include "tests/support/ran_statements.hpp"

#include "server/store/sqlite.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace bajin::test
{

RanStatements statements_of(store::Database& database, const std::function<void()>& work)
{
	RanStatements statements;
	std::vector<std::string> ran;
	int automatic_indexes = 0;
	sqlite_of(database).watch(
		[&](store::StatementRun run)
		{
			statements.scanned_rows += run.scanned_rows;
			automatic_indexes += run.automatic_indexes;
			if (std::ranges::find(ran, run.sql) == ran.end()) { ran.push_back(std::move(run.sql)); }
		});
	work();
	sqlite_of(database).watch({});
	CHECK(automatic_indexes == 0);
	for (const std::string& sql : ran) { statements.plans += sqlite_of(database).explain(sql); }
	return statements;
}

} // namespace bajin::test
