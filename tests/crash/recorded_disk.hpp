// What a disk holds after a power cut: every call that changes files below one directory is recorded, and from the record the
// directory is made anew as it would be found if the current had gone off after so many calls.
//
// All of the process's calls are seen, SQLite's and our own: c_library.cpp defines the functions of the C library that
// change files (open, write, fsync, rename, ...), and the linker takes these first. The disk keeps what POSIX promises and no
// more: the bytes of a file are there once the file was synced, a name once its directory was. Until then each sector of 512 bytes
// is there or not, and of the changes of names any first part. Memory maps are not seen: SQLite's index of the log, which it makes
// anew. One recording at a time, of calls of any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace bajin::crash
{

// For proof that a drill would notice: which syncs the recorded disk takes for done and does not do.
struct Forgetful
{
	std::string files; // whose name ends so; empty: none
	bool directories = false;
};

struct Call
{
	enum class Kind : std::uint8_t
	{
		create,
		write,
		truncate,
		remove,
		rename,
		make_directory,
		sync_file,
		sync_directory,
	};
	Kind kind = Kind::write;
	std::size_t file = 0;     // number of the file; for those about a file
	std::string name;         // relative to the directory; for those about a name
	std::string new_name;     // rename
	std::uint64_t offset = 0; // write; the new size of truncate
	std::string bytes;        // write
};

class RecordedDisk
{
public:
	// Records from now on; what is there is on the disk.
	explicit RecordedDisk(std::filesystem::path directory, Forgetful forgetful = {});
	~RecordedDisk();
	RecordedDisk(const RecordedDisk&) = delete;
	RecordedDisk& operator=(const RecordedDisk&) = delete;

	void stop() noexcept;
	[[nodiscard]] std::size_t calls_made() const;
	[[nodiscard]] const std::vector<Call>& calls() const noexcept { return calls_; } // after stop

	struct Start
	{
		std::map<std::string, std::size_t> names;
		std::vector<std::string> files; // by their number
		std::vector<std::string> directories;
	};
	[[nodiscard]] const Start& start() const noexcept { return start_; }

	// By the functions of the C library, after the call was done.
	void note_open(const char* path, int descriptor, bool is_new, bool truncates);
	void note_write(int descriptor, std::uint64_t offset, const void* bytes, std::size_t size);
	void note_truncate(int descriptor, std::uint64_t size);
	void note_sync(int descriptor);
	void note_remove(const char* path);
	void note_rename(const char* from, const char* to);
	void note_directory(const char* path);

private:
	[[nodiscard]] std::string relative(const char* path) const; // empty: not below the directory
	[[nodiscard]] bool forgets(std::size_t file) const;
	void look_at_start();

	const std::filesystem::path directory_;
	const Forgetful forgetful_;
	Start start_;
	std::vector<Call> calls_;
	std::unordered_map<std::uint64_t, std::size_t> files_;       // by inode
	std::unordered_map<std::uint64_t, std::string> directories_; // by inode
	std::map<std::string, std::size_t> names_;                   // as the process sees them
	std::size_t file_count_ = 0;
};

// Calls `note` with the recording that runs, if one does; leaves errno as it is.
void when_recording(const std::function<void(RecordedDisk&)>& note);

enum class Loss : std::uint8_t
{
	everything, // that was not synced
	nothing,
	some, // each sector by chance
};

// As a disk is found: names relative to the directory.
struct FoundDisk
{
	std::set<std::string> directories; // each before those in it
	std::map<std::string, std::string> files;

	[[nodiscard]] std::size_t digest() const; // the same for the same names and contents
	void write_to(const std::filesystem::path& directory) const;
};

// Follows a record from its beginning.
class DiskReplay
{
public:
	explicit DiskReplay(const RecordedDisk& disk);

	void advance_to(std::size_t calls); // never back

	// As the disk is found after a power cut at this point.
	[[nodiscard]] FoundDisk cut(Loss loss, std::uint64_t seed) const;

private:
	struct File
	{
		std::string synced;
		std::vector<const Call*> unsynced;
	};
	using Names = std::map<std::string, std::size_t>;

	void apply(const Call& call);
	void sync_directory(const std::string& directory);
	static void rename(Names& names, const Call& call);

	const RecordedDisk& disk_;
	std::size_t next_ = 0;
	std::vector<File> files_;
	Names names_;
	std::vector<const Call*> unsynced_names_;
};

} // namespace bajin::crash
