#include "server/store/shared_turn.hpp"

#include "server/store/database.hpp"

#include <chrono>

namespace bajin::store
{

namespace
{

// Other processes write in short groups; one that was stopped in the middle of its group must not stop this one for good.
constexpr std::chrono::seconds turn_wait{10};

} // namespace

SharedTurn::SharedTurn(const std::filesystem::path& database_file) : lock_(database_file.parent_path() / "writer.lock") {}

HeldTurn::HeldTurn(SharedTurn& turn) : turn_(turn)
{
	const std::lock_guard lock(turn_.mutex_);
	if (turn_.holders_ == 0 && !turn_.lock_.take(turn_wait))
	{
		throw StoreError("storage_busy", "another process is writing for long", true);
	}
	++turn_.holders_;
}

HeldTurn::~HeldTurn()
{
	const std::lock_guard lock(turn_.mutex_);
	if (--turn_.holders_ == 0) { turn_.lock_.give_back(); }
}

} // namespace bajin::store
