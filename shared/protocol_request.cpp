#include "shared/plain_text.hpp"
#include "shared/read_changes.hpp"

#include <array>

namespace bajin::protocol
{

namespace
{

Error envelope_error(std::string detail, std::string pointer)
{
	return {"invalid_envelope", std::move(detail), std::move(pointer)};
}

void add_problem(Change& change, std::string pointer, std::string code, Message message)
{
	if (change.problems.size() >= change_problems_max) { return; }
	change.problems.push_back({std::move(pointer), std::move(code), std::move(message)});
}

void add_problem(EnvelopeProblems& problems, std::string pointer, std::string code)
{
	if (problems.size() < envelope_problems_max) { problems.push_back({std::move(pointer), std::move(code)}); }
}

std::optional<Uuid> read_id(JsonView change, std::string_view name)
{
	return parse_uuid(change.member(name).text());
}

std::optional<Timestamp> read_time(JsonView value)
{
	return parse_timestamp(value.text());
}

void read_base(Change& change, JsonView json)
{
	const JsonView base = json.member("base");
	if (!base) { return; }
	const auto number = base.integer();
	if (number && *number >= 0) { change.base = *number; }
	else { add_problem(change, "/base", "wrong_type", {"版本号必须是非负整数", "the version is a whole number from 0"}); }
}

void read_operation(Change& change, JsonView json)
{
	const JsonView op = json.member("op");
	if (!op) { return; }
	if (op.text() == "delete") { change.op = Operation::remove; }
	else if (op.text() == "answer") { change.op = Operation::answer; }
	else if (op.text() != "put")
	{
		add_problem(change, "/op", "unknown_code", {"操作只能是 put、delete 或 answer", "op is put, delete or answer"});
	}
}

void read_resolves(Change& change, JsonView resolves)
{
	const auto read = [&change](JsonView entry)
	{
		if (const auto id = parse_uuid(entry.text())) { change.resolves.push_back(*id); }
		else { add_problem(change, "/resolves", "invalid_format", {"resolves 里的编号格式不对", "an id in resolves is not well formed"}); }
	};
	if (resolves.is_array())
	{
		resolves.for_each_entry([&](std::size_t /*number*/, JsonView entry) { read(entry); });
	}
	else { read(resolves); }
}

void read_optional_members(Change& change, JsonView json)
{
	if (const JsonView at = json.member("edited_at"))
	{
		change.edited_at = read_time(at);
		if (!change.edited_at)
		{
			add_problem(change, "/edited_at", "invalid_format", {"修改时间的格式不对", "the time of the edit is not well formed"});
		}
	}
	if (json.member("team"))
	{
		change.team = read_id(json, "team");
		if (!change.team) { add_problem(change, "/team", "invalid_format", {"讲师团编号的格式不对", "the team's id is not well formed"}); }
	}
	if (const JsonView revision = json.member("review_revision"))
	{
		change.review_revision = revision.integer();
		if (!change.review_revision)
		{
			add_problem(change, "/review_revision", "wrong_type", {"审核序号必须是整数", "review_revision is a whole number"});
		}
	}
	if (const JsonView heal = json.member("heal"))
	{
		if (heal.is_boolean()) { change.heal = heal.boolean(); }
		else { add_problem(change, "/heal", "wrong_type", {"heal 只能是 true 或 false", "heal is true or false"}); }
	}
	if (const JsonView reason = json.member("reason"))
	{
		if (reason.is_string()) { change.reason = is_blank(reason.text()) ? "" : std::string(reason.text()); }
		else { add_problem(change, "/reason", "wrong_type", {"原因必须是文字", "the reason is text"}); }
		if (count_characters(change.reason) > event_limits::note_characters_max)
		{
			add_problem(change, "/reason", "too_long", {"原因太长", "the reason is too long"});
		}
	}
	if (const JsonView resolves = json.member("resolves")) { read_resolves(change, resolves); }
}

// All but the record, which whoever reads the document takes over.
Change read_change(JsonView json)
{
	Change change;
	if (!json.is_object())
	{
		add_problem(change, "", "invalid_change", {"这条内容不是一个对象", "this is no object"});
		change.raw = to_json(json);
		return change;
	}
	change.change_id = read_id(json, "change_id");
	change.id = read_id(json, "id");
	if (!change.change_id)
	{
		add_problem(
			change, "/change_id", json.member("change_id") ? "invalid_format" : "missing",
			{"缺少修改编号，或格式不对", "change_id is missing or not well formed"});
	}
	if (!change.id)
	{
		add_problem(
			change, "/id", json.member("id") ? "invalid_format" : "missing",
			{"缺少记录编号，或格式不对", "id is missing or not well formed"});
	}
	read_base(change, json);
	read_operation(change, json);
	read_optional_members(change, json);
	const JsonView event = json.member("event");
	if (change.op == Operation::put && !event) { add_problem(change, "/event", "missing", {"缺少活动记录", "the record is missing"}); }
	else if (change.op == Operation::put && !event.is_object())
	{
		add_problem(change, "/event", "wrong_type", {"活动记录必须是一个对象", "the record is no object"});
	}
	if (change.op == Operation::answer && change.problems.empty() && change.reason.empty())
	{
		add_problem(change, "/reason", "missing", {"请写明为什么没有要改的", "please say why nothing is to be corrected"});
	}
	if (!change.problems.empty()) { change.raw = to_json(json); }
	return change;
}

bool has_record(const Change& change)
{
	return change.op == Operation::put && change.problems.empty();
}

Message message_of(std::string_view flaw)
{
	if (flaw == "duplicate_key") { return {"同一字段出现了两次", "a field stands there twice"}; }
	if (flaw == "too_deep") { return {"嵌套层数过多", "it is nested too deep"}; }
	if (flaw == "number_out_of_range") { return {"数字太大，无法识别", "a number is too large to be read"}; }
	return {"含有残缺的字符", "it holds broken characters"};
}

// The number of the change that a pointer leads into, and what is left of the pointer there; empty: into none of them.
struct PlaceInChange
{
	std::size_t number = 0;
	std::string_view rest;
};
std::optional<PlaceInChange> find_place(std::string_view pointer, std::size_t changes)
{
	constexpr std::string_view prefix = "/changes/";
	if (!pointer.starts_with(prefix)) { return std::nullopt; }
	std::size_t number = 0;
	std::size_t end = prefix.size();
	for (; end < pointer.size() && pointer[end] >= '0' && pointer[end] <= '9' && number <= changes; ++end)
	{
		number = number * 10 + static_cast<std::size_t>(pointer[end] - '0');
	}
	if (number >= changes) { return std::nullopt; }
	return PlaceInChange{number, pointer.substr(end)};
}

Result<void> assign_flaws(std::vector<Change>& changes, const std::vector<JsonFlaw>& flaws, EnvelopeProblems& problems)
{
	constexpr std::string_view event = "/event";
	for (const JsonFlaw& flaw : flaws)
	{
		if (flaw.pointer == "/changes") { return envelope_error(flaw.code, flaw.pointer); }
		const auto place = find_place(flaw.pointer, changes.size());
		if (!place)
		{
			add_problem(problems, flaw.pointer, flaw.code);
			continue;
		}
		std::string_view inner = place->rest;
		if (inner == event || inner.starts_with("/event/")) { inner.remove_prefix(event.size()); }
		add_problem(changes[place->number], std::string(inner), flaw.code, message_of(flaw.code));
	}
	return {};
}

std::optional<Pending> read_pending(JsonView json, EnvelopeProblems& problems)
{
	Pending pending;
	if (!json.is_object())
	{
		add_problem(problems, "/pending", "wrong_type");
		return std::nullopt;
	}
	for (const auto& [name, target] :
		 {std::pair{"events", &pending.events}, std::pair{"edits", &pending.edits}, std::pair{"photos", &pending.photos}})
	{
		const JsonView value = json.member(name);
		if (!value) { continue; }
		const auto number = value.integer();
		if (number && *number >= 0) { *target = std::min(*number, pending_max); }
		else { add_problem(problems, std::string("/pending/") + name, "wrong_type"); }
	}
	if (const JsonView oldest = json.member("oldest"))
	{
		pending.oldest = read_time(oldest);
		if (!pending.oldest) { add_problem(problems, "/pending/oldest", "invalid_format"); }
	}
	return pending;
}

// At most so many bytes, cut before the character that does not fit: half of one could not be written as JSON again.
std::string cut_text(std::string text, std::size_t bytes_max)
{
	if (text.size() <= bytes_max) { return text; }
	std::size_t end = bytes_max;
	while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) { --end; }
	text.resize(end);
	return text;
}

// Refuses only a protocol that is too old.
Result<void> read_client(SyncRequest& request, JsonView client)
{
	if (!client.is_object())
	{
		add_problem(request.problems, "/client", "wrong_type");
		return {};
	}
	if (const JsonView version = client.member("version"))
	{
		if (version.is_string()) { request.app_version = cut_text(std::string(version.text()), 40); }
		else { add_problem(request.problems, "/client/version", "wrong_type"); }
	}
	if (const JsonView number = client.member("protocol"))
	{
		const auto value = number.integer();
		if (!value) { add_problem(request.problems, "/client/protocol", "wrong_type"); }
		else if (*value < version_min) { return Error{"protocol_too_old", "protocol " + std::to_string(*value), "/client/protocol"}; }
	}
	return {};
}

// What is wrong with one entry, or is one too many, is passed over: it would be wrong the next time too.
std::vector<NoticeRead> read_notice_reads(JsonView list)
{
	std::vector<NoticeRead> reads;
	list.for_each_entry(
		[&](std::size_t number, JsonView entry)
		{
			if (number >= notice_reads_max) { return; }
			const auto id = read_id(entry, "id");
			const auto at = read_time(entry.member("at"));
			if (id && at) { reads.push_back({*id, *at}); }
		});
	return reads;
}

std::optional<NoticesRequest> read_notices(JsonView json, EnvelopeProblems& problems)
{
	if (!json.is_object())
	{
		add_problem(problems, "/notices", "wrong_type");
		return std::nullopt;
	}
	NoticesRequest notices;
	if (const JsonView after = json.member("after"))
	{
		notices.after = after.integer();
		if (!notices.after || *notices.after < 0)
		{
			notices.after.reset();
			add_problem(problems, "/notices/after", "wrong_type");
		}
	}
	if (const JsonView read = json.member("read"))
	{
		if (read.is_array()) { notices.reads = read_notice_reads(read); }
		else { add_problem(problems, "/notices/read", "wrong_type"); }
	}
	return notices;
}

void read_advice(SyncRequest& request, JsonView json)
{
	EnvelopeProblems& problems = request.problems;
	if (const JsonView cursor = json.member("cursor"))
	{
		// A cursor of the wrong type cannot be read: that starts over, like any cursor that does not fit.
		request.cursor = cursor.is_string() ? cursor.text() : "?";
		if (!cursor.is_string()) { add_problem(problems, "/cursor", "wrong_type"); }
	}
	if (const JsonView limit = json.member("limit"))
	{
		const auto number = limit.integer();
		if (number && *number >= 0) { request.limit = std::min(*number, limit_max); }
		else { add_problem(problems, "/limit", "wrong_type"); }
	}
	if (const JsonView sent_at = json.member("sent_at"))
	{
		request.sent_at = read_time(sent_at);
		if (!request.sent_at) { add_problem(problems, "/sent_at", "invalid_format"); }
	}
	if (const JsonView pending = json.member("pending")) { request.pending = read_pending(pending, problems); }
	if (const JsonView nil_reports = json.member("nil_reports")) { request.nil_reports = read_nil_reports(nil_reports, problems); }
	if (const JsonView notices = json.member("notices")) { request.notices = read_notices(notices, problems); }
}

// All of the request but its changes; gives their list.
Result<JsonView> read_envelope(SyncRequest& request, JsonView json)
{
	if (!json.is_object()) { return envelope_error("the body is no object", ""); }
	if (const JsonView client = json.member("client"))
	{
		if (auto read = read_client(request, client); !read) { return read.error(); }
	}
	read_advice(request, json);
	const JsonView changes = json.member("changes");
	if (!changes.is_array()) { return envelope_error("changes is no list", "/changes"); }
	if (changes.size() > changes_max) { return Error{"too_many_changes", std::to_string(changes.size()) + " changes", "/changes"}; }
	return changes;
}

Result<SyncRequest> read_flat_request(FlatJson document)
{
	SyncRequest request;
	const auto changes = read_envelope(request, document.root());
	if (!changes) { return changes.error(); }
	request.changes.reserve(changes->size());
	changes->for_each_entry(
		[&](std::size_t /*number*/, JsonView json)
		{
			request.changes.push_back(read_change(json));
			if (has_record(request.changes.back())) { request.changes.back().flat_event = json.member("event"); }
		});
	request.document = std::move(document);
	return request;
}

} // namespace

