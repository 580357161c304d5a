// The sections of a sealed document, format 2: what the paper holds that does not follow from the history of the records.
//
// Used by sealed_report and its parts. A document of format 1 has none. `sections` is an object by name: `tables` holds the
// tables of the report as they are printed ({"area": [...], "team": [...]}, see table_json), in the words of that day;
// `checks` what the rules of checks found, and what the office wrote to it ({"findings": [...], "explanations": [...]}). A
// reader passes over names that it does not know, so that further sections need no further format: the fingerprint of the
// document covers them all.
#pragma once

#include "server/reports/sealed/sealed_report.hpp"
#include "server/reports/workbook/workbook_tables.hpp"

namespace bajin::reports
{

// Of what the records say now, in the snapshot of the reader.
[[nodiscard]] Json make_sections(store::Reader& reader, const store::SealedHead& head, const std::vector<Explanation>& explanations);

// Findings of a document that stop its sealing, in the words of their rules.
[[nodiscard]] std::vector<std::string> mandatory_findings(const Json& document);

// What was written to the findings of a version; empty: nothing, or of format 1.
[[nodiscard]] Json explanations_of(const Json& document);

// Every table of the paper, the explanation of the metrics last: as sealed, of format 1 from its figures.
[[nodiscard]] std::vector<Table> tables_of(const SealedReport& report);

// What the tables say otherwise than the figures that were sealed with them, one readable line each.
[[nodiscard]] std::vector<std::string> check_sections(const Json& document);

} // namespace bajin::reports
