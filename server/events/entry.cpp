#include "server/events/entry.hpp"

#include "server/events/change.hpp"
#include "server/events/state.hpp"

#include <array>

namespace bajin::events
{

namespace
{

// As a phone's change would be prepared, without a change_id: it is asked for with its version instead.
PreparedChange to_change(const Entry& entry)
{
	PreparedChange prepared;
	prepared.change.id = entry.record.id;
	prepared.change.base = entry.version;
	prepared.change.reason = entry.reason;
	prepared.event = entry.record.event;
	prepared.body = entry.record.body;
	prepared.warnings = entry.record.warnings;
	return prepared;
}

Result<void> check(store::Writer& writer, const Entry& entry, const std::optional<store::EventHead>& head)
{
	if (entry.version == 0)
	{
		if (!head) { return {}; }
		const auto stored = load_stored(writer, *head);
		const auto sent = parse_json(entry.record.body);
		const bool is_same = head->team == entry.team && sent && same_value(stored.record, sent->value);
		return is_same ? Result<void>() : Result<void>(Error{"event_exists", to_string(entry.record.id), "/event/id"});
	}
	if (!head) { return Error{"not_found", "", ""}; }
	if (head->version != entry.version) { return Error{"version_stale", "version " + std::to_string(head->version), ""}; }
	if (head->state == ReviewState::deleted) { return Error{"invalid_review", "the event is deleted", ""}; }
	return {};
}

} // namespace

PreparedEntry prepare_entry(Json record, const std::optional<Uuid>& id, const Reference& reference, std::optional<Date> today)
{
	PreparedEntry prepared;
	if (id && record.is_object() && member(record, "id") == nullptr) { record["id"] = to_string(*id); }
	prepared.problems = find_problems(record, reference, today);
	if (!prepared.problems.empty()) { return prepared; }
	prepared.event = read_event(record, reference.areas);
	prepared.id = prepared.event.id;
	if (id && prepared.id != *id)
	{
		prepared.problems.push_back({"/id", "id_mismatch", {"记录编号与地址中的不一致", "the record names another id than the address"}});
	}
	record["id"] = to_string(prepared.id);
	prepared.body = to_text(record);
	if (prepared.body.size() > event_limits::record_bytes_max)
	{
		prepared.problems.push_back(
			{"", "record_too_large", {"这条记录超过 32 KiB，请缩短文字", "the record is larger than 32 KiB; please shorten its texts"}});
	}
	prepared.warnings = find_warnings(prepared.event, record, reference, today);
	return prepared;
}

Result<protocol::EventState> enter_record(store::Writer& writer, const Entry& entry, Timestamp now)
{
	const auto head = store::find_event(writer.database(), entry.record.id);
	if (auto checked = check(writer, entry, head); !checked) { return checked.error(); }
	const Uuid team = head ? head->team : entry.team;
	const std::array memberships = {store::Device::Membership{team, area_of_team(writer, team), true}};
	const ChangeOptions options{{std::nullopt, entry.by, memberships}, now, shanghai_date(now), std::nullopt, store::Source::paper};
	const PreparedChange prepared = to_change(entry);
	std::vector<std::int64_t> own_seqs;
	ChangeContext context{writer, options, prepared, writer.epochs(), own_seqs, head, memberships.data()};
	static_cast<void>(apply_put(context));
	return load_state(writer.database(), writer.epochs(), *store::find_event(writer.database(), entry.record.id));
}

} // namespace bajin::events
