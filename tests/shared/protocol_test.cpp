#include "shared/protocol.hpp"
#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using bajin::test::parse;
using protocol::Change;
using protocol::parse_sync_request;
using protocol::SyncRequest;

namespace
{

using FoundChange = std::vector<std::string>;

constexpr std::string_view change_id = "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f";
constexpr std::string_view event_id = "01957a3e-0000-7000-8000-000000000001";

SyncRequest read(const std::string& text)
{
	auto request = parse_sync_request(text);
	INFO(text);
	REQUIRE(request.has_value());
	return std::move(*request);
}

// "invalid_envelope /limit"
std::string refusal(const std::string& text)
{
	const auto request = parse_sync_request(text);
	INFO(text);
	REQUIRE_FALSE(request.has_value());
	CHECK_FALSE(request.error().detail.empty());
	return request.error().code + " " + request.error().pointer;
}

std::string envelope_with(const std::string& members)
{
	return R"({"changes":[],)" + members + "}";
}

// A change with nothing wrong, but for `members` that stand before its others.
std::string change_text(const std::string& members = "")
{
	return "{" + members + R"("change_id":")" + std::string(change_id) + R"(","id":")" + std::string(event_id) +
		   R"(","event":{"title":"a"}})";
}

Change read_change(const std::string& text)
{
	SyncRequest request = read(R"({"changes":[)" + text + "]}");
	REQUIRE(request.changes.size() == 1);
	own_record(request.changes.front());
	return std::move(request.changes.front());
}

FoundChange problems_of(const Change& change)
{
	FoundChange found;
	for (const Problem& problem : change.problems)
	{
		CHECK_FALSE(problem.message.zh.empty());
		CHECK(count_characters(problem.message.en) == problem.message.en.size());
		found.push_back(problem.pointer + " " + problem.code);
	}
	return found;
}

FoundChange problems_in(const std::string& text)
{
	return problems_of(read_change(text));
}

FoundChange problems_with(const std::string& members)
{
	return problems_in(change_text(members + ","));
}

std::string changes_text(std::size_t count)
{
	std::string text = R"({"changes":[)";
	for (std::size_t i = 0; i < count; ++i) { text += (i == 0 ? "" : ",") + change_text(); }
	return text + "]}";
}

} // namespace

TEST_CASE("protocol: a whole request is read")
{
	const SyncRequest request = read(R"({
		"client": {"app": "bajin-phone", "version": "1.4.2", "protocol": 1}, "cursor": "c1", "limit": 200,
		"sent_at": "2025-03-08T11:20:06+08:00", "pending": {"events": 3, "edits": 1, "photos": 7, "oldest": "2025-03-01T00:00:00Z"},
		"nil_reports": [{"change_id": "01957a3e-0000-7000-8000-000000000009", "month": "2025-02"}],
		"changes": [{"change_id": "01957A3E-4C7B-7D21-9A55-0F6B1C2D3E4F", "id": "01957a3e-0000-7000-8000-000000000001", "base": 4,
			"op": "put", "edited_at": "2025-03-08T03:00:00Z", "event": {"title": "a"}, "team": "01957a3e-0000-7000-8000-000000000002",
			"review_revision": 2, "heal": true, "reason": "更正人数", "resolves": ["01957a3e-0000-7000-8000-000000000003"]}]})");
	CHECK(request.app_version == "1.4.2");
	CHECK(request.protocol == 1);
	CHECK(request.cursor == "c1");
	CHECK(request.limit == 200);
	CHECK(request.sent_at == parse_timestamp("2025-03-08T03:20:06Z"));
	CHECK(request.pending == protocol::Pending{3, 1, 7, parse_timestamp("2025-03-01T00:00:00Z")});
	REQUIRE(request.nil_reports.size() == 1);
	CHECK(to_string(request.nil_reports[0].month) == "2025-02");
	REQUIRE(request.changes.size() == 1);
	const Change& change = request.changes[0];
	CHECK(change.problems.empty());
	CHECK(change.change_id == parse_uuid(change_id));
	CHECK(change.id == parse_uuid(event_id));
	CHECK(change.base == 4);
	CHECK(change.op == protocol::Operation::put);
	CHECK(change.edited_at == parse_timestamp("2025-03-08T03:00:00Z"));
	CHECK(to_text(record_of(change)) == R"({"title":"a"})");
	CHECK(change.team == parse_uuid("01957a3e-0000-7000-8000-000000000002"));
	CHECK(change.review_revision == 2);
	CHECK(change.heal);
	CHECK(change.reason == "更正人数");
	CHECK(change.resolves == std::vector<Uuid>{*parse_uuid("01957a3e-0000-7000-8000-000000000003")});
	CHECK_FALSE(change.raw);
}

