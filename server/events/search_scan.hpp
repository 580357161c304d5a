// The scan that keeps the index of searches behind the commits: what it reads, and how a job of the write lane saves it.
//
// Runs as the scan for look-alikes does: plain functions on a reader, whose findings a short job of the write lane saves.
// The index is made of the bodies of the history, in their order, so a step that is lost or repeated changes nothing, and
// writers elsewhere (the tool, an import) need do nothing. A few hundred rows are saved as a block of their own, so that
// little is left to be read by a search; when there are thousands, one for good takes the place of such small ones.
#pragma once

#include "server/store/reader.hpp"
#include "server/store/search_store.hpp"
#include "server/store/writer.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace bajin::events
{

struct SearchFindings
{
	bool begins_anew = false; // the index is of other rules: it is to be emptied, and nothing else
	store::SearchBlock block;
	std::vector<store::SearchPosting> postings;
	std::int64_t redactions = 0; // as counted when the rows were read
};

// In a job of the write lane. Nothing, when a redaction or another save came between: the scan sees that at its next step.
void save_findings(store::Writer& writer, const SearchFindings& findings);

// The scan as one goes on with it, from where the database says it came. Of one thread.
class SearchScan
{
public:
	// A block for good has either of the first two: a search probes each block, and a job of the write lane writes one at once.
	struct Options
	{
		std::int64_t rows_a_block = 4'096; // of the history
		std::size_t terms_a_block = 16'384;
		std::int64_t rows_between_saves = 256; // when there is nothing more to read
	};
	struct Step
	{
		std::optional<SearchFindings> to_save;
		bool more = false;
		std::int64_t behind = 0; // rows of the history that are still to be looked at
	};

	SearchScan() = default;
	explicit SearchScan(const Options& options) : options_(options) {}

	// Inside a snapshot. Stops early, after one row at least, when `go_on` says no.
	[[nodiscard]] Step next(store::Reader& reader, const std::function<bool()>& go_on);

	// What was to be saved was not: goes on from what the database says.
	void forget() noexcept { open_.reset(); }

private:
	// What was read since the last whole block, and since the last save of it.
	struct Open
	{
		explicit Open(const store::SearchState& state);

		std::int64_t redactions;
		std::int64_t saved;    // through here the index stands in the database
		std::int64_t position; // through here was read
		std::int64_t rows = 0;
		std::int64_t unsaved_rows = 0;
		store::SearchGathering whole;
		store::SearchGathering part;
	};

	[[nodiscard]] bool is_full() const;
	void read_on(store::Reader& reader, std::int64_t newest, const std::function<bool()>& go_on);
	static void read_row(Open& open, const store::BodyRow& row);
	[[nodiscard]] SearchFindings take_whole();
	[[nodiscard]] SearchFindings take_part();

	Options options_;
	std::optional<Open> open_; // empty: to begin from what the database says
};

} // namespace bajin::events
