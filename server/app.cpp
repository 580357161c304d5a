#include "server/app.hpp"

#include "server/api/http/metrics.hpp"
#include "server/api/router.hpp"
#include "server/backups.hpp"
#include "server/events/look_alikes.hpp"
#include "server/events/search_scan.hpp"
#include "server/net/server.hpp"
#include "server/net/static_files.hpp"
#include "server/people/token.hpp"
#include "server/store/account_store.hpp"
#include "server/store/cache_budgets.hpp"
#include "server/store/directory_lock.hpp"
#include "server/store/private_files.hpp"
#include "server/store/reader.hpp"
#include "server/store/upgrade_words.hpp"
#include "server/store/writer.hpp"
#include "server/upkeep.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

std::size_t threads_of(api::Lane lane, const Config& config)
{
	return lane == api::Lane::page ? config.read_lanes : lane == api::Lane::download ? config.download_lanes : 1;
}

net::Databases open_databases(const fs::path& file, const Config& config, const store::SnapshotCutter& cutter)
{
	using store::CacheRole;
	const auto reader = [&](CacheRole role)
	{
		auto made = std::make_unique<store::Reader>(file, &cutter);
		store::set_cache(made->database(), role);
		return made;
	};
	net::Databases databases;
	databases.writer =
		std::make_unique<store::Writer>(file, store::tell_upgrade([](const std::string& line) { spdlog::info("{}", line); }));
	databases.writer->copy_log_beside();
	for (const net::ReadLaneKind& kind : net::read_lane_kinds)
	{
		auto& readers = databases.readers[api::index_of(kind.lane)];
		while (readers.size() < threads_of(kind.lane, config)) { readers.push_back(reader(kind.cache)); }
	}
	databases.post_commit_reader = reader(CacheRole::post_commit);
	return databases;
}

// Where tools/build puts the pages: beside this program.
fs::path built_pages()
{
	std::error_code ignored;
	return fs::read_symlink("/proc/self/exe", ignored).parent_path() / "web";
}

// The folder that was asked for, else that beside this program; empty when there are no pages in it.
fs::path web_root_of(const Config& config)
{
	std::error_code ignored;
	const bool is_built = fs::is_regular_file(built_pages() / "index.html", ignored);
	return !config.server.web_root.empty() ? config.server.web_root : is_built ? built_pages() : fs::path();
}

// What a step of a scan found, with the job that saves it.
template <class Step>
net::PostCommitStep make_post_commit_step(Step step)
{
	net::PostCommitStep follow;
	follow.more = step.more;
	follow.behind = step.behind;
	if (step.to_save)
	{
		follow.write = api::write_work(
			[findings = std::move(*step.to_save)](store::Writer& writer) -> api::Reply
			{
				events::save_findings(writer, findings);
				return api::Response();
			});
	}
	return follow;
}

// Two scans that take turns, so that neither waits until the other has come to the end.
class Scans
{
public:
	net::PostCommitStep next(store::Reader& reader, const std::function<bool()>& go_on)
	{
		net::PostCommitStep step = take_turn(reader, go_on);
		const bool had_nothing = !step.more && step.write == nullptr;
		if (had_nothing) { step = take_turn(reader, go_on); }
		else { step.more = true; } // the other may have something
		step.behind = std::max(look_alikes_behind_, search_behind_);
		return step;
	}

	void forget()
	{
		look_alikes_.forget();
		search_.forget();
	}

private:
	net::PostCommitStep take_turn(store::Reader& reader, const std::function<bool()>& go_on)
	{
		const bool is_search = std::exchange(search_is_next_, !search_is_next_);
		auto step =
			is_search ? make_post_commit_step(search_.next(reader, go_on)) : make_post_commit_step(look_alikes_.next(reader, go_on));
		(is_search ? search_behind_ : look_alikes_behind_) = step.behind;
		return step;
	}

	events::LookAlikeScan look_alikes_;
	events::SearchScan search_;
	std::int64_t look_alikes_behind_ = 0;
	std::int64_t search_behind_ = 0;
	bool search_is_next_ = false;
};

// Looks for look-alikes and keeps the index of searches behind the commits.
net::PostCommitWork post_commit_work()
{
	const auto scans = std::make_shared<Scans>();
	net::PostCommitWork following;
	following.step = [scans](store::Reader& reader, const std::function<bool()>& go_on) { return scans->next(reader, go_on); };
	following.lost = [scans] { scans->forget(); };
	return following;
}

net::ServerOptions server_options(const Config& config, api::Context& context, Upkeep& upkeep)
{
	net::ServerOptions options = config.server;
	options.web_root = web_root_of(config);
	options.connections.redirect.public_url = config.public_url;
	options.on_stop = [&context] { context.progress.close(); };
	options.following = post_commit_work();
	options.hooks.before_delivery = [&context, &upkeep](store::Writer& writer)
	{
		upkeep.committed();
		context.newest_seq = writer.last_seq();
		if (context.reference.load() != writer.reference()) { context.reference.store(writer.reference()); }
	};
	options.hooks.after_failure = [&upkeep](const std::exception_ptr& failure) { upkeep.failed(failure); };
	options.hooks.after_delivery = [&upkeep](store::Writer& writer) { upkeep.run(writer); };
	return options;
}

