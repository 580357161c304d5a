#include "server/api/events/endpoints.hpp"
#include "server/api/figures/endpoints.hpp"
#include "server/api/http/authorize.hpp"
#include "server/api/http/problem.hpp"
#include "server/api/registry/endpoints.hpp"
#include "server/api/service/endpoints.hpp"
#include "server/store/event_store.hpp"
#include "server/store/target_store.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using api::Context;
using api::Endpoint;
using api::Method;
using api::ReadWork;
using api::Reply;
using api::Request;
using api::Requirement;
using api::Response;
using api::WriteWork;
using test::FigureDatabase;

namespace
{

using Query = std::multimap<std::string, std::string>;

struct Principal
{
	FigureDatabase database;
	Uuid team = database.add_team("鲁山讲师团", "410423");
	Context context;

	Response call(Endpoint endpoint, Query query, std::string body = {}, std::map<std::string, std::string> path_values = {})
	{
		auto& reader = database.reader();
		context.reference.store(reader.reference());
		Request request;
		request.query = std::move(query);
		request.body = std::move(body);
		request.path_values = std::move(path_values);
		request.peer_is_loopback = true;
		// What a caller on the server's own machine may do, whatever the endpoint.
		Requirement wanted{read_credentials(request, now()), people::Action::set_targets};
		Reply reply = require(endpoint(context, request), std::move(wanted));
		if (auto* work = std::get_if<std::unique_ptr<ReadWork>>(&reply)) { reply = (*work)->run(reader); }
		else if (auto* write = std::get_if<std::unique_ptr<WriteWork>>(&reply))
		{
			reply = database.writer().run_alone([&] { return (*write)->run(database.writer()); });
		}
		if (const auto* refusal = std::get_if<bajin::api::Refusal>(&reply)) { return bajin::api::problem(*refusal, false); }
		return std::get<Response>(reply);
	}

	Json get(Endpoint endpoint, Query query, std::map<std::string, std::string> path_values = {})
	{
		const Response response = call(endpoint, std::move(query), {}, std::move(path_values));
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body);
	}

	std::string put_refusal(const std::string& body)
	{
		const Response response = call(api::handle_put_targets, {{"year", "2015"}}, body);
		CHECK(response.status == 422);
		return Json::parse(response.body).value("detail", "");
	}
};

} // namespace

TEST_CASE("statistics endpoint: parameters are checked, and all three forms answer")
{
	Principal caller;
	caller.database.add_event(caller.team, {.area = "410423", .occurred_on = "2015-01-10"});
	const Query query = {{"from", "2015-01"}, {"to", "2015-12"}, {"area", "410423"}};
	CHECK(caller.get(api::handle_statistics, query)["totals"]["sessions"] == 1);
	CHECK(caller.call(api::handle_statistics_csv, query).content_type == "text/csv; charset=utf-8");
	CHECK(caller.call(api::handle_statistics_txt, query).body.find("1场次") != std::string::npos);
	CHECK(caller.call(api::handle_statistics, {}).status == 400);
	CHECK(caller.call(api::handle_statistics, {{"year", "2015"}, {"area", "999999"}}).status == 404);
	CHECK(caller.call(api::handle_statistics, {{"year", "2015"}, {"basis", "all"}}).status == 400);
}

TEST_CASE("coverage endpoint: a year of an area, by place or by organiser")
{
	Principal caller;
	caller.database.add_event(caller.team, {.area = "410423", .occurred_on = "2015-01-10"});
	const Json json = caller.get(api::handle_coverage, {{"year", "2015"}, {"area", "410423"}});
	CHECK(json["total"]["sessions"] == 1);
	CHECK(json["rows"].back()["area"] == "410423");
	caller.database.add_event(caller.team, {.area = "410422", .occurred_on = "2015-01-10"});
	const Query by_team = {{"year", "2015"}, {"area", "410423"}, {"attribution", "team"}};
	CHECK(caller.get(api::handle_coverage, {{"year", "2015"}, {"area", "410423"}})["total"]["sessions"] == 1);
	CHECK(caller.get(api::handle_coverage, by_team)["total"]["sessions"] == 2);
	CHECK(caller.get(api::handle_coverage, by_team)["attribution"] == "team");
	CHECK(caller.call(api::handle_coverage, {{"year", "2015"}, {"attribution", "nobody"}}).status == 400);
	CHECK(caller.call(api::handle_coverage, {}).status == 400);
}

