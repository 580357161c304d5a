// What is done beside the jobs of the write lane: the log is kept short, failures are told, the time is noted.
#include "server/store/backup.hpp"
#include "server/store/clock_store.hpp"
#include "server/store/event_store.hpp"
#include "server/store/query.hpp"
#include "server/store/reader.hpp"
#include "server/store/settings_store.hpp"
#include "server/upkeep.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"

using namespace bajin;

namespace
{

constexpr std::int64_t mebibyte = 1'024 * 1'024;

class Kept
{
public:
	// `beside`: a thread of its own copies the log, as in the server.
	explicit Kept(std::int64_t log_bytes_max, bool beside = false)
		: upkeep_({database.file().parent_path(), log_bytes_max}, context, cutter)
	{
		if (beside) { writer.copy_log_beside(); }
		upkeep_.begin(writer);
	}

	// A commit of so many bytes, and the log copied when it is due.
	void write(std::int64_t bytes)
	{
		write_on(bytes);
		writer.await_copying();
		upkeep_.run(writer);
	}

	// The same, and what copies the log may go on meanwhile.
	void write_on(std::int64_t bytes)
	{
		try
		{
			writer.run_alone(
				[&]
				{
					store::Settings settings = store::find_settings(writer.database());
					settings.organization.assign(static_cast<std::size_t>(bytes), static_cast<char>('a' + ++letter_ % 26));
					store::update_settings(writer.database(), settings);
				});
			upkeep_.committed();
		}
		catch (const store::StoreError&)
		{
			upkeep_.failed(std::current_exception());
		}
		upkeep_.run(writer);
	}

	[[nodiscard]] std::int64_t log_file() const
	{
		std::filesystem::path log = database.file();
		log += "-wal";
		return static_cast<std::int64_t>(std::filesystem::file_size(log));
	}

	net_test::TestDatabase database;
	api::Context context;
	store::SnapshotCutter cutter;
	store::Writer writer{database.file()};

private:
	Upkeep upkeep_;
	int letter_ = 0;
};

} // namespace

TEST_CASE("upkeep: a long reading is ended before the log fills the disk, and reading begins anew")
{
	Kept kept(64 * mebibyte, GENERATE(false, true));
	store::Reader reader(kept.database.file(), &kept.cutter);
	reader.begin_snapshot();
	std::int64_t written = 0;
	bool was_ended = false;
	while (!was_ended && written < 128 * mebibyte)
	{
		kept.write(4 * mebibyte);
		written += 4 * mebibyte;
		try
		{
			static_cast<void>(store::find_settings(reader.database()));
		}
		catch (const store::StoreError& error)
		{
			CHECK(error.code() == "deadline_passed");
			was_ended = true;
		}
	}
	CHECK(was_ended);
	CHECK(written < 64 * mebibyte);
	reader.end_snapshot();
	reader.begin_snapshot();
	CHECK(store::find_settings(reader.database()).organization.size() == 4 * mebibyte);
	reader.end_snapshot();
	// Nothing reads: however much more is written, the log is used anew.
	for (int i = 0; i < 40; ++i) { kept.write(4 * mebibyte); }
	CHECK(kept.context.condition.report().store_failure.empty());
	CHECK(kept.log_file() < 100 * mebibyte);
}