TEST_CASE("protocol: a request needs nothing but its changes, null is like absent")
{
	const std::string nulls = R"("client":null,"cursor":null,"limit":null,"sent_at":null,"pending":null,"nil_reports":null)";
	for (const std::string& text :
		 {std::string(R"({"changes":[]})"), envelope_with(nulls), envelope_with(R"("client":{"version":null,"protocol":null})")})
	{
		const SyncRequest request = read(text);
		CHECK(request.cursor.empty());
		CHECK(request.limit == protocol::limit_default);
		CHECK_FALSE(request.sent_at);
		CHECK_FALSE(request.pending);
		CHECK(request.protocol == protocol::version_current);
		CHECK(request.changes.empty());
		CHECK(request.nil_reports.empty());
	}
}

TEST_CASE("protocol: a change needs nothing but its ids and its event, null is like absent")
{
	const std::string nulls =
		R"("base":null,"op":null,"edited_at":null,"team":null,"review_revision":null,"heal":null,"reason":null,"resolves":null,)";
	for (const std::string& members : {std::string(), nulls})
	{
		const Change change = read_change(change_text(members));
		CHECK(problems_of(change) == FoundChange{});
		CHECK(change.base == 0);
		CHECK(change.op == protocol::Operation::put);
		CHECK_FALSE(change.edited_at);
		CHECK_FALSE(change.team);
		CHECK_FALSE(change.review_revision);
		CHECK_FALSE(change.heal);
		CHECK(change.reason.empty());
		CHECK(change.resolves.empty());
	}
}

TEST_CASE("protocol: what is no JSON text is refused as such")
{
	CHECK(refusal("") == "invalid_json ");
	CHECK(refusal(R"({"changes":[})") == "invalid_json ");
	CHECK(refusal("{\"changes\":[],\"cursor\":\"\xff\"}") == "invalid_json ");
}

TEST_CASE("protocol: an envelope that cannot be read is refused, and where, and what is no change is advice and named")
{
	const std::pair<const char*, const char*> expected[] = {
		{"[]", ""}, {"null", ""}, {"7", ""}, {"{}", "/changes"}, {R"({"changes":null})", "/changes"}, {R"({"changes":{}})", "/changes"}};
	for (const auto& [text, pointer] : expected) { CHECK(refusal(text) == std::string("invalid_envelope ") + pointer); }
	const std::pair<const char*, const char*> members[] = {
		{R"("client":"phone")", "/client"},
		{R"("client":{"version":14})", "/client/version"},
		{R"("client":{"protocol":"1"})", "/client/protocol"},
		{R"("client":{"protocol":1.5})", "/client/protocol"},
		{R"("limit":-1)", "/limit"},
		{R"("limit":"500")", "/limit"},
		{R"("limit":18446744073709551615)", "/limit"},
		{R"("sent_at":"yesterday")", "/sent_at"},
		{R"("sent_at":1741404006)", "/sent_at"},
		{R"("pending":3)", "/pending"},
		{R"("pending":{"events":-1})", "/pending/events"},
		{R"("pending":{"edits":"1"})", "/pending/edits"},
		{R"("pending":{"photos":0.5})", "/pending/photos"},
		{R"("pending":{"oldest":"2025-03-08"})", "/pending/oldest"},
		{R"("nil_reports":{})", "/nil_reports"},
		{R"("nil_reports":[7])", "/nil_reports/0"},
		{R"("nil_reports":[{"month":"2025-02"}])", "/nil_reports/0"},
		{R"("nil_reports":[{"change_id":"01957a3e-0000-7000-8000-000000000009"}])", "/nil_reports/0"},
		{R"("nil_reports":[{"change_id":"01957a3e-0000-7000-8000-000000000009","month":"2025-13"}])", "/nil_reports/0"},
		{R"("notices":7)", "/notices"},
		{R"("notices":{"after":-1})", "/notices/after"},
		{R"("notices":{"read":{}})", "/notices/read"},
		{R"("cursor":7)", "/cursor"},
		{R"("limit":1,"limit":2)", "/limit"},
		{R"("pending":{"events":1,"events":1})", "/pending/events"},
		{R"("cursor":"\ud83d")", "/cursor"},
		{R"("limit":1e400)", "/limit"},
		{R"("unknown":{"x":-1e999})", "/unknown/x"}};
	for (const auto& [text, pointer] : members)
	{
		const SyncRequest request = read(R"({)" + std::string(text) + R"(,"changes":[)" + change_text() + "]}");
		REQUIRE(request.problems.size() == 1);
		CHECK(request.problems.front().pointer == pointer);
		CHECK_FALSE(request.problems.front().code.empty());
		CHECK(request.changes.size() == 1);
		CHECK(request.changes.front().problems.empty());
	}
	CHECK(read(envelope_with(R"("limit":"500")")).limit == protocol::limit_default);
	CHECK_FALSE(read(envelope_with(R"("sent_at":"yesterday")")).sent_at);
	CHECK_FALSE(read(envelope_with(R"("pending":3)")).pending);
	CHECK(read(envelope_with(R"("pending":{"events":-1,"edits":4})")).pending->edits == 4);
	CHECK(read(envelope_with(R"("pending":{"events":9223372036854775807})")).pending->events == protocol::pending_max);
}

