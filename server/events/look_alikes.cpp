#include "server/events/look_alikes.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

namespace bajin::events
{

namespace
{

constexpr std::int64_t rows_a_step = 256;

bool are_comparable(const store::EventHead& one, const store::EventHead& other)
{
	return one.id != other.id && one.body_seq != 0 && other.body_seq != 0 && one.branch == other.branch &&
		   one.occurred_on == other.occurred_on && one.venue_type == other.venue_type;
}

// Compares events of one database, and reads each record once.
class Comparer
{
public:
	Comparer(store::Database& database, const Reference& reference) : database_(database), reference_(reference) {}

	// Empty: not alike.
	[[nodiscard]] std::optional<store::LookAlikePair> judge(const store::EventHead& one, const store::EventHead& other)
	{
		if (!are_comparable(one, other)) { return std::nullopt; }
		const store::EventHead& low = one.id < other.id ? one : other;
		const store::EventHead& high = one.id < other.id ? other : one;
		const auto* low_record = record_of(low);
		const auto* high_record = record_of(high);
		if (low_record == nullptr || high_record == nullptr) { return std::nullopt; }
		LookAlike found = compare(*low_record, *high_record);
		if (found.score < look_alike_threshold) { return std::nullopt; }
		return store::LookAlikePair{{low.id, high.id}, low.body_seq, high.body_seq, one.branch, one.occurred_on, std::move(found), {}};
	}

	[[nodiscard]] std::vector<store::EventHead> list_candidates(const store::EventHead& event)
	{
		std::vector<store::EventHead> candidates;
		std::ranges::copy_if(
			list_day(event), std::back_inserter(candidates), [&](const store::EventHead& head) { return are_comparable(event, head); });
		return candidates;
	}

private:
	const std::vector<store::EventHead>& list_day(const store::EventHead& event)
	{
		auto [day, is_new] = days_.try_emplace({event.branch, event.occurred_on});
		if (is_new)
		{
			const std::vector<AreaId> branches = {event.branch};
			day->second =
				store::list_events(database_, {branches, event.occurred_on, event.occurred_on, std::nullopt, look_alike_candidates_max});
		}
		return day->second;
	}

	// nullptr: damaged, which `bajin check` tells of.
	const LookAlikeRecord* record_of(const store::EventHead& head)
	{
		auto [entry, is_new] = records_.try_emplace(head.id);
		if (is_new)
		{
			const auto document = parse_json(store::find_body(database_, head.body_seq));
			if (document) { entry->second = read_look_alike(document->value, head.team, reference_); }
		}
		return entry->second ? &*entry->second : nullptr;
	}

	store::Database& database_;
	const Reference& reference_;
	std::map<std::pair<AreaId, Date>, std::vector<store::EventHead>> days_;
	std::unordered_map<Uuid, std::optional<LookAlikeRecord>> records_;
};

bool is_judged_so(const store::LookAlikePair& stored, const store::LookAlikePair& now)
{
	return stored.low_seq == now.low_seq && stored.high_seq == now.high_seq && stored.found == now.found && stored.branch == now.branch &&
		   stored.occurred_on == now.occurred_on;
}

// Gathers what changes about the pairs of the records looked at.
class Finder
{
public:
	explicit Finder(store::Reader& reader) : database_(reader.database()), comparer_(reader.database(), *reader.reference()) {}

	void look_at(const store::EventHead& event)
	{
		std::map<store::PairId, store::LookAlikePair> alike;
		const auto judge = [&](const store::EventHead& other)
		{
			if (auto pair = comparer_.judge(event, other)) { alike.emplace(pair->id, std::move(*pair)); }
		};
		for (const store::EventHead& other : comparer_.list_candidates(event)) { judge(other); }
		for (store::LookAlikePair& stored : store::list_look_alikes_of(database_, event.id))
		{
			const auto other = store::find_event(database_, stored.id.low == event.id ? stored.id.high : stored.id.low);
			if (other && !alike.contains(stored.id)) { judge(*other); } // beyond the candidates
			const auto now = alike.find(stored.id);
			if (now == alike.end()) { gone_.insert_or_assign(stored.id, std::move(stored)); }
			else if (is_judged_so(stored, now->second)) { alike.erase(now); }
		}
		found_.merge(alike);
	}

