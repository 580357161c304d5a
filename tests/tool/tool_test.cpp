// Runs the real program: what a person types, what it says, and with which code it ends.
#include "server/people/password.hpp"
#include "server/reports/sealed/sealed_report.hpp"
#include "server/store/account_store.hpp"
#include "server/store/count_fold.hpp"
#include "server/store/directory_lock.hpp"
#include "server/store/query.hpp"
#include "server/store/reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/tool/tool_fixture.hpp"

#include <fstream>

using namespace bajin;
using namespace bajin::tool_test;
namespace fs = std::filesystem;

namespace
{

// Of the prefecture's five years.
std::string sealed_file(const fs::path& database_file)
{
	store::Reader reader(database_file);
	reader.begin_snapshot();
	store::SealedHead head;
	head.span = {reader.reference()->areas.root().id, {make_date(2011, 1, 1), make_date(2015, 12, 31)}, Basis::received};
	head.version = 1;
	std::string file = reports::to_file(reports::make_report(reader, std::move(head)));
	reader.end_snapshot();
	return file;
}

} // namespace

TEST_CASE("tool: every command has help with an example")
{
	const Bench bench;
	for (const std::string command :
		 {"", "init", "demo", "team", "team add", "team list", "enrol", "check", "clock confirm", "report", "backup", "restore", "import",
		  "field", "version"})
	{
		const Ran ran = bench.run(command + " --help");
		CAPTURE(command);
		CHECK(ran.exit_code == 0);
		CHECK(ran.out.find("Example: bajin " + command.substr(0, command.find(' '))) != std::string::npos);
	}
}

TEST_CASE("tool: what is typed wrong gets one line and a code that is not zero")
{
	const Bench bench;
	check_refused(bench, "", "a command is needed");
	check_refused(bench, "team", "a command is needed");
	check_refused(bench, "team remove", "remove");
	check_refused(bench, "nonsense", "nonsense");
	check_refused(bench, "init", "--data");
	check_refused(bench, "team list --data nowhere", "there is no directory nowhere");
	fs::create_directory(bench / "empty");
	for (const std::string command :
		 {"demo", "check", "team list", "team add 甲 --area 410423", "enrol --team x", "report --from 2011-01 --to 2011-12", "backup b.db"})
	{
		check_refused(bench, command + " --data empty", "there is no database in empty");
	}
	CHECK(fs::is_empty(bench / "empty"));
	std::ofstream(bench / "file") << "x";
	check_refused(bench, "init --data file", "cannot make the directory");
	check_refused(bench, "init --data data --areas missing.csv", "missing.csv");
	std::ofstream(bench / "bad.csv") << "code,name\n1,2\n";
	check_refused(bench, "init --data data --areas bad.csv", "bad.csv");
	CHECK_FALSE(fs::exists(bench / "data"));

	REQUIRE(bench.run("init --data data").exit_code == 0);
	check_refused(bench, "init --data data", "already exists");
	check_refused(bench, "team add 甲 --area 999999 --data data", "999999");
	check_refused(bench, "team add '' --area 410423 --data data", "name");
	check_refused(bench, "enrol --team nobody --data data", "no team id");
	check_refused(bench, "enrol --team 01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f --data data", "there is no team");
	check_refused(bench, "report --from 2011-13 --to 2011-12 --data data", "from");
	check_refused(bench, "report --from 2011-01 --to 2011-12 --area 999999 --data data", "999999");
	check_refused(bench, "report --from 2011-01 --to 2011-12 --basis all --data data", "basis");
	check_refused(bench, "restore missing.db --data other", "missing.db");
	check_refused(bench, "field --server http://127.0.0.1:1", "--code");
}

