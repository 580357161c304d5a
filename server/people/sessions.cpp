#include "server/people/sessions.hpp"

#include "server/store/writer.hpp"

#include <algorithm>

namespace bajin::people
{

void SessionUses::note(const store::TokenHash& token, Timestamp used_at)
{
	const std::scoped_lock lock(mutex_);
	const auto [entry, is_new] = entries_.try_emplace(token, Entry{used_at});
	if (is_new || used_at <= entry->second.used_at) { return; }
	entry->second = {used_at, false};
}

std::optional<Timestamp> SessionUses::find(const store::TokenHash& token) const
{
	const std::scoped_lock lock(mutex_);
	const auto found = entries_.find(token);
	return found == entries_.end() ? std::nullopt : std::optional(found->second.used_at);
}

std::vector<store::SignInUse> SessionUses::unsaved() const
{
	const std::scoped_lock lock(mutex_);
	std::vector<store::SignInUse> uses;
	for (const auto& [token, entry] : entries_)
	{
		if (!entry.is_saved) { uses.push_back({token, entry.used_at}); }
	}
	return uses;
}

void SessionUses::saved(const std::vector<store::SignInUse>& uses)
{
	const std::scoped_lock lock(mutex_);
	std::erase_if(entries_, [](const auto& entry) { return entry.second.is_saved; });
	for (const store::SignInUse& use : uses)
	{
		const auto found = entries_.find(use.token);
		if (found != entries_.end()) { found->second.is_saved = found->second.used_at == use.used_at; }
	}
}

void save_uses(store::Writer& writer, SessionUses& uses)
{
	const auto unsaved = uses.unsaved();
	if (!unsaved.empty())
	{
		writer.run_alone(
			[&]
			{
				for (const store::SignInUse& use : unsaved) { store::note_sign_in_use(writer.database(), use); }
			});
	}
	uses.saved(unsaved);
}

} // namespace bajin::people