TEST_CASE("targets endpoint: cells are changed one by one, null removes, old values stay")
{
	Principal caller;
	const Query year = {{"year", "2015"}};
	const auto put = [&](const std::string& body)
	{
		const Response response = caller.call(api::handle_put_targets, year, body);
		INFO(response.body);
		REQUIRE(response.status == 200);
		return Json::parse(response.body);
	};
	const std::string village = R"({"area": "410423", "venue_type": "village", "metric": "sessions", "value": )";
	const std::string of_team = R"({"team": ")" + to_string(caller.team) + R"(", "venue_type": null, "metric": "materials", "value": 7})";
	CHECK(put("[" + village + R"(40, "document_no": "平普法〔2015〕3号"}, )" + of_team + "]").size() == 2);
	CHECK(put("[" + village + "41}]").size() == 2);
	CHECK(put("[" + village + "41}]").size() == 2);
	CHECK(put("[" + village + "null}]").size() == 1);
	CHECK(caller.get(api::handle_targets, year)[0]["team"] == to_string(caller.team));
	CHECK(caller.get(api::handle_targets, {{"year", "2014"}}).empty());
	CHECK(caller.call(api::handle_targets, {}).status == 400);
	const auto history = store::list_target_history(caller.database.reader().database(), 2015);
	CHECK(history.size() == 4);
	CHECK(history[0].value == 40);
	CHECK(!history[3].value);
}

TEST_CASE("targets endpoint: one wrong cell refuses all of them and is named")
{
	Principal caller;
	const std::string good = R"({"area": "410423", "metric": "sessions", "value": 1})";
	const auto refusal = [&](const std::string& bad) { return caller.put_refusal("[" + good + ", " + bad + "]"); };
	CHECK(refusal("7").starts_with("/1: "));
	CHECK(refusal(R"({"metric": "sessions", "value": 1})").starts_with("/1: "));
	CHECK(refusal(R"({"area": "1", "metric": "sessions", "value": 1})").starts_with("/1/area: "));
	CHECK(refusal(R"({"team": "00000000-0000-0000-0000-0000000000ff", "metric": "sessions", "value": 1})").starts_with("/1/team: "));
	CHECK(refusal(R"({"area": "410422", "venue_type": "moon", "metric": "sessions", "value": 1})").starts_with("/1/venue_type: "));
	CHECK(refusal(R"({"area": "410422", "metric": "joy", "value": 1})").starts_with("/1/metric: "));
	for (const char* value : {"-1", "1.5", "\"1\"", "1000000000001", "18446744073709551615", "true"})
	{
		CHECK(refusal(R"({"area": "410422", "metric": "sessions", "value": )" + std::string(value) + "}").starts_with("/1/value: "));
	}
	CHECK(refusal(R"({"area": "410422", "metric": "sessions"})").starts_with("/1/value: "));
	CHECK(refusal(R"({"area": "410422", "metric": "sessions", "value": 1, "from": "soon"})").starts_with("/1/from: "));
	CHECK(refusal(R"({"area": "410422", "metric": "sessions", "value": 1, "reason": 1})").starts_with("/1/reason: "));
	CHECK(refusal(good).starts_with("/1: "));
	CHECK(!caller.put_refusal("{}").empty());
	CHECK(caller.call(api::handle_put_targets, {{"year", "2015"}}, "[").status == 400);
	CHECK(caller.get(api::handle_targets, {{"year", "2015"}}).empty());
}

TEST_CASE("events endpoint: a page, one event, its history and its receipt")
{
	Principal caller;
	const Uuid id = caller.database.add_event(caller.team, {.area = "410423", .occurred_on = "2015-01-10"});
	caller.database.add_event(caller.team, {.area = "410423", .occurred_on = "2015-01-11"});
	const Json page = caller.get(api::handle_events, {{"limit", "1"}});
	REQUIRE(page["events"].size() == 1);
	CHECK(page["events"][0]["event"]["occurred_on"] == "2015-01-11");
	const Json rest = caller.get(api::handle_events, {{"limit", "1"}, {"after", page["next"].get<std::string>()}});
	CHECK(rest["events"][0]["id"] == to_string(id));
	CHECK(rest["next"].is_null());

	const Json event = caller.get(api::handle_event, {}, {{"id", to_string(id)}});
	CHECK(event["version"] == 1);
	const Json history = caller.get(api::handle_event_history, {}, {{"id", to_string(id)}});
	REQUIRE(history.size() == 1);
	CHECK(history[0]["op"] == "put");
	CHECK(history[0]["event"]["id"] == to_string(id));
	CHECK(history[0]["review"]["state"] == "submitted");

	const Json receipt = caller.get(api::handle_receipt, {}, {{"receipt", event["receipt"].get<std::string>()}});
	CHECK(receipt["id"] == to_string(id));
	CHECK(receipt["newest_version"] == 1);
	CHECK(receipt["deleted"] == false);
	CHECK(caller.call(api::handle_receipt, {}, {}, {{"receipt", "AAAA-AAAA"}}).status == 404);
	CHECK(caller.call(api::handle_event, {}, {}, {{"id", "nonsense"}}).status == 404);
	CHECK(caller.call(api::handle_event, {}, {}, {{"id", "00000000-0000-0000-0000-0000000000ff"}}).status == 404);
	CHECK(caller.call(api::handle_events, {{"limit", "0"}}).status == 400);
}

