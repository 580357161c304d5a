#include "server/store/query.hpp"

#include "shared/result.hpp"

#include <cstring>
#include <utility>

namespace bajin::store
{

Query::Query(Database& database, const char* sql)
	: idle_(database.connection().idle_statements(sql)), statement_(database.connection().take_statement(idle_, sql))
{
}

Query::~Query()
{
	Connection::give_back(idle_, std::move(statement_));
}

Query& Query::bind(std::int64_t value)
{
	statement_->bind_integer(++bound_, value);
	return *this;
}

Query& Query::bind(std::string_view value)
{
	statement_->bind_text(++bound_, value);
	return *this;
}

Query& Query::bind(std::span<const std::uint8_t> blob)
{
	statement_->bind_blob(++bound_, blob);
	return *this;
}

Query& Query::bind(std::nullptr_t)
{
	statement_->bind_null(++bound_);
	return *this;
}

bool Query::step()
{
	return statement_->step();
}

void Query::run()
{
	const bool row = step();
	BAJIN_ASSERT(!row);
}

void Query::rewind()
{
	statement_->reset();
	bound_ = 0;
}

Uuid Query::uuid(int column) const noexcept
{
	Uuid id;
	const auto bytes = blob(column);
	if (bytes.size() == id.bytes.size()) { std::memcpy(id.bytes.data(), bytes.data(), bytes.size()); }
	return id;
}

std::optional<std::int64_t> Query::optional_integer(int column) const noexcept
{
	return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<Uuid> Query::optional_uuid(int column) const noexcept
{
	return is_null(column) ? std::nullopt : std::optional(uuid(column));
}

std::optional<Timestamp> Query::optional_timestamp(int column) const noexcept
{
	return is_null(column) ? std::nullopt : std::optional(timestamp(column));
}

std::optional<Date> Query::optional_date(int column) const noexcept
{
	return is_null(column) ? std::nullopt : std::optional(date(column));
}

} // namespace bajin::store
