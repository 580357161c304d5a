#include "tests/crash/recorded_disk.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <mutex>
#include <random>
#include <stdexcept>
#include <sys/stat.h>
#include <utility>

namespace bajin::crash
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t sector = 512;

std::mutex recording_mutex;
std::atomic<RecordedDisk*> recording = nullptr;

std::uint64_t inode_of(int descriptor)
{
	struct stat found{};
	return ::fstat(descriptor, &found) == 0 ? found.st_ino : 0;
}

std::uint64_t inode_of(const fs::path& path)
{
	struct stat found{};
	return ::stat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

std::string parent_of(const std::string& name)
{
	return fs::path(name).parent_path().string();
}

std::string read_whole(const fs::path& file)
{
	std::ifstream stream(file, std::ios::binary);
	return {std::istreambuf_iterator<char>(stream), {}};
}

// The bytes of a write that lie in [from, to) of the file.
void put(std::string& content, const Call& write, std::uint64_t from, std::uint64_t to)
{
	if (content.size() < to) { content.resize(to); }
	std::copy_n(
		write.bytes.begin() + static_cast<std::ptrdiff_t>(from - write.offset), to - from,
		content.begin() + static_cast<std::ptrdiff_t>(from));
}

void apply_whole(std::string& content, const Call& call)
{
	if (call.kind == Call::Kind::truncate) { content.resize(call.offset); }
	else { put(content, call, call.offset, call.offset + call.bytes.size()); }
}

void apply_some(std::string& content, const Call& call, std::mt19937_64& random)
{
	if (call.kind == Call::Kind::truncate)
	{
		if (random() % 2 == 0) { content.resize(call.offset); }
		return;
	}
	// A call may be there whole, not at all, or torn.
	const auto fate = random() % 4;
	if (fate == 0) { return; }
	const std::uint64_t end = call.offset + call.bytes.size();
	for (std::uint64_t from = call.offset; from < end;)
	{
		const std::uint64_t to = std::min(end, (from / sector + 1) * sector);
		if (fate == 1 || random() % 2 == 0) { put(content, call, from, to); }
		from = to;
	}
}

} // namespace

void when_recording(const std::function<void(RecordedDisk&)>& note)
{
	if (recording.load() == nullptr) { return; }
	const int error = errno;
	{
		const std::lock_guard lock(recording_mutex);
		if (RecordedDisk* disk = recording.load()) { note(*disk); }
	}
	errno = error;
}

RecordedDisk::RecordedDisk(fs::path directory, Forgetful forgetful) : directory_(std::move(directory)), forgetful_(std::move(forgetful))
{
	look_at_start();
	const std::lock_guard lock(recording_mutex);
	if (recording.load() != nullptr) { throw std::logic_error("one recording at a time"); }
	recording = this;
}

RecordedDisk::~RecordedDisk()
{
	stop();
}

void RecordedDisk::stop() noexcept
{
	const std::lock_guard lock(recording_mutex);
	if (recording.load() == this) { recording = nullptr; }
}

std::size_t RecordedDisk::calls_made() const
{
	const std::lock_guard lock(recording_mutex);
	return calls_.size();
}

void RecordedDisk::look_at_start()
{
	directories_.emplace(inode_of(directory_), "");
	for (const auto& entry : fs::recursive_directory_iterator(directory_))
	{
		const std::string name = entry.path().lexically_relative(directory_).string();
		if (entry.is_directory())
		{
			directories_.emplace(inode_of(entry.path()), name);
			start_.directories.push_back(name);
			continue;
		}
		files_.emplace(inode_of(entry.path()), file_count_);
		start_.names.emplace(name, file_count_);
		start_.files.push_back(read_whole(entry.path()));
		++file_count_;
	}
	names_ = start_.names;
}

std::string RecordedDisk::relative(const char* path) const
{
	const std::string name = fs::path(path).lexically_relative(directory_).string();
	return name.empty() || name.starts_with("..") || name == "." ? std::string() : name;
}

bool RecordedDisk::forgets(std::size_t file) const
{
	if (forgetful_.files.empty()) { return false; }
	return std::any_of(
		names_.begin(), names_.end(), [&](const auto& named) { return named.second == file && named.first.ends_with(forgetful_.files); });
}

void RecordedDisk::note_open(const char* path, int descriptor, bool is_new, bool truncates)
{
	const std::string name = relative(path);
	if (name.empty()) { return; }
	if (is_new)
	{
		files_[inode_of(descriptor)] = file_count_;
		names_[name] = file_count_;
		calls_.push_back({Call::Kind::create, file_count_, name, {}, 0, {}});
		++file_count_;
	}
	else if (truncates) { note_truncate(descriptor, 0); }
}

void RecordedDisk::note_write(int descriptor, std::uint64_t offset, const void* bytes, std::size_t size)
{
	const auto file = files_.find(inode_of(descriptor));
	if (file == files_.end()) { return; }
	calls_.push_back({Call::Kind::write, file->second, {}, {}, offset, std::string(static_cast<const char*>(bytes), size)});
}

void RecordedDisk::note_truncate(int descriptor, std::uint64_t size)
{
	const auto file = files_.find(inode_of(descriptor));
	if (file != files_.end()) { calls_.push_back({Call::Kind::truncate, file->second, {}, {}, size, {}}); }
}

