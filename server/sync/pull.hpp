// Pull: the page of events of a scope that changed after a cursor, each once, in commit order.
//
// Runs inside one snapshot of a read lane, so that the page and its cursor belong together.
#pragma once

#include "server/store/database.hpp"
#include "shared/protocol.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::sync
{

// A page ends early when its records pass this size.
inline constexpr std::size_t page_bytes_max = 4 * 1024 * 1024;

struct PullRequest
{
	std::string_view cursor;                // empty: from the beginning
	std::span<const Uuid> scope;            // teams
	std::int64_t limit = 0;                 // at least 1
	std::span<const std::int64_t> own_seqs; // covered by the page, but not sent back
};

struct Page
{
	std::vector<protocol::EventState> changes;
	std::string cursor;
	bool more = false;
	bool reset = false; // the cursor did not fit; this page starts over
};

[[nodiscard]] Page pull(store::Database& database, std::span<const store::Epoch> epochs, const PullRequest& request);

} // namespace bajin::sync
