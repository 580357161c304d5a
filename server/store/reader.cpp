#include "server/store/reader.hpp"

#include "server/store/migrate.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/sqlite.hpp"

namespace bajin::store
{

Reader::Reader(const std::filesystem::path& database_file) : database_(database_file, Database::Access::read_only)
{
	require_current_schema(database_);
	begin_snapshot();
	end_snapshot();
}

void Reader::begin_snapshot()
{
	database_.connection().execute("BEGIN");
	// The first read fixes the snapshot. Own commits of the server come through another connection and move the data
	// version too, so the list of areas is loaded again only when its etag can have changed.
	const ReferenceStamp stamp = reference_stamp(database_);
	if (reference_ && stamp == stamp_) { return; }
	stamp_ = stamp;
	epochs_ = load_epochs(database_);
	reference_ = load_reference(database_);
}

void Reader::end_snapshot() noexcept
{
	database_.set_deadline(std::nullopt);
	try
	{
		if (database_.connection().in_transaction()) { database_.connection().execute("ROLLBACK"); }
	}
	catch (const StoreError&)
	{
		// A read-only transaction has nothing to lose; the next BEGIN says what is wrong.
	}
}

std::int64_t Reader::newest_seq() { return store::newest_seq(database_); }

}  // namespace bajin::store
