#include "server/store/private_files.hpp"

#include <algorithm>
#include <sys/stat.h>
#include <system_error>

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

} // namespace bajin::store
