#include "server/net/post_commit_task.hpp"

#include "shared/thread_name.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <pthread.h>
#include <sched.h>
#include <utility>

namespace bajin::net
{

namespace
{

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds write_deadline{30};

// Where the system does not know it, the work is done at the usual priority: it is short.
void use_idle_time() noexcept
{
	const sched_param parameters{};
	pthread_setschedparam(pthread_self(), SCHED_IDLE, &parameters);
}

} // namespace

// Runs on the I/O thread when the write lane has delivered the job.
class PostCommitTask::WriteDone final : public Continuation
{
public:
	explicit WriteDone(PostCommitTask& follower) : post_commit_task_(follower) {}
	void run() override
	{
		post_commit_task_.write_done_ = true;
		post_commit_task_.signal();
	}

private:
	PostCommitTask& post_commit_task_;
};

PostCommitTask::PostCommitTask(std::unique_ptr<store::Reader> reader, PostCommitWork following, api::Metrics& metrics)
	: reader_(std::move(reader)), following_(std::move(following)), metrics_(metrics), follows_(reader_ && following_.step)
{
}

PostCommitTask::~PostCommitTask()
{
	stop();
}

void PostCommitTask::start(WriteLane& lane)
{
	lane_ = &lane;
	if (follows_)
	{
		metrics_.follower_behind(1); // what was committed before the start is not known yet
		thread_ = std::thread([this] { run_thread(); });
	}
}

void PostCommitTask::wake() noexcept
{
	if (follows_ && metrics_.behind() == 0) { metrics_.follower_behind(1); } // how far is told when it has looked
	++commits_;
	signal();
}

void PostCommitTask::stop()
{
	{
		const std::lock_guard lock(sleep_mutex_);
		stopping_ = true;
	}
	sleep_ended_.notify_all();
	signal();
	if (thread_.joinable()) { thread_.join(); }
}

void PostCommitTask::signal() noexcept
{
	++signals_;
	signals_.notify_all();
}

void PostCommitTask::run_thread()
{
	name_thread("bajin-follow");
	use_idle_time();
	while (await_commit() && await_quiet()) { catch_up(); }
}

// The first time at once: there may be commits from before the start. False: stopping.
bool PostCommitTask::await_commit()
{
	if (std::exchange(tries_again_, false)) { return sleep_for(following_.try_again); }
	for (;;)
	{
		const int signals = signals_;
		if (stopping_ || commits_ != seen_) { return !stopping_; }
		signals_.wait(signals);
	}
}

// False: stopping.
bool PostCommitTask::await_quiet()
{
	const auto latest = Clock::now() + following_.patience;
	for (;;)
	{
		const int commits = commits_;
		if (!sleep_for(following_.quiet)) { return false; }
		if (commits == commits_ || Clock::now() >= latest) { return true; }
	}
}

// False: stopping.
bool PostCommitTask::sleep_for(std::chrono::milliseconds duration)
{
	std::unique_lock lock(sleep_mutex_);
	return !sleep_ended_.wait_for(lock, duration, [this] { return stopping_.load(); });
}

void PostCommitTask::catch_up()
{
	for (bool more = true; more && !stopping_;)
	{
		seen_ = commits_;
		auto step = take_step();
		if (!step) { return; }
		const bool writes = step->write != nullptr;
		metrics_.follower_behind(writes ? std::max<std::int64_t>(step->behind, 1) : step->behind);
		if (writes && !write(std::move(step->write))) { return; }
		// In the group of the write may have been what is new, so there is one more look after it.
		more = step->more || writes;
		const int own_commits = writes ? 1 : 0;
		if (commits_ != seen_ + own_commits)
		{
			return; // the lanes are at work again: let them first
		}
	}
}

// Empty: it failed.
std::optional<PostCommitStep> PostCommitTask::take_step()
{
	const auto ends = Clock::now() + following_.step_time;
	std::optional<PostCommitStep> step;
	try
	{
		reader_->begin_snapshot();
		step = following_.step(*reader_, [this, ends] { return !stopping_ && Clock::now() < ends; });
	}
	catch (const std::exception& error)
	{
		fail(error.what());
	}
	reader_->end_snapshot();
	return step;
}

// False: it failed, or nobody waits for it any more because all is stopping.
bool PostCommitTask::write(std::unique_ptr<api::WriteWork> work)
{
	write_done_ = false;
	job_.deadline = Clock::now() + write_deadline;
	job_.work = std::move(work);
	job_.reply.reset();
	job_.failure = nullptr;
	job_.continuation = std::make_unique<WriteDone>(*this);
	if (!lane_->submit(job_))
	{
		fail("the write lane is full");
		return false;
	}
	for (;;)
	{
		const int signals = signals_;
		if (write_done_) { break; }
		if (stopping_) { return false; }
		signals_.wait(signals);
	}
	if (job_.failure)
	{
		fail("its findings could not be written");
		return false;
	}
	return true;
}

void PostCommitTask::fail(const char* why)
{
	metrics_.hook_failed();
	spdlog::warn("what follows the commits failed and is tried again: {}", why);
	following_.lost();
	tries_again_ = true;
}

} // namespace bajin::net
