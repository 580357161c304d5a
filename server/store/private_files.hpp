// Records hold names and telephone numbers: whoever else has an account on the machine is not to read them.
//
// And what root makes in a directory of somebody else is that one's, or the server that runs as that user could not write it.
#pragma once

#include <filesystem>
#include <vector>

namespace bajin::store
{

// From here on the process makes files that only its user can read (0600) and directories that only its user can enter (0700).
void make_files_private() noexcept;

// Of the directory and the files right in it: those that others can read, write or enter.
[[nodiscard]] std::vector<std::filesystem::path> find_exposed(const std::filesystem::path& directory);

// Gives the open file `descriptor` to the owner of `directory` (the working one when empty) when this process is root's and
// made it. A file with a second name is left alone: whoever owns the directory may have put another's there.
void give_to_owner_of(const std::filesystem::path& directory, int descriptor) noexcept;

// Makes an empty file of that owner where none is; for those who open by name and would make root's.
void make_owned_file(const std::filesystem::path& file) noexcept;

// Makes the directory and those above it that are missing, each its parent's owner's, and on the disk. Throws
// std::filesystem::filesystem_error.
void make_owned_directories(const std::filesystem::path& directory);

} // namespace bajin::store
