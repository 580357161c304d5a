// What cannot be read is not what is damaged, and a directory that nobody may write can be read.
#include "server/figures/recount.hpp"
#include "server/store/backup.hpp"
#include "server/store/directory_lock.hpp"
#include "server/store/reader.hpp"
#include "tests/crash/failing_reads.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

using namespace bajin;
namespace fs = std::filesystem;

namespace
{

// With enough records that some pages hold nothing but history.
void fill(test::TestServer& server)
{
	const auto device = server.add_device(server.add_team("鲁山县普法讲师团", "410423"));
	Json push = test::make_push({});
	for (std::uint64_t number = 1; number <= 200; ++number)
	{
		push["changes"].push_back(test::make_put(test::make_id(1'000 + number), 0, test::make_record(test::make_id(number))));
	}
	server.sync(device, push);
}

std::string code_of_check(const fs::path& file)
{
	try
	{
		store::check_backup(file);
		return "none";
	}
	catch (const store::StoreError& error)
	{
		return error.code() + ": " + error.what();
	}
}

// Another user than root, who may read and not write, for the life of this.
class Stranger
{
public:
	Stranger() { REQUIRE(::seteuid(65'534) == 0); }
	~Stranger()
	{
		// The tests after this one would run as somebody else.
		if (::seteuid(0) != 0) { std::abort(); }
	}
	Stranger(const Stranger&) = delete;
	Stranger& operator=(const Stranger&) = delete;
};

} // namespace

TEST_CASE("damage: a sector that cannot be read is told as that, a changed byte as damage")
{
	test::TestServer server;
	fill(server);
	server.save_backup("backup.db");
	const fs::path file = server.database_file().parent_path() / "backup.db";
	REQUIRE(code_of_check(file) == "none");
	const auto size = fs::file_size(file);
	for (const std::uintmax_t from : {std::uintmax_t{0}, size / 4, size / 2, size - 4'096})
	{
		const crash::FailingReads failing(file, from);
		CAPTURE(from, size);
		const std::string told = code_of_check(file);
		CAPTURE(told);
		CHECK(told.starts_with("storage_io: "));
	}
	CHECK(code_of_check(file) == "none");
	std::fstream(file, std::ios::binary | std::ios::in | std::ios::out).seekp(static_cast<std::streamoff>(size / 2))
		<< "not what was written";
	CHECK(code_of_check(file).starts_with("damaged: "));
}

TEST_CASE("damage: what a power cut left is read in a directory that cannot be written")
{
	if (::geteuid() != 0)
	{
		WARN("only root can become another");
		return;
	}
	test::TestServer server;
	fill(server);
	const test::TemporaryDirectory place;
	const fs::path left = place.path() / "left";
	fs::create_directory(left);
	for (const char* name : {"bajin.db", "bajin.db-wal"})
	{
		fs::copy_file(server.database_file().parent_path() / name, left / name);
		REQUIRE(::chmod((left / name).c_str(), 0444) == 0);
	}
	REQUIRE(fs::file_size(left / "bajin.db-wal") > 0);
	auto lock = std::make_unique<store::DirectoryLock>(left);
	REQUIRE(::chmod((left / "server.lock").c_str(), 0444) == 0);
	for (const fs::path& directory : {place.path(), left}) { REQUIRE(::chmod(directory.c_str(), 0555) == 0); }
	{
		const Stranger stranger;
		CHECK_THROWS_WITH(store::Reader(left / "bajin.db"), test::says("while somebody else writes it"));
	}
	lock.reset();
	{
		const Stranger stranger;
		store::Reader reader(left / "bajin.db");
		reader.begin_snapshot();
		const figures::RecountReport report = figures::recount(reader);
		CHECK(report.is_clean());
		CHECK(report.events == 200);
	}
	CHECK(!fs::exists(left / "bajin.db-shm"));
}
