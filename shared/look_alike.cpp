#include "shared/look_alike.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <numbers>

namespace bajin
{

namespace
{

// Alike in day, township and venue type: what every pair starts with.
constexpr int points_at_start = 12;

// Nothing outweighs this: the rest of such a pair need not be looked at.
constexpr int points_elsewhere = -80;

constexpr double near_m = 300;
constexpr double accuracy_unknown_m = 50;
constexpr double accuracy_max_m = 500; // a phone that is not sure of more than this knows nothing

double distance_m(const LookAlikeRecord::Location& first, const LookAlikeRecord::Location& second)
{
	constexpr double metres_a_degree = 111'320;
	constexpr double radians = std::numbers::pi / 180;
	const double north = (first.latitude - second.latitude) * metres_a_degree;
	const double east = (first.longitude - second.longitude) * metres_a_degree * std::cos(first.latitude * radians);
	return std::hypot(north, east);
}

std::size_t count_common(const std::vector<std::string>& first, const std::vector<std::string>& second)
{
	std::vector<std::string> common;
	std::ranges::set_intersection(first, second, std::back_inserter(common));
	return common.size();
}

std::string clock_text(int minutes)
{
	const auto two = [](int value) { return std::string(1, static_cast<char>('0' + value / 10)) + static_cast<char>('0' + value % 10); };
	return two(minutes / 60) + ':' + two(minutes % 60);
}

// Adds up what speaks for and against one pair.
class Comparison
{
public:
	Comparison(const LookAlikeRecord& first, const LookAlikeRecord& second)
		: first_(first), second_(second), same_team_(first.team == second.team)
	{
	}

	LookAlike run()
	{
		compare_sites();
		if (weighed_.empty() || weighed_.back().points > points_elsewhere) { compare_rest(); }
		std::ranges::stable_sort(
			weighed_, [](const auto& left, const auto& right) { return std::abs(left.points) > std::abs(right.points); });
		LookAlike result;
		int sum = points_at_start;
		for (Weighed& weighed : weighed_)
		{
			sum += weighed.points;
			result.reasons.push_back(std::move(weighed.reason));
		}
		result.score = std::clamp(sum, 0, 100);
		// Members of one team who log a visit together log it twice; so does somebody who works with two teams.
		result.kind = same_team_ || (same_speakers_ && same_reach_) ? LookAlikeKind::duplicate : LookAlikeKind::joint;
		return result;
	}

private:
	struct Weighed
	{
		int points = 0;
		LookAlikeReason reason;
	};

	void add(int points, std::string code, std::vector<std::string> values = {})
	{
		weighed_.push_back({points, {std::move(code), std::move(values)}});
	}

	void compare_rest()
	{
		compare_locations();
		if (!site_known_) { add(-18, "place_unknown"); }
		compare_times();
		compare_titles();
		compare_reach();
		compare_entries();
		compare_people();
	}

	void same_site(int points, const char* code)
	{
		site_known_ = true;
		add(points, code, {first_.place_name, second_.place_name});
	}

	void compare_sites()
	{
		if (compare_villages() || compare_venues()) { return; }
		if (!first_.site.empty() && !second_.site.empty()) { compare_names(); }
		else if (!first_.place.empty() && !second_.place.empty()) { compare_spots(); }
	}

	// True: there is nothing more to say of the site.
	bool compare_villages()
	{
		if (first_.village == 0 || second_.village == 0) { return false; }
		const bool one_names_the_other = first_.mentioned == second_.village || second_.mentioned == first_.village;
		site_known_ = true;
		if (first_.village == second_.village)
		{
			add(20, "same_village");
			return false;
		}
		// One of two neighbours in the list was tapped by mistake, and the words name the right one.
		add(one_names_the_other ? 8 : points_elsewhere, one_names_the_other ? "village_named" : "other_village");
		return !one_names_the_other;
	}

	bool compare_venues()
	{
		if (first_.venue_id.empty() || second_.venue_id.empty()) { return false; }
		first_.venue_id == second_.venue_id ? same_site(28, "same_venue") : same_site(points_elsewhere, "other_venue");
		return true;
	}

	// The names of schools, firms, squares.
	void compare_names()
	{
		const int dice = first_.site.dice(second_.site);
		const int alike = std::max(dice, first_.site.within(second_.site) * 4 / 5);
		if (first_.site.differs_by_ordinal(second_.site)) { same_site(-60, "other_place"); }
		else if (alike >= 50) { same_site(24, "same_place"); }
		else if (alike < 20) { same_site(-45, "other_place"); }
		else { site_known_ = true; }
	}

	// Squares, halls: within a village people call them as they like, and within a township they tell one place from another.
	void compare_spots()
	{
		const int alike = std::max(first_.place.dice(second_.place), first_.place.within(second_.place) * 4 / 5);
		const bool in_village = first_.village != 0 && second_.village != 0;
		if (alike >= 50) { same_site(in_village ? 8 : 24, "same_place"); }
		else if (alike < 25) { same_site(in_village ? -8 : -40, "other_place"); }
	}

