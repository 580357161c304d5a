#include "server/store/database.hpp"

#include "server/store/count_tail.hpp"
#include "server/store/event_lists.hpp"
#include "server/store/sqlite.hpp"

#include <cstring>

namespace bajin::store
{

StoreError::StoreError(std::string code, const std::string& what, bool retryable)
	: std::runtime_error(what), code_(std::move(code)), retryable_(retryable)
{
}

std::size_t TokenHashHasher::operator()(const TokenHash& hash) const noexcept
{
	std::size_t head = 0;
	std::memcpy(&head, hash.data(), sizeof head);
	return head;
}

Database::Database(const std::filesystem::path& file, Access access) : connection_(std::make_unique<SqliteConnection>(file, access)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

CountTail& Database::count_tail()
{
	if (!count_tail_) { count_tail_ = std::make_unique<CountTail>(); }
	return *count_tail_;
}

EventTail& Database::event_tail()
{
	if (!event_tail_) { event_tail_ = std::make_unique<EventTail>(); }
	return *event_tail_;
}

void Database::forget_tails() noexcept
{
	count_tail_.reset();
	event_tail_.reset();
}

void Database::interrupt() noexcept
{
	connection_->interrupt();
}

void Database::set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline) noexcept
{
	connection_->set_deadline(deadline);
}

} // namespace bajin::store
