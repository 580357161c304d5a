#include "server/store/upgrade_words.hpp"

#include <algorithm>
#include <utility>

namespace bajin::store
{

namespace
{

constexpr std::int64_t events_a_second = 50'000; // of which a slower machine lists as many

std::string announcement(const Upgrade& upgrade)
{
	const std::string events = std::to_string(upgrade.events);
	const std::string seconds = std::to_string(upgrade.events / events_a_second + 1);
	const std::string megabytes = std::to_string(upgrade.needed_bytes / 1'000'000 + 1);
	return "the database is brought to the form of this program, its " + events + " events listed anew: about " + seconds +
		   " s, and up to " + megabytes +
		   " MB of disk with the copy that is made of it first; it can be cut off, and goes on at the next start";
}

} // namespace

WatchUpgrade tell_upgrade(std::function<void(const std::string& line)> say)
{
	return [say = std::move(say), told = std::int64_t{0}](const Upgrade& upgrade) mutable
	{
		if (upgrade.begins) { return say(announcement(upgrade)); }
		const std::int64_t tenth = upgrade.listed * 10 / std::max<std::int64_t>(1, upgrade.events);
		if (tenth == std::exchange(told, tenth)) { return; }
		say(std::to_string(upgrade.listed) + " of " + std::to_string(upgrade.events) + " events are listed");
	};
}

} // namespace bajin::store
