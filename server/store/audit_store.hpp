// The audit trail: who did what to which event, device, account or setting, when and from where. Append-only.
//
// Written inside the group that does what it tells of, so that neither is there without the other. Read by the audit
// endpoint on a read lane.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/json.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::store
{

struct AuditRow
{
	std::int64_t number = 0;
	Timestamp at;
	std::string actor;
	std::optional<Uuid> actor_id;
	std::string action;
	std::optional<Uuid> event;
	AreaId area = 0; // 0: belongs nowhere
	std::string subject;
	std::string address;
	Json details = Json::object();
};
void insert_audit(Database& database, const AuditRow& row);

// Newest first. Empty members ask for everything.
struct AuditFilter
{
	std::optional<Timestamp> from;
	std::optional<Timestamp> to; // included
	std::string actor;
	std::string action;
	std::optional<Uuid> event;
	std::string subject;
	std::int64_t before = INT64_MAX; // rows with a lower number
	std::int64_t limit = 100;
};

// Gives the rows that `is_shown` takes, `filter.limit` at most.
[[nodiscard]] std::vector<AuditRow>
list_audit(Database& database, const AuditFilter& filter, const std::function<bool(const AuditRow&)>& is_shown);

} // namespace bajin::store
