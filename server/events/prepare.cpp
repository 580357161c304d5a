#include "server/events/prepare.hpp"

namespace bajin::events
{

namespace
{

std::uint64_t digest_of(const protocol::Change& change)
{
	if (change.raw) { return content_digest(*change.raw); }
	if (change.op == protocol::Operation::remove) { return content_digest(Json("delete")); }
	if (change.op == protocol::Operation::answer) { return content_digest(Json{{"answer", change.reason}}); }
	return content_digest(protocol::record_of(change));
}

// Gives the id in lower case, so that one event is one event whatever a client writes.
void check_id(protocol::Change& change)
{
	const std::string_view written = protocol::record_of(change).member("id").text();
	const auto id = parse_uuid(written);
	if (!id) { return; }
	if (*id != *change.id)
	{
		change.problems.push_back(
			{"/id", "id_mismatch", {"记录编号与修改编号所指的不一致", "the record names another id than the change"}});
	}
	else if (written != to_string(*id))
	{
		protocol::own_record(change);
		change.event["id"] = to_string(*id);
	}
}

void prepare_record(PreparedChange& prepared, const PrepareOptions& options)
{
	protocol::Change& held = prepared.change;
	check_id(held);
	const JsonView record = protocol::record_of(held);
	prepared.body = to_text(record);
	if (prepared.body.size() > event_limits::record_bytes_max)
	{
		held.problems.push_back(
			{"", "record_too_large", {"这条记录超过 32 KiB，请缩短文字", "the record is larger than 32 KiB; please shorten its texts"}});
	}
	// What was taken once is not refused for its day: the clock of a restored server may stand before it.
	const std::optional<Date> today = held.heal && held.base > 0 ? std::nullopt : options.today;
	for (Problem& problem : find_problems(record, options.reference, today)) { held.problems.push_back(std::move(problem)); }
	if (!held.problems.empty()) { return; }

	prepared.event = read_event(record, options.reference.areas);
	prepared.warnings = find_warnings(prepared.event, record, options.reference, options.today);
	const std::int64_t offset = options.clock_offset_s.value_or(0);
	const bool is_skewed = offset > clock_skew_warned_above_s || offset < -clock_skew_warned_above_s;
	if (is_skewed && options.today) { prepared.warnings.emplace_back("clock_skew"); }
	held.event = nullptr;
	held.flat_event = {};
}

} // namespace

PreparedChange prepare(protocol::Change change, const PrepareOptions& options)
{
	PreparedChange prepared;
	prepared.change = std::move(change);
	protocol::Change& held = prepared.change;
	prepared.digest = digest_of(held);
	if (held.op == protocol::Operation::put && held.problems.empty()) { prepare_record(prepared, options); }
	protocol::own_record(held);
	return prepared;
}

std::optional<std::int64_t> clock_offset_s(const protocol::SyncRequest& request, Timestamp now)
{
	if (!request.sent_at) { return std::nullopt; }
	return std::chrono::duration_cast<std::chrono::seconds>(*request.sent_at - now).count();
}

Json sent_record(const PreparedChange& prepared)
{
	return std::move(parse_json(prepared.body).value().value);
}

std::string to_quarantined_text(const PreparedChange& prepared)
{
	const protocol::Change& change = prepared.change;
	if (change.raw) { return to_text(*change.raw); }
	Json json = Json::object();
	if (change.change_id) { json["change_id"] = to_string(*change.change_id); }
	if (change.id) { json["id"] = to_string(*change.id); }
	json["base"] = change.base;
	json["op"] = to_string(change.op);
	if (change.edited_at) { json["edited_at"] = bajin::to_string(*change.edited_at); }
	if (change.team) { json["team"] = to_string(*change.team); }
	if (change.heal) { json["heal"] = true; }
	if (!change.reason.empty()) { json["reason"] = change.reason; }
	if (change.op == protocol::Operation::put) { json["event"] = change.event.is_null() ? sent_record(prepared) : change.event; }
	return to_text(json);
}

} // namespace bajin::events
