// compare_reports: what changed between two versions, and because of what; see sealed_report.hpp.
#include "server/reports/sealed/sealed_content.hpp"
#include "server/reports/sealed_document.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

namespace bajin::reports
{

namespace
{

// One side of the comparison: a version, or what the records say now.
struct Side
{
	SealedContext context;
	PastSpan span;
	Basis basis = Basis::verified;
	Json document;
	std::vector<store::SealedEvent> events;

	[[nodiscard]] FigureScope scope() const { return {context.reference, span.area, basis}; }
};

Side side_of(store::Reader& reader, const SealedReport& report)
{
	auto context = context_of(reader, report.document);
	BAJIN_ASSERT(context);
	return {
		std::move(*context),
		{report.head.span.area, report.head.span.days, report.head.seq},
		report.head.span.basis,
		report.document,
		report.events};
}

Side side_of_now(store::Reader& reader, const SealedReport& before)
{
	SealedReport live = make_report(reader, before.head);
	return {
		context_of_now(reader),
		{before.head.span.area, before.head.span.days, live.head.seq},
		before.head.span.basis,
		live.document,
		live.events};
}

struct Cause
{
	Uuid event;
	std::int64_t change = 0;
};

using Causes = std::map<std::string, std::vector<Cause>>;
using PlaceCauses = std::map<std::pair<std::string, std::string>, std::vector<Uuid>>;

class VersionComparison
{
public:
	VersionComparison(store::Reader& reader, Side before, Side after, const DifferencePage& page)
		: reader_(reader), before_(std::move(before)), after_(std::move(after)), page_(page)
	{
		for (const char* part : {"vocabulary", "venues", "names"})
		{
			// Team areas stand among the names, and decide where an event counts.
			codes_differ_ = codes_differ_ || !same_value(before_.document[part], after_.document[part]);
		}
	}

	Json run()
	{
		walk_events();
		Json json;
		json["figures"] = changed_figures();
		json["places"] = changed_places();
		json["events"] = std::move(events_);
		json["events_count"] = events_count_;
		json["next"] = next_ ? Json(to_string(*next_)) : Json(nullptr);
		json["targets"] = changed_entries("targets");
		json["codes"] = changed_codes();
		json["cover"] = changed_members("cover");
		json["submissions"] = changed_submissions();
		json["text"] = {{"before", before_.document["text"]}, {"after", after_.document["text"]}};
		return json;
	}

private:
	// Both lists are in the order of ids.
	void walk_events()
	{
		auto left = before_.events.begin();
		auto right = after_.events.begin();
		while (left != before_.events.end() || right != after_.events.end())
		{
			const bool takes_left = right == after_.events.end() || (left != before_.events.end() && left->id <= right->id);
			const bool takes_right = left == before_.events.end() || (right != after_.events.end() && right->id <= left->id);
			look_at(takes_left ? &*left : nullptr, takes_right ? &*right : nullptr);
			left += takes_left ? 1 : 0;
			right += takes_right ? 1 : 0;
		}
	}

	void look_at(const store::SealedEvent* before, const store::SealedEvent* after)
	{
		const bool is_same = before != nullptr && after != nullptr && *before == *after;
		if (is_same && !codes_differ_) { return; }
		const Uuid& id = before != nullptr ? before->id : after->id;
		const bool is_before_page = page_.after && id <= *page_.after;
		const bool is_beyond_page = events_.size() >= page_.events_max;
		if (!is_same && (is_before_page || is_beyond_page))
		{
			note_beside_page(is_beyond_page);
			return;
		}
		FigureMap change;
		const auto old_record = take(change, before, before_, -1);
		const auto new_record = take(change, after, after_, 1);
		const auto figures = change.figures();
		const PlaceVisits visited = change.visits();
		if (is_same && figures.empty() && visited.empty()) { return; }
		if (is_before_page || is_beyond_page)
		{
			note_beside_page(is_beyond_page);
			return;
		}
		++events_count_;
		last_ = id;
		for (const auto& [name, sum] : figures) { causes_[name].push_back({id, sum}); }
		for (const auto& [place, visits] : visited) { place_causes_[place].push_back(id); }
		events_.push_back(describe(before, after, new_record ? *new_record : *old_record));
	}

	void note_beside_page(bool is_beyond)
	{
		++events_count_;
		if (is_beyond && !next_) { next_ = last_; }
	}

	std::optional<PastEvent> take(FigureMap& change, const store::SealedEvent* entry, const Side& side, int factor)
	{
		if (entry == nullptr) { return std::nullopt; }
		auto past = find_past_event(reader_, side.context.teams, entry->id, side.span.seq);
		if (!past)
		{
			throw store::StoreError("not_a_database", "event " + to_string(entry->id) + " is sealed and not in the history", false);
		}
		change.add({past->event, past->team, past->team_area, entry->state, entry->adds}, side.scope(), factor);
		return past;
	}

