// bajin import: the way out when a phone cannot sync.
#include "server/events/prepare.hpp"
#include "server/people/token.hpp"
#include "server/store/device_store.hpp"
#include "server/store/quarantine_store.hpp"
#include "server/store/query.hpp"
#include "server/store/writer.hpp"
#include "server/sync/push.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"
#include "tests/tool/tool_fixture.hpp"

#include <fstream>

using namespace bajin;
using namespace bajin::tool_test;
using test::make_delete;
using test::make_id;
using test::make_put;
using test::make_record;

namespace
{

// A data directory with a team and a phone, and the files that phones write.
struct Office
{
	Bench bench;
	std::string team;
	Uuid device = *parse_uuid(make_id(0xDE1));

	Office()
	{
		REQUIRE(bench.run("init --data data").exit_code == 0);
		team = bench.run_json("team add 鲁山县讲师团 --area 410423 --data data")["team"];
		store::Writer writer(database());
		writer.run_alone(
			[&]
			{
				store::Device row;
				row.id = device;
				row.name = "红米";
				row.created_at = now();
				store::insert_device(writer.database(), row, people::make_token().hash);
				store::set_device_team(writer.database(), device, *parse_uuid(team), now());
			});
	}

	[[nodiscard]] std::filesystem::path database() const { return bench / "data" / "bajin.db"; }

	[[nodiscard]] Json outbox(Json changes) const
	{
		return {
			{"format", "bajin-outbox"},
			{"format_version", 1},
			{"made_at", "2025-03-09T08:00:00Z"},
			{"app", {{"name", "bajin-web"}, {"version", "0.1.0"}}},
			{"device_id", to_string(device)},
			{"device_name", "红米"},
			{"teams", {team}},
			{"changes", std::move(changes)},
			{"nil_reports", Json::array()}};
	}

	void write(const char* name, const std::string& text) const { std::ofstream(bench / name) << text; }

	Ran import(const Json& file, const std::string& more = "") const
	{
		write("outbox.json", file.dump());
		return bench.run("import --outbox outbox.json --data data --json" + more);
	}

