// Writing into the audit trail in somebody's name.
//
// Called inside the group that does what is told of; reads that must be told of (a telephone number, a receipt, anything an
// auditor looks at) add a short write behind them.
#pragma once

#include "server/people/principal.hpp"
#include "server/store/audit_store.hpp"

#include <optional>
#include <string>

namespace bajin::people
{

// Who did it and from where: what is left of a caller when its work hands on to another lane.
struct Actor
{
	std::string name;
	std::optional<Uuid> id = std::nullopt;
	std::string address = {};
};
[[nodiscard]] inline Actor actor_of(const Principal& principal)
{
	return {principal.name(), principal.id(), principal.address};
}

// Who is at the keyboard of the server's own machine.
[[nodiscard]] inline Actor tool_actor()
{
	return {"bajin"};
}

struct AuditEntry
{
	std::string action;
	std::optional<Uuid> event = std::nullopt;
	AreaId area = 0;
	std::string subject = {};
	Json details = Json::object();
};

inline void audit(store::Database& database, const Actor& actor, const AuditEntry& audit_entry, Timestamp now)
{
	store::AuditRow row;
	row.at = now;
	row.actor = actor.name;
	row.actor_id = actor.id;
	row.address = actor.address;
	row.action = audit_entry.action;
	row.event = audit_entry.event;
	row.area = audit_entry.area;
	row.subject = audit_entry.subject;
	row.details = audit_entry.details;
	store::insert_audit(database, row);
}

} // namespace bajin::people
