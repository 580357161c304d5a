#include "server/upkeep.hpp"

#include "server/api/http/metrics.hpp"
#include "server/store/clock_store.hpp"

#include <spdlog/spdlog.h>

#include <system_error>
#include <utility>

namespace bajin
{

namespace
{

constexpr std::chrono::minutes complains_every{1};
constexpr std::int64_t mebibyte = 1'024 * 1'024;

} // namespace

bool Upkeep::Complaint::is_due(Clock::time_point now)
{
	if (said_at_ && now - *said_at_ < complains_every) { return false; }
	said_at_ = now;
	return true;
}

Upkeep::Upkeep(UpkeepOptions options, api::Context& context, store::SnapshotCutter& cutter)
	: options_(std::move(options)), context_(context), cutter_(cutter)
{
}

void Upkeep::begin(store::Writer& writer)
{
	const store::KeptClock kept = store::find_clock(writer.database());
	confirmations_ = kept.confirmations;
	context_.clock.begin(kept.newest);
	writer.set_log_max(options_.log_bytes_max);
	run(writer);
}

void Upkeep::committed()
{
	context_.condition.stored();
	if (storing_.was_said()) { spdlog::warn("records can be stored again"); }
	storing_.end();
}

void Upkeep::failed(const std::exception_ptr& failure)
{
	std::string code = "storage_failed";
	std::string what;
	try
	{
		std::rethrow_exception(failure);
	}
	catch (const store::StoreError& error)
	{
		code = error.code();
		what = error.what();
	}
	catch (const std::exception& error)
	{
		what = error.what();
	}
	context_.condition.not_stored(code);
	if (storing_.is_due(Clock::now()))
	{
		spdlog::error("nothing can be stored: {}: {}; phones keep what they have and try again", code, what);
	}
}

void Upkeep::run(store::Writer& writer)
{
	bound_log(writer);
	look_at_clock(writer);
	const auto now = Clock::now();
	if (noted_at_ == Clock::time_point::min() || now - noted_at_ >= options_.note_every)
	{
		noted_at_ = now;
		note_time(writer);
		save_session_uses(writer);
	}
	if (looked_at_ == Clock::time_point::min() || now - looked_at_ >= options_.look_every)
	{
		looked_at_ = now;
		look_at_disk();
	}
}

void Upkeep::bound_log(store::Writer& writer)
{
	const auto started = Clock::now();
	try
	{
		if (const auto took = writer.checkpoint_if_due())
		{
			if (context_.metrics != nullptr) { context_.metrics->checkpoint_done(*took); }
			context_.condition.log_copied();
			if (copying_.was_said()) { spdlog::warn("the log of the database is copied again"); }
			copying_.end();
		}
	}
	catch (const store::StoreError& error)
	{
		if (context_.metrics != nullptr) { context_.metrics->checkpoint_failed(); }
		context_.condition.log_not_copied(error.code());
		if (copying_.is_due(started))
		{
			spdlog::error(
				"the log of the database cannot be copied, it holds {} MiB and may hold {}: {}: {}", writer.log_bytes() / mebibyte,
				options_.log_bytes_max / mebibyte, error.code(), error.what());
		}
	}
	const std::int64_t bytes = writer.log_bytes();
	context_.condition.log_is(bytes, options_.log_bytes_max);
	if (bytes < options_.log_bytes_max / 2) { cut_at_bytes_ = 0; }
	else if (bytes >= cut_at_bytes_ + options_.log_bytes_max / 16)
	{
		cut_at_bytes_ = bytes;
		spdlog::warn(
			"the log of the database holds {} MiB: long readings, which keep it from being written anew, are ended", bytes / mebibyte);
		cutter_.cut();
	}
}

void Upkeep::look_at_clock(store::Writer& writer)
{
	api::ClockDoubt doubt = context_.clock.doubt();
	if (doubt != api::ClockDoubt::none)
	{
		try
		{
			const std::int64_t confirmations = store::find_clock(writer.database()).confirmations;
			if (confirmations != std::exchange(confirmations_, confirmations))
			{
				context_.clock.confirm();
				doubt = api::ClockDoubt::none;
			}
		}
		catch (const store::StoreError&)
		{
			// Looked at again at the next tick; that nothing can be read shows elsewhere.
		}
	}
	if (doubt == std::exchange(told_doubt_, doubt)) { return; }
	if (doubt == api::ClockDoubt::none) { spdlog::warn("the clock is believed: it is {}", to_string(now())); }
	else
	{
		spdlog::error(
			"the clock says {}, {} than can be believed: no record is refused for its day and nothing expires; set the clock, or say that "
			"it "
			"is right with: bajin clock confirm --data {}",
			to_string(now()), doubt == api::ClockDoubt::behind ? "earlier" : "later", options_.data.string());
	}
}

void Upkeep::note_time(store::Writer& writer)
{
	if (context_.clock.doubt() != api::ClockDoubt::none) { return; }
	try
	{
		writer.run_alone([&] { store::note_time(writer.database(), context_.clock.now()); });
		committed();
	}
	catch (const store::StoreError&)
	{
		failed(std::current_exception());
	}
}

void Upkeep::save_session_uses(store::Writer& writer)
{
	try
	{
		people::save_uses(writer, context_.sessions.uses);
	}
	catch (const store::StoreError&)
	{
		failed(std::current_exception());
	}
}

void Upkeep::look_at_disk()
{
	std::error_code error;
	const std::filesystem::space_info space = std::filesystem::space(options_.data, error);
	context_.condition.disk_has(error ? std::nullopt : std::optional(static_cast<std::int64_t>(space.available)));
}

} // namespace bajin