	static const char* kind_of(const store::SealedEvent* before, const store::SealedEvent* after)
	{
		return before == nullptr                   ? "added"
			   : after == nullptr                  ? "removed"
			   : *before == *after                 ? "codes"
			   : before->version != after->version ? "edited"
												   : "reviewed";
	}

	Json describe(const store::SealedEvent* before, const store::SealedEvent* after, const PastEvent& record) const
	{
		const auto side = [](const store::SealedEvent* entry)
		{ return entry == nullptr ? Json(nullptr) : Json{{"version", entry->version}, {"state", to_string(entry->state)}}; };
		return {
			{"id", to_string(record.entry.id)},
			{"kind", kind_of(before, after)},
			{"before", side(before)},
			{"after", side(after)},
			{"occurred_on", to_string(record.event.occurred_on)},
			{"area", before_.context.reference.areas.at(record.event.area).code},
			{"title", record.event.title},
			{"team", to_string(record.team)},
		};
	}

	[[nodiscard]] static std::int64_t figure(const Json& document, const std::string& name)
	{
		const Json* value = member(document["figures"], name);
		return value == nullptr ? 0 : value->get<std::int64_t>();
	}

	// Every figure that has a cause or differs; where the causes of a figure do not give its change, nothing is claimed of it.
	[[nodiscard]] Json changed_figures() const
	{
		std::set<std::string> names;
		for (const Json* document : {&before_.document, &after_.document})
		{
			for (const auto& [name, value] : (*document)["figures"].items()) { names.insert(name); }
		}
		Json list = Json::array();
		for (const std::string& name : names)
		{
			const std::int64_t before = figure(before_.document, name);
			const std::int64_t after = figure(after_.document, name);
			if (before == after) { continue; }
			Json causes = Json::array();
			if (const auto found = causes_.find(name); found != causes_.end())
			{
				for (const Cause& cause : found->second)
				{
					causes.push_back({{"event", to_string(cause.event)}, {"change", cause.change}});
				}
			}
			list.push_back(
				{{"figure", name}, {"before", before}, {"after", after}, {"change", after - before}, {"causes", std::move(causes)}});
		}
		return list;
	}

	[[nodiscard]] Json changed_places() const
	{
		const auto places_of = [](const Json& document)
		{
			std::set<std::pair<std::string, std::string>> places;
			for (const Json& place : document["places"]) { places.emplace(place[0].get<std::string>(), place[1].get<std::string>()); }
			return places;
		};
		const auto before = places_of(before_.document);
		const auto after = places_of(after_.document);
		std::set<std::pair<std::string, std::string>> all = before;
		all.insert(after.begin(), after.end());
		Json list = Json::array();
		for (const auto& place : all)
		{
			if (before.contains(place) == after.contains(place)) { continue; }
			Json events = Json::array();
			if (const auto found = place_causes_.find(place); found != place_causes_.end())
			{
				for (const Uuid& event : found->second) { events.push_back(to_string(event)); }
			}
			const int change = after.contains(place) ? 1 : -1;
			list.push_back({{"venue_type", place.first}, {"place", place.second}, {"change", change}, {"events", std::move(events)}});
		}
		return list;
	}

	// Entries of a list that stand on one side only.
	[[nodiscard]] Json changed_entries(const char* part) const
	{
		const auto missing_in = [](const Json& entries, const Json& others)
		{
			std::set<std::string> known;
			for (const Json& other : others) { known.insert(canonical_text(other)); }
			Json list = Json::array();
			std::ranges::copy_if(
				entries, std::back_inserter(list), [&](const Json& entry) { return !known.contains(canonical_text(entry)); });
			return list;
		};
		const Json& before = before_.document[part];
		const Json& after = after_.document[part];
		return {{"before", missing_in(before, after)}, {"after", missing_in(after, before)}};
	}

	// Members of an object by their name, with null where one side has none. A version of an earlier time may lack the object.
	[[nodiscard]] Json changed_members(const char* part) const
	{
		const Json none = Json::object();
		const Json* before = member(before_.document, part);
		const Json* after = member(after_.document, part);
		Json list = Json::array();
		for_each_change(
			before == nullptr ? none : *before, after == nullptr ? none : *after,
			[&](const std::string& name, const Json& old_value, const Json& new_value)
			{ list.push_back({{"field", name}, {"before", old_value}, {"after", new_value}}); });
		return list;
	}

