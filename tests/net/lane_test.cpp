#include "server/store/query.hpp"
#include "server/store/reference_store.hpp"
#include "server/store/team_store.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <atomic>
#include <cstring>
#include <deque>
#include <mutex>
#include <set>

using namespace bajin;
using namespace bajin::net;
using namespace bajin::net_test;

namespace
{

const auto far_away = std::chrono::steady_clock::now() + std::chrono::hours(1);
const Uuid team{{1}};
const Uuid phone{{2}};

template <class Callable>
void set_work(WriteJob& job, Callable callable)
{
	job.deadline = far_away;
	job.work = api::write_work(std::move(callable));
}

auto answering(std::string text)
{
	return [text = std::move(text)](store::Writer&) { return api::Reply(text_response(text)); };
}

std::string text_of(const Job& job)
{
	return job.reply && std::holds_alternative<api::Response>(*job.reply) ? std::get<api::Response>(*job.reply).body : "(none)";
}

std::string code_of_failure(const std::exception_ptr& failure)
{
	try
	{
		std::rethrow_exception(failure);
	}
	catch (const store::StoreError& error)
	{
		return error.code();
	}
	catch (const std::exception& error)
	{
		return error.what();
	}
}

std::string failure_of(const Job& job)
{
	return job.failure ? code_of_failure(job.failure) : "(none)";
}

struct WriteLaneFixture
{
	explicit WriteLaneFixture(WriteLaneOptions options = {}) : lane(database.open().writer, std::move(options), deliveries.take(), metrics)
	{
	}

	TestDatabase database;
	api::Metrics metrics;
	Deliveries deliveries;
	std::deque<WriteJob> jobs;
	Gate gate;
	WriteLane lane;

	void hold()
	{
		WriteJob& job = jobs.emplace_back();
		set_work(
			job,
			[this](store::Writer&)
			{
				gate.enter();
				return api::Reply(text_response("held"));
			});
		REQUIRE(lane.submit(job));
		gate.await_entry();
	}
};

} // namespace

TEST_CASE("write lane: what waits while it works becomes one group, one commit and one delivery")
{
	WriteLaneFixture fixture;
	fixture.hold();
	for (int i = 0; i < 50; ++i)
	{
		set_work(fixture.jobs.emplace_back(), answering(std::to_string(i)));
		REQUIRE(fixture.lane.submit(fixture.jobs.back()));
	}
	fixture.gate.let_go();
	const auto deliveries = fixture.deliveries.await_jobs(51);
	REQUIRE(deliveries.size() == 2);
	CHECK(deliveries[1].jobs.size() == 50);
	CHECK(text_of(*deliveries[1].jobs[0]) == "0");
	CHECK(text_of(*deliveries[1].jobs[49]) == "49");
	CHECK(fixture.metrics.render().find("bajin_group_jobs_count 2\n") != std::string::npos);
}

TEST_CASE("write lane: a job that throws is undone alone")
{
	WriteLaneFixture fixture;
	fixture.hold();
	std::int64_t taken_before_throw = 0;
	std::int64_t taken_after_throw = 0;
	set_work(fixture.jobs.emplace_back(), answering("before"));
	set_work(
		fixture.jobs.emplace_back(),
		[&](store::Writer& writer) -> api::Reply
		{
			taken_before_throw = writer.take_seq();
			throw std::runtime_error("broken");
		});
	set_work(
		fixture.jobs.emplace_back(),
		[&](store::Writer& writer)
		{
			taken_after_throw = writer.take_seq();
			return api::Reply(text_response("after"));
		});
	for (std::size_t i = 1; i < fixture.jobs.size(); ++i) { REQUIRE(fixture.lane.submit(fixture.jobs[i])); }
	fixture.gate.let_go();
	fixture.deliveries.await_jobs(4);
	CHECK(text_of(fixture.jobs[1]) == "before");
	CHECK(failure_of(fixture.jobs[2]) == "broken");
	CHECK(text_of(fixture.jobs[2]) == "(none)");
	CHECK(text_of(fixture.jobs[3]) == "after");
	CHECK(taken_after_throw == taken_before_throw);
}

