// Records hold names and telephone numbers: whoever else has an account on the machine is not to read them.
//
// Called by the programs at their start.
#pragma once

#include <filesystem>
#include <vector>

namespace bajin::store
{

// From here on the process makes files that only its user can read (0600) and directories that only its user can enter (0700).
void make_files_private() noexcept;

// Of the directory and the files right in it: those that others can read, write or enter.
[[nodiscard]] std::vector<std::filesystem::path> find_exposed(const std::filesystem::path& directory);

} // namespace bajin::store