	[[nodiscard]] std::int64_t count(const char* sql) const
	{
		store::Database opened(database(), store::Database::Access::read_only);
		store::Query query(opened, sql);
		REQUIRE(query.step());
		return query.integer(0);
	}
	[[nodiscard]] std::int64_t events() const { return count("SELECT count(*) FROM event"); }
};

std::string change_id(std::uint64_t number)
{
	return make_id(1'000 + number);
}

Json three_changes()
{
	return {
		make_put(change_id(1), 0, make_record(make_id(1), 800)), make_put(change_id(2), 0, make_record(make_id(2))),
		make_put(change_id(3), 1, make_record(make_id(1), 820))};
}

} // namespace

TEST_CASE("import: changes become events as if the phone had synced, and a second time changes nothing")
{
	const Office office;
	const Ran first = office.import(office.outbox(three_changes()));
	CAPTURE(first.out, first.error);
	CHECK(first.exit_code == 0);
	const Json said = Json::parse(first.out);
	CHECK(said["file"] == "outbox.json");
	CHECK(said["accepted"] == 3);
	CHECK(said["unchanged"] == 0);
	CHECK(said["rejected"] == 0);
	REQUIRE(said["results"].size() == 3);
	CHECK(said["results"][0]["change_id"] == change_id(1));
	CHECK(said["results"][0]["outcome"] == "accepted");
	CHECK(said["results"][0]["occurred_on"] == "2025-03-08");
	CHECK(said["results"][2]["version"] == 2);
	CHECK_FALSE(said["results"][2]["receipt"].is_null());
	CHECK(office.events() == 2);

	const Ran again = office.import(office.outbox(three_changes()));
	CHECK(again.exit_code == 0);
	CHECK(Json::parse(again.out)["unchanged"] == 3);
	CHECK(Json::parse(again.out)["results"][0]["receipt"] == said["results"][0]["receipt"]);
	CHECK(office.events() == 2);
	CHECK(office.bench.run_json("check --data data")["clean"] == true);
	CHECK(office.count("SELECT count(*) FROM audit WHERE action = 'import_outbox'") == 2);
	CHECK(office.count("SELECT count(*) FROM history") == 3);
	CHECK(office.count("SELECT count(*) FROM device WHERE last_heard_at IS NOT NULL OR pending_events > 0") == 0);
}

TEST_CASE("import: words for people, a line a change, with what is wrong and where the refused ones are kept")
{
	const Office office;
	Json wrong = make_record(make_id(3));
	wrong["title"] = "";
	Json changes = three_changes();
	changes.push_back(make_put(change_id(4), 0, wrong));
	changes.push_back(Json{{"id", make_id(5)}});
	changes.push_back(make_delete(change_id(6), make_id(2), 1));
	office.write("outbox.json", office.outbox(changes).dump());
	const Ran ran = office.bench.run("import --outbox outbox.json --data data");
	CAPTURE(ran.out);
	CHECK(ran.exit_code == 1);
	CHECK(ran.error.empty());
	CHECK(ran.out.find("accepted  ") == 0);
	CHECK(ran.out.find("2025-03-08\n") != std::string::npos);
	CHECK(ran.out.find("delete " + make_id(2)) != std::string::npos);
	CHECK(ran.out.find("    /title: ") != std::string::npos);
	CHECK(ran.out.find("4 accepted, 0 unchanged, 0 merged, 0 conflict, 2 rejected") != std::string::npos);
	CHECK(ran.out.find("/api/v1/kept") != std::string::npos);
	CHECK(office.count("SELECT count(*) FROM kept_change WHERE resolved_at IS NULL") == 2);
	CHECK(office.import(office.outbox(changes)).exit_code == 1);
	CHECK(office.count("SELECT count(*) FROM kept_change WHERE resolved_at IS NULL") == 2);
}

TEST_CASE("import: a phone that was revoked or lost loses nothing, and stays so")
{
	const Office office;
	{
		store::Writer writer(office.database());
		writer.run_alone([&] { store::set_device_revoked(writer.database(), office.device, now(), now()); });
	}
	CHECK(office.import(office.outbox(three_changes())).exit_code == 0);
	CHECK(office.events() == 2);
	CHECK(office.count("SELECT count(*) FROM device WHERE lost_at IS NOT NULL") == 1);
}

TEST_CASE("import: a phone that is not known needs a team, and can never sign in")
{
	const Office office;
	Json file = office.outbox(three_changes());
	file["device_id"] = make_id(0xDE2);
	file["device_name"] = std::string(60, 'x') + "机";
	const Ran refused = office.import(file);
	CHECK(refused.exit_code == 2);
	CHECK(refused.error.find("--team ID") != std::string::npos);
	CHECK(refused.error.find(make_id(0xDE2)) != std::string::npos);
	CHECK(office.events() == 0);
	CHECK(office.count("SELECT count(*) FROM device") == 1);

	const Ran taken = office.import(file, " --team " + office.team);
	CAPTURE(taken.out, taken.error);
	CHECK(taken.exit_code == 0);
	CHECK(office.events() == 2);
	store::Database database(office.database(), store::Database::Access::read_only);
	const auto device = store::find_device(database, *parse_uuid(make_id(0xDE2)));
	REQUIRE(device);
	CHECK(device->name.starts_with("outbox: xxx"));
	CHECK(device->revoked_at);
	REQUIRE(device->teams.size() == 1);
	CHECK(to_string(device->teams[0].team) == office.team);
	CHECK(office.import(file).exit_code == 0); // now it is known
	check_refused(office.bench, "import --outbox outbox.json --data data --team nobody", "no team id");
	check_refused(office.bench, "import --outbox outbox.json --data data --team " + make_id(9), "there is no team");
}

TEST_CASE("import: months without an event, and more changes than a sync takes at once")
{
	const Office office;
	Json changes = Json::array();
	for (std::uint64_t i = 1; i <= 620; ++i) { changes.push_back(make_put(change_id(i), 0, make_record(make_id(i)))); }
	Json file = office.outbox(changes);
	file["nil_reports"] = {{{"change_id", make_id(7)}, {"month", "2025-02"}}};
	const Ran ran = office.import(file);
	CAPTURE(ran.error);
	REQUIRE(ran.exit_code == 0);
	CHECK(Json::parse(ran.out)["accepted"] == 620);
	CHECK(Json::parse(ran.out)["nil_reports"] == 1);
	CHECK(office.events() == 620);
	CHECK(Json::parse(office.import(file).out)["nil_reports"] == 0);
	CHECK(office.count("SELECT count(*) FROM nil_report") == 1);
}

TEST_CASE("import: a flaw of the text is the matter of its change, also beyond the five hundredth")
{
	const Office office;
	Json changes = Json::array();
	for (std::uint64_t i = 1; i <= 502; ++i) { changes.push_back(make_put(change_id(i), 0, make_record(make_id(i)))); }
	std::string text = office.outbox(changes).dump();
	const std::string last = make_id(502) + "\",";
	const auto at = text.rfind(last);
	REQUIRE(at != std::string::npos);
	text.insert(at + last.size(), R"("kind":"lecture",)");
	office.write("outbox.json", text);
	const Ran ran = office.bench.run("import --outbox outbox.json --data data --json");
	CAPTURE(ran.error);
	CHECK(ran.exit_code == 1);
	const Json said = Json::parse(ran.out);
	CHECK(said["accepted"] == 501);
	CHECK(said["results"][501]["problems"][0]["code"] == "duplicate_key");
}

TEST_CASE("import: a file of no use is told what it is, and nothing of any file is done")
{
	const Office office;
	office.write("good.json", office.outbox(three_changes()).dump());
	const auto refused = [&](const std::string& text, const std::string& said)
	{
		office.write("bad.json", text);
		const Ran ran = office.bench.run("import --outbox good.json bad.json --data data");
		CAPTURE(text, ran.out, ran.error);
		CHECK(ran.exit_code == 2);
		CHECK(ran.out.empty());
		CHECK(ran.error.starts_with("bajin: bad.json "));
		CHECK(ran.error.find(said) != std::string::npos);
		CHECK(ran.error.find("nothing was imported") != std::string::npos);
	};
	const Json good = office.outbox(three_changes());
	const auto with = [&](const char* name, const Json& value)
	{
		Json file = good;
		file[name] = value;
		return file.dump();
	};
	refused("", "is damaged");
	refused(good.dump().substr(0, 400), "is damaged");
	refused("\xFF\xFE", "is damaged");
	refused("[]", "is no outbox");
	refused("{}", "is no outbox");
	refused(with("format", "bajin-backup"), "is no outbox");
	refused(with("format_version", "1"), "no format_version");
	refused(with("format_version", 0), "no format_version");
	refused(with("format_version", 2), "install the newer bajin");
	refused(with("device_id", "x"), "no device_id");
	refused(with("device_id", nullptr), "no device_id");
	refused(with("changes", nullptr), "no changes");
	refused(with("changes", "x"), "no changes");
	CHECK(office.events() == 0);

	const Ran missing = office.bench.run("import --outbox good.json missing.json --data data");
	CHECK(missing.exit_code == 2);
	CHECK(missing.error.find("missing.json: there is no such file") != std::string::npos);
	check_refused(office.bench, "import --outbox data --data data", "cannot read data");
	check_refused(office.bench, "import --data data", "--outbox");
	check_refused(office.bench, "import --outbox good.json --data nowhere", "there is no directory");
	CHECK(office.events() == 0);
	CHECK(office.bench.run("import --outbox good.json good.json --data data").exit_code == 0);
	CHECK(office.events() == 2);
}

TEST_CASE("import: what is no record and cannot be read is named, and keeps no record out")
{
	const Office office;
	Json file = office.outbox(three_changes());
	file["nil_reports"] = {7};
	const Ran ran = office.import(file);
	CHECK(ran.exit_code == 1);
	const Json said = Json::parse(ran.out);
	CHECK(said["accepted"].get<int>() + said["unchanged"].get<int>() == 3);
	CHECK(said["problems"] == Json({{{"pointer", "/nil_reports/0"}, {"code", "invalid_format"}}}));
	office.write("words.json", file.dump());
	CHECK(office.bench.run("import --outbox words.json --data data").out.find("/nil_reports/0: cannot be read") != std::string::npos);
}

TEST_CASE("import: works on a database that somebody else has open, and a later sync of the same changes is unchanged")
{
	const Office office;
	{
		store::Writer server(office.database());
		CHECK(office.import(office.outbox(three_changes())).exit_code == 0);
		server.begin_group();
		CHECK(server.take_others_wrote());
		CHECK_FALSE(server.take_others_wrote());
		server.rollback_group();
	}
	// The file is what a sync would have sent: the digests are those of a sync.
	Json sent = three_changes();
	const std::string text = Json{{"changes", sent}}.dump();
	store::Writer writer(office.database());
	auto request = protocol::parse_sync_request(text);
	REQUIRE(request.has_value());
	const auto device = store::find_device(writer.database(), office.device);
	std::vector<bajin::events::PreparedChange> prepared;
	for (auto& change : request->changes)
	{
		prepared.push_back(bajin::events::prepare(std::move(change), {*writer.reference(), shanghai_date(now()), std::nullopt}));
	}
	const bajin::events::Author author{office.device, {}, device->teams};
	const bajin::events::ChangeOptions options{author, now(), shanghai_date(now()), std::nullopt, store::Source::phone};
	const auto pushed = writer.run_alone([&] { return bajin::sync::push(writer, options, prepared); });
	for (const auto& result : pushed.results) { CHECK(result.outcome == protocol::Outcome::unchanged); }
}
