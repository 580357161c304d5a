#include "server/files/temporary_file.hpp"

#include "shared/result.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bajin::files
{

namespace
{

constexpr std::size_t tail_bytes_max = 256 * 1024;

[[noreturn]] void fail(const char* what)
{
	throw ExportError(std::string(what) + ": " + std::generic_category().message(errno));
}

} // namespace

FinishedFile::~FinishedFile()
{
	::close(descriptor_);
}

std::size_t FinishedFile::read_at(std::uint64_t offset, char* into, std::size_t bytes) const
{
	std::size_t filled = 0;
	while (filled < bytes)
	{
		const ssize_t count = ::pread(descriptor_, into + filled, bytes - filled, static_cast<off_t>(offset + filled));
		if (count < 0 && errno == EINTR) { continue; }
		if (count < 0) { fail("a temporary file cannot be read"); }
		if (count == 0) { break; }
		filled += static_cast<std::size_t>(count);
	}
	return filled;
}

TemporaryFile::TemporaryFile(const std::filesystem::path& directory)
{
	std::string name = (directory / "bajin-export-XXXXXX").string();
	descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
	if (descriptor_ < 0) { fail("no place for a temporary file"); }
	if (::unlink(name.c_str()) != 0)
	{
		::close(descriptor_);
		fail("the name of a temporary file cannot be removed");
	}
}

TemporaryFile::~TemporaryFile()
{
	if (descriptor_ >= 0) { ::close(descriptor_); }
}

void TemporaryFile::write_at(std::uint64_t offset, std::string_view bytes)
{
	BAJIN_ASSERT(offset <= size_);
	const std::uint64_t end = offset + bytes.size();
	if (offset < tail_offset_ && end > tail_offset_) { flush(); }
	if (offset < tail_offset_)
	{
		write_through(offset, bytes);
		size_ = std::max(size_, end);
		tail_offset_ = size_ - tail_.size();
		return;
	}
	const auto at = static_cast<std::size_t>(offset - tail_offset_);
	tail_.replace(at, std::min(bytes.size(), tail_.size() - at), bytes);
	size_ = tail_offset_ + tail_.size();
	if (tail_.size() >= tail_bytes_max) { flush(); }
}

void TemporaryFile::flush()
{
	write_through(tail_offset_, tail_);
	tail_offset_ = size_;
	tail_.clear();
}

void TemporaryFile::write_through(std::uint64_t offset, std::string_view bytes)
{
	while (!bytes.empty())
	{
		const ssize_t count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
		if (count < 0 && errno == EINTR) { continue; }
		if (count <= 0) { fail("a temporary file cannot be written to its end"); }
		offset += static_cast<std::uint64_t>(count);
		bytes.remove_prefix(static_cast<std::size_t>(count));
	}
}

std::shared_ptr<const FinishedFile> TemporaryFile::finish()
{
	flush();
	auto finished = std::make_shared<const FinishedFile>(descriptor_, size_);
	descriptor_ = -1;
	return finished;
}

} // namespace bajin::files
