// A file that an answer too large for memory is made in before it goes out, and the finished file as it is read.
//
// Made by the exports on a lane, read by net/connection on the I/O thread, one owner at a time. The file has no name from
// the moment it is made: whatever ends the work, the connection or the server, nothing remains of it on the disk. Every
// write is looked at: a disk that fills is an ExportError, and what is not written to its end is never a FinishedFile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bajin::files
{

// It could not be written: no room on the disk, or no place for temporary files.
class ExportError : public std::runtime_error
{
	using std::runtime_error::runtime_error;
};

class FinishedFile
{
public:
	// Takes over the descriptor.
	FinishedFile(int descriptor, std::uint64_t size) noexcept : descriptor_(descriptor), size_(size) {}
	~FinishedFile();
	FinishedFile(const FinishedFile&) = delete;
	FinishedFile& operator=(const FinishedFile&) = delete;

	[[nodiscard]] std::uint64_t size() const noexcept { return size_; }

	// Reads at most `bytes` from that offset; fewer only at the end of the file. Throws ExportError.
	[[nodiscard]] std::size_t read_at(std::uint64_t offset, char* into, std::size_t bytes) const;

private:
	int descriptor_;
	std::uint64_t size_;
};

class TemporaryFile
{
public:
	// Throws ExportError, as all that writes does.
	explicit TemporaryFile(const std::filesystem::path& directory = std::filesystem::temp_directory_path());
	~TemporaryFile();
	TemporaryFile(const TemporaryFile&) = delete;
	TemporaryFile& operator=(const TemporaryFile&) = delete;

	void write(std::string_view bytes) { write_at(size_, bytes); }

	// Writes over what stands there, or on from the end; `offset` is at most size(). The newest part is held in memory, so
	// that many small writes cost few calls.
	void write_at(std::uint64_t offset, std::string_view bytes);

	[[nodiscard]] std::uint64_t size() const noexcept { return size_; }

	// All of it is written, and is read from now on.
	[[nodiscard]] std::shared_ptr<const FinishedFile> finish();

private:
	void flush();
	void write_through(std::uint64_t offset, std::string_view bytes);

	int descriptor_ = -1;
	std::uint64_t size_ = 0;
	std::string tail_; // from tail_offset_ to the end
	std::uint64_t tail_offset_ = 0;
};

} // namespace bajin::files
