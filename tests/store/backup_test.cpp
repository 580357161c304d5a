#include "server/store/account_store.hpp"
#include "server/store/backup.hpp"
#include "server/store/clock_store.hpp"
#include "server/store/migrate.hpp"
#include "server/store/query.hpp"
#include "server/store/reader.hpp"
#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"
#include "shared/area_list.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"

#include <fstream>
#include <functional>
#include <stdlib.h>

using namespace bajin;
namespace fs = std::filesystem;

namespace
{

class Directory
{
public:
	Directory()
	{
		std::string pattern = (fs::temp_directory_path() / "bajin-backup-XXXXXX").string();
		REQUIRE(::mkdtemp(pattern.data()) != nullptr);
		path_ = pattern;
	}
	~Directory()
	{
		std::error_code ignored;
		fs::remove_all(path_, ignored);
	}
	Directory(const Directory&) = delete;
	Directory& operator=(const Directory&) = delete;
	[[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }
	[[nodiscard]] std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), {})); }

private:
	fs::path path_;
};

void create(const fs::path& file)
{
	store::InitialContent content;
	content.areas = parse_area_csv("code,name,level,parent\n410400,平顶山市,prefecture,\n").value();
	content.vocabulary_json = R"({"format":1,"venue_types":[],"audiences":[],"items":[],"topics":[],"campaigns":[],"forms":[]})";
	store::create_database(file, content);
}

Uuid numbered(std::uint32_t number)
{
	Uuid id;
	for (std::size_t i = 0; i < 4; ++i) { id.bytes[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i)); }
	return id;
}

std::string refusal_of(const std::function<void()>& action)
{
	try
	{
		action();
	}
	catch (const store::StoreError& error)
	{
		return error.code();
	}
	return "none";
}

const store::CopyProgress no_progress = [](int, int) {};

} // namespace

TEST_CASE("backup: a new database stands alone and is never made over another")
{
	const Directory directory;
	create(directory / "bajin.db");
	CHECK(directory.files() == 1);
	CHECK(refusal_of([&] { create(directory / "bajin.db"); }) == "file_exists");
	std::ofstream(directory / "other.db-wal") << "log of a database that was moved away";
	CHECK(refusal_of([&] { create(directory / "other.db"); }) == "file_exists");
	CHECK_FALSE(fs::exists(directory / "other.db"));
}

