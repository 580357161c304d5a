#include "tests/interleavings/server_states.hpp"

#include "server/events/review.hpp"
#include "server/store/count_fold.hpp"
#include "server/store/event_lists.hpp"
#include "server/store/quarantine_store.hpp"
#include "server/store/query.hpp"
#include "tests/support/catch.hpp"

#include <set>
#include <utility>

namespace bajin::test
{

namespace
{

constexpr std::string_view few_areas = "code,name,level,parent\n"
									   "410400,平顶山市,prefecture,\n"
									   "410423,鲁山县,county,410400\n"
									   "410423102,张良镇,township,410423\n"
									   "410423102201,张西村,village,410423102\n";

// What a sync, a review or a restore may change; `device` apart, see the header.
constexpr std::array state_tables = {"history", "event", "kept_change", "counts", "visit", "places_visited", "branch_event", "team_event"};

// What lies behind the records is brought up before a state is read, so that it does not tell by which way it was reached.
constexpr std::string_view brought_up = "UPDATE count_fold SET folded = 0, upto = 0, done = 0;\n"
										"UPDATE event_listed SET upto = (SELECT coalesce(max(seq), 0) FROM history);\n";

constexpr const char* select_columns = "SELECT name FROM pragma_table_info($1) ORDER BY cid";
constexpr const char* select_other_tables =
	"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('history', 'event', 'kept_change', 'counts', 'visit', "
	"'places_visited', 'branch_event', 'team_event', 'count_log', 'count_fold', 'event_listed', 'device') ORDER BY name";

api::ClockReading read_noon()
{
	return {noon_of_interleavings(), std::chrono::hours(1)};
}

// A statement that gives the rows of a table as values of an INSERT, in an order that does not depend on how they came.
std::string rows_statement(store::Database& database, std::string_view table)
{
	std::string columns;
	store::Query query(database, select_columns);
	query.bind(table);
	while (query.step()) { columns += (columns.empty() ? "quote(\"" : " || ',' || quote(\"") + std::string(query.text(0)) + "\")"; }
	return "SELECT '(' || " + columns + " || ')' FROM \"" + std::string(table) + "\" ORDER BY 1";
}

std::string rows_of(store::Database& database, const std::string& statement)
{
	store::Query query(database, statement.c_str());
	std::string rows;
	while (query.step()) { rows += (rows.empty() ? "" : ",") + std::string(query.text(0)); }
	return rows;
}

// The same change under another id: what a server that forgets would take it for. Told apart by where the history stands.
std::string other_id(const std::string& change_id, StateNumber state)
{
	Uuid id = parse_uuid(change_id).value();
	id.bytes[0] ^= 0xA5U;
	for (std::size_t i = 0; i < 4; ++i) { id.bytes[i + 1] ^= static_cast<std::uint8_t>(state >> (8 * i)); }
	return to_string(id);
}

} // namespace

Timestamp noon_of_interleavings() noexcept
{
	return Timestamp(std::chrono::sys_days(std::chrono::year(2027) / 3 / 8) + std::chrono::hours(4));
}

TextNumber Texts::number_of(const std::string& text)
{
	const auto [found, is_new] = numbers_.emplace(text, static_cast<TextNumber>(texts_.size()));
	if (is_new) { texts_.push_back(&found->first); }
	return found->second;
}

struct ServerStates::Machine
{
	TestServer server{read_noon, few_areas};
	std::unique_ptr<store::Database> loader;
	std::array<std::string, state_tables.size()> statements;
	StateNumber holds = 0;
	std::string other_rows; // of the tables beside the states, as they were at the start

	// Nothing here needs to survive a power cut.
	void prepare()
	{
		server.writer().database().connection().execute("PRAGMA synchronous = OFF");
		loader = std::make_unique<store::Database>(server.database_file(), store::Database::Access::read_write);
		loader->connection().execute("PRAGMA synchronous = OFF");
		loader->connection().execute("PRAGMA foreign_keys = OFF");
		for (std::size_t i = 0; i < statements.size(); ++i) { statements[i] = rows_statement(*loader, state_tables[i]); }
		other_rows = read_others();
	}

