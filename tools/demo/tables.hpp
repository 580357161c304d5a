// The texts of the demonstration: counties, places, names, titles. Data only; places.cpp, names.cpp, titles.cpp and
// phrases.cpp hold them. Constant, so any thread may read them.
//
// In templates {county} is the county's short name, {town} that of the township, {place} that of the place visited.
#pragma once

#include "shared/calendar.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace bajin::demo
{

using Texts = std::span<const std::string_view>;

inline constexpr std::array<std::string_view, 9> venue_type_codes = {"agency",      "village",     "community", "school", "enterprise",
																	 "institution", "scenic_area", "barracks",  "other"};
inline constexpr std::size_t other_type = 8;

struct County
{
	std::string_view code;
	std::string_view brief;
	std::int32_t latitude = 0; // of its seat, in 1/10,000 of a degree, WGS-84
	std::int32_t longitude = 0;
	std::int32_t spread = 0; // how far its townships lie from there, same unit
	int sessions = 0;        // weight among the counties
	int teams = 0;
	std::array<int, 9> types{};            // weights of the venue types, in the order of venue_type_codes
	std::array<std::string_view, 3> seats; // codes of its urban townships; empty: fewer
	std::string_view coordinator;          // who reviews
};
[[nodiscard]] std::span<const County> counties();
inline constexpr std::string_view prefecture_coordinator = "市普法办 周明远";

// A place that draws crowds, and when.
enum class Occasion : std::uint8_t
{
	book_fair,        // 马街书会, 13th of the first lunar month
	lantern_festival, // 15th of the first lunar month
	spring_festival,
	temple_fair, // 19th of the second lunar month
	womens_day,
	labour_day,
	childrens_day,
	national_day,
	legal_day, // 4 December
	broadcast_tour,
};

struct CrowdPlace
{
	std::string_view area; // county or township
	std::string_view venue_type;
	std::string_view place;
	Occasion occasion = Occasion::legal_day;
	int first_year = 2011;
	int every = 1; // years between
	std::int64_t reach_low = 0;
	std::int64_t reach_high = 0;
};
[[nodiscard]] std::span<const CrowdPlace> crowd_places();
[[nodiscard]] Date date_of(Occasion occasion, int year) noexcept; // 2011 to 2015

// Registered venues with names of their own, and templates for the rest.
struct NamedVenue
{
	std::string_view area; // township
	std::string_view venue_type;
	std::string_view name;
};
[[nodiscard]] std::span<const NamedVenue> named_venues();
[[nodiscard]] Texts county_venue_templates(std::string_view venue_type);   // one each a county
[[nodiscard]] Texts township_venue_templates(std::string_view venue_type); // one each a township

[[nodiscard]] Texts surnames();
[[nodiscard]] Texts given_names();
[[nodiscard]] Texts county_team_templates();
[[nodiscard]] Texts prefecture_team_names();

// Where in a venue of that type: "村文化广场", "多功能教室", ...
[[nodiscard]] Texts spots(std::string_view venue_type);

// When in the year a theme is taken up.
enum class Season : std::uint8_t
{
	womens_day,
	consumer_day,
	childrens_day,
	anti_drugs_day,
	legal_day,
	ordinary,
};
inline constexpr std::size_t season_count = 6;

enum class Audience : std::uint8_t
{
	women_first,
	children_first,
	everyone,
};

struct Theme
{
	Season season = Season::ordinary;
	std::string_view venue_types; // space between; empty: all
	Audience audience = Audience::everyone;
	std::array<std::string_view, 4> topics; // candidates; those unknown or not in force are left out
	std::array<std::string_view, 4> titles;
	std::array<std::string_view, 3> lecture_titles;
};
[[nodiscard]] std::span<const Theme> themes();
[[nodiscard]] Texts crowd_titles(Occasion occasion);
[[nodiscard]] Texts crowd_topics();
[[nodiscard]] Texts campaign_candidates(Season season);
[[nodiscard]] Texts lecture_topics(Audience audience);

[[nodiscard]] Texts organizer_templates(Season season);
[[nodiscard]] Texts notes();
[[nodiscard]] Texts delete_reasons();
[[nodiscard]] Texts duplicate_reasons();
[[nodiscard]] Texts joint_reasons();

} // namespace bajin::demo
