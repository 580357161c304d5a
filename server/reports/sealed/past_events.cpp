#include "server/reports/sealed/past_events.hpp"

#include "server/reports/canonical.hpp"
#include "server/store/review_json.hpp"

namespace bajin::reports
{

namespace
{

constexpr std::int64_t heads_at_a_time = 10'000;

// An event at a history row, and the text of its record then.
struct PastState
{
	std::int64_t version = 0;
	ReviewState state = ReviewState::submitted;
	JointAdds adds;
	std::string body;
};

[[noreturn]] void fail(const Uuid& id, const char* what)
{
	throw store::StoreError("not_a_database", "event " + to_string(id) + ": " + what, false);
}

// The newest row at or before `seq`; empty: the event is younger.
std::optional<store::HistoryRow> find_row_at(store::Database& database, const store::EventHead& head, std::int64_t seq)
{
	std::optional<std::int64_t> here = head.seq;
	while (here)
	{
		auto row = store::find_history(database, *here);
		if (!row) { fail(head.id, "a row of its history is missing"); }
		if (row->seq <= seq) { return row; }
		here = row->previous_seq;
	}
	return std::nullopt;
}

std::optional<PastState> find_past_state(store::Database& database, const store::EventHead& head, std::int64_t seq)
{
	auto row = find_row_at(database, head, seq);
	if (!row || row->op == store::HistoryOp::remove) { return std::nullopt; }
	const protocol::Review review = store::read_review(row->review);
	PastState state{row->version, review.state, review.adds, {}};
	while (!row->body)
	{
		if (!row->previous_seq) { fail(head.id, "its record is missing"); }
		row = store::find_history(database, *row->previous_seq);
		if (!row) { fail(head.id, "a row of its history is missing"); }
	}
	state.body = std::move(*row->body);
	return state;
}

bool is_in(const AreaTree& areas, const PastSpan& span, AreaId area, AreaId team_area, Date day)
{
	return span.days.first <= day && day <= span.days.last && (areas.contains(span.area, area) || areas.contains(span.area, team_area));
}

AreaId area_of(const TeamAreas& teams, const store::EventHead& head)
{
	const auto found = teams.find(head.team);
	if (found == teams.end()) { fail(head.id, "its team does not exist"); }
	return found->second;
}

PastEvent make_past(const store::EventHead& head, AreaId team_area, const PastState& state, const AreaTree& areas)
{
	const auto document = parse_json(state.body);
	const Json* area = document ? member(document->value, "area") : nullptr;
	if (area == nullptr || !area->is_string() || areas.find(area->get<std::string>()) == nullptr)
	{
		fail(head.id, "its record is damaged");
	}
	PastEvent past{{head.id, state.version, state.state, state.adds, record_fingerprint(document->value)}, head.team, team_area, {}};
	try
	{
		past.event = read_event(document->value, areas);
	}
	catch (const Json::exception&)
	{
		fail(head.id, "its record is damaged");
	}
	return past;
}

} // namespace

void for_each_past_event(
	store::Reader& reader, const TeamAreas& teams, const PastSpan& span, const PastVisitor& visit,
	const std::function<void(std::int64_t)>& read)
{
	const AreaTree& areas = reader.reference()->areas;
	std::optional<Uuid> after;
	for (std::int64_t looked_at = 0;;)
	{
		const auto heads = store::list_all_events(reader.database(), after, heads_at_a_time);
		for (const store::EventHead& head : heads)
		{
			const AreaId team_area = area_of(teams, head);
			// The head says where an event lies now; only of one that was changed since it may have been elsewhere.
			if (head.seq <= span.seq && (head.state == ReviewState::deleted || !is_in(areas, span, head.area, team_area, head.occurred_on)))
			{
				continue;
			}
			const auto state = find_past_state(reader.database(), head, span.seq);
			if (!state) { continue; }
			const PastEvent past = make_past(head, team_area, *state, areas);
			if (is_in(areas, span, past.event.area, team_area, past.event.occurred_on)) { visit(past); }
		}
		looked_at += static_cast<std::int64_t>(heads.size());
		if (read) { read(looked_at); }
		if (static_cast<std::int64_t>(heads.size()) < heads_at_a_time) { return; }
		after = heads.back().id;
	}
}

std::optional<PastEvent> find_past_event(store::Reader& reader, const TeamAreas& teams, const Uuid& id, std::int64_t seq)
{
	const auto head = store::find_event(reader.database(), id);
	if (!head) { return std::nullopt; }
	const auto state = find_past_state(reader.database(), *head, seq);
	return state ? std::optional(make_past(*head, area_of(teams, *head), *state, reader.reference()->areas)) : std::nullopt;
}

} // namespace bajin::reports
