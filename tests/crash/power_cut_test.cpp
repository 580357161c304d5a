// Power cuts: a piece of work is done on a recorded disk, and for each moment at which the current could have gone off the data
// directory is looked at as it would then be found.
#include "server/api/http/server_clock.hpp"
#include "server/backup_plan.hpp"
#include "server/backups.hpp"
#include "server/figures/recount.hpp"
#include "server/store/backup.hpp"
#include "server/store/event_store.hpp"
#include "server/store/private_files.hpp"
#include "server/store/sqlite.hpp"
#include "tests/crash/recorded_disk.hpp"
#include "tests/support/as_shipped.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace bajin;
using crash::DiskReplay;
using crash::Forgetful;
using crash::Loss;
using crash::RecordedDisk;
namespace fs = std::filesystem;

namespace
{

// One sync of a phone: all of it is there, or nothing.
struct Group
{
	std::size_t began = 0;        // calls made when it was sent
	std::size_t acknowledged = 0; // and when its answer came
	std::vector<std::pair<Uuid, std::int64_t>> versions;
};

// The moments to look at: before each sync and each change of a name, every so many calls between, and the end.
std::vector<std::size_t> moments_of(const RecordedDisk& disk, std::size_t every)
{
	std::vector<std::size_t> moments;
	for (std::size_t call = 0; call < disk.calls().size(); ++call)
	{
		if (disk.calls()[call].kind != crash::Call::Kind::write || call % every == 0) { moments.push_back(call); }
	}
	moments.push_back(disk.calls().size());
	return moments;
}

using Faults = std::vector<std::string>;

// What one look at a found directory tells; the same directory is looked at once.
struct Seen
{
	Faults faults;
	std::vector<std::size_t> counts; // what the drill counts there
};
using Look = std::function<Seen(const fs::path& directory)>;
using Judge = std::function<Faults(const Seen& seen, std::size_t calls)>;

struct Drill
{
	std::size_t cuts = 0;
	std::size_t looks = 0; // of them, at directories that differ
	Faults faults;
};

// Every moment is judged, with what was not synced lost, kept, and in `seeds` ways kept in part.
Drill cut_everywhere(const RecordedDisk& disk, std::size_t every, std::uint64_t seeds, const Look& look, const Judge& judge)
{
	Drill drill;
	DiskReplay replay(disk);
	const test::TemporaryDirectory place;
	std::map<std::size_t, Seen> known;
	const auto try_one = [&](std::size_t moment, Loss loss, std::uint64_t seed)
	{
		const crash::FoundDisk disk_found = replay.cut(loss, seed);
		const auto [found, is_new] = known.try_emplace(disk_found.digest());
		if (is_new)
		{
			const fs::path directory = place.path() / "found";
			disk_found.write_to(directory);
			found->second = look(directory);
			fs::remove_all(directory);
			++drill.looks;
		}
		for (const std::string& fault : judge(found->second, moment))
		{
			drill.faults.push_back(
				"after " + std::to_string(moment) + " calls, loss " + std::to_string(static_cast<int>(loss)) + ", seed " +
				std::to_string(seed) + ": " + fault);
		}
		++drill.cuts;
	};
	for (const std::size_t moment : moments_of(disk, every))
	{
		replay.advance_to(moment);
		try_one(moment, Loss::everything, 0);
		try_one(moment, Loss::nothing, 0);
		for (std::uint64_t seed = 1; seed <= seeds; ++seed) { try_one(moment, Loss::some, moment * 1'000 + seed); }
	}
	return drill;
}
std::string first_of(const Drill& drill)
{
	return drill.faults.empty() ? "none" : drill.faults.front();
}

// What is wrong with a database whatever is in it; `inside` is asked when it can be opened.
Faults look_at_database(const fs::path& file, const std::function<void(store::Writer&)>& inside)
{
	Faults faults;
	try
	{
		{
			store::Writer writer(file);
			for (const std::string& damage : store::find_damage(writer.database())) { faults.push_back("damage: " + damage); }
			inside(writer);
		}
		store::Reader reader(file);
		reader.begin_snapshot();
		const figures::RecountReport report = figures::recount(reader);
		reader.end_snapshot();
		for (const std::string& difference : report.differences) { faults.push_back("recount: " + difference); }
	}
	catch (const store::StoreError& error)
	{
		faults.push_back("cannot be opened: " + error.code() + ": " + error.what());
	}
	return faults;
}

// How many of a group's versions are there, or newer ones.
std::size_t count_versions(store::Writer& writer, const Group& group)
{
	return static_cast<std::size_t>(std::count_if(
		group.versions.begin(), group.versions.end(),
		[&](const auto& expected)
		{
			const auto event = store::find_event(writer.database(), expected.first);
			return event && event->version >= expected.second;
		}));
}

Faults judge_groups(const std::vector<Group>& groups, const Seen& seen, std::size_t calls)
{
	Faults faults = seen.faults;
	for (std::size_t number = 0; number < seen.counts.size(); ++number)
	{
		const Group& group = groups[number];
		const std::size_t there = seen.counts[number];
		const std::string name = "group " + std::to_string(number);
		if (group.acknowledged <= calls && there < group.versions.size()) { faults.push_back(name + " was acknowledged and is not there"); }
		else if (group.began > calls && there > 0) { faults.push_back(name + " is there before it was sent"); }
		else if (there != 0 && there != group.versions.size()) { faults.push_back("of " + name + " a part is there"); }
	}
	return faults;
}

constexpr int group_count = 40;
constexpr std::size_t writes_between = test::is_as_shipped ? 40 : 1'000; // two moments that are looked at
constexpr std::uint64_t parts_kept = test::is_as_shipped ? 1 : 0;        // ways, at each of them, to lose but a part

// A phone's day: new events, edits of older ones; between them pieces of folds of the counts, and copies of the log of each kind.
class Day
{
public:
	Day() : device_(server_.add_device(server_.add_team("鲁山县普法讲师团", "410423"))) {}

	std::vector<Group> run(const RecordedDisk& disk)
	{
		for (int number = 0; number < group_count; ++number)
		{
			groups_.push_back(sync(disk, number));
			auto& connection = store::sqlite_of(server_.writer().database());
			if (number % 3 != 2) { server_.writer().catch_up(number % 6 == 0 ? 5 : 40); }
			if (number % 7 == 3) { connection.checkpoint(store::Checkpoint::passive); }
			if (number % 11 == 5) { connection.checkpoint(store::Checkpoint::restart); }
			if (number % 13 == 6) { connection.checkpoint(store::Checkpoint::truncate); }
			if (number == group_count / 2) { server_.restart(); }
		}
		return std::move(groups_);
	}

	[[nodiscard]] fs::path directory() const { return server_.database_file().parent_path(); }

private:
	Group sync(const RecordedDisk& disk, int number)
	{
		Json push = test::make_push({});
		const auto change = [this] { return test::make_id(5'000'000 + ++changes_); };
		for (int event = 0; event < 1 + number % 4; ++event)
		{
			push["changes"].push_back(test::make_put(change(), 0, test::make_record(test::make_id(++events_), 100 + number)));
		}
		if (!groups_.empty())
		{
			const auto& [older, version] = groups_.back().versions.front();
			push["changes"].push_back(test::make_put(change(), version, test::make_record(to_string(older), 500 + number)));
		}
		Group group;
		group.began = disk.calls_made();
		const Json answer = server_.sync(device_, push);
		group.acknowledged = disk.calls_made();
		for (const Json& result : answer.at("results"))
		{
			INFO(result.dump());
			REQUIRE(result.at("outcome") == "accepted");
			group.versions.emplace_back(parse_uuid(result.at("id").get<std::string>()).value(), result.at("version").get<std::int64_t>());
		}
		return group;
	}

	test::TestServer server_;
	test::TestDevice device_;
	std::vector<Group> groups_;
	std::uint64_t changes_ = 0;
	std::uint64_t events_ = 0;
};

Drill cut_a_day(const Forgetful& forgetful, std::size_t every, std::uint64_t seeds)
{
	Day day;
	RecordedDisk disk(day.directory(), forgetful);
	const std::vector<Group> groups = day.run(disk);
	disk.stop();
	const Look look = [&](const fs::path& found)
	{
		Seen seen;
		seen.faults = look_at_database(
			found / "bajin.db",
			[&](store::Writer& writer)
			{
				for (const Group& group : groups) { seen.counts.push_back(count_versions(writer, group)); }
			});
		return seen;
	};
	return cut_everywhere(disk, every, seeds, look, [&](const Seen& seen, std::size_t calls) { return judge_groups(groups, seen, calls); });
}

// A file that stands or does not: complete from the call on at which it was told to be there, and never half.
struct Promise
{
	std::string name;
	std::size_t since = 0; // calls made when it was told; before, it may stand
};

Seen look_at_promises(const fs::path& found, const std::vector<Promise>& promises)
{
	Seen seen;
	for (const Promise& promise : promises)
	{
		const fs::path file = found / promise.name;
		seen.counts.push_back(fs::exists(file) ? 1 : 0);
		if (seen.counts.back() == 0) { continue; }
		for (const std::string& fault : look_at_database(file, [](store::Writer&) {}))
		{
			seen.faults.push_back(promise.name + ": " + fault);
		}
	}
	return seen;
}

Faults judge_promises(const std::vector<Promise>& promises, const Seen& seen, std::size_t calls)
{
	Faults faults = seen.faults;
	for (std::size_t number = 0; number < promises.size(); ++number)
	{
		if (promises[number].since > calls || seen.counts[number] > 0) { continue; }
		faults.push_back(promises[number].name + " was told to be there and is not");
	}
	return faults;
}

// A backup by hand, two of the server's own, a restore, and a new database.
std::vector<Promise> make_files(test::TestServer& server, const RecordedDisk& disk)
{
	const fs::path directory = server.database_file().parent_path();
	std::vector<Promise> promises;
	const auto promise = [&](const std::string& name) { promises.push_back({name, disk.calls_made()}); };
	server.save_backup("by-hand.db");
	promise("by-hand.db");

	BackupOptions options;
	options.directory = directory / "backups";
	options.every = std::chrono::hours(24);
	Backups backups(options, server.database_file(), server.context());
	REQUIRE(backups.make_one());
	const auto made = list_backups(options.directory);
	REQUIRE(made.size() == 1);
	promise("backups/" + made.front().file.filename().string());

	store::make_owned_directories(directory / "restored");
	store::restore_database({directory / "by-hand.db", directory / "restored" / "bajin.db", {9}, now()}, {});
	promise("restored/bajin.db");
	return promises;
}

Drill cut_files(const Forgetful& forgetful, std::uint64_t seeds)
{
	test::TestServer server;
	const auto device = server.add_device(server.add_team("鲁山县普法讲师团", "410423"));
	server.sync(device, test::make_push({test::make_put(test::make_id(77), 0, test::make_record(test::make_id(7)))}));
	RecordedDisk disk(server.database_file().parent_path(), forgetful);
	const std::vector<Promise> promises = make_files(server, disk);
	disk.stop();
	return cut_everywhere(
		disk, 200, seeds, [&](const fs::path& found) { return look_at_promises(found, promises); },
		[&](const Seen& seen, std::size_t calls) { return judge_promises(promises, seen, calls); });
}

} // namespace

TEST_CASE("power cut: what was acknowledged is there, and of each sync all or nothing")
{
	const Drill drill = cut_a_day({}, writes_between, parts_kept);
	CAPTURE(drill.cuts, drill.looks, drill.faults.size());
	CHECK(first_of(drill) == "none");
	CHECK(drill.cuts > (test::is_as_shipped ? 300 : 200));
}

TEST_CASE("power cut: the drill notices a log that is not synced")
{
	const Drill drill = cut_a_day({"-wal", false}, 1'000, 0);
	CHECK_THAT(first_of(drill), test::says("was acknowledged and is not there"));
}

TEST_CASE("power cut: backups, restored and new databases stand whole or not at all")
{
	const Drill drill = cut_files({}, parts_kept);
	CAPTURE(drill.cuts, drill.looks, drill.faults.size());
	CHECK(first_of(drill) == "none");
	CHECK(drill.cuts > (test::is_as_shipped ? 300 : 250));
}

TEST_CASE("power cut: the drill notices directories and files that are not synced")
{
	CHECK_THAT(first_of(cut_files({"", true}, 0)), test::says("was told to be there and is not"));
	if (!test::is_as_shipped) { return; } // the drill is the same, a sanitizer sees nothing new of the second
	CHECK(!cut_files({".part", false}, 0).faults.empty());
}

TEST_CASE("power cut: the same at every call, in many ways", "[.power-cut]")
{
	const Drill day = cut_a_day({}, 4, 8);
	const Drill files = cut_files({}, 8);
	CHECK(first_of(day) == "none");
	CHECK(first_of(files) == "none");
	WARN(day.cuts << " cuts of a day, at " << day.looks << " states; " << files.cuts << " while files were made, at " << files.looks);
}
