#include "server/store/reader.hpp"

#include "server/store/migrate.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/sqlite.hpp"

namespace bajin::store
{

namespace
{

constexpr std::size_t records_max = 8'000;

} // namespace

Reader::Reader(const std::filesystem::path& database_file, const SnapshotCutter* cutter)
	: database_(database_file, Database::Access::read_only)
{
	sqlite_of(database_).obey(cutter);
	require_current_schema(database_);
	begin_snapshot();
	end_snapshot();
}

void Reader::begin_snapshot()
{
	database_.connection().begin(Transaction::read);
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
	records_ = {};
	try
	{
		if (database_.connection().in_transaction()) { database_.connection().roll_back(); }
	}
	catch (const StoreError&)
	{
		// A read-only transaction has nothing to lose; the next one says what is wrong.
	}
}

const Event* Reader::known_record(std::int64_t body_seq) const
{
	const auto found = records_.find(body_seq);
	return found == records_.end() ? nullptr : &found->second;
}

void Reader::keep_record(std::int64_t body_seq, const Event& record)
{
	if (records_.size() < records_max) { records_.emplace(body_seq, record); }
}

std::int64_t Reader::newest_seq()
{
	return store::newest_seq(database_);
}

} // namespace bajin::store
