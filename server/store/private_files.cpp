#include "server/store/private_files.hpp"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace bajin::store
{

namespace fs = std::filesystem;

namespace
{

bool is_exposed(const fs::path& path)
{
	std::error_code error;
	const fs::perms permissions = fs::symlink_status(path, error).permissions();
	return !error && (permissions & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none;
}

} // namespace

void make_files_private() noexcept
{
	::umask(S_IRWXG | S_IRWXO);
}

std::vector<fs::path> find_exposed(const fs::path& directory)
{
	std::vector<fs::path> exposed;
	if (is_exposed(directory)) { exposed.push_back(directory); }
	std::error_code error;
	for (const fs::directory_entry& entry : fs::directory_iterator(directory, error))
	{
		if (!entry.is_symlink(error) && is_exposed(entry.path())) { exposed.push_back(entry.path()); }
	}
	std::sort(exposed.begin(), exposed.end());
	return exposed;
}

void give_to_owner_of(const fs::path& directory, int descriptor) noexcept
{
	struct stat owner{};
	struct stat file{};
	if (::geteuid() != 0 || ::stat(directory.empty() ? "." : directory.c_str(), &owner) != 0 || ::fstat(descriptor, &file) != 0) { return; }
	const bool is_ours = file.st_uid == 0 && (S_ISDIR(file.st_mode) || file.st_nlink == 1);
	if (owner.st_uid == 0 || !is_ours) { return; }
	// Where it fails (a file system without owners), the file is as it would have been.
	[[maybe_unused]] const int result = ::fchown(descriptor, owner.st_uid, owner.st_gid);
}

void make_owned_file(const fs::path& file) noexcept
{
	const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (descriptor < 0) { return; }
	give_to_owner_of(file.parent_path(), descriptor);
	::close(descriptor);
}

void make_owned_directories(const fs::path& directory)
{
	if (directory.empty() || fs::is_directory(directory)) { return; }
	make_owned_directories(directory.parent_path());
	if (!fs::create_directory(directory)) { return; }
	const fs::path parent = directory.parent_path().empty() ? fs::path(".") : directory.parent_path();
	const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (descriptor < 0) { return; }
	give_to_owner_of(parent, descriptor);
	::close(descriptor);
	// Its name is on the disk before anything in it is told to be.
	const int above = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (above < 0) { return; }
	::fsync(above);
	::close(above);
}

} // namespace bajin::store
