#include "server/app.hpp"

#include "server/api/metrics.hpp"
#include "server/api/routes.hpp"
#include "server/net/server.hpp"
#include "server/store/directory_lock.hpp"
#include "server/store/reader.hpp"
#include "server/store/writer.hpp"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace bajin
{

namespace
{

namespace fs = std::filesystem;

fs::path find_database(const fs::path& data)
{
	std::error_code ignored;
	if (!fs::is_directory(data, ignored))
	{
		throw std::runtime_error(data.string() + " is no directory; make one with: bajin init --data " + data.string());
	}
	const fs::path file = data / "bajin.db";
	if (!fs::exists(file, ignored))
	{
		throw std::runtime_error("there is no database in " + data.string() + "; make one with: bajin init --data " + data.string());
	}
	return file;
}

net::Databases open_databases(const fs::path& file, const Config& config)
{
	net::Databases databases;
	databases.writer = std::make_unique<store::Writer>(file);
	for (std::size_t lane = 0; lane < config.read_lanes; ++lane)
	{
		databases.readers.push_back(std::make_unique<store::Reader>(file));
	}
	databases.export_readers.push_back(std::make_unique<store::Reader>(file));
	return databases;
}

net::ServerOptions server_options(const Config& config, api::Context& context)
{
	net::ServerOptions options;
	options.address = config.address;
	options.port = config.port;
	options.connections_max = config.connections_max;
	options.hooks.before_delivery = [&context](store::Writer& writer)
	{
		if (context.reference.load() != writer.reference())
		{
			context.reference.store(writer.reference());
		}
	};
	options.hooks.after_delivery = [&context](store::Writer& writer)
	{
		const auto started = std::chrono::steady_clock::now();
		if (writer.checkpoint_if_due())
		{
			context.metrics->checkpoint_done(std::chrono::steady_clock::now() - started);
		}
	};
	return options;
}

std::string url_of(const Config& config, std::uint16_t port)
{
	const bool is_ipv6 = config.address.find(':') != std::string::npos;
	return "http://" + (is_ipv6 ? "[" + config.address + "]" : config.address) + ":" + std::to_string(port);
}

std::unique_ptr<net::Server> listen(const Config& config, net::Databases databases, net::Dispatch dispatch, api::Context& context)
{
	try
	{
		return std::make_unique<net::Server>(server_options(config, context), std::move(databases), std::move(dispatch), *context.metrics);
	}
	catch (const std::system_error& error)
	{
		throw std::runtime_error("cannot listen on " + url_of(config, config.port) + ": " + error.code().message());
	}
}

} // namespace

void run_server(const Config& config)
{
	const fs::path file = find_database(config.data);
	const store::DirectoryLock lock(config.data);
	net::Databases databases = open_databases(file, config);
	api::Metrics metrics;
	api::Context context;
	context.metrics = &metrics;
	context.reference = databases.writer->reference();
	const api::Router router(context);
	const auto dispatch = [&router](api::Request& request) { return router.dispatch(request); };
	const auto server = listen(config, std::move(databases), dispatch, context);
	context.public_url = config.public_url.empty() ? url_of(config, server->port()) : config.public_url;
	server->stop_on_signals();
	std::cout << "listening on " << url_of(config, server->port()) << std::endl;
	server->run();
	spdlog::info("stopped");
}

} // namespace bajin
