// The lanes: threads that own a database connection each and turn work into replies, off the I/O thread.
//
// A job lives in the frame of the coroutine that awaits it; a lane borrows it from `submit` until it is delivered.
// The write lane is one thread with the one Writer. It takes all that waits as one group, runs each job in its own
// savepoint, commits once, and only then delivers the whole group by one call: many phones, one fsync, one wake-up. A job
// that throws is undone alone; a commit that fails fails every job of the group, so nothing is answered that is not durable.
// Read lanes are threads with a Reader each on one queue. Long reads, downloads of many records and the hashing
// of passwords have lanes of their own (api::Lane), so that they never hold up a phone. Full queues refuse at once. stop()
// refuses new jobs, finishes what is queued, and joins.
#pragma once

#include "server/api/http/metrics.hpp"
#include "server/api/http/reply.hpp"
#include "server/net/bounded_queue.hpp"
#include "server/net/write_lane_hooks.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"
#include "shared/area.hpp"
#include "shared/uuid.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace bajin::net
{

// What goes on when a job was delivered. (Asio's any_completion_handler copies itself without end when it is assigned to,
// Boost 1.81.)
class Continuation
{
public:
	Continuation() = default;
	virtual ~Continuation() = default;
	Continuation(const Continuation&) = delete;
	Continuation& operator=(const Continuation&) = delete;
	virtual void run() = 0;
};

struct Job
{
	std::chrono::steady_clock::time_point deadline; // queue time included
	std::size_t bytes = 0;                          // of the request's body, to bound queues
	bool accepts_gzip = false;                      // read lanes compress the answer themselves

	// Set by the lane: one of the two.
	std::optional<api::Reply> reply;
	std::exception_ptr failure;

	// Of the coroutine that waits; called on the I/O thread.
	std::unique_ptr<Continuation> continuation;
};

struct WriteJob : Job
{
	std::unique_ptr<api::WriteWork> work;
};

struct ReadJob : Job
{
	std::unique_ptr<api::ReadWork> work;
};

// Whose event streams have something new.
struct Touched
{
	std::vector<Uuid> teams;
	std::vector<AreaId> areas; // branches of events, and all areas above them
	std::vector<Uuid> ended;   // devices and accounts whose access was changed
	bool everyone = false;     // another process wrote
	std::int64_t seq = 0;      // newest sequence number

	[[nodiscard]] bool empty() const noexcept { return teams.empty() && areas.empty() && ended.empty() && !everyone; }
};

// Finished jobs on their way to the I/O thread; called on the lane's thread, must not throw.
struct Delivery
{
	std::vector<Job*> jobs;
	Touched touched;
};
using Deliver = std::function<void(Delivery)>;

struct WriteLaneOptions
{
	QueueLimits queue;
	QueueLimits group{4'096, 8U * 1024 * 1024};
	std::chrono::milliseconds tick{1'000}; // how often an idle lane looks for what other processes wrote
	WriteLaneHooks hooks{};
};

class WriteLane
{
public:
	WriteLane(std::unique_ptr<store::Writer> writer, WriteLaneOptions options, Deliver deliver, api::Metrics& metrics);
	~WriteLane();
	WriteLane(const WriteLane&) = delete;
	WriteLane& operator=(const WriteLane&) = delete;

	// False: full or stopping. The job must live until it is delivered.
	[[nodiscard]] bool submit(WriteJob& job);
	void stop();

	// Of a lane that was stopped, when nobody reads any more.
	void truncate_log();

private:
	void run_thread();
	void run_group(std::vector<WriteJob*> group);
	void run_job(WriteJob& job);
	void undo_job(const std::exception_ptr& cause);
	void look_for_others();
	void catch_up();
	void call(const std::function<void(store::Writer&)>& hook);
	[[nodiscard]] Touched touched_by_group();

	std::unique_ptr<store::Writer> writer_;
	const WriteLaneOptions options_;
	const Deliver deliver_;
	api::Metrics& metrics_;
	BoundedQueue<WriteJob*> queue_;
	bool others_pending_ = false; // another process wrote and nobody was told yet
	std::thread thread_;
};

class ReadLane
{
public:
	// One thread for each reader, at least one. `lane` names it in the metrics.
	ReadLane(
		std::vector<std::unique_ptr<store::Reader>> readers, QueueLimits limits, Deliver deliver, api::Metrics& metrics, api::Lane lane);
	~ReadLane();
	ReadLane(const ReadLane&) = delete;
	ReadLane& operator=(const ReadLane&) = delete;

	// False: full or stopping. The job must live until it is delivered.
	[[nodiscard]] bool submit(ReadJob& job);
	void stop();

	// The server ends: what is being read, and what waits, fails as `shutting_down`.
	void interrupt();

private:
	void run_thread(store::Reader& reader);
	static void run_job(store::Reader& reader, ReadJob& job);

	std::vector<std::unique_ptr<store::Reader>> readers_;
	const Deliver deliver_;
	api::Metrics& metrics_;
	const api::Lane lane_;
	BoundedQueue<ReadJob*> queue_;
	std::vector<std::thread> threads_;
};

} // namespace bajin::net
