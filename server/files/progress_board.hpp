// The downloads that are being made, by the id that their askers gave them: how far each has come, and how to cancel it.
//
// One for the life of the process, part of api::Context. Begun and ended by the work on its lane, asked from any lane; safe
// from any thread. An id belongs to who gave it: to everybody else it does not exist. Holds a bounded number; what is over
// is forgotten after an hour, or when there is no room.
#pragma once

#include "server/files/progress.hpp"
#include "shared/uuid.hpp"

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace bajin::files
{

class ProgressBoard
{
public:
	using Clock = std::chrono::steady_clock;
	static constexpr std::size_t entries_max = 256;
	static constexpr std::chrono::hours kept_for{1};

	enum class State : std::uint8_t
	{
		working,
		ready,
		failed,
		cancelled,
	};

	// Whose it is: an account; empty: whoever sits at the server's own machine.
	using Holder = std::optional<Uuid>;

	struct Key
	{
		Holder holder;
		Uuid id;

		auto operator<=>(const Key&) const = default;
	};

	struct Snapshot
	{
		State state = State::working;
		std::int64_t done = 0;
		std::optional<std::int64_t> total;
	};

	// The work begins. Empty: the id is in use, or there is no room. One that was cancelled before it began stays cancelled.
	[[nodiscard]] std::shared_ptr<files::Progress> begin(const Key& key, Clock::time_point now);

	// The same for work that nobody gave an id.
	[[nodiscard]] std::shared_ptr<files::Progress> begin();

	// The process ends: what is being made is cancelled, and so is what begins later.
	void close();

	// The work is over; nothing for an id that is not known.
	void end(const Key& key, State state, Clock::time_point now);

	// Empty: there is none.
	[[nodiscard]] std::optional<Snapshot> find(const Key& key, Clock::time_point now);

	// Also of one that has not begun: it will not. Empty: no room. What is over stays as it ended.
	[[nodiscard]] std::optional<Snapshot> cancel(const Key& key, Clock::time_point now);

private:
	struct Entry
	{
		std::shared_ptr<files::Progress> progress;
		State state = State::working;
		bool has_begun = false;
		std::optional<Clock::time_point> over_at; // or was cancelled before it began
	};

	[[nodiscard]] bool make_room(Clock::time_point now);
	[[nodiscard]] static Snapshot snapshot_of(const Entry& entry);

	[[nodiscard]] std::shared_ptr<files::Progress> watch(std::shared_ptr<files::Progress> progress);

	std::mutex mutex_;
	bool is_closed_ = false;
	std::vector<std::weak_ptr<files::Progress>> begun_;
	std::map<Key, Entry> entries_;
};

[[nodiscard]] std::string_view name_of(ProgressBoard::State state) noexcept;

} // namespace bajin::files
