// read_look_alike: a record made ready for comparing; see look_alike.hpp.
#include "shared/look_alike.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace bajin
{

namespace
{

// Parts of a site that many sites have, in their plain form; the longer of two that end alike comes first.
constexpr std::array<std::u32string_view, 40> halls = {
	U"多功能教室", U"多功能厅", U"阶梯教室", U"报告厅", U"会议室",   U"学习室",   U"训练场",   U"停车场",       U"售票处", U"游客中心",
	U"景区大门",   U"景区",     U"办公楼前", U"办公楼", U"职工之家", U"职工食堂", U"职工餐厅", U"便民服务大厅", U"大厅",   U"礼堂",
	U"操场",       U"门前",     U"门口",     U"大门",   U"村委会",   U"大院",     U"文化广场", U"农家书屋",     U"村口",   U"戏台",
	U"活动中心",   U"妇女之家", U"小区",     U"广场",   U"现场",     U"会场",     U"厂区",     U"社区",         U"东侧",   U"西侧",
};

std::string_view without_suffixes(std::string_view name, std::initializer_list<std::string_view> suffixes) noexcept
{
	for (const std::string_view suffix : suffixes)
	{
		if (name.size() > suffix.size() && name.ends_with(suffix)) { name.remove_suffix(suffix.size()); }
	}
	return name;
}

// "温楼村村民委员会" as people write it: 温楼.
std::string_view village_name(const Area& village) noexcept
{
	return without_suffixes(village.name, {"村民委员会", "居民委员会", "社区", "村"});
}

std::string_view short_name(const Area& area) noexcept
{
	return without_suffixes(area.name, {"街道", "镇", "乡", "县", "区", "市"});
}

constexpr std::size_t character_bytes = 3; // of an ideograph in UTF-8

// A name counts as that of a village when it is followed by what villages are called, or is too long to be chance.
bool names_village(std::string_view text, std::string_view name) noexcept
{
	for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1))
	{
		const std::string_view rest = text.substr(at + name.size());
		const bool is_called_so = rest.starts_with("村") || rest.starts_with("社区") || rest.starts_with("居委");
		if (is_called_so || name.size() > 2 * character_bytes) { return true; }
	}
	return false;
}

// The village of that branch which the text names; the longest of several that hold each other. 0: none, or different ones.
AreaId find_village(std::string_view text, AreaId branch, const AreaTree& areas)
{
	AreaId found = 0;
	std::string_view found_name;
	for (const AreaId child : areas.children(branch))
	{
		const std::string_view name = village_name(areas.at(child));
		if (name.size() < 2 * character_bytes || !names_village(text, name)) { continue; }
		if (found == 0 || name.find(found_name) != std::string_view::npos)
		{
			found = child;
			found_name = name;
		}
		else if (found_name.find(name) == std::string_view::npos) { return 0; }
	}
	return found;
}

// What both records of a pair carry tells nothing of their likeness.
void remove_area_names(Characters& text, const LookAlikeRecord& record, const AreaTree& areas)
{
	constexpr std::size_t name_characters_min = 2;
	std::vector<std::string_view> names;
	if (record.village != 0) { names.push_back(village_name(areas.at(record.village))); }
	for (AreaId area = record.branch; area != 0; area = areas.at(area).parent)
	{
		names.push_back(areas.at(area).name);
		names.push_back(short_name(areas.at(area)));
	}
	for (const std::string_view name : names)
	{
		const Characters plain = to_plain(name);
		if (plain.size() >= name_characters_min) { remove_all(text, plain); }
	}
	while (!text.empty() && std::u32string_view(U"县区市镇乡街村道").find(text.front()) != std::u32string_view::npos) { text.erase(0, 1); }
}

// "1楼", "5楼": where in a building, not which.
void remove_floors(Characters& text)
{
	for (auto at = text.find(U'楼'); at != Characters::npos; at = text.find(U'楼', at))
	{
		if (at > 0 && text[at - 1] >= U'0' && text[at - 1] <= U'9')
		{
			--at;
			text.erase(at, 2);
		}
		else { ++at; }
	}
}

