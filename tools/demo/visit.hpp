// Writes the words of one visit: when, where, what about, by whom. Numbers come later, in balance.
//
// Called by draft_visits. Pure but for the Random.
#pragma once

#include "tools/demo/draft.hpp"

#include <set>
#include <string>

namespace bajin::demo
{

// What visits are written from.
struct Scene
{
	const Cast& cast;
	const AreaTree& areas;
	const Vocabulary& vocabulary;
};

// An everyday visit in that county to a venue of that type.
[[nodiscard]] Draft write_visit(const Scene& scene, EventKind kind, std::size_t county, std::size_t type, Random& random);

// A large public occasion of that year.
[[nodiscard]] Draft write_crowd_visit(const Scene& scene, const CrowdPlace& place, int year, Random& random);

// Another title for a visit whose place and season are known, none of those `used`.
[[nodiscard]] std::string write_title(const Scene& scene, const Draft& draft, const std::set<std::string>& used, Random& random);

// The codes among `candidates` that the vocabulary knows and that are in force on that day, in their order.
[[nodiscard]] std::vector<std::string> known_codes(const Vocabulary& vocabulary, CodeList list, Texts candidates, Date day);

// Speakers and the one who records, from the members of the draft's team.
void cast_people(Draft& draft, const Cast& cast, Random& random);

// The time at which the record was made on the phone, on the day of the visit, and the id that follows from it.
void stamp(Draft& draft, Random& random);

} // namespace bajin::demo
