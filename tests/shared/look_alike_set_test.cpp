// How well look-alikes are told from visits that merely share much: the labelled pairs of tests/fixtures/look_alikes.json.
#include "shared/look_alike.hpp"
#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

#include <iostream>

using namespace bajin;
using namespace bajin::test;

namespace
{

constexpr double precision_min = 0.9;
constexpr double recall_min = 0.8;

// The venues of the demonstration data beside the areas and codes of the other tests.
Reference make_reference(const Json& set)
{
	Reference made = reference();
	made.venues.clear();
	for (const Json& json : set.at("venues"))
	{
		Venue venue;
		venue.id = json.at("id").get<std::string>();
		venue.venue_type = json.at("venue_type").get<std::string>();
		venue.area = made.areas.find(json.at("area").get<std::string>())->id;
		venue.name = json.at("name").get<std::string>();
		made.venues.emplace(venue.id, venue);
	}
	return made;
}

LookAlikeRecord read_one(const Json& pair, std::size_t index, const Reference& made)
{
	return read_look_alike(pair.at("records")[index], *parse_uuid(pair.at("teams")[index].get<std::string>()), made);
}

struct Tally
{
	int found = 0;     // alike, and said to be
	int missed = 0;    // alike, and passed over
	int mistaken = 0;  // different, and said to be alike
	int different = 0; // different, and passed over
	int kind_right = 0;

	[[nodiscard]] double precision() const { return found + mistaken == 0 ? 0 : static_cast<double>(found) / (found + mistaken); }
	[[nodiscard]] double recall() const { return found + missed == 0 ? 0 : static_cast<double>(found) / (found + missed); }

	void print(const char* name) const
	{
		std::cout << "look-alikes, " << name << ": precision " << precision() << ", recall " << recall() << " (" << found << " found, "
				  << missed << " missed, " << mistaken << " mistaken, " << different << " passed over; kind right in " << kind_right
				  << ")\n";
	}
};

void count(Tally& tally, const std::string& label, const LookAlike& found)
{
	const bool is_alike = label != "different";
	const bool is_said = found.score >= look_alike_threshold;
	(is_alike ? (is_said ? tally.found : tally.missed) : (is_said ? tally.mistaken : tally.different)) += 1;
	tally.kind_right += is_alike && is_said && label == to_string(found.kind) ? 1 : 0;
}

} // namespace

TEST_CASE("look-alikes: the labelled pairs are told apart, those held out as well as the others")
{
	const Json set = parse(read_source_file("tests/fixtures/look_alikes.json"));
	const Reference made = make_reference(set);
	Tally all;
	Tally held_out;
	for (const Json& pair : set.at("pairs"))
	{
		const LookAlike found = compare(read_one(pair, 0, made), read_one(pair, 1, made));
		const std::string label = pair.at("label").get<std::string>();
		count(all, label, found);
		if (pair.at("held_out").get<bool>()) { count(held_out, label, found); }
	}
	all.print("all pairs");
	held_out.print("pairs held out");
	CHECK(set.at("pairs").size() >= 80);
	CHECK(all.precision() >= precision_min);
	CHECK(all.recall() >= recall_min);
	CHECK(held_out.precision() >= precision_min);
	CHECK(held_out.recall() >= recall_min);
}

TEST_CASE("look-alikes: which of two records comes first changes neither score nor kind")
{
	const Json set = parse(read_source_file("tests/fixtures/look_alikes.json"));
	const Reference made = make_reference(set);
	for (const Json& pair : set.at("pairs"))
	{
		INFO(pair.at("name").get<std::string>());
		const LookAlike forward = compare(read_one(pair, 0, made), read_one(pair, 1, made));
		const LookAlike backward = compare(read_one(pair, 1, made), read_one(pair, 0, made));
		CHECK(forward.score == backward.score);
		CHECK(forward.kind == backward.kind);
		CHECK(forward.reasons.size() == backward.reasons.size());
	}
}
