#include "tests/figures/varied_records.hpp"

#include "server/figures/event_scan.hpp"
#include "server/store/team_store.hpp"

#include <array>
#include <random>
#include <string>

namespace bajin::test
{

namespace
{

constexpr std::array team_areas = {"410400", "410422", "410423", "410423", "410423100", "410423101", "410422100", "410423100201"};
constexpr std::array event_areas = {"410400",    "410422",       "410423",       "410422100",    "410423100",
									"410423101", "410423100201", "410423100202", "410423101001", "410423100201"};
constexpr std::array venue_types = {"agency", "village", "community", "school", "temple", "other", "village"};
constexpr std::array venues = {"school-1", "school-2", "agency-1", "agency-2", "temple-1", "school-gone"};
constexpr std::array states = {ReviewState::submitted, ReviewState::verified,       ReviewState::submitted, ReviewState::verified,
							   ReviewState::returned,  ReviewState::void_requested, ReviewState::duplicate, ReviewState::joint,
							   ReviewState::deleted,   ReviewState::joint};

class Choice
{
public:
	explicit Choice(std::uint32_t seed) : generator_(seed) {}

	// 0 to below - 1
	std::size_t number(std::size_t below) { return generator_() % below; }
	bool one_in(std::size_t count) { return number(count) == 0; }

	template <class List>
	auto of(const List& list)
	{
		return list[number(list.size())];
	}

private:
	std::mt19937 generator_;
};

Json random_record(Choice& choice, const std::string& venue_type)
{
	Json more = {{"reach", {{"total", choice.number(300)}, {"women", 0}}}};
	if (choice.one_in(4)) { more["kind"] = "lecture"; }
	if (!choice.one_in(3)) { more["materials"] = {{{"item", "leaflet"}, {"copies", choice.number(50)}}}; }
	if (choice.one_in(4)) { more["materials"].push_back({{"item", "gift"}, {"copies", 3}}); }
	if (more["kind"] == "lecture" || choice.one_in(3))
	{
		more["lectures"] = {{{"audience", choice.one_in(2) ? "women" : "general"}, {"attendance", 20}}};
	}
	if (choice.one_in(3)) { more["lectures"].push_back({{"audience", "women"}, {"attendance", 5}}); }
	more["consultations"] = choice.one_in(2) ? choice.number(9) : 0;
	more["topics"] = choice.one_in(2) ? Json{"marriage_law"} : Json::array();
	if (venue_type != "village" && venue_type != "community" && !choice.one_in(3)) { more["venue_id"] = choice.of(venues); }
	return more;
}

std::string random_day(Choice& choice)
{
	return to_string(Date{make_date(2014, 1, 1).days + static_cast<std::int32_t>(choice.number(2 * 365))});
}

} // namespace

VariedRecords::VariedRecords(std::uint32_t seed, int events)
{
	for (const char* area : team_areas) { teams.push_back(database.add_team("讲师团" + std::to_string(teams.size()), area)); }
	database.add_venue("school-1", "school", "410423101");
	database.add_venue("school-2", "school", "410422");
	database.add_venue("agency-1", "agency", "410400");
	database.add_venue("agency-2", "agency", "410423");
	database.add_venue("temple-1", "temple", "410423100201");
	Choice choice(seed);
	for (int i = 0; i < events; ++i)
	{
		FigureDatabase::Entry entry;
		entry.area = choice.of(event_areas);
		entry.occurred_on = random_day(choice);
		entry.venue_type = choice.of(venue_types);
		entry.state = choice.of(states);
		if (entry.state == ReviewState::joint) { entry.adds = {choice.one_in(2), choice.one_in(2), choice.one_in(2)}; }
		entry.more = random_record(choice, entry.venue_type);
		database.add_event(choice.of(teams), entry);
	}
}

AreaId VariedRecords::area_of_team(const Uuid& team)
{
	return store::find_team(database.reader().database(), team)->area;
}

void VariedRecords::for_each(const Visitor& visit)
{
	store::Reader& reader = database.reader();
	for (const store::EventHead& head : store::list_all_events(reader.database(), std::nullopt, 1'000))
	{
		if (head.state != ReviewState::deleted) { visit(head, figures::read_record(reader.database(), head, reader.reference()->areas)); }
	}
}

} // namespace bajin::test
