#include "server/store/backup.hpp"
#include "server/store/directory_lock.hpp"
#include "server/store/private_files.hpp"
#include "server/store/shared_turn.hpp"
#include "server/store/sqlite.hpp"
#include "server/store/writer.hpp"
#include "shared/area_list.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <fcntl.h>
#include <future>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

using namespace bajin;
using store::DirectoryLock;
using store::FileLock;
using store::StoreError;
namespace fs = std::filesystem;

namespace
{

void create_in(const fs::path& directory)
{
	store::InitialContent content;
	content.areas = parse_area_csv("code,name,level,parent\n410400,平顶山市,prefecture,\n").value();
	content.vocabulary_json = R"({"format":1,"venue_types":[],"audiences":[],"items":[],"topics":[],"campaigns":[],"forms":[]})";
	store::create_database(directory / "bajin.db", content);
}

struct Owner
{
	uid_t user = 0;
	gid_t group = 0;
	bool operator==(const Owner&) const = default;
};

Owner owner_of(const fs::path& path)
{
	struct stat found{};
	REQUIRE(::lstat(path.c_str(), &found) == 0);
	return {found.st_uid, found.st_gid};
}

} // namespace

TEST_CASE("directory lock: a second claim is refused until the first one ends")
{
	const test::TemporaryDirectory directory;
	{
		const DirectoryLock first(directory.path());
		CHECK_THROWS_AS(DirectoryLock(directory.path()), StoreError);
	}
	CHECK_NOTHROW(DirectoryLock(directory.path()));
	CHECK_THROWS_AS(DirectoryLock(directory.path() / "none"), StoreError);
}

TEST_CASE("shared turn: held several times in this process, and by no other before the last is given back")
{
	const test::TemporaryDirectory directory;
	store::SharedTurn turn(directory.path() / "bajin.db");
	FileLock other(directory.path() / "writer.lock");
	std::optional<store::HeldTurn> writes(std::in_place, turn);
	std::optional<store::HeldTurn> copies(std::in_place, turn);
	CHECK_FALSE(other.take());
	writes.reset();
	CHECK_FALSE(other.take());
	copies.reset();
	REQUIRE(other.take());
	other.give_back();
	writes.emplace(turn);
	CHECK_FALSE(other.take());
}

TEST_CASE("writers of two processes take turns: a group, a migration and a copy of the log are one turn each")
{
	const test::TemporaryDirectory directory;
	create_in(directory.path());
	store::Writer writer(directory.path() / "bajin.db");
	FileLock other(directory.path() / "writer.lock"); // as another process would hold it
	const auto is_free = [&]
	{
		const bool is_taken = other.take();
		other.give_back();
		return is_taken;
	};
	CHECK(is_free());
	writer.begin_group();
	CHECK(!is_free());
	writer.commit_group();
	CHECK(is_free());
	writer.begin_group();
	writer.begin_job();
	writer.rollback_group();
	CHECK(is_free());
	writer.set_log_max(0);
	CHECK_THROWS_AS(writer.begin_group(), StoreError); // a group that cannot begin
	CHECK(is_free());
	writer.set_log_max(std::numeric_limits<std::int64_t>::max());
	writer.truncate_log();
	CHECK(is_free());

	REQUIRE(other.take());
	auto group = std::async(
		std::launch::async,
		[&]
		{
			writer.begin_group();
			writer.commit_group();
		});
	other.give_back();
	CHECK_NOTHROW(group.get());
}

TEST_CASE("SQLite older than the one that cannot damage a database is refused by its number")
{
	CHECK_THROWS_WITH(store::require_sound_sqlite(3'040'001), test::says("this is SQLite 3.40.1"));
	CHECK_THROWS_WITH(store::require_sound_sqlite(3'051'002), test::says("3.51.3 or newer is needed"));
	CHECK_NOTHROW(store::require_sound_sqlite(3'051'003));
	CHECK_NOTHROW(store::require_sound_sqlite(3'054'001));
	CHECK(store::sqlite_version().starts_with("3."));
}

TEST_CASE("what root makes in a directory of somebody else belongs to that one")
{
	if (::geteuid() != 0)
	{
		WARN("only root makes files for others");
		return;
	}
	const Owner somebody{65'534, 65'533};
	const test::TemporaryDirectory directory;
	REQUIRE(::chown(directory.path().c_str(), somebody.user, somebody.group) == 0);
	create_in(directory.path());
	const DirectoryLock lock(directory.path());
	store::Writer writer(directory.path() / "bajin.db");
	writer.run_alone([] {});
	const fs::path deep = directory.path() / "backups" / "of this year";
	store::make_owned_directories(deep);
	store::back_up_database(directory.path() / "bajin.db", deep / "first.db", {});
	std::size_t seen = 0;
	for (const auto& entry : fs::recursive_directory_iterator(directory.path()))
	{
		CAPTURE(entry.path());
		CHECK(owner_of(entry.path()) == somebody);
		++seen;
	}
	CHECK(seen >= 8); // the database, its log and index of the log, two locks, two directories, the backup

	// What its owner linked there from elsewhere stays what it is.
	const fs::path target = directory.path() / "secret";
	const int file = ::open(target.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	fs::create_hard_link(target, directory.path() / "second-name");
	store::give_to_owner_of(directory.path(), file);
	::close(file);
	CHECK(owner_of(target) == Owner{0, 0});
}