TEST_CASE("upkeep: a log that cannot be used anew is bounded, and storing goes on when it can")
{
	Kept kept(64 * mebibyte, GENERATE(false, true));
	store::Reader reader(kept.database.file()); // obeys nobody
	reader.begin_snapshot();
	for (int i = 0; i < 40; ++i) { kept.write(4 * mebibyte); }
	CHECK(kept.context.condition.report().store_failure == "storage_full");
	CHECK(kept.log_file() < 80 * mebibyte);
	reader.end_snapshot();
	kept.write(1'000);
	CHECK(kept.context.condition.report().store_failure.empty());
}

TEST_CASE("upkeep: a log that cannot be copied is told, and so is that it can be again")
{
	Kept kept(1'024 * mebibyte, GENERATE(false, true));
	kept.writer.database().connection().execute("CREATE TABLE filler AS SELECT zeroblob(125829120)");
	kept.write(1'000); // the database file is as long now
	{
		const test::FullDisk full(90 * mebibyte);
		kept.write(70 * mebibyte); // there is room for it in the log, which is written anew
		const api::ConditionReport report = kept.context.condition.report();
		CHECK(report.store_failure.empty());
		CHECK_FALSE(report.copy_failure.empty());
		CHECK(report.log_bytes > 70 * mebibyte);
	}
	kept.write(1'000);
	CHECK(kept.context.condition.report().copy_failure.empty());
}

TEST_CASE("upkeep: the log is copied beside the writing, which leaves it short")
{
	Kept kept(1'024 * mebibyte, true);
	// Nothing is awaited: the thread copies while more is written.
	for (int i = 0; i < 100; ++i) { kept.write_on(4 * mebibyte); }
	kept.write(1'000);
	kept.write(1'000);
	CHECK(kept.log_file() < 256 * mebibyte);
	CHECK(kept.writer.log_bytes() < 64 * mebibyte);
	CHECK(store::find_damage(kept.writer.database()).empty());
}

TEST_CASE("upkeep: a log that a reader held is begun anew when it ends, and not after another 64 MiB")
{
	Kept kept(1'024 * mebibyte, GENERATE(false, true));
	{
		store::Reader reader(kept.database.file());
		reader.begin_snapshot();
		for (int i = 0; i < 20; ++i) { kept.write(4 * mebibyte); }
		reader.end_snapshot();
	}
	CHECK(kept.writer.log_bytes() > 64 * mebibyte);
	for (int i = 0; i < 3; ++i) { kept.write(1'000); }
	CHECK(kept.writer.log_bytes() < mebibyte);
}

TEST_CASE("upkeep: what is stored and what is not is told")
{
	Kept kept(1'024 * mebibyte);
	CHECK(kept.context.condition.report().stored_at.has_value()); // the time was noted
	kept.write(1'000);
	CHECK(kept.context.condition.report().store_failure.empty());
	{
		const test::FullDisk full(kept.log_file());
		kept.write(4 * mebibyte);
		CHECK_FALSE(kept.context.condition.report().store_failure.empty());
	}
	kept.write(1'000);
	CHECK(kept.context.condition.report().store_failure.empty());
	CHECK(kept.context.condition.report().free_bytes.has_value());
}

TEST_CASE("upkeep: the time is noted, and a confirmation is heard")
{
	net_test::TestDatabase database;
	store::Writer writer(database.file());
	writer.run_alone([&] { store::note_time(writer.database(), now() + std::chrono::days(2)); });
	api::Context context;
	store::SnapshotCutter cutter;
	Upkeep upkeep({database.file().parent_path()}, context, cutter);
	upkeep.begin(writer);
	CHECK(context.clock.doubt() == api::ClockDoubt::behind);
	CHECK(store::find_clock(writer.database()).newest > now() + std::chrono::days(1)); // not moved by a clock in doubt
	{
		store::Writer other(database.file()); // as the tool does it
		other.run_alone([&] { store::confirm_time(other.database(), now()); });
	}
	upkeep.run(writer);
	CHECK(context.clock.doubt() == api::ClockDoubt::none);
	CHECK(store::find_clock(writer.database()).newest < now() + std::chrono::days(1));
}

TEST_CASE("upkeep: when a sign-in was used goes into the database")
{
	net_test::TestDatabase database;
	store::Writer writer(database.file());
	store::SignIn made;
	made.token = {9};
	made.used_at = now() - std::chrono::minutes(50);
	made.expires_at = now() + std::chrono::hours(1);
	writer.run_alone(
		[&]
		{
			store::Account account;
			account.id.bytes[0] = 1;
			account.username = "lushan";
			account.area = writer.reference()->areas.root().id;
			store::insert_account(writer.database(), account);
			made.account = account.id;
			store::insert_sign_in(writer.database(), made);
		});
	api::Context context;
	store::SnapshotCutter cutter;
	UpkeepOptions options;
	options.data = database.file().parent_path();
	options.note_every = std::chrono::milliseconds(0);
	Upkeep upkeep(options, context, cutter);
	upkeep.begin(writer);
	const Timestamp used_at = now();
	context.sessions.uses.note(made.token, used_at);
	upkeep.run(writer);
	CHECK(store::find_sign_in(writer.database(), made.token).value().sign_in.used_at == used_at);
	// Nothing earlier takes its place.
	context.sessions.uses.note(made.token, used_at - std::chrono::minutes(10));
	writer.run_alone([&] { store::note_sign_in_use(writer.database(), {made.token, used_at - std::chrono::minutes(10)}); });
	CHECK(store::find_sign_in(writer.database(), made.token).value().sign_in.used_at == used_at);
}