TEST_CASE("tool: demonstration data that was cut off can be made again")
{
	const Bench bench;
	REQUIRE(bench.run("init --data data").exit_code == 0);
	const auto bytes = fs::file_size(bench / "data" / "bajin.db");
	{
		const test::FullDisk full(bytes + 256 * 1'024);
		CHECK(bench.run("demo --data data").exit_code != 0);
	}
	std::ofstream(bench / "data" / "bajin.db.demo", std::ios::app) << "what a power cut left";
	CHECK(bench.run("demo --data data").exit_code == 0);
	CHECK(bench.run("check --data data").exit_code == 0);
	CHECK_FALSE(fs::exists(bench / "data" / "bajin.db.demo"));
	check_refused(bench, "demo --data data", "already has teams");
}

TEST_CASE("tool: a database that is newer or none at all is refused")
{
	const Bench bench;
	REQUIRE(bench.run("init --data data").exit_code == 0);
	{
		store::Database database(bench / "data" / "bajin.db", store::Database::Access::read_write);
		database.connection().execute("PRAGMA user_version = 1000");
	}
	for (const std::string command : {"check", "team list", "team add 甲 --area 410423", "backup b.db", "demo"})
	{
		check_refused(bench, command + " --data data", "schema 1000");
	}
	fs::create_directory(bench / "text");
	std::ofstream(bench / "text" / "bajin.db") << "This is a letter and no database, though it is of some length.";
	check_refused(bench, "check --data text", "not a database");
	check_refused(bench, "team add 甲 --area 410423 --data text", "not a database");
}

TEST_CASE("tool: team and enrol give what the contract says")
{
	const Bench bench;
	const Json made = bench.run_json("init --data data");
	CHECK(made["areas"] == 2'989);
	const Json team = bench.run_json("team add 鲁山县讲师团 --area 410423 --data data");
	CHECK(team.size() == 1);
	const std::string id = team["team"].get<std::string>();
	CHECK(parse_uuid(id));
	const Json enrol = bench.run_json("enrol --team " + id + " --data data --public-url https://bajin.example/");
	const std::string code = enrol["code"].get<std::string>();
	CHECK(code.size() == 9);
	CHECK(code[4] == '-');
	CHECK(enrol["url"] == "https://bajin.example/#/enrol?code=" + code);
	CHECK(parse_timestamp(enrol["expires"].get<std::string>()));
	const Ran words = bench.run("enrol --team " + id + " --data data");
	CHECK(words.exit_code == 0);
	CHECK(words.out.find("http://127.0.0.1:8080/#/enrol?code=") != std::string::npos);
	CHECK(words.out.find("▀") != std::string::npos);
	const Json list = bench.run_json("team list --data data");
	REQUIRE(list["teams"].size() == 1);
	CHECK(list["teams"][0]["name"] == "鲁山县讲师团");
	CHECK(list["teams"][0]["last_heard_at"].is_null());
	CHECK(bench.run_json("version")["protocol"] == 1);
	check_refused(bench, "demo --data data", "empty database");
}

TEST_CASE("tool: the demonstration data gives the published figures, survives backup and restore, and check finds tampering")
{
	const Bench bench;
	REQUIRE(bench.run("init --data data").exit_code == 0);
	const Json found = bench.run_json("demo --data data");
	CHECK(found["totals"]["sessions"] == 1'012);
	CHECK(found["totals"]["women_children_lectures"] == 1'600);
	CHECK(found["totals"]["materials"] == 3'000'000);
	const std::string text =
		"开展“法律知识八进”等宣传活动1012场次，发放宣传资料300万份，受教育群众670余万人次，专场为妇女儿童开展讲座1600次";
	CHECK(found["text"].get<std::string>().find(text) != std::string::npos);
	check_refused(bench, "demo --data data", "empty database");
	CHECK(bench.run_json("check --data data")["clean"] == true);

	REQUIRE(bench.run("backup copy.db --data data").exit_code == 0);
	check_refused(bench, "backup copy.db --data data", "already exists");
	check_refused(bench, "restore copy.db --data data", "already exists");
	CHECK(bench.run_json("restore copy.db --data again")["epoch"] == 2);
	CHECK(bench.run_json("check --data again")["clean"] == true);
	const std::string question = "report --from 2011-01 --to 2015-12 --area 410400 --data ";
	CHECK(bench.run_json(question + "again")["totals"] == found["totals"]);
	CHECK(bench.run(question + "again").out.find(text) != std::string::npos);

	// Sealed in the first database, recomputed in the restored one.
	const std::string file = sealed_file(bench / "data" / "bajin.db");
	std::ofstream(bench / "sealed.json", std::ios::binary) << file;
	const Json verified = bench.run_json("report --verify sealed.json --data again");
	CHECK(verified["same"] == true);
	CHECK(bench.run("report --verify sealed.json --data data").out.find("recomputed to the same bytes") == 0);
	std::ofstream(bench / "altered.json", std::ios::binary)
		<< std::string(file).replace(file.find("\"area/total/sessions\":1012") + 22, 4, "1013");
	const Ran altered = bench.run("report --verify altered.json --data again");
	CHECK(altered.exit_code == 1);
	CHECK(altered.out.find("figure area/total/sessions: sealed 1013, recomputed 1012") != std::string::npos);
	check_refused(bench, "report --verify copy.db --data data", "no sealed report");
	check_refused(bench, "report --verify missing.json --data data", "cannot read");
	check_refused(bench, "report --data data", "--from and --to");

	{
		store::Database database(bench / "again" / "bajin.db", store::Database::Access::read_write);
		store::fold_all_counts(database);
		database.connection().execute("DELETE FROM counts WHERE slot = (SELECT max(slot) FROM counts)");
	}
	const Ran tampered = bench.run("check --data again");
	CHECK(tampered.exit_code == 1);
	CHECK(tampered.out.find("differ") != std::string::npos);
}

TEST_CASE("tool: restore is refused while a server holds the directory")
{
	const Bench bench;
	REQUIRE(bench.run("init --data data").exit_code == 0);
	REQUIRE(bench.run("backup copy.db --data data").exit_code == 0);
	fs::create_directory(bench / "other");
	{
		const store::DirectoryLock server(bench / "other");
		check_refused(bench, "restore copy.db --data other", "in use");
	}
	CHECK(bench.run("restore copy.db --data other").exit_code == 0);
}

TEST_CASE("tool: a password file as Windows writes it holds the password alone, and GBK is refused in one line")
{
	const Bench bench;
	REQUIRE(bench.run("init --data d").exit_code == 0);
	std::ofstream(bench / "windows") << "\xEF\xBB\xBF"
										"a kite for somebody\r\n";
	std::ofstream(bench / "cr") << "a kite for somebody\r";
	std::ofstream(bench / "gbk") << "\xB7\xA8\xC2\xC9\xBD\xF8\xCF\xE7\xB4\xE5\n"; // 法律进乡村
	CHECK(bench.run("user add one --role admin --data d < windows").exit_code == 0);
	CHECK(bench.run("user add two --role admin --data d < cr").exit_code == 0);
	check_refused(bench, "user add three --role admin --data d < gbk", "UTF-8");
	check_refused(bench, "team add $(printf '\\302\\263\\311\\275') --area 410423 --data d", "argument 3 is not UTF-8"); // 鲁山
	check_refused(bench, "user add $(printf '\\342\\200\\213') --role admin --data d < windows", "the name");            // U+200B
	check_refused(bench, "team add $(printf '\\343\\205\\244') --area 410423 --data d", "name");                         // U+3164
	check_refused(bench, "user add ＯＮＥ --role admin --data d < windows", "already");

	// The password is what stands between the marks.
	store::Reader reader(bench / "d" / "bajin.db");
	reader.begin_snapshot();
	for (const char* name : {"one", "two"})
	{
		const auto account = store::find_account_by_name(reader.database(), name);
		REQUIRE(account);
		CHECK(people::is_password(account->password_hash, "a kite for somebody"));
	}
}

TEST_CASE("tool: a password that is made is to be changed, one on standard input is its owner's")
{
	const Bench bench;
	REQUIRE(bench.run("init --data d").exit_code == 0);
	std::ofstream(bench / "password") << "a kite for somebody\n";
	const auto must_change = [&](const std::string& arguments) { return bench.run_json(arguments + " --data d --json")["must_change"]; };
	CHECK(must_change("user add one --role admin < password") == false);
	CHECK(must_change("user add two --role admin --must-change < password") == true);
	CHECK(must_change("user add three --role admin --generate") == true);
	CHECK(must_change("user add four --role admin --generate --lasting") == false);
	CHECK(must_change("user password one --generate") == true);
	CHECK(must_change("user password one < password") == false);
	CHECK(bench.run("user add five --role admin --lasting --data d < password").exit_code != 0);
	CHECK(bench.run("user add five --role admin --generate --lasting --must-change --data d").exit_code != 0);
	Json found = Json::object();
	const Json list = bench.run_json("user list --data d --json");
	for (const Json& user : list["users"]) { found[user["username"].get<std::string>()] = user["must_change"]; }
	CHECK(found == Json{{"four", false}, {"one", false}, {"three", true}, {"two", true}});
}