TEST_CASE("write lane: when the transaction is lost, no job of the group is answered as done, and the lane goes on")
{
	WriteLaneFixture fixture;
	fixture.hold();
	set_work(fixture.jobs.emplace_back(), answering("before"));
	set_work(
		fixture.jobs.emplace_back(),
		[](store::Writer& writer)
		{
			writer.rollback_group();
			return api::Reply(text_response("lost"));
		});
	for (std::size_t i = 1; i < fixture.jobs.size(); ++i) { REQUIRE(fixture.lane.submit(fixture.jobs[i])); }
	fixture.gate.let_go();
	fixture.deliveries.await_jobs(3);
	CHECK(text_of(fixture.jobs[0]) == "held");
	CHECK(failure_of(fixture.jobs[1]) != "(none)");
	CHECK(text_of(fixture.jobs[1]) == "(none)");
	CHECK(failure_of(fixture.jobs[2]) != "(none)");

	set_work(fixture.jobs.emplace_back(), answering("next"));
	REQUIRE(fixture.lane.submit(fixture.jobs.back()));
	fixture.deliveries.await_jobs(4);
	CHECK(text_of(fixture.jobs.back()) == "next");
}

TEST_CASE("write lane: when the disk fails so that SQLite undoes the whole group, each of its jobs is told that the disk failed")
{
	std::string told;
	WriteLaneOptions options;
	options.hooks.after_failure = [&told](const std::exception_ptr& failure) { told = code_of_failure(failure); };
	WriteLaneFixture fixture(std::move(options));
	fixture.hold();
	set_work(fixture.jobs.emplace_back(), answering("before"));
	set_work(
		fixture.jobs.emplace_back(),
		[](store::Writer& writer) -> api::Reply
		{
			// As SQLite does it by itself.
			writer.rollback_group();
			throw store::StoreError("storage_full", "the disk is full", true);
		});
	set_work(fixture.jobs.emplace_back(), answering("after"));
	for (std::size_t i = 1; i < fixture.jobs.size(); ++i) { REQUIRE(fixture.lane.submit(fixture.jobs[i])); }
	fixture.gate.let_go();
	fixture.deliveries.await_jobs(4);
	for (std::size_t i = 1; i < fixture.jobs.size(); ++i) { CHECK(failure_of(fixture.jobs[i]) == "storage_full"); }
	CHECK(told == "storage_full");
}

TEST_CASE("write lane: a job whose time ends while it writes fails alone, and the others of its group are done")
{
	std::string told;
	WriteLaneOptions options;
	options.hooks.after_failure = [&told](const std::exception_ptr& failure) { told = code_of_failure(failure); };
	WriteLaneFixture fixture(std::move(options));
	fixture.hold();
	set_work(fixture.jobs.emplace_back(), answering("before"));
	std::int64_t written = 0;
	set_work(
		fixture.jobs.emplace_back(),
		[&written](store::Writer& writer) -> api::Reply
		{
			writer.database().set_deadline(std::chrono::steady_clock::now() + std::chrono::milliseconds(50));
			for (;;)
			{
				store::Team another;
				std::memcpy(another.id.bytes.data(), &++written, sizeof written);
				another.area = 1;
				store::insert_team(writer.database(), another);
			}
		});
	set_work(
		fixture.jobs.emplace_back(),
		[](store::Writer& writer) -> api::Reply
		{
			store::Query left(writer.database(), "SELECT count(*) FROM team");
			return text_response(left.step() ? std::to_string(left.integer(0)) + " left of it" : "");
		});
	for (std::size_t i = 1; i < fixture.jobs.size(); ++i) { REQUIRE(fixture.lane.submit(fixture.jobs[i])); }
	fixture.gate.let_go();
	fixture.deliveries.await_jobs(4);
	CHECK(written > 0);
	CHECK(text_of(fixture.jobs[1]) == "before");
	CHECK(failure_of(fixture.jobs[2]) == "deadline_passed");
	CHECK(text_of(fixture.jobs[3]) == "0 left of it");
	CHECK(told.empty());
}