TEST_CASE("backup: a copy made while the database is written is whole and sound")
{
	const Directory directory;
	const fs::path file = directory / "bajin.db";
	create(file);
	store::Writer writer(file);
	const auto add_team = [&writer](std::uint32_t number)
	{
		const std::string name(2'000, 'a'); // many pages soon
		writer.run_alone([&] { store::insert_team(writer.database(), {numbered(number), name, 1, Timestamp()}); });
	};
	for (std::uint32_t i = 0; i < 1'500; ++i) { add_team(i); }
	std::uint32_t written = 1'500;
	int steps = 0;
	store::back_up_database(
		file, directory / "copy.db",
		[&](int, int)
		{
			++steps;
			add_team(written++);
		});
	CHECK(steps > 0);
	store::Reader copy(directory / "copy.db");
	CHECK(store::find_damage(copy.database()).empty());
	CHECK(store::list_teams(copy.database()).size() == 1'500);
	CHECK_FALSE(fs::exists(directory / "copy.db.part"));
	CHECK(refusal_of([&] { store::back_up_database(file, directory / "copy.db", no_progress); }) == "file_exists");
}

TEST_CASE("backup: before a database is brought to a newer schema a copy of it is made")
{
	const Directory directory;
	create(directory / "bajin.db");
	{
		store::Database database(directory / "bajin.db", store::Database::Access::read_write);
		database.connection().execute(
			"DROP TABLE report_task; DROP TABLE search_block; DROP TABLE search_posting; DROP TABLE search_state; "
			"DROP TABLE count_log; DROP TABLE count_fold; DROP TABLE branch_event; DROP TABLE team_event; DROP TABLE event_listed; "
			"CREATE INDEX event_by_team ON event (team, seq); CREATE INDEX event_by_branch ON event (branch, occurred_on)");
		for (const char* column : {"name", "unit", "telephone"})
		{
			database.connection().execute("ALTER TABLE account DROP COLUMN " + std::string(column));
		}
		database.connection().execute("PRAGMA user_version = 12");
	}
	{
		// No room for the copy: nothing is changed.
		const test::FullDisk full(64 * 1'024);
		CHECK_FALSE(refusal_of([&] { store::Writer(directory / "bajin.db"); }).empty());
	}
	const auto schema_of = [&](const char* name)
	{
		store::Database database(directory / name, store::Database::Access::read_only);
		return store::schema_of(database);
	};
	CHECK(schema_of("bajin.db") == 12);
	CHECK_FALSE(fs::exists(directory / "bajin-before-schema-13.db"));
	{
		const store::Writer writer(directory / "bajin.db");
	}
	CHECK(schema_of("bajin.db") > 12);
	CHECK(schema_of("bajin-before-schema-13.db") == 12);
	CHECK_NOTHROW(store::check_backup(directory / "bajin-before-schema-13.db"));
	const auto written = fs::last_write_time(directory / "bajin-before-schema-13.db");
	{
		const store::Writer writer(directory / "bajin.db"); // nothing to do
	}
	CHECK(fs::last_write_time(directory / "bajin-before-schema-13.db") == written);
}

TEST_CASE("backup: a restore starts a new epoch above everything that was issued")
{
	const Directory directory;
	create(directory / "bajin.db");
	{
		store::Writer writer(directory / "bajin.db");
		writer.run_alone(
			[&]
			{
				store::Account account;
				account.id.bytes[0] = 1;
				account.username = "lushan";
				account.area = writer.reference()->areas.root().id;
				store::insert_account(writer.database(), account);
				store::SignIn made;
				made.token = {1, 2, 3};
				made.account = account.id;
				made.expires_at = now() + std::chrono::hours(1);
				made.used_at = now();
				store::insert_sign_in(writer.database(), made);
			});
		CHECK(store::find_sign_in(writer.database(), {1, 2, 3}).has_value());
	}
	store::back_up_database(directory / "bajin.db", directory / "copy.db", no_progress);
	const store::Restore restore{directory / "copy.db", directory / "restored.db", {7, 7, 7}, Timestamp()};
	store::restore_database(restore, no_progress);
	store::Database before(directory / "copy.db", store::Database::Access::read_only);
	store::Database after(directory / "restored.db", store::Database::Access::read_only);
	const store::Epoch old_epoch = store::load_epochs(before).back();
	const store::Epoch new_epoch = store::load_epochs(after).back();
	CHECK(new_epoch.number == old_epoch.number + 1);
	CHECK(new_epoch.first_seq > old_epoch.first_seq);
	CHECK(new_epoch.first_version > old_epoch.first_version);
	CHECK(new_epoch.id == restore.epoch_id);
	CHECK(new_epoch.secret == old_epoch.secret);
	// Who was signed in then may have been signed out since.
	CHECK_FALSE(store::find_sign_in(after, {1, 2, 3}).has_value());
	CHECK(refusal_of([&] { store::restore_database(restore, no_progress); }) == "file_exists");
}

TEST_CASE("backup: a restore with a clock behind the backup's is refused until it is said to be right")
{
	const Directory directory;
	const Timestamp newest = now();
	create(directory / "bajin.db");
	{
		store::Writer writer(directory / "bajin.db");
		writer.run_alone([&] { store::note_time(writer.database(), newest); });
	}
	store::back_up_database(directory / "bajin.db", directory / "copy.db", no_progress);
	const auto first_version = [&](const char* name)
	{
		store::Database database(directory / name, store::Database::Access::read_only);
		return store::load_epochs(database).back().first_version;
	};
	store::Restore restore{directory / "copy.db", directory / "restored.db", {7}, newest - std::chrono::milliseconds(1)};
	CHECK(refusal_of([&] { store::restore_database(restore, no_progress); }) == "clock_behind");
	CHECK_FALSE(fs::exists(directory / "restored.db"));
	restore.trust_clock = true;
	restore.now = Timestamp();
	store::restore_database(restore, no_progress);
	// What the lost server gave after the backup lies below, even with a clock of 1970.
	CHECK(first_version("restored.db") >= first_version("copy.db") + 1'000'000);
	store::restore_database({directory / "copy.db", directory / "again.db", {8}, newest}, no_progress);
	CHECK(first_version("again.db") == newest.time_since_epoch().count());
}

TEST_CASE("backup: what is no backup is refused, and nothing is left behind")
{
	const Directory directory;
	std::ofstream(directory / "text.db") << "This is no database, but it is long enough to have been one, perhaps.";
	const auto restore = [&directory](const char* name)
	{ return refusal_of([&] { store::restore_database({directory / name, directory / "bajin.db", {}, Timestamp()}, no_progress); }); };
	CHECK(restore("text.db") == "not_a_database");
	{
		store::Database foreign(directory / "foreign.db", store::Database::Access::read_write);
		foreign.connection().execute("CREATE TABLE other (a)");
	}
	CHECK(restore("foreign.db") == "not_a_database");
	create(directory / "newer.db");
	{
		store::Database newer(directory / "newer.db", store::Database::Access::read_write);
		newer.connection().execute("PRAGMA user_version = 1000");
	}
	CHECK(restore("newer.db") == "database_newer");
	create(directory / "damaged.db");
	fs::resize_file(directory / "damaged.db", fs::file_size(directory / "damaged.db") / 2);
	CHECK(restore("damaged.db") != "none");
	CHECK_FALSE(fs::exists(directory / "bajin.db"));
	CHECK_FALSE(fs::exists(directory / "bajin.db.part"));
}