void RecordedDisk::note_sync(int descriptor)
{
	const std::uint64_t inode = inode_of(descriptor);
	const auto directory = directories_.find(inode);
	if (directory != directories_.end())
	{
		if (!forgetful_.directories) { calls_.push_back({Call::Kind::sync_directory, 0, directory->second, {}, 0, {}}); }
		return;
	}
	const auto file = files_.find(inode);
	if (file != files_.end() && !forgets(file->second)) { calls_.push_back({Call::Kind::sync_file, file->second, {}, {}, 0, {}}); }
}

void RecordedDisk::note_remove(const char* path)
{
	const std::string name = relative(path);
	if (names_.erase(name) > 0) { calls_.push_back({Call::Kind::remove, 0, name, {}, 0, {}}); }
}

void RecordedDisk::note_rename(const char* from, const char* to)
{
	const auto old = names_.find(relative(from));
	if (old == names_.end()) { return; }
	const std::string new_name = relative(to);
	if (new_name.empty()) { throw std::logic_error("a file is moved out of the recorded directory"); }
	calls_.push_back({Call::Kind::rename, old->second, old->first, new_name, 0, {}});
	names_[new_name] = old->second;
	names_.erase(old->first);
}

void RecordedDisk::note_directory(const char* path)
{
	const std::string name = relative(path);
	if (name.empty()) { return; }
	directories_[inode_of(fs::path(path))] = name;
	calls_.push_back({Call::Kind::make_directory, 0, name, {}, 0, {}});
}

namespace
{

// In place of the number of a file.
constexpr std::size_t a_directory = static_cast<std::size_t>(-1);

} // namespace

DiskReplay::DiskReplay(const RecordedDisk& disk) : disk_(disk), names_(disk.start().names)
{
	for (const std::string& content : disk.start().files) { files_.push_back({content, {}}); }
	for (const std::string& name : disk.start().directories) { names_[name] = a_directory; }
}

void DiskReplay::advance_to(std::size_t calls)
{
	for (; next_ < calls; ++next_) { apply(disk_.calls()[next_]); }
}

void DiskReplay::rename(Names& names, const Call& call)
{
	switch (call.kind)
	{
	case Call::Kind::create:
		names[call.name] = call.file;
		break;
	case Call::Kind::make_directory:
		names[call.name] = a_directory;
		break;
	case Call::Kind::remove:
		names.erase(call.name);
		break;
	default:
		names.erase(call.name);
		names[call.new_name] = call.file;
	}
}

void DiskReplay::sync_directory(const std::string& directory)
{
	std::erase_if(
		unsynced_names_,
		[&](const Call* call)
		{
			const bool is_there = parent_of(call->name) == directory || (!call->new_name.empty() && parent_of(call->new_name) == directory);
			if (is_there) { rename(names_, *call); }
			return is_there;
		});
}

void DiskReplay::apply(const Call& call)
{
	switch (call.kind)
	{
	case Call::Kind::write:
	case Call::Kind::truncate:
		files_[call.file].unsynced.push_back(&call);
		break;
	case Call::Kind::sync_file:
		for (const Call* change : files_[call.file].unsynced) { apply_whole(files_[call.file].synced, *change); }
		files_[call.file].unsynced.clear();
		break;
	case Call::Kind::sync_directory:
		sync_directory(call.name);
		break;
	case Call::Kind::create:
		files_.resize(std::max(files_.size(), call.file + 1));
		[[fallthrough]];
	default:
		unsynced_names_.push_back(&call);
	}
}

FoundDisk DiskReplay::cut(Loss loss, std::uint64_t seed) const
{
	std::mt19937_64 random(seed);
	Names names = names_;
	const std::size_t kept = loss == Loss::everything ? 0
							 : loss == Loss::nothing  ? unsynced_names_.size()
													  : static_cast<std::size_t>(random() % (unsynced_names_.size() + 1));
	for (std::size_t i = 0; i < kept; ++i) { rename(names, *unsynced_names_[i]); }
	FoundDisk found;
	for (const auto& [name, file] : names)
	{
		const std::string parent = parent_of(name);
		if (!parent.empty() && !found.directories.contains(parent)) { continue; } // its directory was lost
		if (file == a_directory)
		{
			found.directories.insert(name);
			continue;
		}
		std::string content = files_[file].synced;
		for (const Call* change : files_[file].unsynced)
		{
			if (loss == Loss::nothing) { apply_whole(content, *change); }
			if (loss == Loss::some) { apply_some(content, *change, random); }
		}
		found.files.emplace(name, std::move(content));
	}
	return found;
}

std::size_t FoundDisk::digest() const
{
	std::size_t digest = directories.size();
	const auto add = [&digest](const std::string& text) { digest = digest * 1'099'511'628'211 + std::hash<std::string>()(text); };
	for (const std::string& name : directories) { add(name); }
	for (const auto& [name, content] : files)
	{
		add(name);
		add(content);
	}
	return digest;
}

void FoundDisk::write_to(const fs::path& directory) const
{
	fs::create_directories(directory);
	for (const std::string& name : directories) { fs::create_directories(directory / name); }
	for (const auto& [name, content] : files)
	{
		std::ofstream(directory / name, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
	}
}

} // namespace bajin::crash
