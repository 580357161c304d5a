// find_warnings: what is worth a second look but refuses nothing; see event.hpp.
#include "shared/event.hpp"

#include <algorithm>

namespace bajin
{

namespace
{

constexpr std::int32_t days_old = 365;

bool is_unusual(const Event& event, const Vocabulary& vocabulary)
{
	const Code* code = vocabulary.find(CodeList::venue_types, event.venue_type);
	return code != nullptr && code->unusual_reach_above && event.reach.total > *code->unusual_reach_above;
}

bool has_unknown(const Vocabulary& vocabulary, CodeList list, const std::vector<std::string>& codes)
{
	return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) { return vocabulary.find(list, code) == nullptr; });
}

bool has_unknown_code(const Event& event, JsonView record, const Vocabulary& vocabulary)
{
	if (has_unknown(vocabulary, CodeList::topics, event.topics) || has_unknown(vocabulary, CodeList::campaigns, event.campaigns))
	{
		return true;
	}
	for (const MaterialEntry& entry : event.materials)
	{
		if (vocabulary.find(CodeList::items, entry.item) == nullptr) { return true; }
	}
	for (const LectureEntry& entry : event.lectures)
	{
		const bool topic_known = entry.topic.empty() || vocabulary.find(CodeList::topics, entry.topic) != nullptr;
		if (!topic_known || vocabulary.find(CodeList::audiences, entry.audience) == nullptr) { return true; }
	}
	bool has_unknown_form = false;
	record.member("forms").for_each_entry(
		[&](std::size_t /*number*/, JsonView form)
		{ has_unknown_form = has_unknown_form || vocabulary.find(CodeList::forms, form.text()) == nullptr; });
	return has_unknown_form;
}

bool has_retired_topic(const Event& event, const Vocabulary& vocabulary)
{
	const auto is_retired = [&](const std::string& topic)
	{
		const Code* code = vocabulary.find(CodeList::topics, topic);
		return code != nullptr && code->valid_to && event.occurred_on > *code->valid_to;
	};
	return std::any_of(event.topics.begin(), event.topics.end(), is_retired) ||
		   std::any_of(event.lectures.begin(), event.lectures.end(), [&](const LectureEntry& entry) { return is_retired(entry.topic); });
}

// `received_at`: when the record came; empty: now.
bool is_late(const Event& event, const Reference& reference, std::optional<Timestamp> received_at)
{
	return std::any_of(
		reference.sealed.begin(), reference.sealed.end(),
		[&](const SealedDays& sealed)
		{
			return (!received_at || sealed.sealed_at <= *received_at) && sealed.days.first <= event.occurred_on &&
				   event.occurred_on <= sealed.days.last && reference.areas.contains(sealed.area, event.area);
		});
}

bool is_old(const Event& event, Date received_on) noexcept
{
	return event.occurred_on.days < received_on.days - days_old;
}

} // namespace

std::vector<std::string> find_warnings(const Event& event, JsonView record, const Reference& reference, std::optional<Date> today)
{
	std::vector<std::string> warnings;
	const auto warn = [&](bool applies, const char* code)
	{
		if (applies) { warnings.emplace_back(code); }
	};
	const Venue* venue = event.venue_id.empty() ? nullptr : reference.find_venue(event.venue_id);
	const auto over_reach = [&](const LectureEntry& entry) { return entry.attendance > event.reach.total; };

	warn(is_unusual(event, reference.vocabulary), "unusual_reach");
	warn(std::any_of(event.lectures.begin(), event.lectures.end(), over_reach), "attendance_over_reach");
	warn(is_late(event, reference, std::nullopt), "late");
	warn(today && is_old(event, *today), "old_date");
	warn(!today, "clock_skew");
	warn(has_unknown_code(event, record, reference.vocabulary), "unknown_code");
	warn(!event.venue_id.empty() && venue == nullptr, "unknown_venue");
	warn(has_retired_topic(event, reference.vocabulary), "retired_topic");
	// The event may be recorded more coarsely or more finely than the venue is registered, but not beside it.
	const AreaTree& areas = reference.areas;
	const bool beside = venue != nullptr && !areas.contains(event.area, venue->area) && !areas.contains(venue->area, event.area);
	warn(beside, "venue_area_mismatch");
	return warnings;
}

void judge_by_arrival(std::vector<std::string>& warnings, const Event& event, const Reference& reference, Timestamp received_at)
{
	std::erase_if(
		warnings,
		[&](const std::string& code)
		{
			return (code == "late" && !is_late(event, reference, received_at)) ||
				   (code == "old_date" && !is_old(event, shanghai_date(received_at)));
		});
}

} // namespace bajin
