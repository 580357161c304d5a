// Finding and opening the database of a data directory, and the parts of it that commands ask for by name.
//
// Used by the subcommands; throws Refusal with one line that says what to do.
#pragma once

#include "server/store/team_store.hpp"
#include "server/store/writer.hpp"
#include "shared/event.hpp"

#include <filesystem>
#include <string>

namespace bajin::tool
{

[[nodiscard]] std::filesystem::path database_file(const std::filesystem::path& data);

// The database file, which must exist.
[[nodiscard]] std::filesystem::path require_database(const std::filesystem::path& data);

// That database for writing; standard error tells of one that is of an older form and brought to this one's first.
[[nodiscard]] store::Writer open_writer(const std::filesystem::path& data);

// Makes the directory when it is missing; its parent must exist or can be made.
void make_directory(const std::filesystem::path& data);

[[nodiscard]] const Area& require_area(const AreaTree& areas, const std::string& code);
[[nodiscard]] store::Team require_team(store::Database& database, const std::string& id);

} // namespace bajin::tool