TEST_CASE("protocol: bounds of the envelope")
{
	CHECK(read(changes_text(protocol::changes_max)).changes.size() == protocol::changes_max);
	CHECK(refusal(changes_text(protocol::changes_max + 1)) == "too_many_changes /changes");
	CHECK(read(envelope_with(R"("limit":0)")).limit == 0);
	CHECK(read(envelope_with(R"("limit":1000000)")).limit == protocol::limit_max);
	std::string reports = R"("nil_reports":[)";
	for (std::size_t i = 0; i <= protocol::changes_max; ++i)
	{
		reports += (i == 0 ? "" : ",") + std::string(R"({"change_id":"01957a3e-0000-7000-8000-000000000009","month":"2025-02"})");
	}
	const SyncRequest many = read(envelope_with(reports + "]"));
	CHECK(many.nil_reports.size() == protocol::changes_max);
	CHECK(many.problems == std::vector<protocol::EnvelopeProblem>{{"/nil_reports", "too_many"}});
	std::string wrong = R"("nil_reports":[{"change_id":"01957a3e-0000-7000-8000-000000000009","month":"2025-02"})";
	for (int i = 0; i < 300; ++i) { wrong += ",7"; }
	CHECK(read(envelope_with(wrong + "]")).nil_reports.size() == 1);
	CHECK(read(envelope_with(wrong + "]")).problems.size() == protocol::envelope_problems_max);
}

TEST_CASE("protocol: an app too old is told so, a newer one is spoken to in this version")
{
	CHECK(refusal(envelope_with(R"("client":{"protocol":0})")) == "protocol_too_old /client/protocol");
	CHECK(refusal(envelope_with(R"("client":{"protocol":-3})")) == "protocol_too_old /client/protocol");
	CHECK(read(envelope_with(R"("client":{"protocol":99})")).protocol == protocol::version_current);
}

TEST_CASE("protocol: a cursor of the wrong type fits no server, so the phone starts over")
{
	CHECK(read(envelope_with(R"("cursor":7)")).cursor == "?");
}

// The version is stored as text: cut inside a character it could not be written into any later answer.
TEST_CASE("protocol: a long app version is cut between characters")
{
	CHECK(read(envelope_with(R"("client":{"version":")" + std::string(50, 'v') + R"("})")).app_version == std::string(40, 'v'));
	const std::string version = read(envelope_with(R"("client":{"version":")" + std::string(39, 'v') + R"(版本"})")).app_version;
	CHECK(version == std::string(39, 'v'));
	CHECK_NOTHROW(to_text(Json(version)));
}

TEST_CASE("protocol: of two lists of changes neither may be passed over")
{
	CHECK(refusal(R"({"changes":[],"changes":[]})") == "invalid_envelope /changes");
	const std::string deep = std::string(40, '[') + std::string(40, ']');
	CHECK(read(envelope_with(R"("x":)" + deep)).problems.front().code == "too_deep");
}

