#include "server/store/connection.hpp"

#include <utility>

namespace bajin::store
{

std::unique_ptr<Statement> Connection::take_statement(IdleStatements& idle, const char* sql)
{
	if (idle.empty()) { return prepare(sql); }
	std::unique_ptr<Statement> statement = std::move(idle.back());
	idle.pop_back();
	return statement;
}

// The vector keeps the room of the statement that was taken out of it, so that this allocates for new ones only.
void Connection::give_back(IdleStatements& idle, std::unique_ptr<Statement> statement) noexcept
{
	statement->reset();
	idle.push_back(std::move(statement));
}

} // namespace bajin::store
