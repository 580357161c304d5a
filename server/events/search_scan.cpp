#include "server/events/search_scan.hpp"

namespace bajin::events
{

namespace
{

constexpr std::int64_t bodies_a_step = 256;

} // namespace

void save_findings(store::Writer& writer, const SearchFindings& findings)
{
	store::Database& database = writer.database();
	if (findings.begins_anew)
	{
		store::clear_search(database, search_rules);
		return;
	}
	// An index that is empty becomes one of these rules with its first block.
	if (store::find_search_state(database).through == 0) { store::clear_search(database, search_rules); }
	const store::SearchState state = store::find_search_state(database);
	const std::int64_t before = findings.block.whole ? state.whole_through : state.through;
	const bool fits = state.rules == search_rules && findings.redactions == state.redactions && findings.block.first == before + 1 &&
					  findings.block.last >= state.through;
	if (fits) { store::put_search_block(database, findings.block, findings.postings); }
}

SearchScan::Open::Open(const store::SearchState& state)
	: redactions(state.redactions), saved(state.through), position(state.whole_through), whole(state.whole_through + 1),
	  part(state.through + 1)
{
}

SearchScan::Step SearchScan::next(store::Reader& reader, const std::function<bool()>& go_on)
{
	const store::SearchState state = store::find_search_state(reader.database());
	Step step;
	if (state.rules != search_rules && state.through > 0)
	{
		step.to_save.emplace().begins_anew = true;
		open_.reset();
		return step;
	}
	if (!open_ || open_->redactions != state.redactions || open_->saved != state.through) { open_.emplace(state); }
	const std::int64_t newest = reader.newest_seq();
	read_on(reader, newest, go_on);
	step.behind = newest - open_->position;
	step.more = step.behind > 0;
	if (is_full()) { step.to_save = take_whole(); }
	else if (!step.more && open_->unsaved_rows >= options_.rows_between_saves) { step.to_save = take_part(); }
	return step;
}

bool SearchScan::is_full() const
{
	const bool is_large = open_->rows >= options_.rows_a_block || open_->whole.size() >= options_.terms_a_block;
	return is_large && open_->position >= open_->saved; // it takes the place of small ones as a whole
}

void SearchScan::read_on(store::Reader& reader, std::int64_t newest, const std::function<bool()>& go_on)
{
	if (open_->position >= newest) { return; }
	const auto rows = store::list_bodies(reader.database(), open_->position, bodies_a_step);
	for (const store::BodyRow& row : rows)
	{
		read_row(*open_, row);
		if (is_full() || (row.seq != rows.back().seq && !go_on())) { return; }
	}
	if (static_cast<std::int64_t>(rows.size()) < bodies_a_step) { open_->position = newest; }
}

void SearchScan::read_row(Open& open, const store::BodyRow& row)
{
	open.position = row.seq;
	++open.rows;
	const bool is_saved = row.seq <= open.saved;
	open.unsaved_rows += is_saved ? 0 : 1;
	// A damaged record is found by no search either; `bajin check` tells of it.
	const auto document = row.body ? parse_json(*row.body) : Result<JsonDocument>(JsonDocument{});
	if (!document) { return; }
	const auto terms = search_terms(document->value);
	open.whole.add(row.seq, terms);
	if (!is_saved) { open.part.add(row.seq, terms); }
}

SearchFindings SearchScan::take_whole()
{
	SearchFindings findings{false, {open_->whole.first(), open_->position, true}, open_->whole.postings(), open_->redactions};
	open_.emplace(store::SearchState{search_rules, open_->redactions, open_->position, open_->position});
	return findings;
}

SearchFindings SearchScan::take_part()
{
	SearchFindings findings{false, {open_->part.first(), open_->position, false}, open_->part.postings(), open_->redactions};
	open_->saved = open_->position;
	open_->unsaved_rows = 0;
	open_->part = store::SearchGathering(open_->position + 1);
	return findings;
}

} // namespace bajin::events
