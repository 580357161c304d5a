#include "server/net/server.hpp"

#include "server/net/lane.hpp"
#include "server/net/listener.hpp"
#include "server/net/post_commit_task.hpp"
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

WriteLaneOptions write_lane_options(const ServerOptions& options, PostCommitTask& follower)
{
	WriteLaneOptions lane;
	lane.queue.items_max = options.queues.jobs_max;
	lane.tick = options.others_interval;
	lane.hooks = options.hooks;
	lane.hooks.before_delivery = [&follower, given = options.hooks.before_delivery](store::Writer& writer)
	{
		follower.wake();
		if (given) { given(writer); }
	};
	return lane;
}

} // namespace

// In the order of dependency, so that lanes are joined before what they deliver to is gone.
struct Server::Parts
{
	Parts(const ServerOptions& options, Databases databases, Handler handler, api::Metrics& metrics)
		: streams(io.get_executor(), options.hint_interval), follower(std::move(databases.post_commit_reader), options.following, metrics),
		  write_lane(std::move(databases.writer), write_lane_options(options, follower), deliver(), metrics),
		  read_lanes(std::move(databases.readers), options.queues, deliver(), metrics),
		  shared{
			  options.connections,
			  std::move(handler),
			  write_lane,
			  read_lanes,
			  streams,
			  metrics,
			  RateLimits(options.rates),
			  AddressSlots(options.slots),
			  BodyBudget(options.bodies),
			  CredentialTurns(options.searches_of_credential_max),
			  Backoff(),
			  LiveCredentials(),
			  read_certificate(options.tls),
			  read_pages(options.web_root)},
		  tls_files(options.tls), web_root(options.web_root), on_stop(options.on_stop), listener(io, options.listener, shared), signals(io),
		  reload_signal(io)
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
		read_lanes.interrupt();
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
	PostCommitTask follower; // outlives the write lane, which may hold its job
	WriteLane write_lane;
	ReadLanes read_lanes;
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
	parts_->read_lanes.stop();
	parts_->write_lane.truncate_log();
}

void Server::stop()
{
	asio::post(parts_->io, [this] { parts_->stop(); });
}

} // namespace bajin::net