	[[nodiscard]] std::string read_rows()
	{
		store::Database& database = server.writer().database();
		server.writer().run_alone(
			[&database]
			{
				store::fold_all_counts(database);
				while (store::list_events_behind(database, 1'000)) {}
			});
		std::string script;
		for (std::size_t i = 0; i < statements.size(); ++i)
		{
			const std::string rows = rows_of(server.writer().database(), statements[i]);
			const std::string table = state_tables[i];
			script += "DELETE FROM " + table + ";\n";
			if (!rows.empty()) { script += "INSERT INTO " + table + " VALUES " + rows + ";\n"; }
		}
		return script.append(brought_up);
	}

	// Through a connection of its own, so that the writer reads anew what it keeps of the database.
	void write_rows(const std::string& script)
	{
		loader->connection().execute("BEGIN IMMEDIATE;" + script + "COMMIT");
		server.writer().database().forget_tails();
		server.reader().database().forget_tails();
	}

	[[nodiscard]] std::string read_others()
	{
		std::vector<std::string> tables;
		{
			store::Query query(*loader, select_other_tables);
			while (query.step()) { tables.emplace_back(query.text(0)); }
		}
		std::string all;
		for (const std::string& table : tables)
		{
			// The loader keeps its statements by their address.
			others.push_back(std::make_unique<std::string>(rows_statement(*loader, table)));
			all += table + ": " + rows_of(*loader, *others.back()) + '\n';
		}
		return all;
	}

	std::vector<std::unique_ptr<std::string>> others;
};

ServerStates::ServerStates(bool forgets_change_ids) : forgets_change_ids_(forgets_change_ids)
{
	auto machine = std::make_unique<Machine>();
	const Uuid team = machine->server.add_team("鲁山县普法讲师团", "410423");
	for (TestDevice& device : devices_) { device = machine->server.add_device(team); }
	machine->prepare();
	static_cast<void>(number_of(*machine));
	machines_.emplace("", std::move(machine));
}

ServerStates::~ServerStates() = default;

const ReferencePointer& ServerStates::reference() const noexcept
{
	return machines_.begin()->second->server.reference();
}

StateNumber ServerStates::number_of(Machine& machine)
{
	std::string rows = machine.read_rows();
	const std::string key = std::to_string(machine.server.writer().epoch().number) + ' ' +
							std::to_string(machine.server.writer().epoch().first_seq) + '\n' + rows;
	const auto [found, is_new] = numbers_.emplace(key, static_cast<StateNumber>(states_.size()));
	if (is_new) { states_.push_back({&machine, std::move(rows), std::nullopt}); }
	machine.holds = found->second;
	return found->second;
}

ServerStates::Machine& ServerStates::load(StateNumber state)
{
	Machine& machine = *states_[state].machine;
	if (machine.holds != state)
	{
		machine.write_rows(states_[state].rows);
		machine.holds = state;
	}
	return machine;
}

std::string ServerStates::with_other_change_ids(const std::string& request, StateNumber state) const
{
	Json json = Json::parse(request);
	for (Json& change : json["changes"]) { change["change_id"] = other_id(change["change_id"], state); }
	return json.dump();
}

ServerStates::Step ServerStates::sync(StateNumber from, std::size_t phone, TextNumber request)
{
	const std::array<std::uint32_t, 3> key{from, static_cast<std::uint32_t>(phone), request};
	const auto known = steps_.find(key);
	if (known != steps_.end()) { return known->second; }
	Machine& machine = load(from);
	const std::string& sent = requests_[request];
	Json answer = machine.server.sync(devices_[phone], Json::parse(forgets_change_ids_ ? with_other_change_ids(sent, from) : sent));
	++requests_run_;
	tally(Json::parse(sent), answer);
	if (forgets_change_ids_)
	{
		const Json json = Json::parse(sent);
		for (std::size_t i = 0; i < json["changes"].size(); ++i) { answer["results"][i]["change_id"] = json["changes"][i]["change_id"]; }
	}
	const Step step{number_of(machine), answers_.number_of(answer.dump())};
	steps_.emplace(key, step);
	return step;
}

void ServerStates::tally(const Json& request, const Json& answer)
{
	tally_.resets += answer["reset"].get<bool>() ? 1 : 0;
	for (std::size_t i = 0; i < request["changes"].size(); ++i)
	{
		const auto outcome = static_cast<std::size_t>(protocol::parse_outcome(answer["results"][i]["outcome"].get<std::string>()).value());
		++(request["changes"][i].value("heal", false) ? tally_.heals : tally_.changes)[outcome];
	}
}

StateNumber ServerStates::review(StateNumber from, ReviewState decision)
{
	const auto known = reviews_.find({from, decision});
	if (known != reviews_.end()) { return known->second; }
	Machine& machine = load(from);
	store::Writer& writer = machine.server.writer();
	const auto heads = store::list_all_events(writer.database(), std::nullopt, 2);
	StateNumber after = from;
	if (!heads.empty())
	{
		events::ReviewRequest request;
		request.id = heads.front().id;
		request.version = heads.front().version;
		request.state = decision;
		request.reason = "请看一看";
		request.by = "审核员";
		request.scope = machine.server.reference()->areas.root().id;
		static_cast<void>(writer.run_alone([&] { return events::apply_review(writer, request, noon_of_interleavings()); }));
		after = number_of(machine);
	}
	reviews_.emplace(std::pair(from, decision), after);
	return after;
}

StateNumber ServerStates::restore(StateNumber backup)
{
	const auto known = restores_.find(backup);
	if (known != restores_.end()) { return known->second; }
	const StateNumber after = restore_anew(backup);
	restores_.emplace(backup, after);
	return after;
}

StateNumber ServerStates::restore_anew(StateNumber backup)
{
	Machine& before = load(backup);
	before.server.save_backup("backup.db");
	auto restored = std::make_unique<Machine>();
	const auto epoch = static_cast<std::uint64_t>(before.server.writer().epoch().number) + 1;
	restored->server.restore_backup(before.server.database_file().parent_path() / "backup.db", epoch);
	const store::Epoch& begun = restored->server.writer().epoch();
	const std::string name =
		std::to_string(begun.number) + ' ' + std::to_string(begun.first_seq) + ' ' + std::to_string(begun.first_version);
	const auto found = machines_.find(name);
	restored->prepare();
	if (found == machines_.end())
	{
		Machine& added = *machines_.emplace(name, std::move(restored)).first->second;
		return number_of(added);
	}
	// A restored server of the same epoch is there already: it holds the same but for the rows.
	found->second->write_rows(restored->read_rows());
	return number_of(*found->second);
}

const ServerFacts& ServerStates::facts(StateNumber state)
{
	if (!states_[state].facts) { states_[state].facts = find_facts(load(state)); }
	return *states_[state].facts;
}

ServerFacts ServerStates::find_facts(Machine& machine)
{
	ServerFacts facts;
	store::Database& database = machine.server.writer().database();
	const auto heads = store::list_all_events(database, std::nullopt, 2);
	if (heads.size() > 1) { facts.fault = "more than one event"; }
	if (!heads.empty())
	{
		facts.head = heads.front();
		std::set<std::int64_t> versions;
		std::set<std::string> change_ids;
		for (const store::HistoryRow& row : store::list_history(database, facts.head->seq, 1'000))
		{
			const std::string change_id = row.change_id ? to_string(*row.change_id) : "";
			facts.rows.insert(facts.rows.begin(), {row.version, row.op, change_id, row.body ? Json::parse(*row.body) : Json()});
			const bool brings_version = row.op == store::HistoryOp::put || row.op == store::HistoryOp::remove;
			if (brings_version && !versions.insert(row.version).second)
			{
				facts.fault = "version " + std::to_string(row.version) + " stands for two contents";
			}
			if (row.change_id && !change_ids.insert(change_id).second) { facts.fault = "change " + change_id + " was applied twice"; }
		}
	}
	std::set<std::string> kept;
	for (const store::QuarantinedChange& row : store::list_quarantined(database, 0, 1'000))
	{
		if (!kept.insert(row.change).second) { facts.fault = "a change is kept twice: " + row.change; }
	}
	facts.sessions = machine.server.get_json("/api/v1/statistics?from=2027-03&to=2027-03&area=410400")["totals"]["sessions"];
	const std::int64_t expected = facts.head && is_counted(facts.head->state, Basis::received) ? 1 : 0;
	if (facts.sessions != expected) { facts.fault = std::to_string(facts.sessions) + " sessions are counted"; }
	const std::string differences = machine.server.recount();
	if (!differences.empty()) { facts.fault = "the counts differ from a recount: " + differences; }
	return facts;
}

std::string ServerStates::find_change_beside()
{
	for (const auto& [name, machine] : machines_)
	{
		if (machine->read_others() != machine->other_rows) { return machine->read_others(); }
	}
	return "";
}

} // namespace bajin::test
