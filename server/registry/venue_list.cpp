#include "server/registry/venue_list.hpp"

#include "server/files/csv_writer.hpp"
#include "server/store/count_store.hpp"
#include "shared/plain_text.hpp"

#include <algorithm>
#include <tuple>

namespace bajin::registry
{

namespace
{

bool is_retired(const Venue& venue, Date today)
{
	return !venue.merged_into.empty() || (venue.valid_to && *venue.valid_to < today);
}

Json text_or_null(const std::optional<Date>& date)
{
	return date ? Json(to_string(*date)) : Json(nullptr);
}

} // namespace

std::optional<VenueState> parse_venue_state(std::string_view text) noexcept
{
	if (text == "all") { return VenueState::all; }
	if (text == "retired") { return VenueState::retired; }
	return text.empty() || text == "in_use" ? std::optional(VenueState::in_use) : std::nullopt;
}

bool has_registry(std::string_view venue_type) noexcept
{
	return venue_type != "village" && venue_type != "community";
}

std::vector<const Venue*> find_venues(const Reference& reference, const VenueFilter& filter)
{
	const AreaTree& areas = reference.areas;
	const SoughtText sought(filter.text);
	std::vector<const Venue*> found;
	for (const auto& [id, venue] : reference.venues)
	{
		const bool is_asked =
			(filter.state == VenueState::all || is_retired(venue, filter.today) == (filter.state == VenueState::retired)) &&
			(filter.venue_type.empty() || venue.venue_type == filter.venue_type) && areas.contains(filter.area, venue.area) &&
			sought.is_in(venue.name);
		if (is_asked) { found.push_back(&venue); }
	}
	const auto order = [&](const Venue* venue)
	{ return std::tuple(std::string_view(areas.at(venue->area).code), std::string_view(venue->name), std::string_view(venue->id)); };
	std::ranges::sort(found, {}, order);
	return found;
}

Json to_json(const Venue& venue, const AreaTree& areas)
{
	const AreaId county = areas.ancestor_at(venue.area, AreaLevel::county);
	return {
		{"id", venue.id},
		{"venue_type", venue.venue_type},
		{"area", areas.at(venue.area).code},
		{"area_name", areas.at(venue.area).name},
		{"county", county == 0 ? Json(nullptr) : Json(areas.at(county).name)},
		{"name", venue.name},
		{"valid_from", text_or_null(venue.valid_from)},
		{"valid_to", text_or_null(venue.valid_to)},
		{"merged_into", venue.merged_into.empty() ? Json(nullptr) : Json(venue.merged_into)},
	};
}

std::string to_csv(store::Reader& reader, const std::vector<const Venue*>& venues, bool with_visits)
{
	const Reference& reference = *reader.reference();
	const AreaTree& areas = reference.areas;
	files::CsvWriter csv;
	for (const std::string_view heading : {"编号", "场所类型", "地区代码", "名称", "启用日期", "停用日期", "县（市、区）", "地区", "并入"})
	{
		csv.text(heading);
	}
	if (with_visits) { csv.text("活动次数"); }
	csv.end_row();
	for (const Venue* venue : venues)
	{
		const Code* type = reference.vocabulary.find(CodeList::venue_types, venue->venue_type);
		const AreaId county = areas.ancestor_at(venue->area, AreaLevel::county);
		csv.text(venue->id);
		csv.text(type == nullptr ? venue->venue_type : type->zh);
		csv.text(areas.at(venue->area).code);
		csv.text(venue->name);
		csv.text(venue->valid_from ? to_string(*venue->valid_from) : "");
		csv.text(venue->valid_to ? to_string(*venue->valid_to) : "");
		csv.text(county == 0 ? "" : areas.at(county).name);
		csv.text(areas.at(venue->area).name);
		csv.text(venue->merged_into);
		if (with_visits) { csv.number(store::count_visits_of_venue(reader.database(), venue->id)); }
		csv.end_row();
	}
	return csv.take();
}

} // namespace bajin::registry
