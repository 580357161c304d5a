#include "server/store/integrity.hpp"

#include "server/store/query.hpp"
#include "server/store/review_json.hpp"
#include "server/store/sqlite.hpp"

namespace bajin::store
{

namespace
{

constexpr const char* check_file = "PRAGMA integrity_check(100)";

// In the list, of it those that are right, and how many there should be.
constexpr const char* count_branch_list =
	"SELECT (SELECT count(*) FROM branch_event), (SELECT count(*) FROM branch_event JOIN event ON event.id = branch_event.event AND "
	"branch = of_branch AND occurred_on = on_day AND seq <= (SELECT upto FROM event_listed)), "
	"(SELECT count(*) FROM event WHERE seq <= (SELECT upto FROM event_listed))";
constexpr const char* count_team_list =
	"SELECT (SELECT count(*) FROM team_event), (SELECT count(*) FROM team_event JOIN event ON event.id = team_event.event AND "
	"team = of_team AND seq = at_seq AND seq <= (SELECT upto FROM event_listed)), "
	"(SELECT count(*) FROM event WHERE seq <= (SELECT upto FROM event_listed))";

void add_list_fault(std::vector<std::string>& faults, Database& database, const char* sql, const char* list)
{
	Query query(database, sql);
	if (query.step() && query.integer(0) == query.integer(1) && query.integer(1) == query.integer(2)) { return; }
	faults.push_back(
		std::string("the list of events by ") + list + " has " + std::to_string(query.integer(0)) + ", of them " +
		std::to_string(query.integer(1)) + " as they are, and should have " + std::to_string(query.integer(2)));
}

} // namespace

std::vector<std::string> find_file_faults(Database& database)
{
	std::vector<std::string> faults;
	Query query(database, check_file);
	while (query.step())
	{
		if (query.text(0) != "ok") { faults.emplace_back(query.text(0)); }
	}
	if (!faults.empty()) { sqlite_of(database).fail_if_unreadable(check_file); }
	return faults;
}

std::vector<std::string> find_list_faults(Database& database)
{
	std::vector<std::string> faults;
	add_list_fault(faults, database, count_branch_list, "branch");
	add_list_fault(faults, database, count_team_list, "team");
	return faults;
}

std::vector<std::string> find_history_faults(Database& database, const EventHead& head)
{
	std::vector<std::string> faults;
	const std::string event = "event " + to_string(head.id) + ": ";
	std::optional<HistoryRow> newer;
	bool body_seen = head.body_seq == 0;
	for (std::optional<std::int64_t> seq = head.seq; seq;)
	{
		auto row = find_history(database, *seq);
		if (!row)
		{
			faults.push_back(event + "history row " + std::to_string(*seq) + " is missing");
			return faults;
		}
		const std::string name = event + "history row " + std::to_string(*seq);
		if (row->event != head.id) { faults.push_back(name + " belongs to event " + to_string(row->event)); }
		if (!newer && row->version != head.version) { faults.push_back(name + " is not of the newest version"); }
		if (!newer && head.bulk != (is_counted(head.state, Basis::verified) && read_review(row->review).bulk))
		{
			faults.push_back(name + " says otherwise whether many were verified at once");
		}
		if (newer && row->version > newer->version) { faults.push_back(name + " has a higher version than the row after it"); }
		if (row->seq == head.body_seq)
		{
			body_seen = true;
			if (!row->body) { faults.push_back(name + " should hold the record, and holds none"); }
		}
		// A chain that does not descend could run in a circle.
		if (row->previous_seq && *row->previous_seq >= row->seq)
		{
			faults.push_back(name + " names a later row as the one before it");
			return faults;
		}
		seq = row->previous_seq;
		newer = std::move(row);
	}
	if (!body_seen) { faults.push_back(event + "its record is not in its history"); }
	return faults;
}

} // namespace bajin::store
