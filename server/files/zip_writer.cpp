#include "server/files/zip_writer.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <minizip/zip.h>

namespace bajin::files
{

namespace
{

constexpr std::chrono::hours shanghai_offset{8};

tm_zip office_clock(Timestamp at)
{
	const auto local = at + shanghai_offset;
	const auto day = std::chrono::floor<std::chrono::days>(local);
	const std::chrono::year_month_day date(day);
	const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(local - day));
	tm_zip clock{};
	clock.tm_sec = static_cast<int>(time.seconds().count());
	clock.tm_min = static_cast<int>(time.minutes().count());
	clock.tm_hour = static_cast<int>(time.hours().count());
	clock.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
	clock.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
	clock.tm_year = static_cast<int>(date.year());
	return clock;
}

constexpr std::size_t end_bytes = 22;
constexpr std::uint64_t two_bytes_max = 0xFFFF;
constexpr std::uint64_t four_bytes_max = 0xFFFFFFFF;

// Little-endian.
void append_number(std::string& out, std::uint64_t number, int bytes)
{
	for (int byte = 0; byte < bytes; ++byte) { out += static_cast<char>(number >> (8 * byte) & 0xFFU); }
}

struct Directory
{
	std::uint64_t entries = 0;
	std::uint64_t offset = 0;
	std::uint64_t bytes = 0;
};

// How a ZIP file with so many entries ends (APPNOTE 4.3.14 to 4.3.16): the true numbers, where they stand, and the old form
// that points there.
std::string large_end(const Directory& directory)
{
	std::string end = "PK\x06\x06";
	append_number(end, 44, 8); // bytes that follow
	append_number(end, 45, 2);
	append_number(end, 45, 2);
	append_number(end, 0, 8); // of one disk
	append_number(end, directory.entries, 8);
	append_number(end, directory.entries, 8);
	append_number(end, directory.bytes, 8);
	append_number(end, directory.offset, 8);
	end += "PK\x06\x07";
	append_number(end, 0, 4);
	append_number(end, directory.offset + directory.bytes, 8);
	append_number(end, 1, 4);
	end += "PK\x05\x06";
	append_number(end, 0, 4);
	append_number(end, two_bytes_max, 2);
	append_number(end, two_bytes_max, 2);
	append_number(end, directory.bytes, 4);
	append_number(end, directory.offset, 4);
	append_number(end, 0, 2);
	return end;
}

} // namespace

// What minizip writes to. It is C: no exception may pass through it, so that one waits here until it has returned.
struct ZipWriter::Output
{
	explicit Output(TemporaryFile& to) : file(to) {}

	TemporaryFile& file;
	std::uint64_t position = 0;
	std::exception_ptr failure;

	static Output& of(void* opaque) { return *static_cast<Output*>(opaque); }

	static void* open(void* opaque, const void* /*name*/, int /*mode*/) { return opaque; }

	static uLong read(void* /*opaque*/, void* /*stream*/, void* /*into*/, uLong /*bytes*/) { return 0; }

	static uLong write(void* opaque, void* /*stream*/, const void* bytes, uLong count)
	{
		Output& output = of(opaque);
		if (output.failure) { return 0; }
		try
		{
			output.file.write_at(output.position, {static_cast<const char*>(bytes), count});
			output.position += count;
			return count;
		}
		catch (...)
		{
			output.failure = std::current_exception();
			return 0;
		}
	}

	static ZPOS64_T tell(void* opaque, void* /*stream*/) { return of(opaque).position; }

	static long seek(void* opaque, void* /*stream*/, ZPOS64_T offset, int origin)
	{
		Output& output = of(opaque);
		const std::uint64_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? output.position
								   : origin == ZLIB_FILEFUNC_SEEK_END ? output.file.size()
																	  : 0;
		output.position = base + offset;
		return 0;
	}

	static int close(void* /*opaque*/, void* /*stream*/) { return 0; }

	static int error(void* opaque, void* /*stream*/) { return of(opaque).failure ? 1 : 0; }
};

ZipWriter::ZipWriter(TemporaryFile& file, Timestamp made_at, int level)
	: output_(std::make_unique<Output>(file)), made_at_(made_at), level_(level)
{
	zlib_filefunc64_def functions{Output::open, Output::read,  Output::write, Output::tell,
								  Output::seek, Output::close, Output::error, output_.get()};
	zip_ = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
	if (zip_ == nullptr) { throw ExportError("no memory for a ZIP file"); }
}

ZipWriter::~ZipWriter()
{
	if (zip_ != nullptr) { zipClose(zip_, nullptr); }
}

void ZipWriter::check(int result, const char* what) const
{
	if (output_->failure) { std::rethrow_exception(output_->failure); }
	if (result != ZIP_OK)
	{
		throw ExportError("a ZIP file could not be written: " + std::string(what) + " gave " + std::to_string(result));
	}
}

void ZipWriter::begin(const std::string& name)
{
	zip_fileinfo about{};
	about.tmz_date = office_clock(made_at_);
	check(zipOpenNewFileInZip64(zip_, name.c_str(), &about, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, level_, 0), "opening an entry");
}

void ZipWriter::write(std::string_view bytes)
{
	check(zipWriteInFileInZip(zip_, bytes.data(), static_cast<unsigned>(bytes.size())), "writing");
}

void ZipWriter::end()
{
	check(zipCloseFileInZip(zip_), "closing an entry");
	++entries_;
}

void ZipWriter::add(const std::string& name, std::string_view content)
{
	begin(name);
	write(content);
	end();
}

void ZipWriter::add(const std::string& name, const FinishedFile& content)
{
	std::array<char, 64 * 1024> space{};
	begin(name);
	for (std::uint64_t offset = 0; offset < content.size();)
	{
		const std::size_t bytes = content.read_at(offset, space.data(), space.size());
		if (bytes == 0) { throw ExportError("a temporary file is shorter than it was"); }
		write({space.data(), bytes});
		offset += bytes;
	}
	end();
}

void ZipWriter::finish()
{
	void* const zip = zip_;
	zip_ = nullptr;
	TemporaryFile& file = output_->file;
	Directory directory{entries_, file.size(), 0};
	check(zipClose(zip, nullptr), "closing");
	// minizip 1.1 ends a large file rightly, but not one of more entries than two bytes can count.
	if (entries_ >= two_bytes_max && directory.offset < four_bytes_max)
	{
		const std::uint64_t end = file.size() - end_bytes;
		directory.bytes = end - directory.offset;
		file.write_at(end, large_end(directory));
	}
}

} // namespace bajin::files
