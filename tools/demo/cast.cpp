#include "tools/demo/cast.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace bajin::demo
{

namespace
{

constexpr std::int64_t teams_founded_ms = 1'293'782'400'000; // 2010-12-31T08:00:00Z

Team make_team(std::string name, std::string area, std::set<std::string>& used_names, Random& random)
{
	Team team;
	// One draw a statement: the order in which arguments are evaluated differs between compilers.
	const std::int64_t founded_ms = teams_founded_ms + random.between(0, 3'600'000);
	team.id = make_uuid_v7(founded_ms, random.id_bytes());
	team.name = std::move(name);
	team.area = std::move(area);
	const std::int64_t size = random.between(4, 9);
	while (static_cast<std::int64_t>(team.members.size()) < size)
	{
		std::string member = invent_name(random);
		if (used_names.insert(member).second) { team.members.push_back(std::move(member)); }
	}
	return team;
}

// Unlike the names they are no draw: whoever leads, and where people work.
void fill_roster(Team& team, std::size_t number, std::string_view county)
{
	constexpr std::array<std::string_view, 6> units = {"{county}司法局", "{county}妇联",         "{county}法院",
													   "{county}检察院", "{county}法律援助中心", "{county}普法办"};
	std::array<char, 16> phone{};
	std::snprintf(phone.data(), phone.size(), "1370000%04zu", number + 1);
	team.phone = phone.data();
	team.leader = team.members.front();
	for (std::size_t i = 0; i < team.members.size(); ++i)
	{
		team.units.push_back(fill(units[(number + i / 2) % units.size()], {.county = county, .town = "", .place = ""}));
	}
}

void add_venue(Cast& cast, CountyCast& county, std::string_view venue_type, std::string area, std::string name)
{
	std::vector<std::size_t>& of_type = county.venues[type_position(venue_type)];
	std::array<char, 8> number{};
	std::snprintf(number.data(), number.size(), "-%03zu", of_type.size() + 1);

	RegisteredVenue venue;
	venue.id = county.area->code + "-" + std::string(venue_type) + number.data();
	venue.venue_type = venue_type;
	venue.area = std::move(area);
	venue.name = std::move(name);
	of_type.push_back(cast.venues.size());
	cast.venues.push_back(std::move(venue));
}

void add_venues(Cast& cast, CountyCast& county, const County& description, Random& random)
{
	for (const NamedVenue& named : named_venues())
	{
		if (named.area.substr(0, 6) == description.code)
		{
			add_venue(cast, county, named.venue_type, std::string(named.area), std::string(named.name));
		}
	}
	for (const std::string_view venue_type : venue_type_codes)
	{
		for (const std::string_view text : county_venue_templates(venue_type))
		{
			std::string_view seat = random.pick(description.seats);
			seat = seat.empty() ? description.seats[0] : seat;
			add_venue(cast, county, venue_type, std::string(seat), fill(text, {.county = description.brief, .town = "", .place = ""}));
		}
		for (const std::string_view text : township_venue_templates(venue_type))
		{
			for (const Area* township : county.townships)
			{
				// Registers are never complete.
				if (!random.percent(38)) { continue; }
				const std::string name = fill(text, {.county = description.brief, .town = township->name, .place = ""});
				add_venue(cast, county, venue_type, township->code, name);
			}
		}
	}
}

void add_teams(Cast& cast, CountyCast& county, const County& description, std::set<std::string>& used_names, Random& random)
{
	for (int i = 0; i < description.teams; ++i)
	{
		const std::string_view text = county_team_templates()[static_cast<std::size_t>(i)];
		std::string name = fill(text, {.county = description.brief, .town = "", .place = ""});
		county.teams.push_back(cast.teams.size());
		cast.teams.push_back(make_team(std::move(name), county.area->code, used_names, random));
		fill_roster(cast.teams.back(), cast.teams.size() - 1, description.brief);
	}
}

void add_places(CountyCast& county, const AreaTree& areas)
{
	for (const AreaId township : areas.children(county.area->id))
	{
		county.townships.push_back(&areas.at(township));
		for (const AreaId place : areas.children(township))
		{
			const Area& area = areas.at(place);
			(area.level == AreaLevel::community ? county.communities : county.villages).push_back(&area);
		}
	}
}

} // namespace

Cast make_cast(const AreaTree& areas, Random& random)
{
	Cast cast;
	std::set<std::string> used_names;
	for (const std::string_view name : prefecture_team_names())
	{
		cast.prefecture_teams.push_back(cast.teams.size());
		cast.teams.push_back(make_team(std::string(name), areas.root().code, used_names, random));
		fill_roster(cast.teams.back(), cast.teams.size() - 1, "平顶山市");
	}
	for (const County& description : counties())
	{
		CountyCast county;
		county.area = areas.find(description.code);
		BAJIN_ASSERT(county.area != nullptr);
		add_places(county, areas);
		add_teams(cast, county, description, used_names, random);
		add_venues(cast, county, description, random);
		cast.counties.push_back(std::move(county));
	}
	return cast;
}

std::string invent_name(Random& random)
{
	std::string name(random.pick(surnames()));
	return name.append(random.pick(given_names()));
}

std::string short_name(const Area& area)
{
	if (area.level != AreaLevel::village && area.level != AreaLevel::community) { return area.name; }
	std::string name = area.name;
	for (const std::string_view suffix : {"村民委员会", "居民委员会", "居委会", "村委会"})
	{
		if (name.ends_with(suffix))
		{
			name.resize(name.size() - suffix.size());
			break;
		}
	}
	if (!name.ends_with("村") && !name.ends_with("社区")) { name += area.level == AreaLevel::community ? "社区" : "村"; }
	return name;
}

std::string fill(std::string_view text, const Fillings& fillings)
{
	std::string filled(text);
	const auto replace = [&filled](std::string_view mark, std::string_view value)
	{
		for (std::size_t at = filled.find(mark); at != std::string::npos; at = filled.find(mark, at + value.size()))
		{
			filled.replace(at, mark.size(), value);
		}
	};
	replace("{county}", fillings.county);
	replace("{town}", fillings.town);
	replace("{place}", fillings.place);
	return filled;
}

std::size_t type_position(std::string_view venue_type)
{
	const auto found = std::ranges::find(venue_type_codes, venue_type);
	BAJIN_ASSERT(found != venue_type_codes.end());
	return static_cast<std::size_t>(found - venue_type_codes.begin());
}

} // namespace bajin::demo
