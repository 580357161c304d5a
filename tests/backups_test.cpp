// Backups that the server makes by itself: when, which are kept, that a damaged one is noticed.
#include "server/backups.hpp"
#include "server/store/backup.hpp"
#include "server/store/query.hpp"
#include "server/store/writer.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/test_server.hpp"

#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

using namespace bajin;
namespace fs = std::filesystem;

namespace
{

struct Vault
{
	explicit Vault(std::string command = {}) : options{directory.path() / "backups", std::chrono::hours(24), {}, std::move(command)} {}

	[[nodiscard]] std::vector<NamedBackup> made() const { return list_backups(options.directory); }
	[[nodiscard]] api::ConditionReport report() const { return context.condition.report(); }

	test::TemporaryDirectory directory;
	net_test::TestDatabase database;
	api::Context context;
	BackupOptions options;
};

std::string content_of(const fs::path& file)
{
	std::ifstream in(file, std::ios::binary);
	return {std::istreambuf_iterator<char>(in), {}};
}

std::string refusal_of(const std::function<void()>& work)
{
	try
	{
		work();
	}
	catch (const store::StoreError& error)
	{
		return error.code();
	}
	return {};
}

constexpr Timestamp noon{std::chrono::sys_days(std::chrono::year(2027) / 12 / 31) + std::chrono::hours(4)};

} // namespace

TEST_CASE("backups: a name tells when it was begun, and nothing else is taken for one")
{
	CHECK(backup_name(noon) == "bajin-20271231T040000Z.db");
	CHECK(read_backup_name("bajin-20271231T040000Z.db") == noon);
	for (const char* other :
		 {"bajin.db", "bajin-20271331T040000Z.db", "bajin-20271231T040000Z.db.part", "bajin-20271231-040000Z.db",
		  "bajin-2027123xT040000Z.db", "bajin-2025-12-31.db"})
	{
		CHECK_FALSE(read_backup_name(other).has_value());
	}
	CHECK(list_backups("/nowhere").empty());
}

TEST_CASE("backups: the newest of seven days, five weeks and twelve months are kept")
{
	std::vector<NamedBackup> all; // every six hours for two years
	for (int i = 0; i < 2 * 365 * 4; ++i) { all.push_back({std::to_string(i), noon - std::chrono::hours(6 * i)}); }
	const auto gone = superseded(all, {7, 5, 12});
	std::vector<Timestamp> kept;
	for (const NamedBackup& backup : all)
	{
		if (std::ranges::none_of(gone, [&](const auto& other) { return other.at == backup.at; })) { kept.push_back(backup.at); }
	}
	// 31 December 2027 is a Friday: of the five weeks one begins within the seven days, and the twelfth month is December.
	std::vector<std::string> days;
	for (const Timestamp at : kept) { days.push_back(to_string(shanghai_date(at))); }
	CHECK(days == std::vector<std::string>{"2027-12-31", "2027-12-30", "2027-12-29", "2027-12-28", "2027-12-27", "2027-12-26",
										   "2027-12-25", "2027-12-19", "2027-12-12", "2027-12-05", "2027-11-30", "2027-10-31",
										   "2027-09-30", "2027-08-31", "2027-07-31", "2027-06-30", "2027-05-31", "2027-04-30",
										   "2027-03-31", "2027-02-28", "2027-01-31"});
	CHECK(kept.front() == noon);
	CHECK(superseded({{"only", noon}}, {0, 0, 0}).empty());
	CHECK(superseded({}, {7, 5, 12}).empty());
}

