#include "server/net/lane.hpp"

#include "server/net/gzip.hpp"
#include "shared/thread_name.hpp"

#include <spdlog/spdlog.h>

#include <unordered_set>
#include <utility>

namespace bajin::net
{

namespace
{

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds read_patience{60'000};

void refuse_when_late(const Job& job)
{
	if (Clock::now() >= job.deadline) { throw store::StoreError("deadline_passed", "the job waited beyond its deadline", true); }
}

std::vector<AreaId> with_areas_above(const std::unordered_set<AreaId>& branches, const AreaTree& areas)
{
	std::unordered_set<AreaId> found;
	for (AreaId area : branches)
	{
		while (area != 0 && found.insert(area).second) { area = areas.at(area).parent; }
	}
	return {found.begin(), found.end()};
}

} // namespace

WriteLane::WriteLane(std::unique_ptr<store::Writer> writer, WriteLaneOptions options, Deliver deliver, api::Metrics& metrics)
	: writer_(std::move(writer)), options_(std::move(options)), deliver_(std::move(deliver)), metrics_(metrics), queue_(options_.queue)
{
	thread_ = std::thread([this] { run_thread(); });
}

WriteLane::~WriteLane()
{
	stop();
}

bool WriteLane::submit(WriteJob& job)
{
	if (queue_.push(&job, job.bytes)) { return true; }
	metrics_.lane_refused(api::Lane::write);
	return false;
}

void WriteLane::stop()
{
	queue_.close();
	if (thread_.joinable()) { thread_.join(); }
}

void WriteLane::run_thread()
{
	name_thread("bajin-write");
	while (!queue_.is_finished())
	{
		std::vector<WriteJob*> group = queue_.take(options_.group, options_.tick);
		metrics_.lane_depth(api::Lane::write, queue_.size());
		if (group.empty())
		{
			look_for_others();
			catch_up();
			call(options_.hooks.after_delivery);
		}
		else { run_group(std::move(group)); }
	}
}

void WriteLane::run_group(std::vector<WriteJob*> group)
{
	Delivery delivery;
	delivery.jobs.assign(group.begin(), group.end());
	bool begun = false;
	try
	{
		writer_->begin_group();
		begun = true;
		for (WriteJob* job : group) { run_job(*job); }
		writer_->database().set_deadline(std::nullopt);
		const auto started = Clock::now();
		writer_->commit_group();
		metrics_.group_committed(group.size(), Clock::now() - started);
		delivery.touched = touched_by_group();
		call(options_.hooks.before_delivery);
	}
	catch (...)
	{
		if (begun) { writer_->rollback_group(); }
		metrics_.group_failed();
		if (options_.hooks.after_failure) { options_.hooks.after_failure(std::current_exception()); }
		for (WriteJob* job : group)
		{
			job->reply.reset();
			job->failure = std::current_exception();
		}
	}
	deliver_(std::move(delivery));
	call(options_.hooks.after_delivery);
}

void WriteLane::run_job(WriteJob& job)
{
	writer_->begin_job();
	try
	{
		refuse_when_late(job);
		writer_->database().set_deadline(job.deadline);
		job.reply = job.work->run(*writer_);
		writer_->keep_job();
	}
	catch (...)
	{
		job.reply.reset();
		job.failure = std::current_exception();
		undo_job(job.failure);
	}
}

// When the disk fails SQLite may undo the whole transaction by itself, and there is no job left to drop: then the group fails, for
// the reason for which the job did.
void WriteLane::undo_job(const std::exception_ptr& cause)
{
	try
	{
		writer_->drop_job();
	}
	catch (const store::StoreError&)
	{
		std::rethrow_exception(cause);
	}
}

// What a hook cannot do now it does after a later group; the group itself is durable.
void WriteLane::call(const std::function<void(store::Writer&)>& hook)
{
	if (!hook) { return; }
	try
	{
		hook(*writer_);
	}
	catch (const store::StoreError&)
	{
		metrics_.hook_failed();
	}
}

Touched WriteLane::touched_by_group()
{
	Touched touched;
	touched.teams.assign(writer_->touched_teams().begin(), writer_->touched_teams().end());
	touched.areas = with_areas_above(writer_->touched_branches(), writer_->reference()->areas);
	touched.ended.assign(writer_->changed_holders().begin(), writer_->changed_holders().end());
	touched.everyone = writer_->take_others_wrote();
	touched.seq = writer_->last_seq();
	return touched;
}

void WriteLane::look_for_others()
{
	try
	{
		others_pending_ = writer_->poll_others() || others_pending_;
		if (!others_pending_) { return; }
		// An empty group reads anew what the writer keeps of the database, so that the hint carries the newest seq.
		writer_->begin_group();
		Delivery delivery;
		static_cast<void>(writer_->take_others_wrote());
		delivery.touched.everyone = true;
		delivery.touched.seq = writer_->last_seq();
		writer_->rollback_group();
		others_pending_ = false;
		call(options_.hooks.before_delivery);
		deliver_(std::move(delivery));
	}
	catch (const store::StoreError&)
	{
		metrics_.hook_failed(); // busy or broken: the next tick tries again, and the next group has somebody to tell
	}
}

// While nobody waits.
void WriteLane::catch_up()
{
	try
	{
		while (queue_.size() == 0 && writer_->catch_up()) {}
	}
	catch (const store::StoreError&)
	{
		metrics_.hook_failed(); // the next tick tries again
	}
}

ReadLane::ReadLane(
	std::vector<std::unique_ptr<store::Reader>> readers, QueueLimits limits, Deliver deliver, api::Metrics& metrics, api::Lane lane)
	: readers_(std::move(readers)), deliver_(std::move(deliver)), metrics_(metrics), lane_(lane), queue_(limits)
{
	for (const auto& reader : readers_)
	{
		threads_.emplace_back([this, own = reader.get()] { run_thread(*own); });
	}
}

ReadLane::~ReadLane()
{
	stop();
}

void WriteLane::truncate_log()
{
	try
	{
		writer_->truncate_log();
	}
	catch (const store::StoreError& error)
	{
		spdlog::warn("the log of the database stays as long as it is: {}", error.what());
	}
}

bool ReadLane::submit(ReadJob& job)
{
	if (queue_.push(&job, job.bytes))
	{
		metrics_.lane_depth(lane_, queue_.size());
		return true;
	}
	metrics_.lane_refused(lane_);
	return false;
}

void ReadLane::stop()
{
	queue_.close();
	for (std::thread& thread : threads_)
	{
		if (thread.joinable()) { thread.join(); }
	}
}

void ReadLane::interrupt()
{
	for (const auto& reader : readers_) { reader->database().interrupt(); }
}

void ReadLane::run_thread(store::Reader& reader)
{
	name_thread("bajin-read");
	while (!queue_.is_finished())
	{
		for (ReadJob* job : queue_.take(QueueLimits{1, 0}, read_patience))
		{
			metrics_.lane_depth(lane_, queue_.size());
			run_job(reader, *job);
			Delivery delivery;
			delivery.jobs.push_back(job);
			deliver_(std::move(delivery));
		}
	}
}

void ReadLane::run_job(store::Reader& reader, ReadJob& job)
{
	try
	{
		refuse_when_late(job);
		reader.database().set_deadline(job.deadline);
		reader.begin_snapshot();
		job.reply = job.work->run(reader);
		auto* const response = std::get_if<api::Response>(&*job.reply);
		if (response != nullptr && job.accepts_gzip) { compress_answer(*response); }
	}
	catch (...)
	{
		job.reply.reset();
		job.failure = std::current_exception();
	}
	reader.database().set_deadline(std::nullopt);
	reader.end_snapshot();
}

} // namespace bajin::net
