// Every figure of a report under a name of its own, as plain sums over its events: what is sealed, recomputed and compared.
//
// Called by sealed_report. Pure. Names are attribution/dimension/key/metric, as "area/venue_type/village/sessions",
// "team/month/2015-03/reach" or "area/state/returned"; "area/total/sessions" stands for all. A key of area is a child of the
// report's area, or that area itself for what lies no deeper; an empty key stands for events that name none. Figures that
// are 0 are left out. Beside them the places that were visited, each once.
#pragma once

#include "server/store/deltas.hpp"
#include "shared/event.hpp"
#include "shared/measures.hpp"
#include "shared/review.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bajin::reports
{

// From whose point of view an event is summed, and with which areas, codes and venues it is read.
struct FigureScope
{
	const Reference& reference;
	AreaId area = 0;
	Basis basis = Basis::verified;
};

// Venue type, then the code of the village or the id of the venue; how many counted events visited it.
using PlaceVisits = std::map<std::pair<std::string, std::string>, std::int64_t>;

class FigureMap
{
public:
	// Adds (factor 1) or takes away (-1) all that the event adds to any figure.
	void add(const store::CountedEvent& counted, const FigureScope& scope, int factor);

	// By name; what is 0 is left out.
	[[nodiscard]] std::map<std::string, std::int64_t> figures() const;
	[[nodiscard]] PlaceVisits visits() const;

private:
	void add_from(
		const char* attribution, AreaId place, const store::CountedEvent& counted, const std::vector<Measure>& measured,
		const FigureScope& scope, int factor);

	std::unordered_map<std::string, Metrics> rows_;       // by what stands before the metric, as "area/total"
	std::unordered_map<std::string, StateCounts> states_; // by attribution
	PlaceVisits visits_;
};

} // namespace bajin::reports
