#include "tools/demo/draft.hpp"

#include <array>
#include <cstdio>

namespace bajin::demo
{

namespace
{

std::string clock_text(int minute_of_day)
{
	std::array<char, 16> text{};
	std::snprintf(text.data(), text.size(), "%02d:%02d", minute_of_day / 60, minute_of_day % 60);
	return text.data();
}

void put_list(Json& record, const char* key, const std::vector<std::string>& values)
{
	if (!values.empty()) { record[key] = values; }
}

void put_text(Json& record, const char* key, const std::string& value)
{
	if (!value.empty()) { record[key] = value; }
}

Json reach_json(const Reach& reach)
{
	Json json = {{"total", reach.total}, {"women", reach.women}, {"children", reach.children}};
	switch (reach.method)
	{
	case ReachMethod::signed_in:
		json["method"] = "signed_in";
		break;
	case ReachMethod::counted:
		json["method"] = "counted";
		break;
	case ReachMethod::estimated:
		json["method"] = "estimated";
		break;
	case ReachMethod::unknown:
		break;
	}
	return json;
}

void put_counts(Json& record, const Draft& draft)
{
	record["reach"] = reach_json(draft.reach);
	for (const MaterialEntry& material : draft.materials)
	{
		record["materials"].push_back(Json{{"item", material.item}, {"copies", material.copies}});
	}
	for (const LectureEntry& lecture : draft.lectures)
	{
		Json entry = {{"audience", lecture.audience}};
		put_text(entry, "topic", lecture.topic);
		entry["attendance"] = lecture.attendance;
		record["lectures"].push_back(std::move(entry));
	}
	if (draft.consultations > 0) { record["consultations"] = draft.consultations; }
}

} // namespace

Json record(const Draft& draft)
{
	Json json;
	json["id"] = to_string(draft.id);
	json["kind"] = draft.kind == EventKind::session ? "session" : "lecture";
	json["occurred_on"] = to_string(draft.day);
	json["started_at"] = clock_text(draft.start_minute);
	json["ended_at"] = clock_text(draft.end_minute);
	json["venue_type"] = venue_type_codes[draft.type];
	json["area"] = draft.area;
	put_text(json, "venue_id", draft.venue_id);
	put_text(json, "place", draft.place);
	json["title"] = draft.title;
	put_list(json, "campaigns", draft.campaigns);
	put_list(json, "forms", draft.forms);
	put_list(json, "topics", draft.topics);
	put_list(json, "organizers", draft.organizers);
	put_list(json, "speakers", draft.speakers);
	put_text(json, "recorded_by", draft.recorded_by);
	put_counts(json, draft);
	put_text(json, "note", draft.note);
	if (!draft.host.empty())
	{
		json["host"] = {
			{"organization", draft.host}, {"contact", draft.host_contact}, {"phone", draft.host_phone}, {"confirmed", "signature"}};
	}
	if (draft.location)
	{
		json["location"] = {
			{"latitude", draft.location->latitude / 10'000.0},
			{"longitude", draft.location->longitude / 10'000.0},
			{"accuracy_m", draft.location->accuracy_m}};
	}
	return json;
}

} // namespace bajin::demo
