// A thread that follows the commits and works behind them, for what no phone and no page waits for.
//
// It has a reader of its own and runs at idle priority (SCHED_IDLE): it gets what time the lanes leave. It begins when the
// commits have paused for a moment, or after some seconds of them, and then does one short step, so that a server under
// load is hardly touched and its log is not held open; when it is quiet it goes on until there is nothing more. What a step
// found is written by one short job of the write lane, like any other. A step or a write that fails is done again later.
// wake() is called by the write lane with every commit: two atomic operations, and no lock that this thread, which may be
// kept waiting anywhere, could hold. stop() lets the step under way end early and joins.
#pragma once

#include "server/api/http/metrics.hpp"
#include "server/api/http/reply.hpp"
#include "server/net/lane.hpp"
#include "server/net/post_commit_work.hpp"
#include "server/store/reader.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace bajin::net
{

class PostCommitTask
{
public:
	// Follows nothing without a reader or without a step.
	PostCommitTask(std::unique_ptr<store::Reader> reader, PostCommitWork following, api::Metrics& metrics);
	~PostCommitTask();
	PostCommitTask(const PostCommitTask&) = delete;
	PostCommitTask& operator=(const PostCommitTask&) = delete;

	// The lane must outlive stop(); this must outlive the lane, which may still hold the job of the last step.
	void start(WriteLane& lane);

	// There may be something new. From any thread, also while start() runs: the write lane commits before there is a server.
	void wake() noexcept;

	void stop();

private:
	class WriteDone;

	void run_thread();
	[[nodiscard]] bool await_commit();
	[[nodiscard]] bool await_quiet();
	[[nodiscard]] bool sleep_for(std::chrono::milliseconds duration);
	void catch_up();
	[[nodiscard]] std::optional<PostCommitStep> take_step();
	[[nodiscard]] bool write(std::unique_ptr<api::WriteWork> work);
	void fail(const char* why);
	void signal() noexcept;

	std::unique_ptr<store::Reader> reader_;
	const PostCommitWork following_;
	api::Metrics& metrics_;
	const bool follows_;
	WriteLane* lane_ = nullptr;
	std::atomic<int> signals_ = 0; // raised by commits, by stop() and by the end of a write: what the thread waits on
	std::atomic<int> commits_ = 0;
	std::atomic<bool> stopping_ = false;
	std::atomic<bool> write_done_ = false;
	WriteJob job_;
	int seen_ = -1;            // commits that were looked at; of the thread
	bool tries_again_ = false; // something failed; of the thread
	std::mutex sleep_mutex_;   // between the thread and stop() alone
	std::condition_variable sleep_ended_;
	std::thread thread_;
};

} // namespace bajin::net
