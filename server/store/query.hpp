// One run of a statement: bind in order, step, read columns, and it is reset at the end of its scope.
//
// Used only inside server/store. Text and blobs bound must live until the end.
#pragma once

#include "server/store/connection.hpp"
#include "shared/calendar.hpp"
#include "shared/timestamp.hpp"
#include "shared/uuid.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bajin::store
{

class Query
{
public:
	// `sql` must be a literal (Connection::idle_statements).
	Query(Database& database, const char* sql);
	~Query();
	Query(const Query&) = delete;
	Query& operator=(const Query&) = delete;

	Query& bind(std::int64_t value);
	Query& bind(std::int32_t value) { return bind(static_cast<std::int64_t>(value)); }
	Query& bind(std::string_view value);
	Query& bind(const char* value) { return bind(std::string_view(value)); }
	Query& bind(const std::string& value) { return bind(std::string_view(value)); }
	Query& bind(std::span<const std::uint8_t> blob);
	Query& bind(const Uuid& id) { return bind(std::span<const std::uint8_t>(id.bytes)); }
	Query& bind(Timestamp at) { return bind(static_cast<std::int64_t>(at.time_since_epoch().count())); }
	Query& bind(Date date) { return bind(static_cast<std::int64_t>(date.days)); }
	Query& bind(Month month) { return bind(static_cast<std::int64_t>(month.index)); }
	Query& bind(std::nullptr_t);
	template <class T>
	Query& bind(const std::optional<T>& value)
	{
		return value ? bind(*value) : bind(nullptr);
	}
	template <class First, class... Rest>
	Query& bind_all(const First& first, const Rest&... rest)
	{
		bind(first);
		if constexpr (sizeof...(rest) > 0) { bind_all(rest...); }
		return *this;
	}

	bool step();   // true: a row is there
	void run();    // for statements that give no row
	void rewind(); // to bind and run again

	[[nodiscard]] std::int64_t integer(int column) const noexcept { return statement_->integer(column); }
	[[nodiscard]] std::string_view text(int column) const noexcept { return statement_->text(column); } // valid until the next step
	[[nodiscard]] Uuid uuid(int column) const noexcept;
	[[nodiscard]] std::span<const std::uint8_t> blob(int column) const noexcept { return statement_->blob(column); }
	[[nodiscard]] bool is_null(int column) const noexcept { return statement_->is_null(column); }
	[[nodiscard]] Timestamp timestamp(int column) const noexcept { return Timestamp(std::chrono::milliseconds(integer(column))); }
	[[nodiscard]] Date date(int column) const noexcept { return Date{static_cast<std::int32_t>(integer(column))}; }
	[[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const noexcept;
	[[nodiscard]] std::optional<Uuid> optional_uuid(int column) const noexcept;
	[[nodiscard]] std::optional<Timestamp> optional_timestamp(int column) const noexcept;
	[[nodiscard]] std::optional<Date> optional_date(int column) const noexcept;

private:
	Connection::IdleStatements& idle_; // where it goes back to
	std::unique_ptr<Statement> statement_;
	int bound_ = 0;
};

} // namespace bajin::store
