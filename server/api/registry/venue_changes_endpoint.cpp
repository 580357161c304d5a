#include "server/api/http/answer.hpp"
#include "server/api/http/before_after.hpp"
#include "server/api/http/body.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/api/registry/venue_audit.hpp"
#include "server/people/random.hpp"
#include "server/registry/venue_list.hpp"
#include "server/store/count_store.hpp"
#include "server/store/venue_store.hpp"
#include "shared/plain_text.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

// What a request says of a venue; empty members were not sent.
struct VenueRequest
{
	std::optional<std::string> venue_type;
	std::optional<std::string> area;
	std::optional<std::string> name;
	bool has_from = false;
	std::optional<Date> valid_from;
	bool has_to = false;
	std::optional<Date> valid_to;
	std::string reason;
};

Result<VenueRequest> read_venue(std::string_view text, bool is_new)
{
	auto body = Body::parse(text);
	if (!body) { return body.error(); }
	VenueRequest wanted;
	wanted.venue_type = body->text("venue_type", event_limits::code_characters_max);
	wanted.area = body->text("area", 12);
	wanted.name = body->text("name", event_limits::place_characters_max);
	wanted.has_from = body->has("valid_from");
	wanted.valid_from = body->date("valid_from");
	wanted.has_to = body->has("valid_to");
	wanted.valid_to = body->date("valid_to");
	wanted.reason = body->reason();
	for (const auto& [name, given] :
		 {std::pair{"venue_type", wanted.venue_type.has_value()}, {"area", wanted.area.has_value()}, {"name", wanted.name.has_value()}})
	{
		if (is_new && !given) { body->refuse(name, "is missing"); }
	}
	if (wanted.name && folded(*wanted.name).empty()) { body->refuse("name", "is empty"); }
	if (auto error = body->error()) { return std::move(*error); }
	return wanted;
}

// The venue as it is wanted, checked by itself and by what is registered beside it.
Result<Venue> with(Venue venue, const VenueRequest& wanted, const Reference& reference, const people::Principal& principal)
{
	if (wanted.venue_type && *wanted.venue_type != venue.venue_type)
	{
		if (reference.vocabulary.find(CodeList::venue_types, *wanted.venue_type) == nullptr)
		{
			return wrong_field("venue_type", "there is no such type");
		}
		if (!registry::has_registry(*wanted.venue_type))
		{
			return wrong_field("venue_type", "villages and communities are areas and not registered here");
		}
		venue.venue_type = *wanted.venue_type;
	}
	if (wanted.area)
	{
		const Area* area = reference.areas.find(*wanted.area);
		if (area == nullptr) { return wrong_field("area", "there is no such area"); }
		if (!people::covers(principal, reference.areas, area->id)) { return Error{"forbidden", "", "/area"}; }
		venue.area = area->id;
	}
	venue.name = wanted.name.value_or(venue.name);
	venue.valid_from = wanted.has_from ? wanted.valid_from : venue.valid_from;
	venue.valid_to = wanted.has_to ? wanted.valid_to : venue.valid_to;
	if (venue.valid_from && venue.valid_to && *venue.valid_to < *venue.valid_from)
	{
		return wrong_field("valid_to", "lies before valid_from");
	}
	return venue;
}

// Another venue that people would take for this one.
const Venue* find_namesake(const Venue& venue, const Reference& reference)
{
	const std::string name = folded(venue.name);
	const auto is_namesake = [&](const auto& entry)
	{
		const Venue& other = entry.second;
		return other.id != venue.id && other.merged_into.empty() && other.area == venue.area && other.venue_type == venue.venue_type &&
			   folded(other.name) == name;
	};
	const auto found = std::ranges::find_if(reference.venues, is_namesake);
	return found == reference.venues.end() ? nullptr : &found->second;
}

Reply describe_venue(store::Writer& writer, const std::string& id, int status)
{
	const Reference& reference = *writer.reference();
	Json json = registry::to_json(reference.venues.at(id), reference.areas);
	json["visits"] = store::count_visits_of_venue(writer.database(), id);
	return json_answer(json, status);
}

Reply make_venue(store::Writer& writer, const people::Principal& principal, const VenueRequest& wanted)
{
	auto venue = with({}, wanted, *writer.reference(), principal);
	if (!venue) { return venue.error(); }
	if (const Venue* namesake = find_namesake(*venue, *writer.reference())) { return refuse("venue_exists", namesake->id); }
	const Timestamp at = now();
	venue->id = to_string(people::make_id(at));
	store::insert_venue(writer.database(), *venue);
	writer.reload_reference();
	audit_venue(writer, people::actor_of(principal), {"make_venue", nullptr, &*venue, wanted.reason}, at);
	return describe_venue(writer, venue->id, 201);
}

