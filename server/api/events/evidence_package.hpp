// The evidence package: events as they stand, each with its whole history and receipts, as a ZIP file for an auditor's desk.
//
// Called by the evidence endpoint on the lane of downloads, in one snapshot. manifest.json says what was asked, by whom and
// when, and the SHA-256 of every other file; events.csv lists the events for people; events/<id>.json holds one each.
// Telephone numbers are in none of it. Memory stays the same however many events there are.
#pragma once

#include "server/files/progress.hpp"
#include "server/files/temporary_file.hpp"
#include "server/store/reader.hpp"
#include "shared/json.hpp"
#include "shared/result.hpp"
#include "shared/uuid.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace bajin::api
{

struct EvidenceOrder
{
	std::span<const Uuid> events; // what goes in, in this order; all of them must exist
	Json asked = Json::object();  // as the manifest tells it: a filter, a sample
	Json sample;                  // of a sample how it was drawn and what was found, for the manifest; null: none
	std::string made_by;
	Timestamp made_at;
	AreaId scope = 0; // the caller's: teams based beside it are not named; 0: all are
	std::filesystem::path temporary_directory;
};

struct EvidencePackage
{
	std::shared_ptr<const files::FinishedFile> file;
	std::string manifest_sha256; // by it the package is known again
};

// Error `cancelled`. Throws files::ExportError when it cannot be written.
[[nodiscard]] Result<EvidencePackage> write_evidence(store::Reader& reader, const EvidenceOrder& order, files::Progress& progress);

} // namespace bajin::api