	// How far the counties' own reports had come, by area.
	[[nodiscard]] Json changed_submissions() const
	{
		const auto by_area = [](const Json& document)
		{
			Json object = Json::object();
			const Json* rows = member(document, "submissions");
			for (const Json& row : rows == nullptr ? Json::array() : *rows) { object[row["area"].get<std::string>()] = row; }
			return object;
		};
		Json list = Json::array();
		for_each_change(
			by_area(before_.document), by_area(after_.document), [&](const std::string& area, const Json& before, const Json& after)
			{ list.push_back({{"area", area}, {"before", before}, {"after", after}}); });
		return list;
	}

	using Change = std::function<void(const std::string& key, const Json& before, const Json& after)>;

	// Of two objects; what one of them lacks is null.
	static void for_each_change(const Json& before, const Json& after, const Change& changed)
	{
		const Json none;
		for (const auto& [key, value] : before.items())
		{
			const Json* other = member(after, key);
			if (other == nullptr || !same_value(value, *other)) { changed(key, value, other == nullptr ? none : *other); }
		}
		for (const auto& [key, value] : after.items())
		{
			if (!before.contains(key)) { changed(key, none, value); }
		}
	}

	// Codes that were changed, came or went, as list and code; areas, teams and venues whose name or place was changed, by
	// their key. Of these, what came or went with a record or a place is told there.
	[[nodiscard]] Json changed_codes() const
	{
		Json list = Json::array();
		const auto note_changes = [&](const std::string& of, const Json& before, const Json& after, bool takes_new)
		{
			for_each_change(
				before, after,
				[&](const std::string& key, const Json& old_value, const Json& new_value)
				{
					if (takes_new || (!old_value.is_null() && !new_value.is_null()))
					{
						list.push_back({{"list", of}, {"code", key}, {"before", old_value}, {"after", new_value}});
					}
				});
		};
		const Json& old_names = before_.document["names"];
		const Json& new_names = after_.document["names"];
		note_changes("areas", without_places(old_names["areas"]), without_places(new_names["areas"]), true);
		note_changes("teams", old_names["teams"], new_names["teams"], false);
		note_changes("venues", before_.document["venues"], after_.document["venues"], false);
		for (const auto& [of, codes] : before_.document["vocabulary"].items())
		{
			if (codes.is_array() && after_.document["vocabulary"].contains(of))
			{
				note_changes(of, by_code(codes), by_code(after_.document["vocabulary"][of]), true);
			}
		}
		return list;
	}

	// Names of areas but for those that stand on one side alone because a place there was visited.
	[[nodiscard]] Json without_places(const Json& names) const
	{
		Json left = names;
		for (const Json* document : {&before_.document, &after_.document})
		{
			for (const Json& place : (*document)["places"])
			{
				const std::string& code = place[1].get_ref<const std::string&>();
				const bool is_on_both =
					before_.document["names"]["areas"].contains(code) && after_.document["names"]["areas"].contains(code);
				if (!is_on_both) { left.erase(code); }
			}
		}
		return left;
	}

	[[nodiscard]] static Json by_code(const Json& codes)
	{
		Json object = Json::object();
		for (const Json& code : codes) { object[code.value("code", std::string())] = code; }
		return object;
	}

	store::Reader& reader_;
	Side before_;
	Side after_;
	bool codes_differ_ = false;
	Causes causes_;
	PlaceCauses place_causes_;
	DifferencePage page_;
	Json events_ = Json::array();
	std::int64_t events_count_ = 0; // on the page or not
	std::optional<Uuid> last_;      // on the page
	std::optional<Uuid> next_;
};

// Nothing at all differs.
bool says_nothing(const Json& difference)
{
	constexpr std::array lists = {"figures", "places", "codes", "cover", "submissions"};
	return difference["events_count"] == 0 && std::ranges::all_of(lists, [&](const char* part) { return difference[part].empty(); }) &&
		   difference["targets"]["before"].empty() && difference["targets"]["after"].empty() &&
		   difference["text"]["before"] == difference["text"]["after"];
}

} // namespace

Json compare_reports(store::Reader& reader, const SealedReport& before, const SealedReport* after, const DifferencePage& page)
{
	const AreaTree& areas = reader.reference()->areas;
	Json json = {{"before", head_json(before.head, areas)}, {"after", after == nullptr ? Json(nullptr) : head_json(after->head, areas)}};
	VersionComparison comparison(
		reader, side_of(reader, before), after == nullptr ? side_of_now(reader, before) : side_of(reader, *after), page);
	json.update(comparison.run());
	json["same"] = says_nothing(json);
	return json;
}

} // namespace bajin::reports
