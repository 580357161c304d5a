#include "server/net/post_commit_task.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <atomic>
#include <future>
#include <thread>

using namespace bajin;
using namespace bajin::net;
using namespace bajin::net_test;
using namespace std::chrono_literals;

namespace
{

// Work that the test watches: each step takes from `ahead` and tells of itself.
struct Watched
{
	std::mutex mutex;
	std::condition_variable changed;
	int steps = 0;
	int writes = 0;
	int lost = 0;
	int ahead = 0;            // steps for which there is more
	bool writes_next = false; // the next step has something to write
	bool fails_next = false;  // the next step throws
	bool write_fails = false;

	PostCommitStep step()
	{
		const std::lock_guard lock(mutex);
		++steps;
		changed.notify_all();
		if (std::exchange(fails_next, false)) { throw store::StoreError("storage_io", "broken", true); }
		PostCommitStep taken;
		taken.more = ahead > 0;
		ahead -= taken.more ? 1 : 0;
		if (std::exchange(writes_next, false))
		{
			taken.write = api::write_work(
				[this](store::Writer&) -> api::Reply
				{
					const std::lock_guard held(mutex);
					if (std::exchange(write_fails, false)) { throw store::StoreError("storage_full", "full", true); }
					++writes;
					changed.notify_all();
					return text_response("written");
				});
		}
		return taken;
	}

	PostCommitWork following()
	{
		PostCommitWork made;
		made.step = [this](store::Reader&, const std::function<bool()>&) { return step(); };
		made.lost = [this]
		{
			const std::lock_guard lock(mutex);
			++lost;
			changed.notify_all();
		};
		made.quiet = 1ms;
		made.patience = 50ms;
		made.try_again = 1ms;
		return made;
	}

	template <class Condition>
	void await(Condition condition)
	{
		std::unique_lock lock(mutex);
		REQUIRE(changed.wait_for(lock, 10s, condition));
	}
};

// A follower and a write lane whose deliveries go on at once, as the I/O thread lets them.
struct FollowerFixture
{
	Watched watched;
	TestDatabase database;
	api::Metrics metrics;
	std::unique_ptr<PostCommitTask> follower;
	std::unique_ptr<WriteLane> lane;

	FollowerFixture()
	{
		auto databases = database.open();
		follower = std::make_unique<PostCommitTask>(
			std::move(databases.readers[api::index_of(api::Lane::page)].front()), watched.following(), metrics);
		WriteLaneOptions options;
		options.hooks.before_delivery = [this](store::Writer&) { follower->wake(); };
		const auto deliver = [](const Delivery& delivery)
		{
			for (Job* job : delivery.jobs)
			{
				const std::unique_ptr<Continuation> continuation = std::move(job->continuation);
				continuation->run();
			}
		};
		lane = std::make_unique<WriteLane>(std::move(databases.writer), options, deliver, metrics);
	}

	~FollowerFixture()
	{
		follower->stop();
		lane.reset();
	}
};

} // namespace

TEST_CASE("post-commit task: it looks once at the start and once after each commit that follows a pause")
{
	FollowerFixture fixture;
	fixture.follower->start(*fixture.lane);
	fixture.watched.await([&] { return fixture.watched.steps == 1; });
	fixture.follower->wake();
	fixture.watched.await([&] { return fixture.watched.steps == 2; });
	fixture.follower->wake();
	fixture.watched.await([&] { return fixture.watched.steps == 3; });
}

// The write lane commits by itself what it finds to do at its start. What is asserted is the thread sanitizer's.
TEST_CASE("post-commit task: commits while it is being started are seen")
{
	FollowerFixture fixture;
	std::promise<void> woken;
	const std::jthread commits(
		[&](const std::stop_token& ended)
		{
			fixture.follower->wake();
			woken.set_value();
			while (!ended.stop_requested()) { fixture.follower->wake(); }
		});
	woken.get_future().wait();
	fixture.follower->start(*fixture.lane);
	fixture.watched.await([&] { return fixture.watched.steps >= 2; });
}

TEST_CASE("post-commit task: it goes on until there is nothing more")
{
	FollowerFixture fixture;
	fixture.watched.ahead = 5;
	fixture.follower->start(*fixture.lane);
	fixture.watched.await([&] { return fixture.watched.steps == 6; });
}

TEST_CASE("post-commit task: what a step found is written by the write lane, and one more look follows")
{
	FollowerFixture fixture;
	fixture.watched.writes_next = true;
	fixture.follower->start(*fixture.lane);
	fixture.watched.await([&] { return fixture.watched.writes == 1 && fixture.watched.steps >= 2; });
	CHECK(fixture.watched.lost == 0);
}

TEST_CASE("post-commit task: a step that fails is taken again")
{
	FollowerFixture fixture;
	fixture.watched.fails_next = true;
	fixture.follower->start(*fixture.lane);
	fixture.watched.await([&] { return fixture.watched.lost == 1 && fixture.watched.steps >= 2; });
}

TEST_CASE("post-commit task: a write that fails is told, and tried again")
{
	FollowerFixture fixture;
	fixture.watched.writes_next = true;
	fixture.watched.write_fails = true;
	fixture.follower->start(*fixture.lane);
	fixture.watched.await([&] { return fixture.watched.lost == 1 && fixture.watched.steps >= 2; });
	CHECK(fixture.watched.writes == 0);
}

TEST_CASE("post-commit task: commits without a pause do not keep it waiting for ever")
{
	FollowerFixture fixture;
	fixture.follower->start(*fixture.lane);
	fixture.watched.await([&] { return fixture.watched.steps == 1; });
	std::atomic<bool> enough = false;
	std::thread commits(
		[&]
		{
			while (!enough)
			{
				fixture.follower->wake();
				std::this_thread::yield();
			}
		});
	fixture.watched.await([&] { return fixture.watched.steps >= 3; });
	enough = true;
	commits.join();
}

TEST_CASE("post-commit task: it stops while its job waits behind another, and the job is done all the same")
{
	FollowerFixture fixture;
	Gate gate;
	WriteJob held;
	held.deadline = std::chrono::steady_clock::now() + 1h;
	held.work = api::write_work(
		[&gate](store::Writer&)
		{
			gate.enter();
			return api::Reply(text_response("held"));
		});
	std::promise<void> delivered;
	class Tell final : public Continuation
	{
	public:
		explicit Tell(std::promise<void>& promise) : promise_(promise) {}
		void run() override { promise_.set_value(); }

	private:
		std::promise<void>& promise_;
	};
	held.continuation = std::make_unique<Tell>(delivered);
	REQUIRE(fixture.lane->submit(held));
	gate.await_entry();
	fixture.watched.writes_next = true;
	fixture.follower->start(*fixture.lane);
	fixture.watched.await([&] { return fixture.watched.steps == 1; });
	fixture.follower->stop();
	gate.let_go();
	delivered.get_future().wait();
	fixture.lane->stop();
	CHECK(fixture.watched.lost == 0);
}

TEST_CASE("post-commit task: without work or never started, it stops at once")
{
	TestDatabase database;
	api::Metrics metrics;
	auto databases = database.open();
	WriteLane lane(std::move(databases.writer), {}, [](const Delivery&) {}, metrics);
	PostCommitTask idle(nullptr, {}, metrics);
	idle.start(lane);
	idle.wake();
	idle.stop();
	Watched watched;
	PostCommitTask never_started(std::move(databases.readers[api::index_of(api::Lane::page)].front()), watched.following(), metrics);
	never_started.wake();
	never_started.stop();
	CHECK(watched.steps == 0);
}
