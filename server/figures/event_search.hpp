// What the index of searches says of a list of events: which records need not be read, and which few may be meant.
//
// Used by the list of events alone, inside a snapshot. The index only leaves out what cannot be meant: who lists reads every
// other record and decides by it, so that a list is the same with the index, without it, and with a part of it.
#pragma once

#include "server/figures/event_list.hpp"
#include "server/store/event_store.hpp"
#include "server/store/reader.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace bajin::figures
{

[[nodiscard]] store::EventPosition position_of(const store::EventHead& head);

// In the order of lists: newest first.
[[nodiscard]] bool comes_before(const store::EventPosition& left, const store::EventPosition& right);

class EventSearch
{
public:
	EventSearch(store::Reader& reader, const EventFilter& filter);

	// False: it cannot be meant. Of an event whose record is not in the index: true.
	[[nodiscard]] bool may_match(const store::EventHead& head) const;

	// All events that may be meant, of the days of the list and from where it goes on, newest first. Empty: they are more than
	// `few_max`, or nothing is known of the others.
	[[nodiscard]] std::optional<std::vector<store::EventHead>> list_few(std::size_t few_max) const;

private:
	store::Reader& reader_;
	const EventFilter& filter_;
	std::int64_t through_ = 0;       // of the records after this row nothing is known; 0: of none
	std::vector<std::int64_t> rows_; // up to there: those that may be meant, ascending
};

} // namespace bajin::figures
