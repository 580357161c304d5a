#include "server/net/server.hpp"

#include "server/net/lane.hpp"
#include "server/net/listener.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <system_error>
#include <utility>

namespace bajin::net
{

namespace
{

WriteLaneOptions write_lane_options(const ServerOptions& options)
{
	WriteLaneOptions lane;
	lane.queue.items_max = options.queued_jobs_max;
	lane.tick = options.others_interval;
	lane.hooks = options.hooks;
	return lane;
}

ConnectionOptions connection_options(const ServerOptions& options)
{
	ConnectionOptions connection;
	connection.limits.body_bytes_max = options.body_bytes_max;
	connection.idle_timeout = options.idle_timeout;
	connection.header_timeout = options.header_timeout;
	connection.comment_interval = options.comment_interval;
	return connection;
}

ListenerOptions listener_options(const ServerOptions& options)
{
	ListenerOptions listener;
	listener.address = options.address;
	listener.port = options.port;
	listener.connections_max = options.connections_max;
	listener.sweep_interval = options.sweep_interval;
	listener.drain_timeout = options.drain_timeout;
	return listener;
}

} // namespace

// In the order of dependency, so that lanes are joined before what they deliver to is gone.
struct Server::Parts
{
	Parts(const ServerOptions& options, Databases databases, Dispatch dispatch, api::Metrics& metrics)
	    : streams(io.get_executor(), options.hint_interval),
	      write_lane(std::move(databases.writer), write_lane_options(options), deliver(), metrics),
	      read_lane(std::move(databases.readers), QueueLimits{options.queued_jobs_max}, deliver(), metrics, api::Lane::read),
	      export_lane(std::move(databases.export_readers), QueueLimits{options.queued_jobs_max}, deliver(), metrics, api::Lane::exports),
	      shared{connection_options(options), std::move(dispatch), write_lane, read_lane, export_lane, streams, metrics},
	      listener(io, listener_options(options), shared), signals(io)
	{
	}

	// One post for a whole group of jobs: waking the I/O thread for each would cost more than the answers.
	Deliver deliver()
	{
		return [this](Delivery delivery)
		{
			asio::post(
			    io,
			    [this, arrived = std::move(delivery)]
			    {
				    for (Job* job : arrived.jobs)
				    {
					    // The job lives in the coroutine that now goes on, and may end with it.
					    const std::unique_ptr<Continuation> continuation = std::move(job->continuation);
					    continuation->run();
				    }
				    if (!arrived.touched.empty())
				    {
					    streams.changed(arrived.touched);
				    }
			    });
		};
	}

	asio::io_context io{1};
	EventStreams streams;
	WriteLane write_lane;
	ReadLane read_lane;
	ReadLane export_lane;
	Shared shared;
	Listener listener;
	asio::signal_set signals;
};

Server::Server(ServerOptions options, Databases databases, Dispatch dispatch, api::Metrics& metrics)
{
	try
	{
		parts_ = std::make_unique<Parts>(options, std::move(databases), std::move(dispatch), metrics);
	}
	catch (const boost::system::system_error& error)
	{
		// Boost's is no std::system_error, and callers are not to know of Boost.
		throw std::system_error(error.code());
	}
}

Server::~Server() = default;

std::uint16_t Server::port() const noexcept
{
	return parts_->listener.port();
}

void Server::stop_on_signals()
{
	parts_->signals.add(SIGTERM);
	parts_->signals.add(SIGINT);
	auto on_signal = [this](const ErrorCode& error, int /*signal*/)
	{
		if (!error)
		{
			parts_->listener.stop();
		}
	};
	parts_->signals.async_wait(std::move(on_signal));
}

void Server::run()
{
	parts_->listener.start();
	parts_->io.run();
	parts_->write_lane.stop();
	parts_->read_lane.stop();
	parts_->export_lane.stop();
}

void Server::stop()
{
	asio::post(
	    parts_->io,
	    [this]
	    {
		    parts_->listener.stop();
		    parts_->signals.cancel();
	    });
}

} // namespace bajin::net