	void take_into(LookAlikeFindings& findings)
	{
		for (auto& entry : found_) { findings.found.push_back(std::move(entry.second)); }
		for (auto& entry : gone_) { findings.gone.push_back(std::move(entry.second)); }
	}

private:
	store::Database& database_;
	Comparer comparer_;
	std::map<store::PairId, store::LookAlikePair> found_;
	std::map<store::PairId, store::LookAlikePair> gone_;
};

} // namespace

LookAlikeFindings find_look_alikes(store::Reader& reader, std::int64_t after, std::int64_t rows_max, const std::function<bool()>& go_on)
{
	LookAlikeFindings findings;
	Finder finder(reader);
	findings.through = reader.newest_seq();
	const auto rows = store::list_record_rows(reader.database(), after, rows_max);
	findings.more = static_cast<std::int64_t>(rows.size()) == rows_max;
	if (findings.more) { findings.through = rows.back().seq; }
	for (const store::RecordRow& row : rows)
	{
		// A record that was replaced since comes again with its newest row.
		const auto head = store::find_event(reader.database(), row.event);
		if (head && head->body_seq == row.seq) { finder.look_at(*head); }
		if (row.seq != rows.back().seq && !go_on())
		{
			findings.through = row.seq;
			findings.more = true;
			break;
		}
	}
	finder.take_into(findings);
	return findings;
}

void save_findings(store::Writer& writer, const LookAlikeFindings& findings)
{
	for (const store::LookAlikePair& pair : findings.gone)
	{
		store::remove_look_alike(writer.database(), pair);
		writer.touch_branch(pair.branch);
	}
	for (const store::LookAlikePair& pair : findings.found)
	{
		store::put_look_alike(writer.database(), pair);
		writer.touch_branch(pair.branch);
	}
	store::save_look_alike_progress(writer.database(), {findings.through, look_alike_rules});
}

LookAlikeScan::Step LookAlikeScan::next(store::Reader& reader, const std::function<bool()>& go_on)
{
	const std::int64_t newest = reader.newest_seq();
	if (!position_)
	{
		const store::LookAlikeProgress progress = store::find_look_alike_progress(reader.database());
		// A position ahead of the history would be that of another database.
		const bool fits = progress.rules == look_alike_rules && progress.seq <= newest;
		saved_ = fits ? progress.seq : 0;
		position_ = saved_;
	}
	if (*position_ == newest) { return {}; }
	LookAlikeFindings findings = find_look_alikes(reader, *position_, rows_a_step, go_on);
	position_ = findings.through;
	Step step;
	step.more = findings.more;
	step.behind = newest - findings.through;
	if (!findings.found.empty() || !findings.gone.empty() || *position_ - saved_ >= rows_between_saves_)
	{
		saved_ = *position_;
		step.to_save = std::move(findings);
	}
	return step;
}

std::vector<LookAlikeOther> list_others(store::Database& database, const Reference& reference, const store::EventHead& event)
{
	std::vector<LookAlikeOther> others;
	if (event.state == ReviewState::deleted) { return others; }
	Comparer comparer(database, reference);
	for (store::EventHead& other : comparer.list_candidates(event))
	{
		auto pair = other.state == ReviewState::deleted ? std::nullopt : comparer.judge(event, other);
		if (!pair) { continue; }
		auto stored = store::find_look_alike(database, pair->id);
		others.push_back({std::move(other), std::move(pair->found), stored ? std::move(stored->cleared) : std::nullopt});
	}
	std::ranges::stable_sort(others, [](const auto& left, const auto& right) { return left.found.score > right.found.score; });
	return others;
}

Result<store::LookAlikePair> clear_look_alike(store::Writer& writer, const ClearRequest& request, Timestamp now)
{
	store::Database& database = writer.database();
	const auto low = store::find_event(database, request.pair.low);
	const auto high = store::find_event(database, request.pair.high);
	auto pair = low && high ? Comparer(database, *writer.reference()).judge(*low, *high) : std::nullopt;
	if (!pair) { return Error{"not_look_alike", "", ""}; }
	store::put_look_alike(database, *pair);
	if (request.cleared) { pair->cleared = store::Clearance{request.by, now, request.reason}; }
	store::set_clearance(database, pair->id, pair->cleared);
	writer.touch_branch(pair->branch);
	return std::move(*pair);
}

} // namespace bajin::events
