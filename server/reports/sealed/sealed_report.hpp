// A sealed report: the figures of an area and a span as they were signed, with all that they were made from, in a form
// that can be recomputed to the same bytes.
//
// Called by the reports endpoints on the export lane and by `bajin report`, inside a snapshot. The document holds the
// figures of both attributions under their names (figure_map), the places visited, the paragraph and its template, names
// of areas and teams, the code lists, the venues and targets used, the cover, how far the counties' own reports had come,
// the fingerprint of the list of events, and since format 2 the paper itself in named sections (sealed_sections); its own
// fingerprint is over its canonical form (canonical). Everything but names, targets, cover, submissions and sections follows
// from the history of the records up to `seq`, with the codes, venues and team areas that the document itself holds.
#pragma once

#include "server/reports/checks.hpp"
#include "server/reports/sealed/figure_map.hpp"
#include "server/store/reader.hpp"
#include "server/store/report_store.hpp"
#include "shared/json.hpp"
#include "shared/result.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::reports
{

struct SealedReport
{
	store::SealedHead head;
	Json document;
	std::vector<store::SealedEvent> events; // in the order of ids
	std::string sealed_by = {};             // the person, as the account says today; the account's name where it says none
};

using ReadProgress = std::function<void(std::int64_t)>; // events looked at so far; may be empty

// Makes the version that the head describes; `head.seq` and `head.sha256` are filled in here. `explanations`: what the office
// wrote to what the checks found, sealed with it.
[[nodiscard]] SealedReport make_report(
	store::Reader& reader, store::SealedHead head, const std::vector<Explanation>& explanations = {}, const ReadProgress& progress = {});

// A stored version. The report must exist.
[[nodiscard]] SealedReport load_report(store::Database& database, const store::SealedHead& head);

// Same events in the same versions and states, and same figures, and nothing new was written to the checks: nothing a new
// version would say.
[[nodiscard]] bool says_the_same(const SealedReport& one, const SealedReport& other);

// The sealed file: {"document": ..., "events": [[id, version, state, adds, fingerprint], ...], "sha256": "..."}.
[[nodiscard]] std::string to_file(const SealedReport& report);

// Error `invalid_sealed_file`: no such file at all. What was altered in one that can be read is found by verify_report.
struct SealedFile
{
	Json document;
	Json events;
	std::string sha256;
};
[[nodiscard]] Result<SealedFile> parse_file(std::string_view text);

// Recomputes from the history and says what differs, one readable line each; empty: the same bytes.
[[nodiscard]] std::vector<std::string> verify_report(store::Reader& reader, const SealedFile& file, const ReadProgress& progress = {});

// Which of the changed events are told, in the order of their ids: what is kept in memory is that of `events_max` events,
// however many changed.
struct DifferencePage
{
	std::optional<Uuid> after = std::nullopt;
	std::size_t events_max = 5'000;
};

// What changed from one version to another, every changed figure with the events of the page that changed it; `next` leads on
// to further events, null where there are none. Without `after`: to what the records say now. Both must be of one area, span
// and basis.
[[nodiscard]] Json
compare_reports(store::Reader& reader, const SealedReport& before, const SealedReport* after, const DifferencePage& page = {});

// One flat table with Chinese headings, and the paragraph with what it covers.
[[nodiscard]] std::string to_csv(const SealedReport& report);
[[nodiscard]] std::string to_plain_text(const SealedReport& report);

// The workbook of the sealed figures, of both attributions. `difference`: to the version before, as compare_reports gives
// it; null for a first version. Throws WorkbookError.
[[nodiscard]] std::string to_workbook(const SealedReport& report, const Json& difference);

} // namespace bajin::reports
