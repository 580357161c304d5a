// Answers that are given only once the look at them stands in the audit trail.
//
// Used by reads that have to be told of; the write follows the read on the write lane.
#pragma once

#include "server/api/http/reply.hpp"
#include "server/people/audit.hpp"
#include "server/store/writer.hpp"

#include <utility>

namespace bajin::api
{

[[nodiscard]] inline Reply after_audit(Reply reply, people::Actor actor, people::AuditEntry audit_entry)
{
	return write_work(
		[reply = std::move(reply), actor = std::move(actor), audit_entry = std::move(audit_entry)](store::Writer& writer) mutable -> Reply
		{
			people::audit(writer.database(), actor, audit_entry, now());
			return std::move(reply);
		});
}

} // namespace bajin::api
