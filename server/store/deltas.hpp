// What a job or a group adds to the counts and to the places visited, and such changes summed.
//
// Owned by a Writer; used on its thread. The layout of the rolled-up counts (which rows one event touches) is here and
// nowhere else: at every area above it of which AreaTree::kept_counts says so. `bajin check` recounts through the same
// function, and once more through SQL that knows nothing of it (server/store/plain_recount).
#pragma once

#include "shared/event.hpp"
#include "shared/measures.hpp"
#include "shared/result.hpp"

#include <boost/container/deque.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/container_hash/hash.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

	void add(const Visits& other) noexcept
	{
		received += other.received;
		verified += other.verified;
	}
	[[nodiscard]] bool is_zero() const noexcept { return received == 0 && verified == 0; }
};

// How many different places of that type at or below the area were visited in a year.
struct PlacesKey
{
	std::int32_t year = 0;
	AreaId area = 0;
	std::string venue_type;

	auto operator<=>(const PlacesKey&) const = default;
};

// Of a place that is known by its area alone, `place` is empty.
struct PlaceYear
{
	std::int32_t year = 0;
	AreaId area = 0;
	std::string place;

	bool operator==(const PlaceYear&) const = default;
};

struct DeltaHasher
{
	std::size_t operator()(const CountKey& key) const noexcept;
	std::size_t operator()(const VisitKey& key) const noexcept;
	std::size_t operator()(const PlaceYear& key) const noexcept;
};

// What the counts of an event are broken down by (dimension and key), as small numbers: an event stands in some twenty cells at
// each area above it, and a group of events in the same ones again and again.
class CellNames
{
public:
	using Id = std::uint32_t;

	struct Name
	{
		Dimension dimension = Dimension::venue_type;
		std::string key;
	};

	[[nodiscard]] Id id_of(Dimension dimension, std::string_view key); // the next number, when it is new
	[[nodiscard]] const Name& at(Id id) const { return names_[id]; }
	[[nodiscard]] std::size_t size() const noexcept { return names_.size(); }

private:
	struct Hasher
	{
		using is_transparent = void;
		std::size_t operator()(std::string_view key) const noexcept { return std::hash<std::string_view>()(key); }
	};

	std::vector<Name> names_;
	std::array<boost::unordered_flat_map<std::string, Id, Hasher, std::equal_to<>>, dimension_count> ids_;
};

// What one event adds: the same measures in several rows of the counts.
struct CountEntry
{
	struct Node
	{
		std::int64_t slot = 0;
		bool all_dimensions = true; // else its venue type alone
		int sign = 1;
	};

	int factor = 1; // -1: it is taken away
	std::vector<Node> nodes;
	std::vector<Measure> measures;
};

class Deltas
{
public:
	// `names`: shared with others of one owner.
	explicit Deltas(std::shared_ptr<CellNames> names = std::make_shared<CellNames>()) : names_(std::move(names)) {}

	// Of one row its cells, which stay where they are when it grows.
	using Row = boost::unordered_flat_map<CellNames::Id, Counts*>;

	// Rows in which the same is counted, each added or taken away.
	struct Target
	{
		std::int64_t slot = 0;
		std::int64_t sign = 1;

		bool operator==(const Target&) const = default;
		friend std::size_t hash_value(const Target& target) noexcept
		{
			return static_cast<std::size_t>(target.slot * 2 + (target.sign < 0 ? 1 : 0));
		}
	};
	using Targets = boost::container::small_vector<Target, 6>;

	boost::unordered_flat_map<VisitKey, Visits, DeltaHasher> visits;
	std::map<PlacesKey, Visits> places; // by how many it changes

	void add(const CountEntry& entry);
	[[nodiscard]] Counts& at(const CountKey& key);
	[[nodiscard]] Row& row(std::int64_t slot); // stays where it is until it is dropped
	[[nodiscard]] Counts& cell(Row& row, CellNames::Id name) { return cells_.at(row, name); }