TEST_CASE("events endpoint: the parameters that open a figure")
{
	Principal caller;
	caller.database.add_venue("school-1", "school", "410422100");
	caller.database.add_event(
		caller.team, {.area = "410422100", .occurred_on = "2015-01-10", .venue_type = "school", .more = {{"venue_id", "school-1"}}});
	caller.database.add_event(
		caller.team, {.area = "410423100201", .occurred_on = "2015-01-11", .more = {{"lectures", {{{"audience", "women"}}}}}});
	const auto count = [&](Query query) { return caller.get(api::handle_events, std::move(query))["events"].size(); };
	CHECK(count({{"area", "410423"}}) == 1);
	CHECK(count({{"area", "410423"}, {"attribution", "team"}}) == 2);
	CHECK(count({{"area", "410423"}, {"attribution", "team"}, {"exact", "true"}, {"has", "lectures"}}) == 1);
	CHECK(count({{"place_type", "village"}}) == 1);
	CHECK(count({{"venue", "school-1"}}) == 1);
	for (const char* name : {"attribution", "has", "place_type", "venue"})
	{
		CHECK(caller.call(api::handle_events, {{name, "nonsense"}}).status == 400);
	}
}

TEST_CASE("events endpoint: a review keeps the record in the history, a tombstone ends it")
{
	Principal caller;
	const Uuid id = caller.database.add_event(caller.team, {.area = "410423", .occurred_on = "2015-01-10"});
	caller.database.writer().run_alone(
		[&]
		{
			store::Database& database = caller.database.writer().database();
			auto head = store::find_event(database, id).value();
			for (const auto op : {store::HistoryOp::review, store::HistoryOp::remove})
			{
				store::HistoryRow row;
				row.seq = caller.database.writer().take_seq();
				row.event = id;
				row.previous_seq = head.seq;
				row.version = op == store::HistoryOp::review ? 1 : 2;
				row.op = op;
				row.actor = "coordinator";
				store::insert_history(database, row);
				head.seq = row.seq;
				head.version = row.version;
			}
			head.state = ReviewState::deleted;
			store::update_event(database, store::find_event(database, id).value(), head);
		});
	const Json history = caller.get(api::handle_event_history, {}, {{"id", to_string(id)}});
	REQUIRE(history.size() == 3);
	CHECK(history[1]["op"] == "review");
	CHECK(history[1]["by"] == "coordinator");
	CHECK(history[1]["event"] == history[0]["event"]);
	CHECK(history[2]["op"] == "delete");
	CHECK(history[2]["event"].is_null());
	CHECK(caller.get(api::handle_event, {}, {{"id", to_string(id)}})["event"].is_null());
	CHECK(caller.get(api::handle_events, {})["events"].empty());
	CHECK(caller.get(api::handle_events, {{"state", "deleted"}})["events"].size() == 1);
}

TEST_CASE("health endpoint: says that it works, and how far the records go")
{
	Principal caller;
	CHECK(caller.get(api::handle_health, {})["seq"] == 0);
	caller.context.newest_seq = 1;
	const Json json = caller.get(api::handle_health, {});
	// Whoever asks whether the server lives waits for no lane.
	Request request;
	CHECK(std::holds_alternative<Response>(api::handle_health(caller.context, request)));
	CHECK(std::holds_alternative<Response>(api::handle_metrics(caller.context, request)));
	CHECK(json["status"] == "ok");
	CHECK(json["seq"] == 1);
	CHECK(json["version"] == BAJIN_VERSION);
}
