// What a job or a group adds to the counts and to the places visited, kept in memory until the group writes it.
//
// Owned by a Writer; used on its thread. The layout of the rolled-up counts (which rows one event touches) is here and
// nowhere else: at every area above it of which AreaTree::kept_counts says so. `bajin check` recounts through the same
// function, and once more through SQL that knows nothing of it (server/store/plain_recount).
#pragma once

#include "shared/event.hpp"
#include "shared/measures.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace bajin::store
{

// The two layers in which counts are stored; column `attribution`.
enum class CountLayer : std::uint8_t
{
	by_area = 0,         // 属地口径: by where the event was
	team_difference = 1, // what to add to it to get 组织方口径, by where the team belongs
};

struct CountKey
{
	std::int32_t month = 0; // Month::index
	AreaId area = 0;
	CountLayer layer = CountLayer::by_area;
	Dimension dimension = Dimension::venue_type;
	std::string key;

	bool operator==(const CountKey&) const = default;
};

struct VisitKey
{
	std::int32_t month = 0; // Month::index
	AreaId area = 0;
	std::string place;      // "" for a village or community itself, else the venue's id
	std::string venue_type; // of the place

	bool operator==(const VisitKey&) const = default;
};

// How many counted events visited the place.
struct Visits
{
	std::int64_t received = 0;
	std::int64_t verified = 0;
};

struct DeltaHasher
{
	std::size_t operator()(const CountKey& key) const noexcept;
	std::size_t operator()(const VisitKey& key) const noexcept;
};

struct Deltas
{
	std::unordered_map<CountKey, Counts, DeltaHasher> counts;
	std::unordered_map<VisitKey, Visits, DeltaHasher> visits;

	void merge(const Deltas& other);
	void clear();
};

// An event in its state, with what decides where it counts.
struct CountedEvent
{
	const Event& event;
	Uuid team;
	AreaId team_area = 0;
	ReviewState state = ReviewState::submitted;
	JointAdds adds;
	bool bulk = false; // verified many at once
};

// Adds (factor 1) or takes away (factor -1) all that the event adds to any count.
void add_event(Deltas& deltas, const CountedEvent& counted, const Reference& reference, int factor);

// Of that its visit alone.
void add_visit(Deltas& deltas, const CountedEvent& counted, const Reference& reference, int factor);

} // namespace bajin::store
