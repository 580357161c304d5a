#include "server/figures/event_list.hpp"

#include "server/figures/event_scan.hpp"
#include "server/store/team_store.hpp"
#include "shared/measures.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace bajin::figures
{

namespace
{

// A window of days is sorted as a whole by the database, so it is kept to about this many events.
constexpr std::int64_t window_events_max = 4'096;
constexpr std::int64_t window_events_min = 1'024;
constexpr std::int32_t window_days_first = 31;

char lower(char character)
{
	return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

bool contains_text(std::string_view text, std::string_view part)
{
	const auto found =
	    std::search(text.begin(), text.end(), part.begin(), part.end(), [](char left, char right) { return lower(left) == lower(right); });
	return found != text.end() || part.empty();
}

// In a text, or in any text of a list or object.
bool value_contains(const Json* value, std::string_view part)
{
	if (value == nullptr)
	{
		return false;
	}
	if (value->is_string())
	{
		return contains_text(value->get_ref<const std::string&>(), part);
	}
	if (!value->is_structured())
	{
		return false;
	}
	return std::any_of(value->begin(), value->end(), [part](const Json& entry) { return value_contains(&entry, part); });
}

bool record_contains(const Json& record, std::string_view part)
{
	constexpr std::array fields = {"title", "place", "note", "speakers", "organizers", "recorded_by", "host"};
	return std::any_of(fields.begin(), fields.end(), [&](const char* field) { return value_contains(member(record, field), part); });
}

class Matcher
{
public:
	Matcher(store::Reader& reader, const EventFilter& filter)
	    : reader_(reader), filter_(filter), reference_(*reader.reference()),
	      needs_record_(
	          filter.kind || filter.topic || filter.campaign || !filter.item.empty() || !filter.audience.empty() || !filter.text.empty())
	{
		if (!filter.other_teams)
		{
			return;
		}
		for (const store::Team& team : store::list_teams(reader.database()))
		{
			if (reference_.areas.contains(filter.scope, team.area))
			{
				known_teams_.insert(team.id);
			}
		}
	}

	[[nodiscard]] bool matches(const store::EventHead& head) const
	{
		return matches_head(head) && (!needs_record_ || matches_record(head)) && matches_warning(head);
	}

private:
	[[nodiscard]] bool matches_head(const store::EventHead& head) const
	{
		if (filter_.states.empty() && head.state == ReviewState::deleted)
		{
			return false;
		}
		if (!filter_.states.empty() && std::ranges::find(filter_.states, head.state) == filter_.states.end())
		{
			return false;
		}
		if (filter_.basis && !is_counted(head.state, *filter_.basis))
		{
			return false;
		}
		if (!filter_.venue_type.empty() && head.venue_type != filter_.venue_type)
		{
			return false;
		}
		if ((filter_.team && head.team != *filter_.team) || (filter_.other_teams && known_teams_.contains(head.team)))
		{
			return false;
		}
		if (filter_.source && head.source != *filter_.source)
		{
			return false;
		}
		if (head.area == 0)
		{
			return false;
		}
		return filter_.exact ? head.area == filter_.area : reference_.areas.contains(filter_.area, head.area);
	}

	[[nodiscard]] bool matches_record(const store::EventHead& head) const
	{
		if (head.body_seq == 0)
		{
			return false;
		}
		const auto document = parse_json(store::find_body(reader_.database(), head.body_seq));
		if (!document)
		{
			return false;
		}
		const Event event = read_event(document->value, reference_.areas);
		if (filter_.kind && event.kind != *filter_.kind)
		{
			return false;
		}
		if (!filter_.text.empty() && !record_contains(document->value, filter_.text))
		{
			return false;
		}
		if (!filter_.topic && !filter_.campaign && filter_.item.empty() && filter_.audience.empty())
		{
			return true;
		}

		// As if it counted: a list of returned events can be narrowed by topic too.
		const auto measured = measures(event, {}, ReviewState::submitted, {}, reference_.vocabulary);
		const auto names = [&measured](Dimension dimension, const std::string& key)
		{
			return std::any_of(
			    measured.begin(), measured.end(),
			    [&](const Measure& measure) { return measure.dimension == dimension && measure.key == key; });
		};
		return (!filter_.topic || names(Dimension::topic, *filter_.topic)) &&
		       (!filter_.campaign || names(Dimension::campaign, *filter_.campaign)) &&
		       (filter_.item.empty() || names(Dimension::material, filter_.item)) &&
		       (filter_.audience.empty() || names(Dimension::audience, filter_.audience));
	}

	[[nodiscard]] bool matches_warning(const store::EventHead& head) const
	{
		if (filter_.warning.empty())
		{
			return true;
		}
		const auto state = store::load_event_state(reader_.database(), head);
		if (filter_.warning == "none")
		{
			return state.warnings.empty();
		}
		return std::ranges::find(state.warnings, filter_.warning) != state.warnings.end();
	}

	store::Reader& reader_;
	const EventFilter& filter_;
	const Reference& reference_;
	bool needs_record_;
	std::unordered_set<Uuid> known_teams_;
};

// Gathers one page. One more than its limit is looked for, to know whether there is a next page.
class PageMaker
{
public:
	PageMaker(store::Reader& reader, const EventFilter& filter) : reader_(reader), filter_(filter), matcher_(reader, filter) {}

	EventPage run()
	{
		if (filter_.team)
		{
			scan_team();
		}
		else
		{
			scan_branches();
		}
		if (static_cast<std::int64_t>(page_.events.size()) > filter_.limit)
		{
			page_.events.pop_back();
			page_.next = store::EventPosition{page_.events.back().occurred_on, page_.events.back().id};
		}
		return std::move(page_);
	}

private:
	// False when the page is full.
	bool take(const std::vector<store::EventHead>& heads)
	{
		for (const store::EventHead& head : heads)
		{
			if (matcher_.matches(head))
			{
				page_.events.push_back(head);
			}
			if (static_cast<std::int64_t>(page_.events.size()) > filter_.limit)
			{
				return false;
			}
		}
		return true;
	}

	void scan_team()
	{
		store::TeamEventScan scan{*filter_.team, filter_.first, filter_.last, filter_.after, window_events_max};
		for (;;)
		{
			const auto heads = store::list_team_events(reader_.database(), scan);
			if (!take(heads) || static_cast<std::int64_t>(heads.size()) < window_events_max)
			{
				return;
			}
			scan.after = store::EventPosition{heads.back().occurred_on, heads.back().id};
		}
	}

	void scan_branches()
	{
		const auto branches = branches_of(reader_.reference()->areas, filter_.area);
		Date last = filter_.after ? std::min(filter_.last, filter_.after->occurred_on) : filter_.last;
		std::int32_t days = window_days_first;
		while (last >= filter_.first)
		{
			const Date first = std::max(filter_.first, Date{last.days - days + 1});
			std::int64_t events = 0;
			if (!scan_window(branches, {first, last}, events))
			{
				return;
			}
			last = Date{first.days - 1};
			if (events < window_events_min)
			{
				days *= 2;
			}
			else if (events > window_events_max)
			{
				days = std::max(1, days / 2);
			}
		}
	}

	bool scan_window(const std::vector<AreaId>& branches, const DateSpan& window, std::int64_t& events)
	{
		store::EventScan scan{branches, window.first, window.last, filter_.after, window_events_max};
		for (;;)
		{
			const auto heads = store::list_events(reader_.database(), scan);
			events += static_cast<std::int64_t>(heads.size());
			if (!take(heads))
			{
				return false;
			}
			if (static_cast<std::int64_t>(heads.size()) < window_events_max)
			{
				return true;
			}
			scan.after = store::EventPosition{heads.back().occurred_on, heads.back().id};
		}
	}

	store::Reader& reader_;
	const EventFilter& filter_;
	Matcher matcher_;
	EventPage page_;
};

} // namespace

EventPage list_event_page(store::Reader& reader, const EventFilter& filter)
{
	return PageMaker(reader, filter).run();
}

} // namespace bajin::figures
