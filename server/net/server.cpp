#include "server/net/server.hpp"

#include "server/net/follower.hpp"
#include "server/net/lane.hpp"
#include "server/net/listener.hpp"
#include "server/net/static_files.hpp"
#include "server/net/tls.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <stdexcept>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bajin::net
{

namespace
{

WriteLaneOptions write_lane_options(const ServerOptions& options, Follower& follower)
{
	WriteLaneOptions lane;
	lane.queue.items_max = options.queued_jobs_max;
	lane.tick = options.others_interval;
	lane.hooks = options.hooks;
	lane.hooks.before_delivery = [&follower, given = options.hooks.before_delivery](store::Writer& writer)
	{
		follower.wake();
		if (given) { given(writer); }
	};
	return lane;
}

ConnectionOptions connection_options(const ServerOptions& options)
{
	ConnectionOptions connection;
	connection.limits.body_bytes_max = options.body_bytes_max;
	connection.idle_timeout = options.idle_timeout;
	connection.header_timeout = options.header_timeout;
	connection.comment_interval = options.comment_interval;
	connection.handshake_timeout = options.handshake_timeout;
	connection.write_timeout = options.write_timeout;
	connection.slow_grace = options.slow_grace;
	connection.pace_bytes_min = options.pace_bytes_min;
	connection.stream_lifetime = options.stream_lifetime;
	connection.trusted_proxies = options.trusted_proxies;
	connection.redirect.public_url = options.public_url;
	connection.turn_timeout = options.turn_timeout;
	connection.body_budget_timeout = options.body_budget_timeout;
	return connection;
}

ListenerOptions listener_options(const ServerOptions& options)
{
	ListenerOptions listener;
	listener.address = options.address;
	listener.port = options.port;
	listener.is_tls = options.tls.has_value();
	if (options.redirect_http) { listener.redirect_http = RedirectListen{options.redirect_http->address, options.redirect_http->port}; }
	listener.sweep_interval = options.sweep_interval;
	listener.drain_timeout = options.drain_timeout;
	return listener;
}

} // namespace

// In the order of dependency, so that lanes are joined before what they deliver to is gone.
struct Server::Parts
{
	Parts(const ServerOptions& options, Databases databases, Handler handler, api::Metrics& metrics)
		: streams(io.get_executor(), options.hint_interval), follower(std::move(databases.follower_reader), options.following, metrics),
		  write_lane(std::move(databases.writer), write_lane_options(options, follower), deliver(), metrics),
		  read_lane(std::move(databases.readers), QueueLimits{options.queued_jobs_max}, deliver(), metrics, api::Lane::read),
		  export_lane(std::move(databases.export_readers), QueueLimits{options.queued_jobs_max}, deliver(), metrics, api::Lane::exports),
		  download_lane(
			  std::move(databases.download_readers), QueueLimits{options.queued_downloads_max}, deliver(), metrics, api::Lane::downloads),
		  password_lane(
			  one_reader(std::move(databases.password_reader)), QueueLimits{options.queued_passwords_max}, deliver(), metrics,
			  api::Lane::passwords),
		  guess_lane(
			  one_reader(std::move(databases.guess_reader)), QueueLimits{options.queued_passwords_max}, deliver(), metrics,
			  api::Lane::guesses),
		  search_lane(
			  one_reader(std::move(databases.search_reader)), QueueLimits{options.queued_jobs_max}, deliver(), metrics,
			  api::Lane::searches),
		  intake_lane(
			  one_reader(std::move(databases.intake_reader)), QueueLimits{options.queued_intake_max}, deliver(), metrics,
			  api::Lane::intake),
		  shared{
			  connection_options(options),
			  std::move(handler),
			  write_lane,
			  read_lane,
			  export_lane,
			  download_lane,
			  password_lane,
			  guess_lane,
			  search_lane,
			  intake_lane,
			  streams,
			  metrics,
			  Budgets(options.budgets),
			  AddressSlots(options.slots),
			  BodyBudget(options.bodies),
			  CallerTurns(options.searches_of_caller_max),
			  Backoff(),
			  LiveCredentials(),
			  read_certificate(options.tls),
			  read_pages(options.web_root)},
		  tls_files(options.tls), web_root(options.web_root), on_stop(options.on_stop), listener(io, listener_options(options), shared),
		  signals(io), reload_signal(io)
	{
		shared.options.redirect.port = listener.port();
	}

	// Whatever ended the loop: it must not submit to a lane that is gone.
	~Parts() { follower.stop(); }
	Parts(const Parts&) = delete;
	Parts& operator=(const Parts&) = delete;

	static std::shared_ptr<const TlsContext> read_certificate(const std::optional<TlsFiles>& files)
	{
		return files ? std::make_shared<const TlsContext>(*files) : nullptr;
	}

	static std::shared_ptr<const StaticFiles> read_pages(const std::filesystem::path& root)
	{
		return root.empty() ? nullptr : std::make_shared<const StaticFiles>(root);
	}

	static std::vector<std::unique_ptr<store::Reader>> one_reader(std::unique_ptr<store::Reader> reader)
	{
		std::vector<std::unique_ptr<store::Reader>> readers;
		readers.push_back(std::move(reader));
		return readers;
	}

	void reload_certificate()
	{
		if (!tls_files) { return; }
		try
		{
			shared.tls = read_certificate(tls_files);
			spdlog::info("the certificate was read anew, valid until {}", shared.tls->valid_until());
		}
		catch (const std::runtime_error& error)
		{
			spdlog::error("the certificate stays the old one: {}", error.what());
		}
	}

	void tell_of_pages() const
	{
		if (shared.pages)
		{
			spdlog::info("pages: {} files, {} bytes, from {}", shared.pages->files(), shared.pages->bytes(), web_root.string());
		}
	}

	void reload_pages()
	{
		try
		{
			shared.pages = read_pages(web_root);
			tell_of_pages();
		}
		catch (const std::runtime_error& error)
		{
			spdlog::error("the pages stay the old ones: {}", error.what());
		}
	}

	void await_reload_signal()
	{
		reload_signal.async_wait(
			[this](const ErrorCode& error, int /*signal*/)
			{
				if (error) { return; }
				if (has_terminal && ::isatty(STDIN_FILENO) == 0)
				{
					stop();
					return;
				}
				reload_certificate();
				reload_pages();
				await_reload_signal();
			});
	}

	// The signals would keep the loop going when the listener has ended.
	void stop()
	{
		if (on_stop) { on_stop(); }
		for (ReadLane* lane : {&export_lane, &download_lane, &search_lane}) { lane->interrupt(); }
		listener.stop();
		signals.cancel();
		reload_signal.cancel();
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
					// Before whoever did it is answered: from then on nobody is known by what was taken back.
					forget_credentials(arrived.touched);
					for (Job* job : arrived.jobs)
					{
						// The job lives in the coroutine that now goes on, and may end with it.
						const std::unique_ptr<Continuation> continuation = std::move(job->continuation);
						continuation->run();
					}
					if (!arrived.touched.empty()) { streams.changed(arrived.touched); }
				});
		};
	}

	void forget_credentials(const Touched& touched)
	{
		if (touched.everyone) { shared.live.forget_all(); }
		for (const Uuid& holder : touched.ended) { shared.live.forget_holder(holder); }
	}

	asio::io_context io{1};
	EventStreams streams;
	Follower follower; // outlives the write lane, which may hold its job
	WriteLane write_lane;
	ReadLane read_lane;
	ReadLane export_lane;
	ReadLane download_lane;
	ReadLane password_lane;
	ReadLane guess_lane;
	ReadLane search_lane;
	ReadLane intake_lane;
	Shared shared;
	const std::optional<TlsFiles> tls_files;
	const std::filesystem::path web_root;
	const std::function<void()> on_stop;
	const bool has_terminal = ::isatty(STDIN_FILENO) != 0;
	Listener listener;
	asio::signal_set signals;
	asio::signal_set reload_signal;
};

