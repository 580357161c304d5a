// ZIP files written in a stream are read again by what looks over workbooks, and a full disk is no half file.
#include "server/files/zip_entries.hpp"
#include "server/files/zip_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/test_server.hpp"

using namespace bajin;
using namespace bajin::files;

namespace
{

const Timestamp made_at = parse_timestamp("2015-03-08T11:20:06Z").value();

std::string bytes_of(const FinishedFile& file)
{
	std::string content(file.size(), '\0');
	REQUIRE(file.read_at(0, content.data(), content.size()) == content.size());
	return content;
}

std::shared_ptr<const FinishedFile> write_some(const std::filesystem::path& directory, int level)
{
	TemporaryFile file(directory);
	ZipWriter zip(file, made_at, level);
	zip.begin("pieces.txt");
	std::string pieces;
	for (int i = 0; i < 60'000; ++i)
	{
		pieces = std::to_string(i * 7919) + "\n";
		zip.write(pieces);
	}
	zip.end();
	zip.add("whole.txt", "whole");
	zip.add("empty.txt", "");
	TemporaryFile inner(directory);
	inner.write(std::string(200'000, 'y'));
	zip.add("folder/inner.txt", *inner.finish());
	zip.finish();
	return file.finish();
}

} // namespace

TEST_CASE("zip writer: entries come out as they went in, in pieces, whole, empty, and from a file")
{
	const test::TemporaryDirectory directory;
	for (const int level : {1, 3, 6})
	{
		const auto entries = read_zip(bytes_of(*write_some(directory.path(), level)));
		REQUIRE(entries);
		CHECK(entries->size() == 4);
		CHECK(entries->at("pieces.txt").starts_with("0\n7919\n15838\n"));
		CHECK(entries->at("pieces.txt").ends_with("\n475132081\n"));
		CHECK(entries->at("whole.txt") == "whole");
		CHECK(entries->at("empty.txt").empty());
		CHECK(entries->at("folder/inner.txt") == std::string(200'000, 'y'));
	}
	CHECK(std::filesystem::is_empty(directory.path()));
}

TEST_CASE("zip writer: more entries than the first form of ZIP can count")
{
	TemporaryFile file;
	ZipWriter zip(file, made_at, 1);
	for (int i = 0; i < 70'000; ++i) { zip.add(std::to_string(i), "x"); }
	zip.finish();
	const std::string content = bytes_of(*file.finish());
	const auto number = [&](std::size_t at, std::size_t bytes)
	{
		std::uint64_t value = 0;
		for (std::size_t byte = bytes; byte > 0; --byte) { value = value << 8U | static_cast<unsigned char>(content[at + byte - 1]); }
		return value;
	};
	const std::size_t end = content.size() - 22;
	CHECK(content.substr(end, 4) == "PK\x05\x06");
	CHECK(number(end + 10, 2) == 0xFFFF);
	CHECK(content.substr(end - 20, 4) == "PK\x06\x07");
	const std::size_t large_end = number(end - 12, 8);
	CHECK(content.substr(large_end, 4) == "PK\x06\x06");
	CHECK(number(large_end + 32, 8) == 70'000);
	const std::size_t directory = number(large_end + 48, 8);
	CHECK(directory == number(end + 16, 4));
	CHECK(content.substr(directory, 4) == "PK\x01\x02");
	CHECK(directory + number(large_end + 40, 8) == large_end);
}

TEST_CASE("zip writer: a disk that fills gives an error wherever it happens")
{
	const test::TemporaryDirectory directory;
	const std::uint64_t whole = write_some(directory.path(), 6)->size();
	for (const rlim_t bytes : {rlim_t{0}, rlim_t{100}, rlim_t{whole / 2}, rlim_t{whole - 1}})
	{
		INFO(bytes);
		const test::FullDisk full(bytes);
		CHECK_THROWS_AS(write_some(directory.path(), 6), ExportError);
	}
	CHECK(std::filesystem::is_empty(directory.path()));
}
