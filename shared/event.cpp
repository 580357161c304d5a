#include "shared/event.hpp"

namespace bajin
{

namespace
{

std::string read_text(JsonView object, const char* field)
{
	return std::string(object.member(field).text());
}

std::int64_t read_count(JsonView object, const char* field)
{
	const JsonView value = object.member(field);
	return value.integer().value_or(static_cast<std::int64_t>(value.number()));
}

std::vector<std::string> read_texts(JsonView object, const char* field)
{
	std::vector<std::string> texts;
	const JsonView list = object.member(field);
	texts.reserve(list.size());
	list.for_each_entry([&](std::size_t /*number*/, JsonView entry) { texts.emplace_back(entry.text()); });
	return texts;
}

ReachMethod read_method(std::string_view text)
{
	if (text == "signed_in") { return ReachMethod::signed_in; }
	if (text == "counted") { return ReachMethod::counted; }
	return text == "estimated" ? ReachMethod::estimated : ReachMethod::unknown;
}

} // namespace

Event read_event(JsonView record, const AreaTree& areas)
{
	Event event;
	event.id = parse_uuid(record.member("id").text()).value_or(Uuid{});
	event.kind = record.member("kind").text() == "lecture" ? EventKind::lecture : EventKind::session;
	event.occurred_on = parse_date(record.member("occurred_on").text()).value_or(Date{});
	event.venue_type = read_text(record, "venue_type");
	const Area* area = areas.find(record.member("area").text());
	BAJIN_ASSERT(area != nullptr);
	event.area = area->id;
	event.venue_id = read_text(record, "venue_id");
	event.title = read_text(record, "title");
	event.topics = read_texts(record, "topics");
	event.campaigns = read_texts(record, "campaigns");
	if (const JsonView reach = record.member("reach"))
	{
		event.reach = {
			read_count(reach, "total"), read_count(reach, "women"), read_count(reach, "children"),
			read_method(reach.member("method").text())};
	}
	record.member("materials")
		.for_each_entry([&](std::size_t /*number*/, JsonView entry)
						{ event.materials.push_back({read_text(entry, "item"), read_count(entry, "copies")}); });
	record.member("lectures")
		.for_each_entry(
			[&](std::size_t /*number*/, JsonView entry)
			{ event.lectures.push_back({read_text(entry, "audience"), read_text(entry, "topic"), read_count(entry, "attendance")}); });
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
