#include "server/events/redaction.hpp"

#include "server/events/record_change.hpp"
#include "server/events/state.hpp"
#include "server/store/redaction_store.hpp"
#include "server/store/search_store.hpp"
#include "shared/search_terms.hpp"

#include <algorithm>
#include <iterator>

namespace bajin::events
{

namespace
{

constexpr std::size_t history_rows_max = 1'000'000;

void redact_history(store::Database& database, const store::EventHead& head, const std::vector<std::string>& fields)
{
	for (const store::HistoryRow& row : store::list_history(database, head.seq, history_rows_max))
	{
		auto document = row.body ? parse_json(*row.body) : Result<JsonDocument>(JsonDocument{});
		const auto terms = document ? search_terms(document->value) : std::vector<SearchTerm>();
		if (!document || !remove_fields(document->value, fields)) { continue; }
		store::replace_body(database, row.seq, to_text(document->value));
		std::vector<SearchTerm> gone;
		std::ranges::set_difference(terms, search_terms(document->value), std::back_inserter(gone));
		store::remove_search_terms(database, row.seq, gone);
	}
	store::note_search_redaction(database);
}

void redact_quarantined(store::Database& database, const Uuid& event, const std::vector<std::string>& fields)
{
	for (store::QuarantinedText& kept : store::list_quarantined_texts(database, event))
	{
		auto document = parse_json(kept.change);
		if (!document || !document->value.is_object() || !document->value.contains("event")) { continue; }
		if (!remove_fields(document->value["event"], fields)) { continue; }
		kept.change = to_text(document->value);
		store::replace_quarantined_text(database, kept);
	}
}

} // namespace

Result<protocol::EventState> redact(store::Writer& writer, const RedactionRequest& request, Timestamp now)
{
	store::Database& database = writer.database();
	const auto head = store::find_event(database, request.event);
	if (!head) { return Error{"not_found", "", ""}; }
	if (request.fields.empty() || !std::ranges::all_of(request.fields, store::may_be_redacted))
	{
		return Error{"invalid_field", "fields: some of speakers, note, host, location, photos are needed", "/fields"};
	}
	redact_history(database, *head, request.fields);
	redact_quarantined(database, request.event, request.fields);
	const StoredEvent before = load_stored(writer, *head);
	const std::int64_t version = next_version(writer.epoch(), &*head);
	for (const std::string& field : request.fields) { store::note_redaction(database, request.event, {field, version}); }

	Step step{*head, {}, before.review, &before.event, area_of_team(writer, head->team)};
	const bool is_deleted = head->state == ReviewState::deleted;
	step.head.version = version;
	step.row.op = is_deleted ? store::HistoryOp::remove : store::HistoryOp::redact;
	step.row.at = now;
	step.row.actor = request.by;
	step.row.base = head->version;
	if (is_deleted) { step.event = nullptr; }
	else
	{
		const auto newest = store::find_history(database, head->body_seq);
		step.row.warnings = newest ? newest->warnings : std::string();
		step.row.body = to_text(before.record);
	}
	const auto after = take_step(writer, &before, std::move(step), now);
	return load_state(database, writer.epochs(), after);
}

std::vector<std::string> redacted_after(store::Database& database, const Uuid& event, std::int64_t base)
{
	std::vector<std::string> fields;
	for (store::Redaction& redaction : store::list_redactions(database, event))
	{
		if (base < redaction.version) { fields.push_back(std::move(redaction.field)); }
	}
	return fields;
}

bool remove_fields(Json& record, const std::vector<std::string>& fields)
{
	bool removed = false;
	if (!record.is_object()) { return false; }
	for (const std::string& field : fields) { removed = record.erase(field) > 0 || removed; }
	return removed;
}

} // namespace bajin::events