TEST_CASE("protocol: each thing wrong with a change is that change's problem, and where")
{
	const std::pair<const char*, FoundChange> expected[] = {
		{R"("base":-1)", {"/base wrong_type"}},
		{R"("base":"4")", {"/base wrong_type"}},
		{R"("base":1.5)", {"/base wrong_type"}},
		{R"("base":18446744073709551615)", {"/base wrong_type"}},
		{R"("op":"upsert")", {"/op unknown_code"}},
		{R"("op":1)", {"/op unknown_code"}},
		{R"("edited_at":"2025-03-08")", {"/edited_at invalid_format"}},
		{R"("edited_at":0)", {"/edited_at invalid_format"}},
		{R"("team":"team-1")", {"/team invalid_format"}},
		{R"("team":1)", {"/team invalid_format"}},
		{R"("review_revision":"2")", {"/review_revision wrong_type"}},
		{R"("heal":1)", {"/heal wrong_type"}},
		{R"("reason":{})", {"/reason wrong_type"}},
		{R"("resolves":"x")", {"/resolves invalid_format"}},
		{R"("resolves":["x",7])", {"/resolves invalid_format", "/resolves invalid_format"}}};
	for (const auto& [members, problems] : expected)
	{
		INFO(members);
		CHECK(problems_with(members) == problems);
	}
	CHECK(problems_with(R"("reason":")" + std::string(2'001, 'r') + "\"") == FoundChange{"/reason too_long"});
	CHECK(problems_with(R"("reason":")" + std::string(2'000, 'r') + "\"") == FoundChange{});
}

TEST_CASE("protocol: a change without ids or event, or with bad ones, is read as far as it goes")
{
	CHECK(problems_in("{}") == FoundChange{"/change_id missing", "/id missing", "/event missing"});
	CHECK(
		problems_in(R"({"change_id":null,"id":null,"event":null})") == FoundChange{"/change_id missing", "/id missing", "/event missing"});
	CHECK(
		problems_in(R"({"change_id":"1","id":2,"event":[]})") ==
		FoundChange{"/change_id invalid_format", "/id invalid_format", "/event wrong_type"});
	for (const char* text : {"null", "7", "[]", "\"put\""})
	{
		const Change change = read_change(text);
		CHECK(problems_of(change) == FoundChange{" invalid_change"});
		CHECK_FALSE(change.change_id);
		CHECK(to_text(change.raw.value()) == text);
	}
}

TEST_CASE("protocol: a change that cannot be read is kept as it was sent, with the ids that could be")
{
	const std::string text = change_text(R"("base":-1,)");
	const Change change = read_change(text);
	CHECK(change.change_id == parse_uuid(change_id));
	CHECK(change.id == parse_uuid(event_id));
	CHECK(to_text(change.raw.value()) == text);
}

TEST_CASE("protocol: a delete needs no event and takes none along")
{
	const std::string ids = R"("change_id":")" + std::string(change_id) + R"(","id":")" + std::string(event_id) + "\"";
	for (const char* event : {"", R"(,"event":null)", R"(,"event":{"title":"a"})"})
	{
		const Change change = read_change("{" + ids + R"(,"op":"delete","base":3)" + event + "}");
		CHECK(problems_of(change) == FoundChange{});
		CHECK(change.op == protocol::Operation::remove);
		CHECK(change.base == 3);
		CHECK(record_of(change).is_null());
	}
}

TEST_CASE("protocol: resolves may name one change or several")
{
	const std::string one = R"("01957a3e-0000-7000-8000-000000000003")";
	CHECK(read_change(change_text(R"("resolves":)" + one + ",")).resolves.size() == 1);
	CHECK(read_change(change_text(R"("resolves":[)" + one + "," + one + "],")).resolves.size() == 2);
	CHECK(read_change(change_text(R"("resolves":[],)")).resolves.empty());
}

TEST_CASE("protocol: one bad change does not touch its neighbours")
{
	const SyncRequest request =
		read(R"({"changes":[)" + change_text() + ",7," + change_text(R"("base":2,"base":3,)") + "," + change_text() + "]}");
	REQUIRE(request.changes.size() == 4);
	CHECK(problems_of(request.changes[0]) == FoundChange{});
	CHECK(problems_of(request.changes[1]) == FoundChange{" invalid_change"});
	CHECK(problems_of(request.changes[2]) == FoundChange{"/base duplicate_key"});
	CHECK(problems_of(request.changes[3]) == FoundChange{});
}

TEST_CASE("protocol: flaws inside a change are its problems, those of the event point into the event")
{
	const std::string begin = R"({"change_id":")" + std::string(change_id) + R"(","id":")" + std::string(event_id) + R"(","event":)";
	CHECK(problems_in(begin + R"({"title":"a","title":"b"}})") == FoundChange{"/title duplicate_key"});
	CHECK(problems_in(begin + R"({"reach":{"total":1,"total":2}}})") == FoundChange{"/reach/total duplicate_key"});
	CHECK(problems_in(begin + R"({},"event":{}})") == FoundChange{" duplicate_key"});
	CHECK(problems_in(begin + R"({"title":"\ud83d"}})") == FoundChange{"/title invalid_text"});
	CHECK(problems_in(begin + R"({"speakers":["a","\udc00"]}})") == FoundChange{"/speakers/1 invalid_text"});
	CHECK(problems_in(begin + R"({"title":"\ud83d\ude00"}})") == FoundChange{});
	const FoundChange deep = problems_in(begin + R"({"x":)" + std::string(40, '[') + std::string(40, ']') + "}}");
	REQUIRE(deep.size() == 1);
	CHECK(deep[0].starts_with("/x/0/0"));
	CHECK(deep[0].ends_with(" too_deep"));
}

