// Which backups are kept, by their names alone: the newest of each of the last days, weeks and months.
//
// A backup made by the server is called bajin-YYYYMMDDThhmmssZ.db, after the time (UTC) at which it was begun. Other files in
// the directory are nobody's business here. Days, weeks (from Monday) and months are those of China.
#pragma once

#include "shared/timestamp.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin
{

struct NamedBackup
{
	std::filesystem::path file;
	Timestamp at;
};

struct BackupsKept
{
	int days = 7;
	int weeks = 5;
	int months = 12;
};

[[nodiscard]] std::string backup_name(Timestamp at);
[[nodiscard]] std::optional<Timestamp> read_backup_name(std::string_view name) noexcept;

// Newest first; none when there is no such directory.
[[nodiscard]] std::vector<NamedBackup> list_backups(const std::filesystem::path& directory);

// Those of `backups` (newest first) that nothing asks to keep. The newest is always kept.
[[nodiscard]] std::vector<NamedBackup> superseded(const std::vector<NamedBackup>& backups, const BackupsKept& kept);

} // namespace bajin