std::string url_of(std::string_view scheme, const net::ListenAddress& listen)
{
	const bool is_ipv6 = listen.address.find(':') != std::string::npos;
	const std::string host = is_ipv6 ? "[" + listen.address + "]" : listen.address;
	return std::string(scheme) + "://" + host + ":" + std::to_string(listen.port);
}

std::string url_of(const net::ServerOptions& options, std::uint16_t port)
{
	return url_of(options.tls ? "https" : "http", {options.listener.listen.address, port});
}

// Which of two addresses was the trouble, the system does not say.
std::string addresses_of(const net::ServerOptions& options)
{
	std::string addresses = url_of(options, options.listener.listen.port);
	if (options.listener.redirect_http) { addresses += " and " + url_of("http", *options.listener.redirect_http); }
	return addresses;
}

std::unique_ptr<net::Server>
listen(const Config& config, net::Databases databases, net::Handler handler, api::Context& context, Upkeep& upkeep)
{
	try
	{
		return std::make_unique<net::Server>(
			server_options(config, context, upkeep), std::move(databases), std::move(handler), *context.metrics);
	}
	catch (const std::system_error& error)
	{
		throw std::runtime_error("cannot listen on " + addresses_of(config.server) + ": " + error.code().message());
	}
}

// Until there is an account, whoever reads the server's output may make the first one.
void offer_first_account(const Config& config, api::Context& context)
{
	context.setup_code = people::make_token().text;
	spdlog::info(
		"there is no account yet: make the first one with `bajin user add NAME --role admin --data {}`, or by this link, good once: "
		"{}/#/setup?code={}",
		config.data.string(), context.public_url, context.setup_code);
}

// One line that says how to mend it.
void tell_of_exposed(const fs::path& data)
{
	const auto exposed = store::find_exposed(data);
	if (exposed.empty()) { return; }
	spdlog::warn(
		"other users of this machine can read {}{}; mend it with: chmod -R go= {}", exposed.front().string(),
		exposed.size() > 1 ? fmt::format(" and {} more", exposed.size() - 1) : std::string(), data.string());
}

} // namespace

int check_server(const Config& config)
{
	std::vector<std::string> problems;
	const auto note = [&problems](const auto& check)
	{
		try
		{
			check();
		}
		catch (const std::exception& error)
		{
			problems.emplace_back(error.what());
		}
	};
	note([&] { static_cast<void>(find_database(config.data)); });
	note(
		[&]
		{
			if (config.server.tls) { net::check_tls_files(*config.server.tls); }
		});
	note(
		[&]
		{
			if (!config.server.web_root.empty()) { static_cast<void>(net::StaticFiles(config.server.web_root)); }
		});
	for (const std::string& problem : problems) { std::cerr << "bajin-server: " << problem << '\n'; }
	if (problems.empty()) { std::cout << "the configuration is in order\n"; }
	return problems.empty() ? 0 : 2;
}

void run_server(const Config& config)
{
	const fs::path file = find_database(config.data);
	const store::DirectoryLock lock(config.data);
	store::SnapshotCutter cutter;
	net::Databases databases = open_databases(file, config, cutter);
	const bool has_accounts = store::has_accounts(databases.writer->database());
	api::Metrics metrics;
	api::Context context;
	context.metrics = &metrics;
	context.sessions.limits = config.sessions;
	context.reference = databases.writer->reference();
	context.newest_seq = databases.writer->last_seq();
	Upkeep upkeep({config.data, config.log_bytes_max}, context, cutter);
	upkeep.begin(*databases.writer);
	const api::Router router(context);
	const net::Handler handler{
		[&router](api::Request& head) { return router.judge(head); },
		[&router](api::Request& request, api::HeadVerdict verdict) { return router.dispatch(request, std::move(verdict)); }};
	const auto server = listen(config, std::move(databases), handler, context, upkeep);
	context.public_url = config.public_url.empty() ? url_of(config.server, server->port()) : config.public_url;
	if (web_root_of(config).empty())
	{
		spdlog::info(
			"no pages: {} has no index.html; build them with tools/build, or name their folder with --web-root", built_pages().string());
	}
	spdlog::info("bajin {} with SQLite {}", BAJIN_VERSION, store::sqlite_version());
	if (!has_accounts) { offer_first_account(config, context); }
	tell_of_exposed(config.data);
	Backups backups(config.backups, file, context);
	backups.start();
	server->handle_signals();
	std::cout << "listening on " << url_of(config.server, server->port()) << std::endl;
	if (const auto& redirect = config.server.listener.redirect_http)
	{
		std::cout << "redirecting from " << url_of("http", {redirect->address, server->redirect_port()}) << std::endl;
	}
	server->run();
	backups.stop();
	spdlog::info("stopped");
}

} // namespace bajin
