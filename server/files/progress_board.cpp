#include "server/files/progress_board.hpp"

#include <array>

namespace bajin::files
{

std::string_view name_of(ProgressBoard::State state) noexcept
{
	constexpr std::array<std::string_view, 4> names = {"working", "ready", "failed", "cancelled"};
	return names[static_cast<std::size_t>(state)];
}

bool ProgressBoard::make_room(Clock::time_point now)
{
	std::erase_if(entries_, [now](const auto& entry) { return entry.second.over_at && *entry.second.over_at + kept_for <= now; });
	if (entries_.size() < entries_max) { return true; }
	auto oldest = entries_.end();
	for (auto entry = entries_.begin(); entry != entries_.end(); ++entry)
	{
		const bool is_over = entry->second.over_at.has_value();
		if (is_over && (oldest == entries_.end() || *entry->second.over_at < *oldest->second.over_at)) { oldest = entry; }
	}
	if (oldest == entries_.end()) { return false; }
	entries_.erase(oldest);
	return true;
}

ProgressBoard::Snapshot ProgressBoard::snapshot_of(const Entry& entry)
{
	const bool is_ending = entry.state == State::working && entry.progress->is_cancelled();
	return {is_ending ? State::cancelled : entry.state, entry.progress->done(), entry.progress->total()};
}

std::shared_ptr<files::Progress> ProgressBoard::begin(const Key& key, Clock::time_point now)
{
	const std::lock_guard lock(mutex_);
	if (const auto found = entries_.find(key); found != entries_.end())
	{
		Entry& entry = found->second;
		if (entry.has_begun && !entry.over_at) { return nullptr; }
		if (!entry.has_begun)
		{
			entry.has_begun = true;
			entry.over_at.reset();
			return watch(entry.progress);
		}
		entries_.erase(found);
	}
	if (!make_room(now)) { return nullptr; }
	const auto [made, is_new] = entries_.emplace(key, Entry{std::make_shared<files::Progress>(), State::working, true, {}});
	return watch(made->second.progress);
}

std::shared_ptr<files::Progress> ProgressBoard::begin()
{
	const std::lock_guard lock(mutex_);
	return watch(std::make_shared<files::Progress>());
}

std::shared_ptr<files::Progress> ProgressBoard::watch(std::shared_ptr<files::Progress> progress)
{
	std::erase_if(begun_, [](const auto& begun) { return begun.expired(); });
	begun_.push_back(progress);
	if (is_closed_) { progress->cancel(); }
	return progress;
}

void ProgressBoard::close()
{
	const std::lock_guard lock(mutex_);
	is_closed_ = true;
	for (const auto& begun : begun_)
	{
		if (const auto progress = begun.lock()) { progress->cancel(); }
	}
}

void ProgressBoard::end(const Key& key, State state, Clock::time_point now)
{
	const std::lock_guard lock(mutex_);
	if (const auto found = entries_.find(key); found != entries_.end())
	{
		found->second.state = state;
		found->second.over_at = now;
	}
}

std::optional<ProgressBoard::Snapshot> ProgressBoard::find(const Key& key, Clock::time_point now)
{
	const std::lock_guard lock(mutex_);
	const auto found = entries_.find(key);
	if (found == entries_.end()) { return std::nullopt; }
	if (found->second.over_at && *found->second.over_at + kept_for <= now) { return std::nullopt; }
	return snapshot_of(found->second);
}

std::optional<ProgressBoard::Snapshot> ProgressBoard::cancel(const Key& key, Clock::time_point now)
{
	const std::lock_guard lock(mutex_);
	auto found = entries_.find(key);
	if (found == entries_.end())
	{
		if (!make_room(now)) { return std::nullopt; }
		found = entries_.emplace(key, Entry{std::make_shared<files::Progress>(), State::working, false, now}).first;
	}
	if (found->second.state == State::working) { found->second.progress->cancel(); }
	return snapshot_of(found->second);
}

} // namespace bajin::files
