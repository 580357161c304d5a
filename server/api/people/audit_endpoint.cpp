#include "server/api/http/answer.hpp"
#include "server/api/http/json_values.hpp"
#include "server/api/people/endpoints.hpp"
#include "server/api/requests/request_fields.hpp"
#include "server/figures/period.hpp"
#include "server/people/access.hpp"
#include "server/store/audit_store.hpp"
#include "server/store/reader.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

namespace bajin::api
{

namespace
{

// Days are those of Shanghai.
Result<store::AuditFilter> parse_filter(const Request& request)
{
	store::AuditFilter filter;
	filter.actor = request.query_value("actor");
	filter.action = request.query_value("action");
	filter.subject = request.query_value("subject");
	if (const auto text = request.query_value("event"); !text.empty())
	{
		filter.event = parse_uuid(text);
		if (!filter.event) { return figures::invalid_parameter("event", "expected a UUID"); }
	}
	if (const auto text = request.query_value("from"); !text.empty())
	{
		const auto day = figures::parse_first_day(text);
		if (!day) { return figures::invalid_parameter("from", "expected YYYY-MM or YYYY-MM-DD"); }
		filter.from = shanghai_midnight(*day);
	}
	if (const auto text = request.query_value("to"); !text.empty())
	{
		const auto day = figures::parse_last_day(text);
		if (!day) { return figures::invalid_parameter("to", "expected YYYY-MM or YYYY-MM-DD"); }
		filter.to = shanghai_midnight(Date{day->days + 1}) - std::chrono::milliseconds(1);
	}
	const auto limit = asked_limit(request, filter.limit);
	const auto before = asked_number(request, "after", filter.before);
	if (!limit || !before) { return !limit ? limit.error() : before.error(); }
	filter.limit = *limit;
	filter.before = *before;
	return filter;
}

Json row_json(const store::AuditRow& row, const AreaTree& areas)
{
	return {
		{"number", row.number},
		{"at", to_string(row.at)},
		{"actor", row.actor},
		{"actor_id", text_or_null(row.actor_id)},
		{"action", row.action},
		{"event", text_or_null(row.event)},
		{"area", row.area == 0 ? Json(nullptr) : Json(areas.at(row.area).code)},
		{"subject", text_or_null(row.subject)},
		{"address", row.address},
		{"details", row.details},
	};
}

// Whoever is looked at does not see at what: which records an auditor opened tells what will be asked about.
class AuditorsLooks
{
public:
	explicit AuditorsLooks(store::Database& database)
	{
		for (const store::Account& account : store::list_accounts(database))
		{
			if (account.role == store::Role::auditor) { auditors_.insert(account.id); }
		}
	}

	[[nodiscard]] bool contains(const store::AuditRow& row) const
	{
		constexpr std::array<std::string_view, 3> looking = {"see_telephone", "look_up_receipt", "export_evidence"};
		if (row.action == "look") { return true; } // told of auditors alone, whatever became of them
		return std::ranges::find(looking, row.action) != looking.end() && row.actor_id && auditors_.contains(*row.actor_id);
	}

private:
	std::unordered_set<Uuid> auditors_;
};

// An administrator sees all, others what belongs to their area: a coordinator but what its auditors looked at, an auditor only
// what was done with records.
bool is_shown(const people::Principal& principal, const AreaTree& areas, const AuditorsLooks& looks, const store::AuditRow& row)
{
	const bool is_account = principal.kind == people::Principal::Kind::account;
	if (!is_account || principal.account.role == store::Role::admin) { return true; }
	if (!people::covers(principal, areas, row.area)) { return false; }
	return principal.account.role == store::Role::auditor ? row.event.has_value() : !looks.contains(row);
}

} // namespace

Reply handle_audit(Context& /*context*/, Request& request)
{
	auto filter = parse_filter(request);
	if (!filter) { return filter.error(); }
	return read_work(
		[filter = std::move(*filter)](store::Reader& reader, const people::Principal& principal) -> Reply
		{
			const AreaTree& areas = reader.reference()->areas;
			const AuditorsLooks looks(reader.database());
			const auto rows = store::list_audit(
				reader.database(), filter, [&](const store::AuditRow& row) { return is_shown(principal, areas, looks, row); });
			Json list = Json::array();
			for (const store::AuditRow& row : rows) { list.push_back(row_json(row, areas)); }
			const bool may_go_on = static_cast<std::int64_t>(rows.size()) == filter.limit;
			return json_answer(Json{{"rows", std::move(list)}, {"next", may_go_on ? Json(rows.back().number) : Json(nullptr)}});
		});
}

} // namespace bajin::api
