#include "server/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace bajin
{

void set_up_log(const std::string& level)
{
	auto logger = std::make_shared<spdlog::logger>("bajin", std::make_shared<spdlog::sinks::stderr_sink_mt>());
	logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
	logger->set_level(spdlog::level::from_str(level));
	logger->flush_on(spdlog::level::debug);
	spdlog::set_default_logger(std::move(logger));
}

} // namespace bajin