Likeness site_of(Characters place, const LookAlikeRecord& record, const AreaTree& areas)
{
	remove_area_names(place, record, areas);
	for (const std::u32string_view hall : halls) { remove_all(place, hall); }
	remove_floors(place);
	std::erase(place, U'村');
	return Likeness(std::move(place));
}

Likeness without_area_names(std::string_view text, const LookAlikeRecord& record, const AreaTree& areas)
{
	Characters plain = to_plain(text);
	remove_area_names(plain, record, areas);
	return Likeness(std::move(plain));
}

std::vector<std::string> names_of(const Json& record, std::string_view key)
{
	const Json* value = member(record, key);
	auto names = value == nullptr ? std::vector<std::string>() : value->get<std::vector<std::string>>();
	std::ranges::sort(names);
	return names;
}

// "09:30"
std::optional<int> minutes_of(std::string_view text) noexcept
{
	int hours = 0;
	int minutes = 0;
	if (text.size() != 5) { return std::nullopt; }
	const char* const begin = text.data();
	std::from_chars(begin, begin + 2, hours);
	std::from_chars(begin + 3, begin + text.size(), minutes);
	return hours * 60 + minutes;
}

std::optional<LookAlikeRecord::Location> location_of(const Json& record)
{
	const Json* location = member(record, "location");
	const Json* latitude = location == nullptr ? nullptr : member(*location, "latitude");
	const Json* longitude = location == nullptr ? nullptr : member(*location, "longitude");
	if (latitude == nullptr || longitude == nullptr) { return std::nullopt; }
	const Json* accuracy = member(*location, "accuracy_m");
	return LookAlikeRecord::Location{latitude->get<double>(), longitude->get<double>(), accuracy == nullptr ? 0 : accuracy->get<double>()};
}

void read_numbers(LookAlikeRecord& read, const Event& event)
{
	read.reach = event.reach;
	for (const LectureEntry& entry : event.lectures)
	{
		read.lectures.push_back(entry.audience + ' ' + entry.topic + ' ' + std::to_string(entry.attendance));
		read.audiences.push_back(entry.audience);
	}
	for (const MaterialEntry& entry : event.materials) { read.materials.push_back(entry.item + ' ' + std::to_string(entry.copies)); }
	for (auto* list : {&read.lectures, &read.audiences, &read.materials}) { std::ranges::sort(*list); }
}

} // namespace

LookAlikeRecord read_look_alike(const Json& record, const Uuid& team, const Reference& reference)
{
	const Event event = read_event(record, reference.areas);
	const AreaTree& areas = reference.areas;
	LookAlikeRecord read;
	read.team = team;
	read.kind = event.kind;
	read.venue_type = event.venue_type;
	read.branch = areas.branch_of(event.area);
	read.occurred_on = event.occurred_on;
	read.place_name = text_of(record, "place");
	read.mentioned = find_village(read.place_name + ' ' + event.title, read.branch, areas);
	read.village = event.area != read.branch ? event.area : read.mentioned;
	read.title = without_area_names(event.title, read, areas);
	read.place = without_area_names(read.place_name, read, areas);
	read.site = site_of(to_plain(read.place_name), read, areas);
	if (const auto venue = reference.venues.find(event.venue_id); venue != reference.venues.end())
	{
		read.venue_id = event.venue_id;
		read.site = site_of(to_plain(venue->second.name), read, areas);
		if (read.place_name.empty()) { read.place_name = venue->second.name; }
	}
	read.started = minutes_of(text_of(record, "started_at"));
	read.ended = read.started ? minutes_of(text_of(record, "ended_at")) : std::nullopt;
	if (read.ended && *read.ended <= *read.started) { read.ended.reset(); }
	read.location = location_of(record);
	read.speakers = names_of(record, "speakers");
	read.organizers = names_of(record, "organizers");
	read.recorded_by = text_of(record, "recorded_by");
	read_numbers(read, event);
	return read;
}

} // namespace bajin
