#include "shared/protocol.hpp"

namespace bajin::protocol
{

// The overloads of this namespace would hide those of the basic types.
using bajin::to_string;
using bajin::to_text;

namespace
{

constexpr std::string_view notice_kind_names[] = {"notice", "reminder"};
constexpr std::string_view operation_names[] = {"put", "delete", "answer"};
constexpr std::string_view outcome_names[] = {"accepted", "unchanged", "merged", "conflict", "rejected"};

// Text that we made ourselves and that needs no escaping: ids, receipts, codes, times.
void append_plain(std::string& out, std::string_view text)
{
	out += '"';
	out += text;
	out += '"';
}

void append_plain_or_null(std::string& out, std::string_view text)
{
	if (text.empty()) { out += "null"; }
	else { append_plain(out, text); }
}

template <class T>
void append_optional(std::string& out, const std::optional<T>& value)
{
	if (value) { append_plain(out, to_string(*value)); }
	else { out += "null"; }
}

void append_text(std::string& out, const std::string& text)
{
	out += to_text(Json(text));
}

void append_plain_list(std::string& out, const std::vector<std::string>& codes)
{
	out += '[';
	for (const std::string& code : codes)
	{
		if (out.back() != '[') { out += ','; }
		append_plain(out, code);
	}
	out += ']';
}

void append_review(std::string& out, const Review& review)
{
	out += R"({"state":)";
	append_plain(out, to_string(review.state));
	out += R"(,"revision":)" + std::to_string(review.revision);
	out += R"(,"reason":)";
	if (review.reason.empty()) { out += "null"; }
	else { append_text(out, review.reason); }
	out += R"(,"fields":)" + to_text(Json(review.fields));
	out += R"(,"by":)";
	if (review.by.empty()) { out += "null"; }
	else { append_text(out, review.by); }
	out += R"(,"at":)";
	append_optional(out, review.at);
	out += R"(,"due_on":)";
	append_optional(out, review.due_on);
	out += R"(,"of":)";
	append_optional(out, review.of);
	if (!review.answer.empty())
	{
		out += R"(,"answer":)";
		append_text(out, review.answer);
	}
	if (!review.by.empty()) { out += review.bulk ? R"(,"mode":"bulk")" : R"(,"mode":"single")"; }
	if (review.state == ReviewState::joint)
	{
		std::vector<std::string> adds;
		if (review.adds.materials) { adds.emplace_back("materials"); }
		if (review.adds.lectures) { adds.emplace_back("lectures"); }
		if (review.adds.consultations) { adds.emplace_back("consultations"); }
		out += R"(,"adds":)";
		append_plain_list(out, adds);
	}
	out += '}';
}

void append_result(std::string& out, const ChangeResult& result, bool english)
{
	out += R"({"change_id":)";
	append_optional(out, result.change_id);
	out += R"(,"id":)";
	append_optional(out, result.id);
	out += R"(,"outcome":)";
	append_plain(out, to_string(result.outcome));
	out += R"(,"version":)" + std::to_string(result.version);
	out += R"(,"receipt":)";
	append_plain_or_null(out, result.receipt);
	out += R"(,"problems":[)";
	for (const Problem& problem : result.problems)
	{
		if (out.back() != '[') { out += ','; }
		out += to_text(Json{{"pointer", problem.pointer}, {"code", problem.code}, {"message", problem.message.in(english)}});
	}
	out += R"(],"warnings":)";
	append_plain_list(out, result.warnings);
	out += R"(,"current":)";
	if (result.current) { append_text(out, *result.current); }
	else { out += "null"; }
	out += '}';
}

void append_notice(std::string& out, const NoticeState& notice)
{
	out += R"({"id":)";
	append_plain(out, to_string(notice.id));
	out += R"(,"number":)" + std::to_string(notice.number);
	out += R"(,"kind":)";
	append_plain(out, to_string(notice.kind));
	out += R"(,"title":)";
	if (notice.title.empty()) { out += "null"; }
	else { append_text(out, notice.title); }
	out += R"(,"text":)";
	append_text(out, notice.text);
	out += R"(,"due_on":)";
	append_optional(out, notice.due_on);
	out += R"(,"from":)";
	append_text(out, notice.from);
	out += R"(,"at":)";
	append_plain(out, to_string(notice.at));
	out += notice.withdrawn ? R"(,"withdrawn":true)" : R"(,"withdrawn":false)";
	out += notice.read ? R"(,"read":true})" : R"(,"read":false})";
}

} // namespace

std::string_view to_string(NoticeKind kind) noexcept
{
	return notice_kind_names[static_cast<std::size_t>(kind)];
}

std::optional<NoticeKind> parse_notice_kind(std::string_view text) noexcept
{
	for (std::size_t i = 0; i < std::size(notice_kind_names); ++i)
	{
		if (notice_kind_names[i] == text) { return static_cast<NoticeKind>(i); }
	}
	return std::nullopt;
}

std::string_view to_string(Operation op) noexcept
{
	return operation_names[static_cast<std::size_t>(op)];
}

std::string_view to_string(Outcome outcome) noexcept
{
	return outcome_names[static_cast<std::size_t>(outcome)];
}

std::optional<Outcome> parse_outcome(std::string_view text) noexcept
{
	for (std::size_t i = 0; i < std::size(outcome_names); ++i)
	{
		if (outcome_names[i] == text) { return static_cast<Outcome>(i); }
	}
	return std::nullopt;
}

void append_text(std::string& out, const EventState& state)
{
	out += R"({"id":)";
	append_plain(out, to_string(state.id));
	out += R"(,"version":)" + std::to_string(state.version);
	out += state.deleted ? R"(,"deleted":true)" : R"(,"deleted":false)";
	out += R"(,"team":)";
	append_plain(out, to_string(state.team));
	out += R"(,"source":)";
	append_plain(out, state.source);
	out += R"(,"entered_by":)";
	if (state.entered_by.empty()) { out += "null"; }
	else { append_text(out, state.entered_by); }
	out += R"(,"device":)";
	append_optional(out, state.device);
	out += R"(,"received_at":)";
	append_optional(out, state.received_at);
	out += R"(,"edited_at":)";
	append_optional(out, state.edited_at);
	out += R"(,"clock_offset_s":)" + (state.clock_offset_s ? std::to_string(*state.clock_offset_s) : std::string("null"));
	out += R"(,"warnings":)";
	append_plain_list(out, state.warnings);
	out += R"(,"receipt":)";
	append_plain_or_null(out, state.receipt);
	out += R"(,"review":)";
	append_review(out, state.review);
	out += R"(,"photos_stored":)";
	append_plain_list(out, state.photos_stored);
	out += R"(,"event":)";
	out += state.body.empty() ? "null" : state.body;
	out += '}';
}

std::string to_text(const SyncAnswer& answer, bool english)
{
	std::string out;
	out.reserve(512 + answer.results.size() * 200 + answer.changes.size() * 1'400);
	out += R"({"results":[)";
	for (const ChangeResult& result : answer.results)
	{
		if (out.back() != '[') { out += ','; }
		append_result(out, result, english);
	}
	out += R"(],"changes":[)";
	for (const EventState& state : answer.changes)
	{
		if (out.back() != '[') { out += ','; }
		append_text(out, state);
	}
	out += R"(],"cursor":)";
	append_plain(out, answer.cursor);
	out += answer.more ? R"(,"more":true)" : R"(,"more":false)";
	out += answer.reset ? R"(,"reset":true)" : R"(,"reset":false)";
	out += R"(,"server_time":)";
	append_plain(out, to_string(answer.server_time));
	out += R"(,"reference":)";
	append_plain(out, answer.reference);
	out += R"(,"notices":[)";
	for (const NoticeState& notice : answer.notices)
	{
		if (out.back() != '[') { out += ','; }
		append_notice(out, notice);
	}
	out += R"(],"problems":[)";
	for (const EnvelopeProblem& problem : answer.problems)
	{
		if (out.back() != '[') { out += ','; }
		out += R"({"pointer":)";
		append_text(out, problem.pointer);
		out += R"(,"code":)";
		append_plain(out, problem.code);
		out += '}';
	}
	out += "]}";
	return out;
}

} // namespace bajin::protocol
