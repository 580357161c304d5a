#include "tests/e2e/killed_tool.hpp"

#include "server/store/backup.hpp"
#include "server/store/query.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <array>
#include <csignal>
#include <fstream>
#include <thread>

namespace bajin::e2e
{

namespace fs = std::filesystem;

KilledTool::KilledTool(const Place& place, const RunningServer& server, std::mt19937_64& random)
	: place_(place), server_(server), random_(random), team_(place.make_team()),
	  importing_(client::read_enrolment(server.send(client::describe_enrol({place.make_code(team_), "沉默的手机", "1"}))).value().device_id)
{
	make_outbox();
	const auto started = std::chrono::steady_clock::now();
	static_cast<void>(place_.run_tool_json({"backup", first_backup().string(), "--data", data()}));
	usual_of_all_ = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started) * 3 / 2;
	backed_up_ = count_in(first_backup());
}

void KilledTool::kill()
{
	using Work = void (KilledTool::*)();
	constexpr std::array<Work, 7> works{&KilledTool::back_up, &KilledTool::add_team,   &KilledTool::enrol_phone, &KilledTool::add_account,
										&KilledTool::import,  &KilledTool::bring_back, &KilledTool::init};
	(this->*works.at(static_cast<std::size_t>(number_++) % works.size()))();
}

void KilledTool::check_rows() const
{
	CHECK(count("SELECT count(*) FROM team") == count("SELECT count(*) FROM audit WHERE action = 'make_team'"));
	CHECK(count("SELECT count(*) FROM enrolment") == count("SELECT count(*) FROM audit WHERE action = 'make_enrolment'"));
	CHECK(count("SELECT count(*) FROM account") == count("SELECT count(*) FROM audit WHERE action = 'make_user'"));
	CHECK(count("SELECT count(DISTINCT subject) FROM audit WHERE action = 'make_team'") == count("SELECT count(*) FROM team"));
}

bool KilledTool::run_and_kill(const std::string& work, std::vector<std::string> words)
{
	words.insert(words.begin(), test::tool_program());
	words.emplace_back("--json");
	Command command;
	command.words = std::move(words);
	command.output = place_.file("killed.json");
	command.errors = place_.file("killed.err");
	std::chrono::microseconds& usual = usual_.try_emplace(work, usual_of_all_).first->second;
	const auto started = std::chrono::steady_clock::now();
	Process tool(command);
	const std::chrono::microseconds moment(std::uniform_int_distribution<std::int64_t>(0, usual.count())(random_));
	std::this_thread::sleep_until(started + moment);
	tool.signal(SIGKILL);
	const Ending ending = tool.wait();
	CAPTURE(work, moment.count(), read_text(command.errors));
	CHECK((ending.signal == SIGKILL || ending.exit_code == 0));
	killed_ += ending.signal == SIGKILL ? 1 : 0;
	// Those that were at their end tell how long it takes.
	if (ending.signal != SIGKILL) { usual = moment * 9 / 10; }
	else { usual += usual / 20; }
	return ending.exit_code == 0;
}

Json KilledTool::said() const
{
	const auto document = parse_json(read_text(place_.file("killed.json")));
	return document ? document->value : Json();
}

void KilledTool::back_up()
{
	const fs::path file = place_.file(name_of("backup-"));
	const bool ended = run_and_kill("backup", {"backup", file.string(), "--data", data()});
	if (!fs::exists(file))
	{
		CHECK_FALSE(ended);
		static_cast<void>(place_.run_tool_json({"backup", file.string(), "--data", data()}));
	}
	CHECK_NOTHROW(store::check_backup(file));
	CHECK_FALSE(fs::exists(file.string() + ".part"));
	fs::remove(file);
}

void KilledTool::add_team()
{
	const std::string name = name_of("讲师团");
	const bool ended = run_and_kill("team", {"team", "add", name, "--area", "410423", "--data", data()});
	std::vector<std::string> found;
	const Json teams = place_.run_tool_json({"team", "list", "--data", data()}).at("teams");
	CAPTURE(name, teams.dump());
	for (const Json& team : teams)
	{
		if (team.at("name") == name) { found.push_back(team.at("team")); }
	}
	const Json told = said();
	CHECK(found.size() <= 1);
	CHECK((!ended || !told.is_null()));
	if (!told.is_null()) { CHECK(found == std::vector<std::string>{told.at("team")}); }
}