TEST_CASE("write lane: a full queue refuses at once, also by bytes")
{
	WriteLaneOptions options;
	options.queue = QueueLimits{2, 1'000};
	WriteLaneFixture fixture(options);
	fixture.hold();
	for (int i = 0; i < 3; ++i) { set_work(fixture.jobs.emplace_back(), answering("queued")); }
	fixture.jobs[1].bytes = 900;
	fixture.jobs[2].bytes = 101;
	CHECK(fixture.lane.submit(fixture.jobs[1]));
	CHECK_FALSE(fixture.lane.submit(fixture.jobs[2]));
	fixture.jobs[2].bytes = 100;
	CHECK(fixture.lane.submit(fixture.jobs[2]));
	CHECK_FALSE(fixture.lane.submit(fixture.jobs[3]));
	fixture.gate.let_go();
	fixture.deliveries.await_jobs(3);
}

TEST_CASE("write lane: a job that waited beyond its deadline is not run")
{
	WriteLaneFixture fixture;
	bool ran = false;
	WriteJob& job = fixture.jobs.emplace_back();
	set_work(
		job,
		[&](store::Writer&)
		{
			ran = true;
			return api::Reply(text_response("late"));
		});
	job.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
	REQUIRE(fixture.lane.submit(job));
	fixture.deliveries.await_jobs(1);
	CHECK_FALSE(ran);
	CHECK(failure_of(job) == "deadline_passed");
}

TEST_CASE("write lane: stop refuses new jobs and finishes those that are queued")
{
	WriteLaneFixture fixture;
	fixture.hold();
	set_work(fixture.jobs.emplace_back(), answering("queued"));
	REQUIRE(fixture.lane.submit(fixture.jobs.back()));
	std::thread stopping([&] { fixture.lane.stop(); });
	fixture.gate.let_go();
	stopping.join();
	CHECK(text_of(fixture.jobs.back()) == "queued");
	set_work(fixture.jobs.emplace_back(), answering("too late"));
	CHECK_FALSE(fixture.lane.submit(fixture.jobs.back()));
}

TEST_CASE("write lane: the delivery names the teams, areas and holders that a group touched, and the hook runs after it")
{
	std::promise<void> hook_ran;
	std::once_flag once; // it runs at every tick too
	WriteLaneOptions options;
	options.hooks.after_delivery = [&](store::Writer&) { std::call_once(once, [&] { hook_ran.set_value(); }); };
	WriteLaneFixture fixture(options);
	set_work(
		fixture.jobs.emplace_back(),
		[](store::Writer& writer)
		{
			writer.touch(team, 3);
			writer.note_access_changed(phone);
			return api::Reply(text_response("done"));
		});
	REQUIRE(fixture.lane.submit(fixture.jobs.back()));
	const Touched touched = fixture.deliveries.await_touched();
	CHECK(touched.teams == std::vector{team});
	CHECK(std::set(touched.areas.begin(), touched.areas.end()) == std::set<AreaId>{1, 2, 3});
	CHECK(touched.ended == std::vector{phone});
	CHECK_FALSE(touched.everyone);
	CHECK(hook_ran.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
}

TEST_CASE("write lane: what another process wrote is noticed while the lane is idle")
{
	WriteLaneOptions options;
	options.tick = std::chrono::milliseconds(5);
	WriteLaneFixture fixture(options);
	store::Database other(fixture.database.file(), store::Database::Access::read_write);
	store::Team added;
	added.id = team;
	added.name = "鲁山县讲师团";
	added.area = 1;
	store::insert_team(other, added);
	CHECK(fixture.deliveries.await_touched().everyone);
}

TEST_CASE("write lane: what another process wrote is told with the next group, also when the upkeep saw it first")
{
	TestDatabase database;
	store::Database other(database.file(), store::Database::Access::read_write);
	std::promise<void> hook_ran;
	std::once_flag once;
	WriteLaneOptions options;
	options.tick = std::chrono::hours(1); // nothing is found while it is idle
	options.hooks.after_delivery = [&](store::Writer& writer)
	{
		std::call_once(
			once,
			[&]
			{
				store::Team added;
				added.id = team;
				added.name = "鲁山县讲师团";
				added.area = 1;
				store::insert_team(other, added);
				writer.run_alone([] {});
				hook_ran.set_value();
			});
	};
	api::Metrics metrics;
	Deliveries deliveries;
	WriteLane lane(database.open().writer, std::move(options), deliveries.take(), metrics);
	std::deque<WriteJob> jobs;
	set_work(jobs.emplace_back(), answering("first"));
	REQUIRE(lane.submit(jobs.back()));
	static_cast<void>(deliveries.await_jobs(1));
	REQUIRE(hook_ran.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
	set_work(jobs.emplace_back(), answering("second"));
	REQUIRE(lane.submit(jobs.back()));
	CHECK(deliveries.await_touched().everyone);
}

TEST_CASE("read lane: each job sees a snapshot, and a failure stays with its job")
{
	TestDatabase database;
	api::Metrics metrics;
	Deliveries deliveries;
	ReadLane lane(
		std::move(database.open(2).readers[api::index_of(api::Lane::page)]), QueueLimits{}, deliveries.take(), metrics, api::Lane::page);
	ReadJob good;
	good.deadline = far_away;
	good.work = api::read_work([](store::Reader& reader) { return api::Reply(text_response(std::to_string(reader.newest_seq()))); });
	ReadJob bad;
	bad.deadline = far_away;
	bad.work = api::read_work([](store::Reader&) -> api::Reply { throw std::runtime_error("broken"); });
	REQUIRE(lane.submit(bad));
	REQUIRE(lane.submit(good));
	deliveries.await_jobs(2);
	CHECK(failure_of(bad) == "broken");
	CHECK(text_of(good) == "0");
}

TEST_CASE("read lane: a held export does not hold up a page")
{
	Gate gate;
	const auto held_export = [&](api::Request&) -> api::Reply
	{
		return api::read_work(
			[&](store::Reader&)
			{
				gate.enter();
				return api::Reply(text_response("export"));
			},
			api::Lane::export_);
	};
	const auto page = [](api::Request&) -> api::Reply
	{ return api::read_work([](store::Reader&) { return api::Reply(text_response("page")); }); };
	RunningServer server({{"/export", held_export}, {"/page", page}});
	RawClient exporting(server.port());
	exporting.send("GET /export HTTP/1.1\r\nHost: t\r\n\r\n");
	gate.await_entry();
	RawClient phone(server.port());
	CHECK(phone.get("/page").body == "page");
	gate.let_go();
	CHECK(exporting.read_answer().body == "export");
}

TEST_CASE("read lane: a download of many records holds up neither pages nor reports, and only so many wait")
{
	Gate gate;
	const auto download = [&](api::Request&) -> api::Reply
	{
		return api::read_work(
			[&](store::Reader&)
			{
				gate.enter();
				return api::Reply(text_response("downloaded"));
			},
			api::Lane::download);
	};
	const auto next = [](api::Request&) -> api::Reply
	{ return api::read_work([](store::Reader&) { return api::Reply(text_response("next")); }, api::Lane::download); };
	const auto work_of = [](api::Lane lane)
	{
		return [lane](api::Request&) -> api::Reply
		{ return api::read_work([](store::Reader&) { return api::Reply(text_response("done")); }, lane); };
	};
	net::ServerOptions options = RunningServer::fast_options();
	options.queues.downloads_max = 1;
	RunningServer server(
		{{"/download", download}, {"/next", next}, {"/page", work_of(api::Lane::page)}, {"/report", work_of(api::Lane::export_)}}, options);
	RawClient downloading(server.port());
	downloading.send("GET /download HTTP/1.1\r\nHost: t\r\n\r\n");
	gate.await_entry();
	RawClient waiting(server.port());
	waiting.send("GET /next HTTP/1.1\r\nHost: t\r\n\r\n");
	RawClient other(server.port());
	CHECK(other.get("/page").body == "done");
	CHECK(other.get("/report").body == "done");
	CHECK(other.get("/next").status == 503);
	CHECK(server.metrics().render().find("bajin_lane_refused_total{lane=\"download\"} 1") != std::string::npos);
	gate.let_go();
	CHECK(downloading.read_answer().body == "downloaded");
	CHECK(waiting.read_answer().body == "next");
}

TEST_CASE("read lane: the hashing of passwords holds up neither pages nor exports")
{
	Gate gate;
	const auto hashing = [&](api::Request&) -> api::Reply
	{
		return api::read_work(
			[&](store::Reader&)
			{
				gate.enter();
				return api::Reply(text_response("hashed"));
			},
			api::Lane::password);
	};
	const auto work_of = [](api::Lane lane)
	{
		return [lane](api::Request&) -> api::Reply
		{ return api::read_work([](store::Reader&) { return api::Reply(text_response("done")); }, lane); };
	};
	RunningServer server({{"/session", hashing}, {"/page", work_of(api::Lane::page)}, {"/export", work_of(api::Lane::export_)}});
	RawClient signing_in(server.port());
	signing_in.send("GET /session HTTP/1.1\r\nHost: t\r\n\r\n");
	gate.await_entry();
	RawClient other(server.port());
	CHECK(other.get("/page").body == "done");
	CHECK(other.get("/export").body == "done");
	CHECK(server.metrics().render().find("bajin_lane_jobs{lane=\"passwords\"}") != std::string::npos);
	gate.let_go();
	CHECK(signing_in.read_answer().body == "hashed");
}

TEST_CASE("write lane: what a failed group touched is told to nobody")
{
	TestDatabase database;
	store::Writer writer(database.file());
	writer.begin_group();
	writer.touch(team, 3);
	writer.note_access_changed(phone);
	writer.rollback_group();
	CHECK(writer.touched_teams().empty());
	CHECK(writer.touched_branches().empty());
	CHECK(writer.changed_holders().empty());
}