// "/event" was once cut off the front of any member whose name begins so.
TEST_CASE("protocol: a member beside the event is not taken for a part of it")
{
	CHECK(problems_with(R"("event_note":"a","event_note":"b")") == FoundChange{"/event_note duplicate_key"});
}

TEST_CASE("protocol: the last change of a full request has its own flaws")
{
	std::string text = changes_text(protocol::changes_max - 1);
	text.resize(text.size() - 2);
	const SyncRequest request = read(text + "," + change_text(R"("heal":true,"heal":true,)") + "]}");
	REQUIRE(request.changes.size() == protocol::changes_max);
	CHECK(problems_of(request.changes.front()) == FoundChange{});
	CHECK(problems_of(request.changes.back()) == FoundChange{"/heal duplicate_key"});
}

TEST_CASE("protocol: outcomes have names that are read back")
{
	for (const auto outcome :
		 {protocol::Outcome::accepted, protocol::Outcome::unchanged, protocol::Outcome::merged, protocol::Outcome::conflict,
		  protocol::Outcome::rejected})
	{
		CHECK(protocol::parse_outcome(protocol::to_string(outcome)) == outcome);
	}
	CHECK(protocol::to_string(protocol::Outcome::merged) == "merged");
	CHECK_FALSE(protocol::parse_outcome("ok"));
}

TEST_CASE("protocol: an answer is JSON with everything that its structs hold")
{
	protocol::SyncAnswer answer;
	protocol::EventState state;
	state.id = *parse_uuid(event_id);
	state.version = 3;
	state.source = "phone";
	state.entered_by = "张\"晓红\"";
	state.warnings = {"old_date", "late"};
	state.review.state = ReviewState::joint;
	state.review.revision = 2;
	state.review.reason = "联合\n活动";
	state.review.fields = {"reach"};
	state.review.of = parse_uuid(change_id);
	state.review.adds = {.materials = true, .consultations = true};
	state.body = R"({"title":"a"})";
	protocol::ChangeResult result;
	result.change_id = parse_uuid(change_id);
	result.outcome = protocol::Outcome::conflict;
	result.problems = {{"/title", "empty", {"请填写\"活动名称\"", "fill in \"title\""}}};
	result.current = state;
	answer.results = {result, {}};
	state.deleted = true;
	state.body.clear();
	answer.changes = {state};
	answer.cursor = "c2";
	answer.more = true;
	answer.reference = "r1";
	answer.server_time = *parse_timestamp("2025-03-08T11:20:06.12Z");

	const Json json = parse(to_text(answer));
	CHECK(json["results"].size() == 2);
	CHECK(json["results"][0]["outcome"] == "conflict");
	CHECK(json["results"][0]["problems"][0]["message"] == "请填写\"活动名称\"");
	CHECK(parse(to_text(answer, true))["results"][0]["problems"][0]["message"] == "fill in \"title\"");
	CHECK(json["results"][0]["receipt"].is_null());
	CHECK(json["results"][0]["current"]["event"]["title"] == "a");
	CHECK(json["results"][0]["current"]["entered_by"] == "张\"晓红\"");
	CHECK(json["results"][1]["change_id"].is_null());
	CHECK(json["results"][1]["outcome"] == "rejected");
	CHECK(json["changes"][0]["deleted"] == true);
	CHECK(json["changes"][0]["event"].is_null());
	CHECK(json["changes"][0]["warnings"] == parse(R"(["old_date","late"])"));
	CHECK(json["changes"][0]["review"]["reason"] == "联合\n活动");
	CHECK(json["changes"][0]["review"]["adds"] == parse(R"(["materials","consultations"])"));
	CHECK(json["changes"][0]["review"]["of"] == std::string(change_id));
	CHECK(json["cursor"] == "c2");
	CHECK(json["more"] == true);
	CHECK(json["reset"] == false);
	CHECK(json["server_time"] == "2025-03-08T11:20:06.120Z");
}
