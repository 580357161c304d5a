// The one byte form of a document, and fingerprints over it.
//
// Called by sealed_report. Pure. Canonical JSON is that of RFC 8785 for what these documents hold: objects, lists, text,
// whole numbers, percentages and means with one decimal (below 10^14), booleans and null; member names are ASCII, so their
// order by bytes is the order that the RFC asks for.
#pragma once

#include "server/store/report_store.hpp"
#include "shared/json.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bajin::reports
{

using store::Sha256;

[[nodiscard]] std::string canonical_text(const Json& value);

[[nodiscard]] Sha256 sha256(std::string_view bytes);

// The same over bytes that come piece by piece.
class Sha256Sum
{
public:
	Sha256Sum();
	~Sha256Sum();
	Sha256Sum(const Sha256Sum&) = delete;
	Sha256Sum& operator=(const Sha256Sum&) = delete;

	void add(std::string_view bytes);
	[[nodiscard]] Sha256 finish(); // once, at the end

private:
	struct State;
	std::unique_ptr<State> state_;
};

[[nodiscard]] std::string to_hex(const Sha256& digest); // 64 characters, lower case
[[nodiscard]] std::optional<Sha256> parse_sha256(std::string_view hex);

// Of a record, without what may be redacted later (server/store/redaction_store): a redaction changes no sealed report. It
// must be an object.
[[nodiscard]] Sha256 record_fingerprint(const Json& record);

} // namespace bajin::reports
