#include "server/backup_plan.hpp"

#include "shared/calendar.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <system_error>

namespace bajin
{

namespace
{

namespace fs = std::filesystem;

constexpr std::string_view prefix = "bajin-";
constexpr std::string_view suffix = "Z.db";

// A number for each week; those from Monday to Sunday have one. Day 0 of the calendar (1970-01-01) was a Thursday.
int week_of(Date day) noexcept
{
	return (day.days + 3) / 7;
}

// Keeps the newest of each of the first `count` groups that there are.
void keep_newest(const std::vector<NamedBackup>& backups, int count, const std::function<int(Date)>& group_of, std::vector<bool>& kept)
{
	std::optional<int> last;
	for (std::size_t i = 0; i < backups.size(); ++i)
	{
		const int group = group_of(shanghai_date(backups[i].at));
		if (last == group) { continue; }
		if (count-- <= 0) { return; }
		last = group;
		kept[i] = true;
	}
}

} // namespace

std::string backup_name(Timestamp at)
{
	return fmt::format("{}{:%Y%m%dT%H%M%S}{}", prefix, fmt::gmtime(std::chrono::system_clock::to_time_t(at)), suffix);
}

std::optional<Timestamp> read_backup_name(std::string_view name) noexcept
{
	// bajin-20261129T084500Z.db
	if (!name.starts_with(prefix) || !name.ends_with(suffix) || name.size() != prefix.size() + 15 + suffix.size()) { return std::nullopt; }
	const std::string_view digits = name.substr(prefix.size(), 15);
	std::string text = "0000-00-00T00:00:00Z";
	constexpr std::array<std::size_t, 14> places = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18};
	std::size_t at = 0;
	for (std::size_t i = 0; i < digits.size(); ++i)
	{
		if (i == 8)
		{
			if (digits[i] != 'T') { return std::nullopt; }
			continue;
		}
		text[places[at++]] = digits[i];
	}
	return parse_timestamp(text);
}

std::vector<NamedBackup> list_backups(const fs::path& directory)
{
	std::vector<NamedBackup> backups;
	std::error_code error;
	for (auto entry = fs::directory_iterator(directory, error); !error && entry != fs::directory_iterator(); entry.increment(error))
	{
		const auto at = read_backup_name(entry->path().filename().string());
		if (at) { backups.push_back({entry->path(), *at}); }
	}
	std::ranges::sort(backups, [](const auto& left, const auto& right) { return left.at > right.at; });
	return backups;
}

std::vector<NamedBackup> superseded(const std::vector<NamedBackup>& backups, const BackupsKept& kept)
{
	std::vector<bool> is_kept(backups.size(), false);
	if (!backups.empty()) { is_kept.front() = true; }
	keep_newest(backups, kept.days, [](Date day) { return day.days; }, is_kept);
	keep_newest(backups, kept.weeks, week_of, is_kept);
	keep_newest(backups, kept.months, [](Date day) { return month_of(day).index; }, is_kept);
	std::vector<NamedBackup> left;
	for (std::size_t i = 0; i < backups.size(); ++i)
	{
		if (!is_kept[i]) { left.push_back(backups[i]); }
	}
	return left;
}

} // namespace bajin
