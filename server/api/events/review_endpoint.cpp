#include "server/api/events/endpoints.hpp"
#include "server/api/http/answer.hpp"
#include "server/api/http/body.hpp"
#include "server/api/requests/event_access.hpp"
#include "server/api/requests/event_list_request.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/events/review.hpp"
#include "server/people/audit.hpp"

#include <algorithm>

namespace bajin::api
{

namespace
{

constexpr std::size_t fields_max = 50;
constexpr std::size_t bulk_max = 1'000;

JointAdds read_adds(Body& body)
{
	JointAdds adds;
	for (const std::string& name : body.texts("adds", 3))
	{
		adds.materials = adds.materials || name == "materials";
		adds.lectures = adds.lectures || name == "lectures";
		adds.consultations = adds.consultations || name == "consultations";
		if (name != "materials" && name != "lectures" && name != "consultations")
		{
			body.refuse("adds", "materials, lectures and consultations may be ticked");
		}
	}
	return adds;
}

ReviewState read_state(Body& body)
{
	const std::string text = body.required_text("state", 20);
	const auto state = parse_review_state(text);
	if (!state && !text.empty()) { body.refuse("state", "verified, returned, duplicate, joint, submitted or deleted is needed"); }
	return state.value_or(ReviewState::submitted);
}

// What is decided, without about which event.
Result<events::ReviewRequest> read_review(Body& body)
{
	events::ReviewRequest review;
	review.version = body.number("version").value_or(0);
	if (body.has("revision")) { review.revision = body.number("revision"); }
	if (review.version == 0) { body.refuse("version", "is missing"); }
	review.state = read_state(body);
	review.reason = body.reason();
	review.fields = body.texts("fields", fields_max);
	review.due_on = body.date("due_on");
	review.of = body.id("of");
	review.adds = read_adds(body);
	if (auto error = body.error()) { return std::move(*error); }
	return review;
}

void audit_review(store::Writer& writer, const people::Actor& actor, const events::ReviewRequest& review, AreaId area)
{
	people::AuditEntry audit_entry{"review", review.id, area};
	audit_entry.details = {{"state", to_string(review.state)}, {"version", review.version}, {"mode", review.bulk ? "bulk" : "single"}};
	if (!review.reason.empty()) { audit_entry.details["reason"] = review.reason; }
	if (review.of) { audit_entry.details["of"] = to_string(*review.of); }
	people::audit(writer.database(), actor, audit_entry, now());
}

Reply review_one(store::Writer& writer, const people::Principal& principal, events::ReviewRequest review)
{
	const auto head = store::find_event(writer.database(), review.id);
	if (!head || !may_read(principal, writer, *head)) { return refuse("not_found"); }
	if (!may_act_on(principal, writer, *head)) { return refuse("forbidden"); }
	review.by = principal.name();
	review.scope = people::scope_of(principal, writer.reference()->areas);
	const auto reviewed = events::apply_review(writer, review, now());
	if (!reviewed) { return reviewed.error(); }
	audit_review(writer, people::actor_of(principal), review, head->area);
	Response response;
	protocol::append_text(response.body, *reviewed);
	return response;
}

// What is decided for many events alike.
struct BulkReview
{
	ReviewState state = ReviewState::verified;
	std::string reason;
	std::vector<events::ReviewRequest> events; // id, version, revision
};

Result<BulkReview> read_bulk(Body& body)
{
	BulkReview bulk;
	bulk.state = read_state(body);
	bulk.reason = body.reason();
	const Json* list = body.value("events");
	if (bulk.state != ReviewState::verified && bulk.state != ReviewState::submitted)
	{
		body.refuse("state", "many at once can be verified, or submitted again");
	}
	if (list != nullptr && (!list->is_array() || list->size() > bulk_max)) { body.refuse("events", "a list of at most 1000 is needed"); }
	if (auto error = body.error()) { return std::move(*error); }
	for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
	{
		auto entry = Body::of((*list)[i]);
		const std::string pointer = "/events/" + std::to_string(i);
		if (!entry) { return Error{"invalid_field", pointer + ": an object is needed", pointer}; }
		events::ReviewRequest one;
		const auto id = entry->id("id");
		one.version = entry->number("version").value_or(0);
		one.revision = entry->number("revision");
		if (!id || one.version == 0) { entry->refuse("id", "id and version are needed"); }
		if (auto error = entry->error()) { return Error{error->code, pointer + " " + error->detail, pointer}; }
		one.id = *id;
		bulk.events.push_back(std::move(one));
	}
	return bulk;
}

// Each is judged alone, so that one that somebody else was faster with does not stop the rest.
Response review_many(store::Writer& writer, const people::Principal& principal, BulkReview bulk)
{
	const AreaTree& areas = writer.reference()->areas;
	Json results = Json::array();
	std::int64_t reviewed = 0;
	for (events::ReviewRequest& review : bulk.events)
	{
		review.state = bulk.state;
		review.reason = bulk.reason;
		review.by = principal.name();
		review.scope = people::scope_of(principal, areas);
		review.bulk = true;
		const auto head = store::find_event(writer.database(), review.id);
		const bool is_known = head && may_act_on(principal, writer, *head);
		const auto state =
			is_known ? events::apply_review(writer, review, now()) : Result<protocol::EventState>(Error{"not_found", "", ""});
		Json result = {{"id", to_string(review.id)}, {"outcome", state ? "reviewed" : "refused"}};
		result["code"] = state ? Json(nullptr) : Json(state.error().code);
		result["revision"] = state ? Json(state->review.revision) : Json(nullptr);
		results.push_back(std::move(result));
		if (state)
		{
			++reviewed;
			audit_review(writer, people::actor_of(principal), review, head->area);
		}
	}
	return json_answer(Json{{"reviewed", reviewed}, {"refused", std::ssize(bulk.events) - reviewed}, {"results", std::move(results)}});
}

// The events that a filter lists, as they were seen there: whoever changes one meanwhile keeps it out.
Reply review_list(store::Reader& reader, const people::Principal& principal, figures::EventFilter filter, BulkReview bulk, bool area_given)
{
	if (auto narrowed = narrow(filter, reader, principal, area_given); !narrowed) { return narrowed.error(); }
	for (const store::EventHead& head : figures::list_event_page(reader, filter).events)
	{
		events::ReviewRequest one;
		one.id = head.id;
		one.version = head.version;
		one.revision = head.revision;
		bulk.events.push_back(std::move(one));
	}
	people::Principal held = principal;
	return write_work(
		[held = std::move(held), bulk = std::move(bulk)](store::Writer& writer) mutable -> Reply
		{ return review_many(writer, held, std::move(bulk)); });
}

} // namespace

Reply handle_review(Context& /*context*/, Request& request)
{
	const auto id = path_id(request);
	if (!id) { return id.error(); }
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	auto review = read_review(*body);
	if (!review) { return review.error(); }
	review->id = *id;
	return write_work([review = std::move(*review)](store::Writer& writer, const people::Principal& principal)
					  { return review_one(writer, principal, review); });
}

Reply handle_bulk_review(Context& context, Request& request)
{
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	const bool names_events = body->has("events");
	auto bulk = read_bulk(*body);
	if (!bulk) { return bulk.error(); }
	if (names_events)
	{
		return write_work(
			[bulk = std::move(*bulk)](store::Writer& writer, const people::Principal& principal) mutable -> Reply
			{ return review_many(writer, principal, std::move(bulk)); });
	}
	if (request.query.empty()) { return Error{"invalid_field", "events: name them, or give a filter as GET /events takes it", "/events"}; }
	auto filter = figures::parse_event_filter(event_filter_text(request), *context.reference.load(), shanghai_date(now()));
	if (!filter) { return filter.error(); }
	return read_work([filter = std::move(*filter), bulk = std::move(*bulk),
					  area_given = request.has_query("area")](store::Reader& reader, const people::Principal& principal)
					 { return review_list(reader, principal, filter, bulk, area_given); });
}

} // namespace bajin::api
