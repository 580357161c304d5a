#include "shared/event.hpp"

namespace bajin
{

namespace
{

std::string read_text(const Json& object, const char* field)
{
	const Json* value = member(object, field);
	return value == nullptr ? std::string() : value->get<std::string>();
}

std::int64_t read_count(const Json& object, const char* field)
{
	const Json* value = member(object, field);
	return value == nullptr ? 0 : value->get<std::int64_t>();
}

std::vector<std::string> read_texts(const Json& object, const char* field)
{
	const Json* value = member(object, field);
	return value == nullptr ? std::vector<std::string>() : value->get<std::vector<std::string>>();
}

ReachMethod read_method(const std::string& text)
{
	if (text == "signed_in") { return ReachMethod::signed_in; }
	if (text == "counted") { return ReachMethod::counted; }
	return text == "estimated" ? ReachMethod::estimated : ReachMethod::unknown;
}

} // namespace

Event read_event(const Json& record, const AreaTree& areas)
{
	Event event;
	event.id = parse_uuid(read_text(record, "id")).value_or(Uuid{});
	event.kind = read_text(record, "kind") == "lecture" ? EventKind::lecture : EventKind::session;
	event.occurred_on = parse_date(read_text(record, "occurred_on")).value_or(Date{});
	event.venue_type = read_text(record, "venue_type");
	const Area* area = areas.find(read_text(record, "area"));
	BAJIN_ASSERT(area != nullptr);
	event.area = area->id;
	event.venue_id = read_text(record, "venue_id");
	event.title = read_text(record, "title");
	event.topics = read_texts(record, "topics");
	event.campaigns = read_texts(record, "campaigns");
	if (const Json* reach = member(record, "reach"))
	{
		event.reach = {
			read_count(*reach, "total"), read_count(*reach, "women"), read_count(*reach, "children"),
			read_method(read_text(*reach, "method"))};
	}
	if (const Json* materials = member(record, "materials"))
	{
		for (const Json& entry : *materials) { event.materials.push_back({read_text(entry, "item"), read_count(entry, "copies")}); }
	}
	if (const Json* lectures = member(record, "lectures"))
	{
		for (const Json& entry : *lectures)
		{
			event.lectures.push_back({read_text(entry, "audience"), read_text(entry, "topic"), read_count(entry, "attendance")});
		}
	}
	event.consultations = read_count(record, "consultations");
	return event;
}

const Venue* Reference::find_venue(const std::string& id) const noexcept
{
	const auto found = venues.find(id);
	if (found == venues.end()) { return nullptr; }
	// Never a chain: who merges a venue takes along what was merged into it.
	const auto into = found->second.merged_into.empty() ? venues.end() : venues.find(found->second.merged_into);
	return into == venues.end() ? &found->second : &into->second;
}

std::size_t count_characters(std::string_view text) noexcept
{
	std::size_t count = 0;
	for (const char c : text)
	{
		// Every byte but the continuation bytes begins a character.
		count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
	}
	return count;
}

} // namespace bajin
