#include "server/figures/event_search.hpp"

#include "server/store/look_alike_store.hpp"
#include "server/store/search_store.hpp"

#include <algorithm>
#include <tuple>

namespace bajin::figures
{

namespace
{

// More make it hardly surer, and each is looked for in every block.
constexpr std::size_t text_terms_max = 12;

// Some of all parts of a long text: its beginning may be what all records have in common.
std::vector<SearchTerm> few_of(const std::vector<SearchTerm>& terms)
{
	if (terms.size() <= text_terms_max) { return terms; }
	std::vector<SearchTerm> few;
	for (std::size_t i = 0; i < text_terms_max; ++i) { few.push_back(terms[i * (terms.size() - 1) / (text_terms_max - 1)]); }
	return few;
}

std::vector<SearchTerm> terms_of(const EventFilter& filter)
{
	std::vector<SearchTerm> terms = few_of(search_terms_of_part(filter.text));
	const auto add = [&terms](SearchedCode kind, const std::string& code)
	{
		if (!code.empty()) { terms.push_back(search_term(kind, code)); }
	};
	add(SearchedCode::topic, filter.topic.value_or(""));
	add(SearchedCode::campaign, filter.campaign.value_or(""));
	add(SearchedCode::item, filter.item);
	add(SearchedCode::audience, filter.audience);
	return terms;
}

} // namespace

store::EventPosition position_of(const store::EventHead& head)
{
	return {head.occurred_on, head.id};
}

bool comes_before(const store::EventPosition& left, const store::EventPosition& right)
{
	return std::tie(left.occurred_on, left.id) > std::tie(right.occurred_on, right.id);
}

EventSearch::EventSearch(store::Reader& reader, const EventFilter& filter) : reader_(reader), filter_(filter)
{
	const auto terms = terms_of(filter);
	if (terms.empty()) { return; }
	const store::SearchState state = store::find_search_state(reader.database());
	if (state.rules != search_rules || state.through == 0) { return; }
	through_ = state.through;
	rows_ = store::find_search_rows(reader.database(), terms);
}

bool EventSearch::may_match(const store::EventHead& head) const
{
	return head.body_seq > through_ || std::ranges::binary_search(rows_, head.body_seq);
}

std::optional<std::vector<store::EventHead>> EventSearch::list_few(std::size_t few_max) const
{
	if (through_ == 0 || rows_.size() > few_max) { return std::nullopt; }
	const auto newer = store::list_record_rows(reader_.database(), through_, static_cast<std::int64_t>(few_max) + 1);
	if (newer.size() > few_max) { return std::nullopt; }
	std::vector<store::EventHead> heads;
	const auto add = [&](std::int64_t row)
	{
		auto head = store::find_event_of_record(reader_.database(), row);
		const bool is_listed = head && filter_.first <= head->occurred_on && head->occurred_on <= filter_.last &&
							   (!filter_.after || comes_before(*filter_.after, position_of(*head)));
		if (is_listed) { heads.push_back(std::move(*head)); }
	};
	for (const std::int64_t row : rows_) { add(row); }
	for (const store::RecordRow& row : newer) { add(row.seq); }
	std::ranges::sort(heads, [](const auto& left, const auto& right) { return comes_before(position_of(left), position_of(right)); });
	return heads;
}

} // namespace bajin::figures