// nullptr: none that the caller may change.
const Venue* find_own(store::Writer& writer, const people::Principal& principal, const std::string& id)
{
	const Reference& reference = *writer.reference();
	const auto found = reference.venues.find(id);
	return found == reference.venues.end() || !people::covers(principal, reference.areas, found->second.area) ? nullptr : &found->second;
}

Reply change_venue(store::Writer& writer, const people::Principal& principal, const std::string& id, const VenueRequest& wanted)
{
	const ReferencePointer held = writer.reference();
	const Venue* before = find_own(writer, principal, id);
	if (before == nullptr) { return refuse("not_found"); }
	if (!before->merged_into.empty()) { return refuse("venue_merged", before->merged_into); }
	const auto after = with(*before, wanted, *held, principal);
	if (!after) { return after.error(); }
	const bool moves = after->venue_type != before->venue_type || after->area != before->area;
	if (moves && store::is_venue_named(writer.database(), id)) { return refuse("venue_in_use"); }
	const bool is_renamed = folded(after->name) != folded(before->name);
	if (const Venue* namesake = moves || is_renamed ? find_namesake(*after, *held) : nullptr)
	{
		return refuse("venue_exists", namesake->id);
	}
	if (registry::to_json(*before, held->areas) != registry::to_json(*after, held->areas))
	{
		store::update_venue(writer.database(), *after);
		writer.reload_reference();
		audit_venue(writer, people::actor_of(principal), {"change_venue", before, &*after, wanted.reason}, now());
	}
	return describe_venue(writer, id, 200);
}

struct MergeRequest
{
	std::string from;
	std::string into;
	std::string reason;
};

// Both were the same place all the time: the one that stays is there from when the first began to when the last ended.
void join_days(Venue& into, const Venue& from)
{
	into.valid_from = into.valid_from && from.valid_from ? std::optional(std::min(*into.valid_from, *from.valid_from)) : std::nullopt;
	into.valid_to = into.valid_to && from.valid_to ? std::optional(std::max(*into.valid_to, *from.valid_to)) : std::nullopt;
}

Reply merge_venues(store::Writer& writer, const people::Principal& principal, const MergeRequest& merge)
{
	const ReferencePointer held = writer.reference();
	const Venue* from_before = find_own(writer, principal, merge.from);
	if (from_before == nullptr) { return refuse("not_found"); }
	if (!from_before->merged_into.empty()) { return refuse("venue_merged", from_before->merged_into); }
	const Venue* into_before = find_own(writer, principal, merge.into);
	if (into_before == nullptr || into_before == from_before)
	{
		return wrong_field("into", into_before == nullptr ? "there is no such venue" : "is the same venue");
	}
	if (!into_before->merged_into.empty()) { return wrong_field("into", "was itself merged into " + into_before->merged_into); }
	if (into_before->venue_type != from_before->venue_type) { return wrong_field("into", "is of another type"); }
	const Timestamp at = now();
	Venue from = *from_before;
	Venue into = *into_before;
	join_days(into, from);
	from.merged_into = into.id;
	const Date yesterday{shanghai_date(at).days - 1};
	from.valid_to = std::min(from.valid_to.value_or(yesterday), yesterday);
	store::merge_venue(writer.database(), from, into, held->areas);
	writer.reload_reference();
	audit_venue(writer, people::actor_of(principal), {"merge_venue", from_before, &from, merge.reason}, at);
	if (into_before->valid_from != into.valid_from || into_before->valid_to != into.valid_to)
	{
		audit_venue(writer, people::actor_of(principal), {"change_venue", into_before, &into, merge.reason}, at);
	}
	return describe_venue(writer, into.id, 200);
}

} // namespace

Reply handle_make_venue(Context& /*context*/, Request& request)
{
	auto wanted = read_venue(request.body, true);
	if (!wanted) { return wanted.error(); }
	return write_work([wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
					  { return make_venue(writer, principal, wanted); });
}

Reply handle_change_venue(Context& /*context*/, Request& request)
{
	auto wanted = read_venue(request.body, false);
	if (!wanted) { return wanted.error(); }
	return write_work(
		[id = request.path_values["id"], wanted = std::move(*wanted)](store::Writer& writer, const people::Principal& principal)
		{ return change_venue(writer, principal, id, wanted); });
}

Reply handle_merge_venue(Context& /*context*/, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	MergeRequest merge;
	merge.from = request.path_values["id"];
	merge.into = body->required_text("into", event_limits::code_characters_max);
	merge.reason = body->reason();
	if (auto error = body->error()) { return *error; }
	return write_work([merge = std::move(merge)](store::Writer& writer, const people::Principal& principal)
					  { return merge_venues(writer, principal, merge); });
}

} // namespace bajin::api
