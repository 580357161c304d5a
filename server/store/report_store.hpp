// Sealed versions of reports: the document of each, and the list of the events in it.
//
// Called by the reports endpoints and by `bajin report`. Rows are only ever added. What stands in a document is decided in
// server/reports/sealed/sealed_report.
#pragma once

#include "server/store/database.hpp"
#include "shared/area.hpp"
#include "shared/calendar.hpp"
#include "shared/event.hpp"
#include "shared/review.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace bajin::store
{

using Sha256 = std::array<std::uint8_t, 32>;

// An event as a version knew it. `record` is the fingerprint of its record (reports/canonical: record_fingerprint).
struct SealedEvent
{
	Uuid id;
	std::int64_t version = 0;
	ReviewState state = ReviewState::submitted;
	JointAdds adds;
	Sha256 record{};

	bool operator==(const SealedEvent&) const = default;
};

// What is sealed: versions are counted for each of these.
struct SealedSpan
{
	AreaId area = 0;
	DateSpan days;
	Basis basis = Basis::verified;

	bool operator==(const SealedSpan&) const = default;
};

struct SealedHead
{
	std::int64_t number = 0; // 0: not stored yet
	Uuid id;
	SealedSpan span;
	std::int64_t version = 0;
	std::int64_t seq = 0;
	Timestamp sealed_at;
	std::string sealed_by;
	std::string reason;
	Sha256 sha256{};
};

// Of an area, span and basis the version must be the next: newest_version() + 1.
void insert_report(Database& database, const SealedHead& head, const std::string& document, std::span<const SealedEvent> events);

// 0: none was sealed.
[[nodiscard]] std::int64_t newest_version(Database& database, const SealedSpan& span);

[[nodiscard]] std::optional<SealedHead> find_report(Database& database, const Uuid& id);
[[nodiscard]] std::optional<SealedHead> find_report(Database& database, const SealedSpan& span, std::int64_t version);

// Canonical JSON. The report must exist.
[[nodiscard]] std::string find_report_document(Database& database, std::int64_t number);

// In the order of ids. Throws StoreError where the list is damaged.
[[nodiscard]] std::vector<SealedEvent> list_report_events(Database& database, std::int64_t number);

// The newest first; at most 1,000.
[[nodiscard]] std::vector<SealedHead> list_reports(Database& database);

// Area and days of every sealed version, each once.
[[nodiscard]] std::vector<SealedDays> list_sealed_days(Database& database);

} // namespace bajin::store