TEST_CASE("backups: one is made, verified, passed on and told of, and what nothing keeps is removed")
{
	Vault vault("cp \"$BAJIN_BACKUP\" \"$(dirname \"$BAJIN_BACKUP\")/elsewhere\"");
	fs::create_directories(vault.options.directory);
	vault.options.kept = {1, 0, 0};
	std::ofstream(vault.options.directory / backup_name(now() - std::chrono::days(3))) << "old";
	std::ofstream(vault.options.directory / "notes.txt") << "of somebody";
	Backups backups(vault.options, vault.database.file(), vault.context);
	CHECK(backups.make_one());
	REQUIRE(vault.made().size() == 1);
	const fs::path made = vault.made().front().file;
	CHECK(content_of(vault.options.directory / "elsewhere") == content_of(made));
	CHECK(fs::exists(vault.options.directory / "notes.txt"));
	CHECK(vault.report().backed_up_at.has_value());
	CHECK(vault.report().backup_failure.empty());
	CHECK(fs::file_size(made) > 100'000);

	// And it is one: whoever restores it has a database without a seal.
	const fs::path restored = vault.directory.path() / "restored.db";
	store::restore_database({made, restored, {7}, now()}, {});
	store::Writer writer(restored);
	store::Query seal(writer.database(), "SELECT count(*) FROM sqlite_schema WHERE name = 'backup_seal'");
	CHECK((seal.step() && seal.integer(0) == 0));
}

TEST_CASE("backups: by a clock in doubt none is removed")
{
	Vault vault;
	fs::create_directories(vault.options.directory);
	vault.options.kept = {1, 0, 0};
	std::ofstream(vault.options.directory / backup_name(now() - std::chrono::days(3))) << "old";
	vault.context.clock.begin(now() + std::chrono::days(2));
	CHECK(Backups(vault.options, vault.database.file(), vault.context).make_one());
	CHECK(vault.made().size() == 2);
}

TEST_CASE("backups: a bit that was flipped anywhere is noticed before the backup is used")
{
	Vault vault;
	REQUIRE(Backups(vault.options, vault.database.file(), vault.context).make_one());
	const std::string good = content_of(vault.made().front().file);
	const fs::path bad = vault.directory.path() / "bad.db";
	const auto write = [&](const std::string& content) { std::ofstream(bad, std::ios::binary | std::ios::trunc) << content; };
	write(good);
	CHECK_NOTHROW(store::check_backup(bad));
	for (std::size_t at = 100; at < good.size(); at += good.size() / 97)
	{
		std::string flipped = good;
		flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
		write(flipped);
		CAPTURE(at);
		const std::string code = refusal_of([&] { store::check_backup(bad); });
		CHECK((code == "damaged" || code == "not_a_database" || code == "storage_failed"));
		CHECK_FALSE(refusal_of([&] { store::restore_database({bad, vault.directory.path() / "out.db", {7}, now()}, {}); }).empty());
		CHECK_FALSE(fs::exists(vault.directory.path() / "out.db"));
	}
}

TEST_CASE("backups: figures that do not agree with the records make no backup, and are told")
{
	Vault vault;
	{
		store::Writer writer(vault.database.file());
		writer.database().connection().execute("INSERT INTO visit VALUES (2025, 1, '', 3, 'village', 1, 1)");
	}
	CHECK_FALSE(Backups(vault.options, vault.database.file(), vault.context).make_one());
	CHECK(vault.report().backup_failure == "damaged");
	CHECK(fs::is_empty(vault.options.directory));
}

TEST_CASE("backups: a copy whose structure is damaged is none, and neither is what a power cut left")
{
	Vault vault;
	fs::create_directories(vault.options.directory);
	std::ofstream(vault.options.directory / "bajin-unverified.db") << "half of one";
	{
		store::Writer writer(vault.database.file());
		writer.database().connection().execute("PRAGMA foreign_keys = OFF");
		writer.database().connection().execute("INSERT INTO team_member (team, number, name, unit) VALUES (x'00', 0, 'of nobody', '')");
	}
	CHECK_FALSE(Backups(vault.options, vault.database.file(), vault.context).make_one());
	CHECK(vault.report().backup_failure == "damaged");
	CHECK(fs::is_empty(vault.options.directory));
}

TEST_CASE("backups: a command that fails and a disk that is full are told, and leave nothing half done")
{
	Vault vault("exit 3");
	CHECK_FALSE(Backups(vault.options, vault.database.file(), vault.context).make_one());
	CHECK(vault.report().backup_failure == "command_failed");
	CHECK(vault.made().size() == 1); // it is good, only not elsewhere

	Vault full;
	{
		const test::FullDisk disk(64 * 1'024);
		CHECK_FALSE(Backups(full.options, full.database.file(), full.context).make_one());
	}
	CHECK_FALSE(full.report().backup_failure.empty());
	CHECK(fs::is_empty(full.options.directory));
	CHECK(Backups(full.options, full.database.file(), full.context).make_one());
	CHECK(full.report().backup_failure.empty());
}

TEST_CASE("backups: the server ends although the command does not")
{
	Vault vault("echo begun > \"$(dirname \"$BAJIN_BACKUP\")/pipe\"; sleep 600");
	fs::create_directories(vault.options.directory);
	const fs::path pipe = vault.options.directory / "pipe";
	REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
	Backups backups(vault.options, vault.database.file(), vault.context);
	backups.start();                                    // there is none yet: at once
	const int reading = ::open(pipe.c_str(), O_RDONLY); // waits for the command
	REQUIRE(reading >= 0);
	char byte = 0;
	CHECK(::read(reading, &byte, 1) == 1);
	backups.stop();
	// Nobody holds its other end any more.
	while (::read(reading, &byte, 1) > 0) {}
	::close(reading);
	CHECK(vault.made().size() == 1);
	CHECK(vault.report().backup_failure.empty());
}
