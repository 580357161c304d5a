#include "server/api/http/metrics.hpp"
#include "server/api/service/endpoints.hpp"
#include "shared/json.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace bajin::api
{

namespace
{

constexpr std::int64_t mebibyte = 1'024 * 1'024;
constexpr std::int64_t full_below_bytes = 32 * mebibyte;
constexpr std::int64_t low_below_bytes = 512 * mebibyte;
constexpr std::int64_t behind_max = 10'000; // changes; the follower needs seconds for them

enum class Level : unsigned char
{
	ready,
	degraded, // somebody should look
	not_ready,
};

struct Check
{
	Level level = Level::ready;
	Json json; // begins with its `status`
};

constexpr std::string_view level_name(Level level) noexcept
{
	return std::array{"ready", "degraded", "not_ready"}[static_cast<std::size_t>(level)];
}

std::int64_t seconds_since(ConditionReport::Time time)
{
	return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - time).count();
}

Check check_storage(const ConditionReport& report)
{
	const Json since = report.stored_at ? Json(seconds_since(*report.stored_at)) : Json(nullptr);
	if (report.store_failure.empty()) { return {Level::ready, {{"status", "ok"}, {"last_write_s", since}}}; }
	return {Level::not_ready, {{"status", "failing"}, {"code", report.store_failure}, {"last_write_s", since}}};
}

Check check_log(const ConditionReport& report)
{
	const bool is_full = report.log_bytes_max > 0 && report.log_bytes >= report.log_bytes_max;
	const bool is_failing = !report.copy_failure.empty();
	const char* status = is_full ? "full" : is_failing ? "failing" : "ok";
	const Level level = is_full ? Level::not_ready : is_failing ? Level::degraded : Level::ready;
	Json json{{"status", status}, {"bytes", report.log_bytes}, {"bytes_max", report.log_bytes_max}};
	if (is_failing) { json["code"] = report.copy_failure; }
	return {level, std::move(json)};
}

Check check_disk(const ConditionReport& report)
{
	if (!report.free_bytes) { return {Level::degraded, {{"status", "unknown"}}}; }
	const bool is_full = *report.free_bytes < full_below_bytes;
	const bool is_low = *report.free_bytes < low_below_bytes;
	const char* status = is_full ? "full" : is_low ? "low" : "ok";
	return {is_full ? Level::not_ready : is_low ? Level::degraded : Level::ready, {{"status", status}, {"free_bytes", *report.free_bytes}}};
}

Check check_clock(ServerClock& clock)
{
	const ClockDoubt doubt = clock.doubt();
	Json json{{"status", std::array{"ok", "behind", "ahead"}[static_cast<std::size_t>(doubt)]}, {"time", to_string(now())}};
	if (doubt != ClockDoubt::none) { json["believed_time"] = to_string(clock.now()); }
	return {doubt == ClockDoubt::none ? Level::ready : Level::degraded, std::move(json)};
}

Check check_backup(const ConditionReport& report, ServerClock& clock)
{
	if (!report.backup_every) { return {Level::ready, {{"status", "off"}}}; }
	const auto age =
		report.backed_up_at ? std::optional(std::chrono::floor<std::chrono::seconds>(clock.now() - *report.backed_up_at)) : std::nullopt;
	const bool is_failing = !report.backup_failure.empty();
	// The first is made soon after the start; one may be in the making.
	const bool is_old = age && *age > 2 * *report.backup_every;
	Json json{
		{"status", is_failing ? "failing"
				   : is_old   ? "old"
				   : age      ? "ok"
							  : "none yet"},
		{"age_s", age ? Json(age->count()) : Json(nullptr)}};
	if (is_failing) { json["code"] = report.backup_failure; }
	return {is_failing || is_old ? Level::degraded : Level::ready, std::move(json)};
}

Check check_lanes(const Metrics& metrics)
{
	Json waiting = Json::object();
	for (std::size_t lane = 0; lane < lane_count; ++lane) { waiting[lane_names[lane]] = metrics.lane_jobs(static_cast<Lane>(lane)); }
	return {Level::ready, {{"status", "ok"}, {"waiting", std::move(waiting)}}};
}

Check check_follower(const Metrics& metrics)
{
	const std::int64_t behind = metrics.behind();
	const bool is_behind = behind > behind_max;
	return {is_behind ? Level::degraded : Level::ready, {{"status", is_behind ? "behind" : "ok"}, {"behind", behind}}};
}

} // namespace

// From memory alone: it waits for no lane and no disk.
Reply handle_ready(Context& context, Request& /*request*/)
{
	const ConditionReport report = context.condition.report();
	std::vector<std::pair<const char*, Check>> checks;
	checks.emplace_back("storage", check_storage(report));
	checks.emplace_back("log", check_log(report));
	checks.emplace_back("disk", check_disk(report));
	checks.emplace_back("clock", check_clock(context.clock));
	checks.emplace_back("backup", check_backup(report, context.clock));
	if (context.metrics != nullptr)
	{
		checks.emplace_back("lanes", check_lanes(*context.metrics));
		checks.emplace_back("follower", check_follower(*context.metrics));
	}
	Level worst = Level::ready;
	Json described = Json::object();
	for (auto& [name, check] : checks)
	{
		worst = std::max(worst, check.level);
		described[name] = std::move(check.json);
	}
	Response response;
	response.status = worst == Level::not_ready ? 503 : 200;
	response.body = to_text(Json{{"status", level_name(worst)}, {"version", BAJIN_VERSION}, {"checks", std::move(described)}});
	if (response.status == 503) { response.headers.emplace_back("Retry-After", "30"); }
	return response;
}

} // namespace bajin::api
