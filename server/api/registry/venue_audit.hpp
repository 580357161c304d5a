// A change of the registry of venues in the audit trail: what the venue was before and is after.
//
// Used by the endpoints that change venues, inside the job that does.
#pragma once

#include "server/api/http/before_after.hpp"
#include "server/people/audit.hpp"
#include "server/registry/venue_list.hpp"
#include "server/store/writer.hpp"

#include <string>

namespace bajin::api
{

struct VenueDeed
{
	const char* action;
	const Venue* before; // nullptr: it is new
	const Venue* after;
	std::string reason = {};
};

inline void audit_venue(store::Writer& writer, const people::Actor& actor, const VenueDeed& done, Timestamp at)
{
	const AreaTree& areas = writer.reference()->areas;
	people::AuditEntry audit_entry{done.action, std::nullopt, done.after->area, done.after->id};
	const Json before = done.before == nullptr ? Json::object() : registry::to_json(*done.before, areas);
	audit_entry.details = before_after(before, registry::to_json(*done.after, areas));
	audit_entry.details["name"] = done.after->name;
	if (!done.reason.empty()) { audit_entry.details["reason"] = done.reason; }
	people::audit(writer.database(), actor, audit_entry, at);
}

} // namespace bajin::api
