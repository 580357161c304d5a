#include "server/store/deltas.hpp"

#include "shared/result.hpp"

#include <algorithm>

namespace bajin::store
{

namespace
{

constexpr unsigned area_bits = 24; // of a row's number: month and layer, area

std::size_t mix(std::size_t hash, std::size_t value) noexcept
{
	return (hash ^ value) * 0x9E3779B97F4A7C15ULL;
}

std::size_t hash_of(AreaId area, std::int32_t time, const std::string& text) noexcept
{
	const auto place = static_cast<std::size_t>(area) << 32U | static_cast<std::size_t>(static_cast<std::uint32_t>(time));
	return mix(std::hash<std::string>()(text), place);
}

} // namespace

std::size_t DeltaHasher::operator()(const CountKey& key) const noexcept
{
	const auto kind = static_cast<std::size_t>(key.dimension) << 8U | static_cast<std::size_t>(key.layer);
	return mix(hash_of(key.area, key.month, key.key), kind);
}

std::size_t DeltaHasher::operator()(const VisitKey& key) const noexcept
{
	return hash_of(key.area, key.month, key.place);
}

std::size_t DeltaHasher::operator()(const PlaceYear& key) const noexcept
{
	return hash_of(key.area, key.year, key.place);
}

std::int64_t slot_of(std::int32_t month, CountLayer layer, AreaId area) noexcept
{
	return (static_cast<std::int64_t>(month) * 2 + static_cast<std::int64_t>(layer)) << area_bits | area;
}

CountPlace place_of(std::int64_t slot) noexcept
{
	return {
		static_cast<std::int32_t>(slot >> area_bits >> 1), static_cast<CountLayer>(slot >> area_bits & 1),
		static_cast<AreaId>(slot & ((std::int64_t{1} << area_bits) - 1))};
}

CellNames::Id CellNames::id_of(Dimension dimension, std::string_view key)
{
	auto& ids = ids_[static_cast<std::size_t>(dimension)];
	if (const auto found = ids.find(key); found != ids.end()) { return found->second; }
	const auto id = static_cast<Id>(names_.size());
	names_.push_back({dimension, std::string(key)});
	ids.emplace(key, id);
	return id;
}

Counts& Deltas::at(const CountKey& key)
{
	return cell(row(slot_of(key.month, key.layer, key.area)), names_->id_of(key.dimension, key.key));
}

Deltas::Row& Deltas::row(std::int64_t slot)
{
	std::unique_ptr<Row>& row = rows_[slot];
	if (!row) { row = std::make_unique<Row>(); }
	return *row;
}

Deltas::Row& Deltas::shared_row(const Targets& targets)
{
	std::unique_ptr<Row>& row = shared_[targets];
	if (!row) { row = std::make_unique<Row>(); }
	return *row;
}

void Deltas::spread()
{
	for (const auto& [targets, shared] : shared_)
	{
		for (const Target& target : targets)
		{
			Row& into = row(target.slot);
			for (const auto& [name, counts] : *shared) { cell(into, name).add(*counts, target.sign); }
		}
	}
	shared_.clear();
	shared_cells_.clear();
}

CountKey Deltas::key_of(std::int64_t slot, CellNames::Id name) const
{
	const CountPlace place = place_of(slot);
	return {place.month, place.area, place.layer, names_->at(name).dimension, names_->at(name).key};
}

std::vector<Deltas::Cell> Deltas::cells_of(std::int64_t slot) const
{
	std::vector<Cell> cells;
	const auto row = rows().find(slot);
	if (row == rows_.end()) { return cells; }
	cells.reserve(row->second->size());
	for (const auto& [name, counts] : *row->second)
	{
		if (!counts->is_zero()) { cells.push_back({&names_->at(name), counts}); }
	}
	const auto comes_before = [](const Cell& left, const Cell& right)
	{
		if (left.name->dimension != right.name->dimension) { return left.name->dimension < right.name->dimension; }
		return left.name->key < right.name->key;
	};
	std::sort(cells.begin(), cells.end(), comes_before);
	return cells;
}

void Deltas::add(const CountEntry& entry)
{
	for (const Measure& measure : entry.measures)
	{
		const CellNames::Id name = names_->id_of(measure.dimension, measure.key);
		for (const CountEntry::Node& node : entry.nodes)
		{
			if (!node.all_dimensions && measure.dimension != Dimension::venue_type) { continue; }
			cell(row(node.slot), name).add(measure.counts, node.sign * entry.factor);
		}
	}
}

namespace
{

// Each area above the event once, whatever levels the list of areas has. By organiser (`away`) what lies above only one of
// the two, the event and its team, differs.
std::vector<CountEntry::Node> nodes_of(const AreaTree& areas, std::int32_t month, AreaId event_area, AreaId team_area)
{
	std::vector<CountEntry::Node> nodes;
	nodes.reserve(8);
	for (AreaId above = event_area; above != 0; above = areas.at(above).parent)
	{
		const KeptCounts kept = areas.kept_counts(above);
		if (kept != KeptCounts::none) { nodes.push_back({slot_of(month, CountLayer::by_area, above), kept == KeptCounts::all, 1}); }
	}
	const auto add_away = [&](AreaId from, AreaId other, int sign)
	{
		for (AreaId above = from; above != 0 && !areas.contains(above, other); above = areas.at(above).parent)
		{
			if (areas.kept_counts(above) == KeptCounts::all)
			{
				nodes.push_back({slot_of(month, CountLayer::team_difference, above), true, sign});
			}
		}
	};
	add_away(event_area, team_area, -1);
	add_away(team_area, event_area, 1);
	return nodes;
}

} // namespace

void add_event(Deltas& deltas, const CountedEvent& counted, const Reference& reference, int factor)
{
	CountChanges changes;
	changes.add_event(counted, reference, factor);
	for (const CountEntry& entry : changes.entries()) { deltas.add(entry); }
	for (const auto& [key, visits] : changes.visits()) { deltas.visits[key].add(visits); }
}

void CountChanges::add_event(const CountedEvent& counted, const Reference& reference, int factor)
{
	if (counted.state == ReviewState::deleted) { return; }
	CountEntry& entry = entries_.emplace_back();
	entry.factor = factor;
	const std::int32_t month = month_of(counted.event.occurred_on).index;
	entry.nodes = nodes_of(reference.areas, month, counted.event.area, counted.team_area);
	entry.measures = measures(counted.event, to_string(counted.team), counted.state, counted.adds, reference.vocabulary, counted.bulk);
	if (const auto visit = visit_of(counted, reference))
	{
		add_visit(visit->first, {factor * visit->second.received, factor * visit->second.verified});
	}
}

void CountChanges::add(const CountKey& key, const Counts& counts)
{
	entries_.push_back({1, {{slot_of(key.month, key.layer, key.area), true, 1}}, {{key.dimension, key.key, counts}}});
}

void CountChanges::add_visit(const VisitKey& key, const Visits& visits)
{
	visits_.emplace_back(key, visits);
}

void CountChanges::append(CountChanges&& later)
{
	entries_.insert(entries_.end(), std::make_move_iterator(later.entries_.begin()), std::make_move_iterator(later.entries_.end()));
	visits_.insert(visits_.end(), std::make_move_iterator(later.visits_.begin()), std::make_move_iterator(later.visits_.end()));
	later.clear();
}

void CountChanges::clear()
{
	entries_.clear();
	visits_.clear();
}

std::optional<std::pair<VisitKey, Visits>> visit_of(const CountedEvent& counted, const Reference& reference)
{
	const Event& event = counted.event;
	Visits visits;
	if (is_counted(counted.state, Basis::received)) { visits.received = 1; }
	if (is_counted(counted.state, Basis::verified)) { visits.verified = 1; }
	if (visits.received == 0 && visits.verified == 0) { return std::nullopt; }

	VisitKey key;
	key.month = month_of(event.occurred_on).index;
	if (event.venue_type == "village" || event.venue_type == "community")
	{
		const AreaLevel level = reference.areas.at(event.area).level;
		if (level != AreaLevel::village && level != AreaLevel::community) { return std::nullopt; }
		key.area = event.area;
		key.venue_type = to_string(level);
	}
	else
	{
		const Venue* venue = event.venue_id.empty() ? nullptr : reference.find_venue(event.venue_id);
		if (venue == nullptr || venue->venue_type != event.venue_type) { return std::nullopt; }
		key.area = venue->area;
		key.place = venue->id;
		key.venue_type = event.venue_type;
	}
	return std::pair(std::move(key), visits);
}

} // namespace bajin::store
