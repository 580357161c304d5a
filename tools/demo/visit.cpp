#include "tools/demo/visit.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace bajin::demo
{

namespace
{

bool is_office(std::string_view venue_type)
{
	return venue_type == "agency" || venue_type == "school" || venue_type == "enterprise" || venue_type == "institution";
}

Season choose_season(std::string_view venue_type, Random& random)
{
	constexpr std::array<int, season_count> usual = {17, 4, 13, 5, 16, 45};
	constexpr std::array<int, season_count> barracks = {12, 0, 4, 8, 26, 50};
	constexpr std::array<int, season_count> school = {10, 2, 20, 6, 17, 45};
	const auto& weights = venue_type == "barracks" ? barracks : venue_type == "school" ? school : usual;
	return static_cast<Season>(random.weighted(weights));
}

Date choose_day(Season season, std::string_view venue_type, int year, Random& random)
{
	const auto near = [&](int month, int day, std::int64_t before, std::int64_t after)
	{ return Date{make_date(year, month, day).days + static_cast<std::int32_t>(random.around(-before, after))}; };
	switch (season)
	{
	case Season::womens_day:
		return near(3, 8, 7, 7);
	case Season::consumer_day:
		return near(3, 15, 2, 3);
	case Season::childrens_day:
		return near(6, 1, 3, 7);
	case Season::anti_drugs_day:
		return near(6, 26, 6, 2);
	case Season::legal_day:
		return near(12, 4, 4, 6);
	case Season::ordinary:
		break;
	}
	constexpr std::array<int, 12> usual = {5, 4, 7, 9, 10, 6, 7, 6, 10, 9, 10, 7};
	constexpr std::array<int, 12> school = {2, 1, 9, 12, 12, 6, 0, 0, 18, 12, 13, 8};
	const auto& weights = venue_type == "school" ? school : usual;
	const int month = static_cast<int>(random.weighted(weights)) + 1;
	return make_date(year, month, static_cast<int>(random.between(1, 28)));
}

// Offices and schools are shut on Saturdays and Sundays. 1970-01-01 was a Thursday.
Date move_to_weekday(Date day)
{
	const int weekday = (day.days + 3) % 7; // 0 is Monday
	return weekday == 5 ? Date{day.days - 1} : weekday == 6 ? Date{day.days + 1} : day;
}

const Theme& choose_theme(Season season, std::string_view venue_type, Random& random)
{
	std::vector<const Theme*> fitting;
	for (const Theme& theme : themes())
	{
		const bool named = theme.venue_types.find(venue_type) != std::string_view::npos;
		if (theme.season == season && (theme.venue_types.empty() || named)) { fitting.push_back(&theme); }
	}
	return *random.pick(fitting);
}

std::string phone_number(Random& random)
{
	// No number of that town begins with 1: nobody is rung up by the demonstration.
	std::array<char, 16> text{};
	std::snprintf(text.data(), text.size(), "0375-1%06d", static_cast<int>(random.between(0, 999'999)));
	return text.data();
}

std::optional<Location> find_location(const Draft& draft, Random& random)
{
	if (!random.percent(58)) { return std::nullopt; }
	const County& county = counties()[draft.county];
	std::uint64_t seed = 0;
	for (const char digit : draft.area.substr(0, 9)) { seed = seed * 10 + static_cast<std::uint64_t>(digit - '0'); }
	Random township(seed);
	Location location;
	location.latitude = county.latitude + static_cast<std::int32_t>(township.between(-county.spread, county.spread));
	location.longitude = county.longitude + static_cast<std::int32_t>(township.between(-county.spread, county.spread));
	location.latitude = std::min(location.latitude, 341'500) + static_cast<std::int32_t>(random.between(-200, 200));
	location.longitude += static_cast<std::int32_t>(random.between(-200, 200));
	location.accuracy_m = static_cast<std::int32_t>(random.around(4, 60));
	return location;
}

void choose_times(Draft& draft, Random& random)
{
	const bool morning = random.percent(68);
	const std::int64_t quarter = morning ? random.between(34, 42) : random.between(58, 64);
	draft.start_minute = static_cast<int>(quarter) * 15;
	const std::int64_t length = draft.crowd ? random.between(8, 14) : random.between(3, 10);
	draft.end_minute = draft.start_minute + static_cast<int>(length) * 15;
}

void choose_team(Draft& draft, const Cast& cast, int prefecture_chance, Random& random)
{
	const std::vector<std::size_t>& own = cast.counties[draft.county].teams;
	draft.team = random.percent(prefecture_chance) ? random.pick(cast.prefecture_teams) : random.pick(own);
}

struct Words
{
	std::string county;
	std::string town;
	std::string place;
};

void choose_organizers(Draft& draft, const Words& words, Random& random)
{
	std::vector<std::string_view> candidates;
	for (const std::string_view text : organizer_templates(draft.season)) { candidates.push_back(text); }
	random.shuffle(candidates);
	candidates.resize(static_cast<std::size_t>(random.between(1, 3)));
	for (const std::string_view text : candidates)
	{
		draft.organizers.push_back(fill(text, {.county = words.county, .town = words.town, .place = words.place}));
	}
}

void choose_codes(Draft& draft, const Vocabulary& vocabulary, Texts topics, Random& random)
{
	draft.topics = known_codes(vocabulary, CodeList::topics, topics, draft.day);
	const std::size_t most = static_cast<std::size_t>(random.between(1, 3));
	draft.topics.resize(std::min(draft.topics.size(), most));
	draft.campaigns = known_codes(vocabulary, CodeList::campaigns, campaign_candidates(draft.season), draft.day);

	constexpr std::array<std::string_view, 4> outdoors = {"stall", "leaflets", "exhibition", "consultation"};
	constexpr std::array<std::string_view, 4> indoors = {"talk", "lecture", "consultation", "exhibition"};
	const std::string_view type = venue_type_codes[draft.type];
	const bool often_outside = !is_office(type) && type != "barracks";
	const bool always_outside = type == "other" || type == "scenic_area";
	const bool open_air = draft.kind == EventKind::session && (draft.crowd || always_outside || (often_outside && random.percent(55)));
	draft.forms = known_codes(vocabulary, CodeList::forms, open_air ? Texts(outdoors) : Texts(indoors), draft.day);
	draft.forms.resize(std::min<std::size_t>(draft.forms.size(), static_cast<std::size_t>(random.between(1, 2))));
}

void choose_host(Draft& draft, std::string organization, Random& random)
{
	if (organization.empty() || !random.percent(62)) { return; }
	draft.host = std::move(organization);
	draft.host_contact = invent_name(random);
	draft.host_phone = phone_number(random);
}

// Sets area, venue, place and host; gives back the words for titles.
Words choose_place(Draft& draft, const Scene& scene, Random& random)
{
	const CountyCast& county = scene.cast.counties[draft.county];
	const std::string_view type = venue_type_codes[draft.type];
	const std::string spot(random.pick(spots(type)));
	Words words;
	words.county = counties()[draft.county].brief;
	const Area* area = nullptr;
	std::string host;
	if (type == "village" || type == "community")
	{
		area = random.pick(type == "village" ? county.villages : county.communities);
		words.place = short_name(*area);
		draft.place = spot;
		host = area->name;
	}
	else if (type == "other")
	{
		area = random.pick(county.townships);
		words.place = area->name;
		draft.place = area->name + spot;
	}
	else
	{
		const RegisteredVenue& venue = scene.cast.venues[random.pick(county.venues[draft.type])];
		area = scene.areas.find(venue.area);
		BAJIN_ASSERT(area != nullptr);
		words.place = venue.name;
		draft.place = venue.name + spot;
		draft.venue_id = random.percent(93) ? venue.id : "";
		host = venue.name;
	}
	draft.area = area->code;
	words.town = scene.areas.at(scene.areas.branch_of(area->id)).name;
	choose_host(draft, std::move(host), random);
	return words;
}

} // namespace

std::vector<std::string> known_codes(const Vocabulary& vocabulary, CodeList list, Texts candidates, Date day)
{
	std::vector<std::string> known;
	for (const std::string_view candidate : candidates)
	{
		const Code* code = candidate.empty() ? nullptr : vocabulary.find(list, candidate);
		if (code != nullptr && code->valid_on(day)) { known.emplace_back(candidate); }
	}
	return known;
}

std::string write_title(const Scene& scene, const Draft& draft, const std::set<std::string>& used, Random& random)
{
	const Area* area = scene.areas.find(draft.area);
	BAJIN_ASSERT(area != nullptr);
	const auto venue = std::ranges::find(scene.cast.venues, draft.venue_id, &RegisteredVenue::id);
	std::string place = venue == scene.cast.venues.end() ? draft.place : venue->name;
	if (area->level > AreaLevel::township || draft.type == other_type) { place = short_name(*area); }
	const std::string& town = scene.areas.at(scene.areas.branch_of(area->id)).name;
	std::vector<std::string> titles;
	for (const Theme& theme : themes())
	{
		const bool fits = theme.venue_types.empty() || theme.venue_types.find(venue_type_codes[draft.type]) != std::string_view::npos;
		if (theme.season != draft.season || theme.audience != draft.audience || !fits) { continue; }
		const auto add = [&](std::string_view text)
		{
			std::string title = fill(text, {.county = counties()[draft.county].brief, .town = town, .place = place});
			if (!text.empty() && !used.contains(title)) { titles.push_back(std::move(title)); }
		};
		std::ranges::for_each(draft.kind == EventKind::lecture ? Texts(theme.lecture_titles) : Texts(theme.titles), add);
	}
	return titles.empty() ? place + "普法宣传" + std::to_string(used.size()) : random.pick(titles);
}

void cast_people(Draft& draft, const Cast& cast, Random& random)
{
	std::vector<std::string> members = cast.teams[draft.team].members;
	random.shuffle(members);
	const std::int64_t speakers = draft.crowd ? random.between(3, 4) : draft.kind == EventKind::lecture ? 1 : random.between(1, 3);
	draft.speakers.assign(members.begin(), members.begin() + speakers);
	draft.recorded_by = random.percent(70) ? members.front() : members.back();
}

void stamp(Draft& draft, Random& random)
{
	const std::int64_t minute = draft.end_minute + random.around(4, 150);
	const std::int64_t ms =
		std::int64_t{draft.day.days} * day_ms - shanghai_offset_ms + minute * minute_ms + random.between(0, minute_ms - 1);
	draft.recorded_at = Timestamp(std::chrono::milliseconds(ms));
	draft.id = make_uuid_v7(ms, random.id_bytes());
}

Draft write_visit(const Scene& scene, EventKind kind, std::size_t county, std::size_t type, Random& random)
{
	constexpr std::array<int, 5> years = {17, 18, 20, 22, 23};
	Draft draft;
	draft.kind = kind;
	draft.county = county;
	draft.type = type;
	const std::string_view type_code = venue_type_codes[type];
	draft.season = choose_season(type_code, random);
	const int year = published::first_year + static_cast<int>(random.weighted(years));
	draft.day = choose_day(draft.season, type_code, year, random);
	draft.day = is_office(type_code) ? move_to_weekday(draft.day) : draft.day;

	const Theme& theme = choose_theme(draft.season, type_code, random);
	draft.audience = theme.audience;
	const Words words = choose_place(draft, scene, random);
	const std::string_view title = kind == EventKind::lecture ? random.pick(theme.lecture_titles) : random.pick(theme.titles);
	draft.title = fill(title, {.county = words.county, .town = words.town, .place = words.place});
	choose_codes(draft, scene.vocabulary, theme.topics, random);
	choose_organizers(draft, words, random);
	choose_team(draft, scene.cast, 6, random);
	choose_times(draft, random);
	cast_people(draft, scene.cast, random);
	stamp(draft, random);
	if (random.percent(14)) { draft.note = random.pick(notes()); }
	draft.location = find_location(draft, random);
	return draft;
}

Draft write_crowd_visit(const Scene& scene, const CrowdPlace& place, int year, Random& random)
{
	Draft draft;
	draft.crowd = true;
	const auto same_county = [&](const County& county) { return county.code == place.area.substr(0, 6); };
	draft.county = static_cast<std::size_t>(std::ranges::find_if(counties(), same_county) - counties().begin());
	draft.type = type_position(place.venue_type);
	draft.day = date_of(place.occasion, year);
	draft.area = place.area;
	draft.place = place.place;
	for (const std::size_t venue : scene.cast.counties[draft.county].venues[draft.type])
	{
		const RegisteredVenue& registered = scene.cast.venues[venue];
		draft.venue_id = registered.name == place.place ? registered.id : draft.venue_id;
	}
	draft.season = place.occasion == Occasion::womens_day      ? Season::womens_day
				   : place.occasion == Occasion::childrens_day ? Season::childrens_day
				   : place.occasion == Occasion::legal_day     ? Season::legal_day
															   : Season::ordinary;
	draft.audience = draft.season == Season::womens_day      ? Audience::women_first
					 : draft.season == Season::childrens_day ? Audience::children_first
															 : Audience::everyone;
	draft.title = random.pick(crowd_titles(place.occasion));
	if (place.occasion != Occasion::book_fair) { draft.title = draft.place + draft.title; }
	draft.reach.total = random.between(place.reach_low, place.reach_high);
	const Words words{.county = std::string(counties()[draft.county].brief), .town = draft.place, .place = draft.place};
	choose_codes(draft, scene.vocabulary, crowd_topics(), random);
	for (const std::string_view text : {"{county}普法办", "{county}妇联", "{county}司法局"})
	{
		draft.organizers.push_back(fill(text, {.county = words.county, .town = words.town, .place = words.place}));
	}
	choose_team(draft, scene.cast, place.reach_high >= 90'000 ? 45 : 5, random);
	choose_times(draft, random);
	cast_people(draft, scene.cast, random);
	stamp(draft, random);
	draft.location = find_location(draft, random);
	return draft;
}

} // namespace bajin::demo