Result<std::vector<Change>> read_changes(Json& list, const std::vector<JsonFlaw>& flaws, EnvelopeProblems& problems)
{
	std::vector<Change> changes;
	changes.reserve(list.size());
	for (Json& json : list)
	{
		changes.push_back(read_change(json));
		if (has_record(changes.back())) { changes.back().event = std::move(json["event"]); }
	}
	if (auto assigned = assign_flaws(changes, flaws, problems); !assigned) { return assigned.error(); }
	return changes;
}

std::vector<NilReport> read_nil_reports(JsonView json, EnvelopeProblems& problems)
{
	std::vector<NilReport> reports;
	if (!json.is_array())
	{
		add_problem(problems, "/nil_reports", "wrong_type");
		return reports;
	}
	if (json.size() > changes_max) { add_problem(problems, "/nil_reports", "too_many"); }
	json.for_each_entry(
		[&](std::size_t number, JsonView entry)
		{
			if (number >= changes_max) { return; }
			const auto change_id = read_id(entry, "change_id");
			const auto month = parse_month(entry.member("month").text());
			const JsonView withdrawn = entry.member("withdrawn");
			const bool is_clear = !withdrawn || withdrawn.is_boolean();
			if (change_id && month && is_clear) { reports.push_back({*change_id, *month, withdrawn.boolean()}); }
			else { add_problem(problems, "/nil_reports/" + std::to_string(number), "invalid_format"); }
		});
	return reports;
}

Result<SyncRequest> parse_sync_request(std::string_view text)
{
	if (auto flat = FlatJson::read(text)) { return read_flat_request(std::move(*flat)); }
	auto document = parse_json_exactly(text);
	if (!document) { return document.error(); }
	SyncRequest request;
	if (const auto envelope = read_envelope(request, document->value); !envelope) { return envelope.error(); }
	auto read = read_changes(document->value["changes"], document->flaws, request.problems);
	if (!read) { return read.error(); }
	request.changes = std::move(*read);
	return request;
}

JsonView record_of(const Change& change) noexcept
{
	return change.flat_event ? change.flat_event : JsonView(change.event);
}

void own_record(Change& change)
{
	if (change.flat_event) { change.event = to_json(std::exchange(change.flat_event, {})); }
}

} // namespace bajin::protocol
