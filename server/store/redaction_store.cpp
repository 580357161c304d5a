#include "server/store/redaction_store.hpp"

#include "server/store/query.hpp"

#include <algorithm>
#include <array>

namespace bajin::store
{

namespace
{

constexpr std::array<std::string_view, 5> redactable = {"speakers", "note", "host", "location", "photos"};

constexpr const char* upsert_redaction =
	"INSERT INTO redaction (event, field, version) VALUES ($1, $2, $3) ON CONFLICT (event, field) DO UPDATE SET version = excluded.version";
constexpr const char* select_redactions = "SELECT field, version FROM redaction WHERE event = $1 ORDER BY field LIMIT 100";
constexpr const char* update_body = "UPDATE history SET body = $1 WHERE seq = $2";
constexpr const char* select_kept_texts = "SELECT number, change FROM kept_change WHERE event = $1 ORDER BY number LIMIT 100000";
constexpr const char* update_kept_text = "UPDATE kept_change SET change = $1 WHERE number = $2";

} // namespace

bool may_be_redacted(std::string_view field) noexcept
{
	return std::ranges::find(redactable, field) != redactable.end();
}

void note_redaction(Database& database, const Uuid& event, const Redaction& redaction)
{
	Query(database, upsert_redaction).bind_all(event, redaction.field, redaction.version).run();
}

std::vector<Redaction> list_redactions(Database& database, const Uuid& event)
{
	std::vector<Redaction> redactions;
	Query query(database, select_redactions);
	query.bind(event);
	while (query.step()) { redactions.push_back({std::string(query.text(0)), query.integer(1)}); }
	return redactions;
}

void replace_body(Database& database, std::int64_t seq, std::string_view body)
{
	Query(database, update_body).bind_all(body, seq).run();
}

std::vector<QuarantinedText> list_quarantined_texts(Database& database, const Uuid& event)
{
	std::vector<QuarantinedText> texts;
	Query query(database, select_kept_texts);
	query.bind(event);
	while (query.step()) { texts.push_back({query.integer(0), std::string(query.text(1))}); }
	return texts;
}

void replace_quarantined_text(Database& database, const QuarantinedText& kept)
{
	Query(database, update_kept_text).bind_all(kept.change, kept.number).run();
}

} // namespace bajin::store
