// What of a sealed document follows from the records: the list of events, every figure, the places, the paragraph.
//
// Used by sealed_report and its parts alone: made once when a version is sealed, again when it is verified or compared.
#pragma once

#include "server/reports/canonical.hpp"
#include "server/reports/sealed/past_events.hpp"
#include "server/reports/sealed/sealed_report.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bajin::reports
{

// With which codes, venues and team areas records are read.
struct SealedContext
{
	Reference reference;
	TeamAreas teams;
};
[[nodiscard]] SealedContext context_of_now(store::Reader& reader);

// As the document says. Error `invalid_sealed_file`.
[[nodiscard]] Result<SealedContext> context_of(store::Reader& reader, const Json& document);

struct SealedContent
{
	std::map<std::string, std::int64_t> figures; // as figure_map names them
	PlaceVisits visits;
	std::vector<store::SealedEvent> events;
	std::set<std::string> venues; // named by an event, as registered, with what they were merged into
	std::set<Uuid> teams;
};
[[nodiscard]] SealedContent
collect_content(store::Reader& reader, const SealedContext& context, const PastSpan& span, Basis basis, const ReadProgress& progress);

// Puts it into the document, whose template and area must be there: figures, places, text, events.
void put_content(Json& document, const SealedContent& content);

// An entry of the list in a file: [id, version, state, adds, fingerprint]; empty: not one.
[[nodiscard]] Json to_json(const store::SealedEvent& event);
[[nodiscard]] std::optional<store::SealedEvent> parse_sealed_event(const Json& json);

// Of the list in its canonical form.
[[nodiscard]] std::string events_fingerprint(const std::vector<store::SealedEvent>& events);

// Area, days and basis of a document. Error `invalid_sealed_file`.
[[nodiscard]] Result<store::SealedSpan> span_of(const Json& document, const AreaTree& areas);

[[nodiscard]] Error invalid_file(const std::string& why);

} // namespace bajin::reports