	void compare_locations()
	{
		if (!first_.location || !second_.location) { return; }
		const auto accuracy = [](double metres) { return metres <= 0 ? accuracy_unknown_m : std::min(metres, accuracy_max_m); };
		const double unsure = accuracy(first_.location->accuracy_m) + accuracy(second_.location->accuracy_m);
		const double metres = distance_m(*first_.location, *second_.location);
		const std::string text = std::to_string(std::lround(metres));
		if (metres <= std::max(100.0, unsure)) { add(16, "near_location", {text}); }
		else if (metres <= near_m + unsure) { add(8, "near_location", {text}); }
		else { add(metres <= 2 * near_m + unsure ? -15 : -45, "far_location", {text}); }
		site_known_ = true;
	}

	void compare_times()
	{
		if (!first_.started || !second_.started) { return; }
		constexpr int duration_unknown = 60;
		constexpr int half_day = 720;
		const int first_end = first_.ended.value_or(*first_.started + duration_unknown);
		const int second_end = second_.ended.value_or(*second_.started + duration_unknown);
		const int begin = std::max(*first_.started, *second_.started);
		const int end = std::min(first_end, second_end);
		const std::vector<std::string> values = {clock_text(*first_.started), clock_text(*second_.started)};
		const int shorter = std::min(first_end - *first_.started, second_end - *second_.started);
		if (*first_.started == *second_.started) { add(20, "same_time", values); }
		else if (end > begin) { add(2 * (end - begin) >= shorter ? 15 : 6, "overlapping_time", values); }
		// 3:15 and 15:15: the afternoon was forgotten.
		else if (std::abs(*first_.started - *second_.started) == half_day) { add(6, "same_clock", values); }
		else { add(begin - end < 30 ? -25 : -45, "other_time", values); }
	}

	void compare_titles()
	{
		const int dice = first_.title.dice(second_.title);
		if (dice >= 50 && first_.title.differs_by_ordinal(second_.title)) { add(-25, "other_group"); }
		else if (dice >= 80) { add(12, "same_title"); }
		else if (dice >= 45) { add(7, "similar_title"); }
		else if (dice < 15) { add(-4, "other_title"); }
	}

	void compare_reach()
	{
		const std::int64_t less = std::min(first_.reach.total, second_.reach.total);
		const std::int64_t more = std::max(first_.reach.total, second_.reach.total);
		const bool same_parts = first_.reach.women == second_.reach.women && first_.reach.children == second_.reach.children &&
								first_.reach.women + first_.reach.children > 0;
		const std::vector<std::string> values = {std::to_string(first_.reach.total), std::to_string(second_.reach.total)};
		same_reach_ = less == more && more > 0;
		if (same_reach_) { add(same_parts ? 16 : 12, "same_reach", values); }
		else if (same_parts) { add(14, "same_reach_parts", values); }
		else if (less * 10 >= more * 9) { add(6, "similar_reach", values); }
		// Teams at one event may each count those at their own stand.
		else if (less * 2 < more) { add(same_team_ ? -14 : -3, "other_reach", values); }
	}

	void compare_entries()
	{
		const std::size_t materials = count_common(first_.materials, second_.materials);
		if (materials > 0) { add(materials > 1 ? 10 : 6, "same_materials", {std::to_string(materials)}); }
		const std::size_t lectures = count_common(first_.lectures, second_.lectures);
		const bool both = !first_.audiences.empty() && !second_.audiences.empty();
		if (lectures > 0) { add(8, "same_lectures", {std::to_string(lectures)}); }
		else if (both && same_team_ && count_common(first_.audiences, second_.audiences) == 0) { add(-10, "other_audience"); }
	}

	void compare_people()
	{
		const std::size_t common = count_common(first_.speakers, second_.speakers);
		const std::size_t fewer = std::min(first_.speakers.size(), second_.speakers.size());
		same_speakers_ = common > 0 && 2 * common >= std::max(first_.speakers.size(), second_.speakers.size());
		if (common > 0) { add(same_team_ ? 5 : 12, "same_speakers", {std::to_string(common)}); }
		else if (fewer > 0 && same_team_) { add(-12, "other_speakers"); }
		const bool one_wrote = !first_.recorded_by.empty() && first_.recorded_by == second_.recorded_by;
		if (same_team_ && !one_wrote && !first_.recorded_by.empty() && !second_.recorded_by.empty()) { add(5, "other_recorder"); }
	}

	const LookAlikeRecord& first_;
	const LookAlikeRecord& second_;
	const bool same_team_;
	bool site_known_ = false;
	bool same_reach_ = false;
	bool same_speakers_ = false;
	std::vector<Weighed> weighed_;
};

} // namespace

std::string_view to_string(LookAlikeKind kind) noexcept
{
	return kind == LookAlikeKind::duplicate ? "duplicate" : "joint";
}

LookAlike compare(const LookAlikeRecord& first, const LookAlikeRecord& second)
{
	return Comparison(first, second).run();
}

} // namespace bajin
