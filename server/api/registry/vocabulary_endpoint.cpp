#include "server/api/http/answer.hpp"
#include "server/api/http/before_after.hpp"
#include "server/api/http/body.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/people/audit.hpp"
#include "server/store/count_store.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <algorithm>
#include <tuple>

namespace bajin::api
{

namespace
{

constexpr std::size_t name_characters_max = 100;
constexpr std::size_t unit_characters_max = 10;

// What a request says of a code; empty members were not sent.
struct CodeRequest
{
	CodeList list = CodeList::venue_types;
	std::string code;
	std::optional<std::string> zh;
	std::optional<std::string> en;
	std::optional<Date> renamed_from;
	bool has_valid_from = false;
	std::optional<Date> valid_from;
	bool has_valid_to = false;
	std::optional<Date> valid_to;
	bool has_replaced_by = false;
	std::string replaced_by;
	std::optional<bool> eight_entry;
	bool has_unusual_reach = false;
	std::optional<std::int64_t> unusual_reach_above;
	std::optional<std::vector<std::string>> counts_as;
	std::optional<std::string> unit;
	std::optional<bool> counts_as_material;
	std::string reason;
};

std::optional<std::string> read_name(Body& body, const char* name, std::size_t characters_max)
{
	auto text = body.text(name, characters_max);
	if (text && text->empty()) { body.refuse(name, "is empty"); }
	return text;
}

std::optional<bool> read_flag(Body& body, const char* name)
{
	const bool is_set = body.flag(name);
	return body.value(name) == nullptr ? std::nullopt : std::optional(is_set);
}

// What only some lists have. A member of another list is refused as unknown.
void read_rest(Body& body, CodeRequest& wanted)
{
	if (wanted.list == CodeList::venue_types)
	{
		wanted.eight_entry = read_flag(body, "eight_entry");
		wanted.has_unusual_reach = body.has("unusual_reach_above");
		wanted.unusual_reach_above = body.number("unusual_reach_above");
	}
	else if (wanted.list == CodeList::audiences && body.value("counts_as") != nullptr)
	{
		wanted.counts_as = body.texts("counts_as", 2);
		if (std::ranges::any_of(*wanted.counts_as, [](const std::string& as) { return as != "women" && as != "children"; }))
		{
			body.refuse("counts_as", "a list of women and children is needed");
		}
	}
	else if (wanted.list == CodeList::items)
	{
		wanted.unit = read_name(body, "unit", unit_characters_max);
		wanted.counts_as_material = read_flag(body, "counts_as_material");
	}
}

bool is_code(const std::string& text)
{
	const auto is_letter = [](char letter) { return letter >= 'a' && letter <= 'z'; };
	return !text.empty() && is_letter(text.front()) &&
		   std::ranges::all_of(text, [&](char letter) { return is_letter(letter) || (letter >= '0' && letter <= '9') || letter == '_'; });
}

// A new code needs its names; a present one is named by the path.
Result<CodeRequest> read_code(Request& request, bool is_new)
{
	const auto list = parse_code_list(request.path_values["list"]);
	if (!list) { return Error{"not_found", "", ""}; }
	auto body = Body::parse(request.body);
	if (!body) { return body.error(); }
	CodeRequest wanted;
	wanted.list = *list;
	wanted.code = is_new ? body->required_text("code", event_limits::code_characters_max) : request.path_values["code"];
	if (is_new && !wanted.code.empty() && !is_code(wanted.code))
	{
		body->refuse("code", "small letters, digits and _ are needed, a letter first");
	}
	wanted.zh = read_name(*body, "zh", name_characters_max);
	wanted.en = read_name(*body, "en", name_characters_max);
	if (is_new && !wanted.zh) { body->refuse("zh", "is missing"); }
	if (!is_new) { wanted.renamed_from = body->date("from"); }
	wanted.has_valid_from = body->has("valid_from");
	wanted.valid_from = body->date("valid_from");
	wanted.has_valid_to = body->has("valid_to");
	wanted.valid_to = body->date("valid_to");
	wanted.has_replaced_by = body->has("replaced_by");
	wanted.replaced_by = body->text("replaced_by", event_limits::code_characters_max).value_or("");
	read_rest(*body, wanted);
	if (is_new && *list == CodeList::items && !wanted.unit) { body->refuse("unit", "is missing"); }
	wanted.reason = body->reason();
	if (auto error = body->error()) { return std::move(*error); }
	return wanted;
}

// From a day on it has the new name, and had the old one before; without a day the name itself was wrong.
Result<void> rename(Code& code, const CodeRequest& wanted)
{
	const std::string zh = wanted.zh.value_or(code.zh);
	const std::string en = wanted.en.value_or(code.en.empty() ? zh : code.en);
	if (wanted.renamed_from && (zh != code.zh || en != code.en))
	{
		const Date until{wanted.renamed_from->days - 1};
		if (!code.former_names.empty() && until < code.former_names.back().until)
		{
			return wrong_field("from", "lies before the day of an earlier change of the name");
		}
		if (code.former_names.empty() || code.former_names.back().until < until) { code.former_names.push_back({code.zh, code.en, until}); }
	}
	code.zh = zh;
	code.en = en;
	return {};
}

Result<Code> with(Code code, const CodeRequest& wanted, const Vocabulary& vocabulary)
{
	if (auto renamed = rename(code, wanted); !renamed) { return renamed.error(); }
	code.valid_from = wanted.has_valid_from ? wanted.valid_from : code.valid_from;
	code.valid_to = wanted.has_valid_to ? wanted.valid_to : code.valid_to;
	if (code.valid_from && code.valid_to && *code.valid_to < *code.valid_from) { return wrong_field("valid_to", "lies before valid_from"); }
	code.replaced_by = wanted.has_replaced_by ? wanted.replaced_by : code.replaced_by;
	const bool is_own = !code.replaced_by.empty() && code.replaced_by == code.code;
	if (is_own || (!code.replaced_by.empty() && vocabulary.find(wanted.list, code.replaced_by) == nullptr))
	{
		return wrong_field("replaced_by", is_own ? "is the code itself" : "there is no such code in the list");
	}
	code.eight_entry = wanted.eight_entry.value_or(code.eight_entry);
	code.unusual_reach_above = wanted.has_unusual_reach ? wanted.unusual_reach_above : code.unusual_reach_above;
	if (wanted.counts_as)
	{
		code.counts_as_women = std::ranges::find(*wanted.counts_as, "women") != wanted.counts_as->end();
		code.counts_as_children = std::ranges::find(*wanted.counts_as, "children") != wanted.counts_as->end();
	}
	code.unit = wanted.unit.value_or(code.unit);
	code.counts_as_material = wanted.counts_as_material.value_or(code.counts_as_material);
	return code;
}

// Whether events with the code would be counted otherwise. One that nobody has defined counts for nothing more than its own
// key: what a Code is made with.
bool counts_otherwise(const Code& before, const Code& after)
{
	const auto counted = [](const Code& code)
	{ return std::tuple(code.eight_entry, code.counts_as_women, code.counts_as_children, code.counts_as_material); };
	return counted(before) != counted(after);
}

bool is_counted(store::Writer& writer, CodeList list, const std::string& code)
{
	const Dimension dimension = list == CodeList::venue_types ? Dimension::venue_type
								: list == CodeList::audiences ? Dimension::audience
															  : Dimension::material;
	const AreaId all = writer.reference()->areas.root().id;
	return store::is_counted_key(writer.database(), writer.pending_counts(), all, dimension, code);
}

Reply write_code(store::Writer& writer, const people::Principal& principal, const CodeRequest& wanted, const Code* before)
{
	const ReferencePointer held = writer.reference();
	Code empty;
	empty.code = wanted.code;
	auto after = with(before == nullptr ? empty : *before, wanted, held->vocabulary);
	if (!after) { return after.error(); }
	if (counts_otherwise(before == nullptr ? empty : *before, *after) && is_counted(writer, wanted.list, wanted.code))
	{
		return refuse("code_in_use");
	}
	const Json was = before == nullptr ? Json::object() : Vocabulary::to_json(wanted.list, *before);
	const Json is = Vocabulary::to_json(wanted.list, *after);
	Response response;
	response.status = before == nullptr ? 201 : 200;
	response.body = to_text(is);
	if (was == is) { return response; }
	const auto changed = held->vocabulary.with(wanted.list, std::move(*after));
	if (!changed) { return wrong_field("code", changed.error().detail); }
	const Timestamp at = now();
	store::insert_vocabulary_document(writer.database(), to_text(changed->to_json()), at);
	writer.reload_reference();
	const std::string subject = std::string(to_string(wanted.list)) + "/" + wanted.code;
	people::AuditEntry audit_entry{before == nullptr ? "add_code" : "change_code", std::nullopt, held->areas.root().id, subject};
	audit_entry.details = before_after(was, is);
	if (!wanted.reason.empty()) { audit_entry.details["reason"] = wanted.reason; }
	people::audit(writer.database(), people::actor_of(principal), audit_entry, at);
	return response;
}

Reply add_code(store::Writer& writer, const people::Principal& principal, const CodeRequest& wanted)
{
	const bool is_there = writer.reference()->vocabulary.find(wanted.list, wanted.code) != nullptr;
	return is_there ? Reply(refuse("code_exists")) : write_code(writer, principal, wanted, nullptr);
}

Reply change_code(store::Writer& writer, const people::Principal& principal, const CodeRequest& wanted)
{
	const ReferencePointer held = writer.reference();
	const Code* before = held->vocabulary.find(wanted.list, wanted.code);
	return before == nullptr ? Reply(refuse("not_found")) : write_code(writer, principal, wanted, before);
}

using Change = Reply (*)(store::Writer& writer, const people::Principal& principal, const CodeRequest& wanted);

Reply answer_change(Request& request, bool is_new, Change change)
{
	auto wanted = read_code(request, is_new);
	if (!wanted) { return wanted.error(); }
	return write_work([wanted = std::move(*wanted), change](store::Writer& writer, const people::Principal& principal)
					  { return change(writer, principal, wanted); });
}

} // namespace

Reply handle_vocabulary(Context& /*context*/, Request& /*request*/)
{
	return read_work([](store::Reader& reader) -> Reply { return json_answer(reader.reference()->vocabulary.to_json()); });
}

Reply handle_add_code(Context& /*context*/, Request& request)
{
	return answer_change(request, true, add_code);
}

Reply handle_change_code(Context& /*context*/, Request& request)
{
	return answer_change(request, false, change_code);
}

} // namespace bajin::api
