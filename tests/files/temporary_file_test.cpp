// What a temporary file promises: what was written is what is read, and a full disk is noticed at whatever byte.
#include "server/files/temporary_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/test_server.hpp"

#include <cstring>
#include <fstream>

using namespace bajin;
using files::ExportError;
using files::TemporaryFile;
using test::FullDisk;
using test::TemporaryDirectory;

namespace
{

std::string content_of(const files::FinishedFile& file)
{
	std::string content(file.size() + 10, '\0');
	content.resize(file.read_at(0, content.data(), content.size()));
	return content;
}

std::size_t open_files()
{
	return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

} // namespace

TEST_CASE("temporary file: what was written is read, also what was written over")
{
	TemporaryFile file;
	std::string expected;
	const std::string block(50'000, 'x');
	for (int i = 0; i < 30; ++i)
	{
		file.write(block);
		file.write(std::to_string(i));
		expected += block + std::to_string(i);
		const std::size_t offset = i % 3 == 0 ? 7 : expected.size() - 40;
		const std::string patch = "patch " + std::to_string(i);
		file.write_at(offset, patch);
		expected.replace(offset, patch.size(), patch);
	}
	const std::size_t across = 262'000; // begins in what stands on the disk
	const std::string long_patch(expected.size() - across + 5, 'y');
	file.write_at(across, long_patch);
	expected.replace(across, std::string::npos, long_patch);
	file.write("end");
	expected += "end";
	CHECK(file.size() == expected.size());
	const auto finished = file.finish();
	CHECK(finished->size() == expected.size());
	CHECK((content_of(*finished) == expected));
	char some[4] = {};
	CHECK(finished->read_at(expected.size() - 3, some, 4) == 3);
	CHECK(std::string(some) == "end");
}

TEST_CASE("temporary file: it has no name, and is closed with its last owner")
{
	const TemporaryDirectory directory;
	const std::size_t open = open_files();
	{
		TemporaryFile file(directory.path());
		file.write("abc");
		CHECK(std::filesystem::is_empty(directory.path()));
		const auto finished = file.finish();
		CHECK(open_files() == open + 1);
	}
	{
		TemporaryFile given_up(directory.path());
		given_up.write("abc");
	}
	CHECK(open_files() == open);
	CHECK_THROWS_AS(TemporaryFile(directory.path() / "gone"), ExportError);
}

TEST_CASE("temporary file: a disk that fills is noticed, at the latest at the end, and leaves nothing open")
{
	const TemporaryDirectory directory;
	const std::size_t open = open_files();
	constexpr std::size_t whole = 600'000;
	for (const rlim_t bytes : {rlim_t{0}, rlim_t{1}, rlim_t{262'143}, rlim_t{262'144}, rlim_t{whole - 1}})
	{
		INFO(bytes);
		const FullDisk full(bytes);
		const auto write = [&]
		{
			TemporaryFile file(directory.path());
			for (std::size_t written = 0; written < whole; written += 1'000) { file.write(std::string(1'000, 'x')); }
			return file.finish();
		};
		CHECK_THROWS_AS(write(), ExportError);
	}
	CHECK(open_files() == open);
	const FullDisk just_enough(whole);
	TemporaryFile file(directory.path());
	file.write(std::string(whole, 'x'));
	CHECK(file.finish()->size() == whole);
}