Server::Server(const ServerOptions& options, Databases databases, Handler handler, api::Metrics& metrics)
{
	try
	{
		parts_ = std::make_unique<Parts>(options, std::move(databases), std::move(handler), metrics);
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

std::uint16_t Server::redirect_port() const noexcept
{
	return parts_->listener.redirect_port();
}

void Server::handle_signals()
{
	parts_->signals.add(SIGTERM);
	parts_->signals.add(SIGINT);
	auto on_signal = [this](const ErrorCode& error, int /*signal*/)
	{
		if (!error) { parts_->stop(); }
	};
	parts_->signals.async_wait(std::move(on_signal));
	// Also where there is nothing to read anew: a server that is asked for that is not to end.
	parts_->reload_signal.add(SIGHUP);
	parts_->await_reload_signal();
}

void Server::reload_certificate()
{
	asio::post(parts_->io, [this] { parts_->reload_certificate(); });
}

void Server::reload_pages()
{
	asio::post(parts_->io, [this] { parts_->reload_pages(); });
}

void Server::run()
{
	parts_->tell_of_pages();
	parts_->listener.start();
	parts_->follower.start(parts_->write_lane);
	parts_->io.run();
	parts_->follower.stop();
	parts_->write_lane.stop();
	parts_->read_lane.stop();
	parts_->export_lane.stop();
	parts_->download_lane.stop();
	parts_->password_lane.stop();
	parts_->guess_lane.stop();
	parts_->search_lane.stop();
	parts_->intake_lane.stop();
	parts_->write_lane.truncate_log();
}

void Server::stop()
{
	asio::post(parts_->io, [this] { parts_->stop(); });
}

} // namespace bajin::net