void KilledTool::enrol_phone()
{
	const bool ended = run_and_kill("enrol", {"enrol", "--team", team_, "--data", data()});
	const Json told = said();
	CHECK((!ended || !told.is_null()));
	if (!told.is_null()) { CHECK_FALSE(server_.enrol(told.at("code")).empty()); }
}

void KilledTool::add_account()
{
	const std::string name = name_of("viewer");
	const bool ended = run_and_kill("user", {"user", "add", name, "--role", "viewer", "--area", "410423", "--generate", "--data", data()});
	std::size_t found = 0;
	const Json users = place_.run_tool_json({"user", "list", "--data", data()}).at("users");
	for (const Json& user : users) { found += user.at("username") == name ? 1 : 0; }
	const Json told = said();
	CHECK(found <= 1);
	CHECK((!ended || !told.is_null()));
	if (!told.is_null())
	{
		CHECK(found == 1);
		CHECK_FALSE(server_.sign_in(name, told.at("password")).empty());
	}
}

void KilledTool::import()
{
	static_cast<void>(run_and_kill("import", {"import", "--outbox", place_.file("outbox.json").string(), "--data", data()}));
	const Json whole = place_.run_tool_json({"import", "--outbox", place_.file("outbox.json").string(), "--data", data()});
	CHECK(whole.at("results").size() == wanted_.size());
	for (const Json& result : whole.at("results"))
	{
		CHECK((result.at("outcome") == "accepted" || result.at("outcome") == "unchanged"));
		Kept kept = wanted_.at(result.at("id"));
		kept.version = result.at("version");
		kept_[result.at("id")] = kept;
	}
	make_outbox();
}

void KilledTool::bring_back()
{
	const fs::path target = place_.file(name_of("restored-"));
	const std::vector<std::string> words{"restore", first_backup().string(), "--data", target.string()};
	const bool ended = run_and_kill("restore", words);
	require_database_in(target, ended, words);
	CHECK(count_in(target / "bajin.db") == backed_up_);
	CHECK(place_.run_tool_json({"check", "--data", target.string()}).at("clean") == true);
	fs::remove_all(target);
}

void KilledTool::init()
{
	const fs::path target = place_.file(name_of("new-"));
	const std::vector<std::string> words{"init", "--data", target.string()};
	const bool ended = run_and_kill("init", words);
	require_database_in(target, ended, words);
	CHECK(place_.run_tool_json({"check", "--data", target.string()}).at("clean") == true);
	fs::remove_all(target);
}

void KilledTool::require_database_in(const fs::path& target, bool ended, const std::vector<std::string>& words) const
{
	if (!fs::exists(target / "bajin.db"))
	{
		CHECK_FALSE(ended);
		static_cast<void>(place_.run_tool_json(words));
	}
	for (const char* name : {"bajin.db.part", "bajin.db-wal", "bajin.db.part-wal"}) { CHECK_FALSE(fs::exists(target / name)); }
}

void KilledTool::make_outbox()
{
	Json changes = Json::array();
	wanted_.clear();
	for (int i = 0; i < 230; ++i)
	{
		const std::string id = test::make_id(++next_);
		const Kept wanted{0, 60 + i, false};
		wanted_[id] = wanted;
		changes.push_back(test::make_put(test::make_id(++next_), 0, test::make_record(id, wanted.reach)));
	}
	const Json outbox{
		{"format", "bajin-outbox"},
		{"format_version", 1},
		{"made_at", "2025-03-09T08:00:00Z"},
		{"app", {{"name", "bajin-web"}, {"version", "0.1.0"}}},
		{"device_id", importing_},
		{"device_name", "测试手机"},
		{"teams", {team_}},
		{"changes", std::move(changes)},
		{"nil_reports", Json::array()}};
	std::ofstream(place_.file("outbox.json")) << to_text(outbox);
}

std::int64_t KilledTool::count_rows(const fs::path& file, const char* sql)
{
	store::Database database(file, store::Database::Access::read_only);
	store::Query query(database, sql);
	REQUIRE(query.step());
	return query.integer(0);
}

} // namespace bajin::e2e
