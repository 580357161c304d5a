// How long a sign-in lasts, and when each was last used.
//
// One for the life of the process, in api::Context. A sign-in ends after a time in which no person asked for anything, and at
// its absolute end whatever happens. Every request tells when it was last used; writing that each time would make a write of
// every read, so it is noted here and goes into the database once a minute (Upkeep). A crash forgets a minute of it.
// From any thread.
#pragma once

#include "server/store/account_store.hpp"
#include "shared/timestamp.hpp"

#include <chrono>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace bajin::store
{
class Writer;
} // namespace bajin::store

namespace bajin::people
{

struct SessionLimits
{
	std::chrono::seconds idle = std::chrono::minutes(60);  // without anything that a person asked for
	std::chrono::seconds longest = std::chrono::hours(12); // from the sign-in on
};

// What cannot be undone is done only so long after the password was typed.
inline constexpr std::chrono::minutes proof_lasts{15};

class SessionUses
{
public:
	void note(const store::TokenHash& token, Timestamp used_at);

	// Empty: what stands in the database is the latest.
	[[nodiscard]] std::optional<Timestamp> find(const store::TokenHash& token) const;

	// What is to be written now.
	[[nodiscard]] std::vector<store::SignInUse> unsaved() const;

	// They were committed. Kept here until the next time, for snapshots that were begun before.
	void saved(const std::vector<store::SignInUse>& uses);

private:
	struct Entry
	{
		Timestamp used_at;
		bool is_saved = false;
	};

	mutable std::mutex mutex_;
	std::unordered_map<store::TokenHash, Entry, store::TokenHashHasher> entries_;
};

// Writes down what is unsaved, in a group of its own. Throws StoreError, and keeps it then.
void save_uses(store::Writer& writer, SessionUses& uses);

struct Sessions
{
	SessionLimits limits{};
	SessionUses uses{};
};

} // namespace bajin::people