	// What many events count in all these rows is summed once, in a row of its own, until spread() puts it into each. Before that
	// nothing but row(), cell() and these three may be asked.
	[[nodiscard]] Row& shared_row(const Targets& targets); // stays where it is until spread()
	[[nodiscard]] Counts& shared_cell(Row& row, CellNames::Id name) { return shared_cells_.at(row, name); }
	void spread();

	[[nodiscard]] const boost::unordered_flat_map<std::int64_t, std::unique_ptr<Row>>& rows() const noexcept
	{
		BAJIN_ASSERT(shared_.empty());
		return rows_;
	}
	[[nodiscard]] CellNames& names() const noexcept { return *names_; }

	// In no order.
	template <class Visit> // (const CountKey&, const Counts&)
	void for_each_count(Visit visit) const
	{
		for (const auto& [slot, row] : rows())
		{
			for (const auto& [name, counts] : *row) { visit(key_of(slot, name), *counts); }
		}
	}

	// Of one row, in the order of its cells; none that is zero.
	struct Cell
	{
		const CellNames::Name* name = nullptr;
		const Counts* counts = nullptr;
	};
	[[nodiscard]] std::vector<Cell> cells_of(std::int64_t slot) const;

	void drop_row(std::int64_t slot) { rows_.erase(slot); } // its cells take their room until all end
	[[nodiscard]] bool empty() const noexcept { return rows_.empty() && shared_.empty() && visits.empty() && places.empty(); }

private:
	// Where cells lie.
	class Cells
	{
	public:
		[[nodiscard]] Counts& at(Row& row, CellNames::Id name)
		{
			Counts*& counts = row[name];
			if (counts == nullptr) { counts = &all_.emplace_back(); }
			return *counts;
		}
		void clear() { all_.clear(); }

	private:
		boost::container::deque<Counts, void, boost::container::deque_options_t<boost::container::block_size<64U>>> all_;
	};

	[[nodiscard]] CountKey key_of(std::int64_t slot, CellNames::Id name) const;

	std::shared_ptr<CellNames> names_;
	boost::unordered_flat_map<std::int64_t, std::unique_ptr<Row>> rows_; // by slot
	Cells cells_;
	boost::unordered_flat_map<Targets, std::unique_ptr<Row>, boost::hash<Targets>> shared_;
	Cells shared_cells_;
};

// A row of the counts, and its number: in the order of months, so that neighbouring rows share a page.
struct CountPlace
{
	std::int32_t month = 0;
	CountLayer layer = CountLayer::by_area;
	AreaId area = 0;
};
[[nodiscard]] std::int64_t slot_of(std::int32_t month, CountLayer layer, AreaId area) noexcept;
[[nodiscard]] CountPlace place_of(std::int64_t slot) noexcept;

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

// What jobs add, one after the other: it is summed when it is read, not when it is written.
class CountChanges
{
public:
	void add_event(const CountedEvent& counted, const Reference& reference, int factor);
	void add(const CountKey& key, const Counts& counts);
	void add_visit(const VisitKey& key, const Visits& visits);

	void append(CountChanges&& later);
	void clear();
	[[nodiscard]] bool empty() const noexcept { return entries_.empty() && visits_.empty(); }

	using Visit = std::pair<VisitKey, Visits>;
	[[nodiscard]] const std::vector<CountEntry>& entries() const noexcept { return entries_; }
	[[nodiscard]] const std::vector<Visit>& visits() const noexcept { return visits_; }
	[[nodiscard]] std::vector<Visit>& visits() noexcept { return visits_; }

private:
	std::vector<CountEntry> entries_;
	std::vector<Visit> visits_;
};

// Of that its visit alone; empty: it counts for no place.
[[nodiscard]] std::optional<std::pair<VisitKey, Visits>> visit_of(const CountedEvent& counted, const Reference& reference);

} // namespace bajin::store
