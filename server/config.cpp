#include "server/config.hpp"

#include <CLI/CLI.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bajin
{

namespace
{

constexpr int exit_usage = 2;

// Where phones find the server: http or https, a host, perhaps a port and a path, and nothing else.
bool is_public_url(const std::string& text)
{
	const auto url = boost::urls::parse_uri(text);
	if (!url || (url->scheme_id() != boost::urls::scheme::http && url->scheme_id() != boost::urls::scheme::https)) { return false; }
	return !url->encoded_host().empty() && !url->has_userinfo() && !url->has_query() && !url->has_fragment();
}

// Options as they are written, to be read once all of them are there.
struct Texts
{
	std::string public_url;
	std::string listen = "127.0.0.1:8080";
	std::string redirect_http;
	std::vector<std::string> trusted_proxies;
	net::TlsFiles tls;
};

void add_rate_options(CLI::App& app, net::RateLimitOptions& rates)
{
	const CLI::Range any_rate(0.0, 1'000'000.0);
	const CLI::Range bursts(1.0, 1'000'000.0);
	app.add_option("--device-rate", rates.device_rate, "Requests a second that a phone or a session may make; 0: any number")
		->envname("BAJIN_DEVICE_RATE")
		->check(any_rate)
		->capture_default_str();
	app.add_option("--device-burst", rates.device_burst, "Requests that it may make at once")
		->envname("BAJIN_DEVICE_BURST")
		->check(bursts)
		->capture_default_str();
	app.add_option("--address-rate", rates.address_rate, "The same for an address, of requests that prove no access; 0: any number")
		->envname("BAJIN_ADDRESS_RATE")
		->check(any_rate)
		->capture_default_str();
	app.add_option("--address-burst", rates.address_burst, "Requests that it may make at once")
		->envname("BAJIN_ADDRESS_BURST")
		->check(bursts)
		->capture_default_str();
}

void add_slot_options(CLI::App& app, net::SlotOptions& slots)
{
	app.add_option(
		   "--connections-max", slots.connections_max, "Connections beyond this are refused; a tenth is kept for phones and sessions")
		->envname("BAJIN_CONNECTIONS_MAX")
		->check(CLI::Range(1, 1'000'000))
		->capture_default_str();
	app.add_option("--address-connections", slots.address_max, "Of an address (IPv6: a /64) from which no phone or session came yet")
		->envname("BAJIN_ADDRESS_CONNECTIONS")
		->check(CLI::Range(1, 1'000'000))
		->capture_default_str();
	app.add_option("--known-address-connections", slots.known_address_max, "Of an address from which a phone or a session came")
		->envname("BAJIN_KNOWN_ADDRESS_CONNECTIONS")
		->check(CLI::Range(1, 1'000'000))
		->capture_default_str();
}

// "--bodies-max" -> "BAJIN_BODIES_MAX"
std::string variable_of(const std::string& option)
{
	std::string variable = "BAJIN" + option.substr(1);
	std::transform(variable.begin(), variable.end(), variable.begin(), [](unsigned char c) { return c == '-' ? '_' : std::toupper(c); });
	return variable;
}

// In MiB, as people count memory.
template <class Bytes>
void add_size_option(CLI::App& app, const std::string& name, Bytes& bytes, const std::string& what)
{
	constexpr Bytes mebibyte = 1024 * 1024;
	const auto take = [&bytes](const Bytes& mebibytes) { bytes = mebibytes * mebibyte; };
	app.add_option_function<Bytes>(name, take, what)
		->envname(variable_of(name))
		->check(CLI::Range(Bytes{8}, Bytes{65'536}))
		->default_str(std::to_string(bytes / mebibyte));
}

void add_body_options(CLI::App& app, net::BodyLimits& bodies)
{
	add_size_option(app, "--bodies-max", bodies.all_bytes, "MiB of what is sent to the server that it holds in memory at a time");
	add_size_option(app, "--address-bodies-max", bodies.address_bytes, "The same for one address");
	add_size_option(app, "--credential-bodies-max", bodies.credential_bytes, "The same for one phone or session");
}

// "90s", "30m", "12h", "1d".
void add_duration_option(
	CLI::App& app, const std::string& name, std::chrono::seconds& duration, const std::string& usual, const std::string& what)
{
	const auto take = [&duration](const std::int64_t& seconds) { duration = std::chrono::seconds(seconds); };
	app.add_option_function<std::int64_t>(name, take, what)
		->envname(variable_of(name))
		->transform(CLI::AsNumberWithUnit(std::map<std::string, std::int64_t>{{"s", 1}, {"m", 60}, {"h", 3'600}, {"d", 86'400}}))
		->check(CLI::Range(std::int64_t{1}, std::int64_t{31 * 86'400}))
		->default_str(usual);
}

void add_session_options(CLI::App& app, people::SessionLimits& sessions)
{
	add_duration_option(
		app, "--session-idle", sessions.idle, "60m", "A sign-in to the console ends when nobody used it for so long: 30m, 1h");
	add_duration_option(app, "--session-max", sessions.longest, "12h", "It ends so long after the password was typed, whatever happens");
}

void add_backup_options(CLI::App& app, BackupOptions& backups)
{
	app.add_option("--backup-dir", backups.directory, "Folder for backups that the server makes by itself; best on another disk")
		->envname("BAJIN_BACKUP_DIR");
	add_duration_option(app, "--backup-every", backups.every, "1d", "How often: 30m, 12h, 1d");
	const auto add_kept = [&app](const char* name, const char* variable, int& count, const char* what)
	{ app.add_option(name, count, what)->envname(variable)->check(CLI::Range(0, 1'000))->capture_default_str(); };
	add_kept("--backup-days", "BAJIN_BACKUP_DAYS", backups.kept.days, "Of so many days the newest backup is kept");
	add_kept("--backup-weeks", "BAJIN_BACKUP_WEEKS", backups.kept.weeks, "The same for weeks");
	add_kept("--backup-months", "BAJIN_BACKUP_MONTHS", backups.kept.months, "The same for months");
	app.add_option(
		   "--backup-command", backups.command, "For the shell, after each backup; $BAJIN_BACKUP is the file. To copy it off this machine")
		->envname("BAJIN_BACKUP_COMMAND");
}

void add_options(CLI::App& app, Config& config, Texts& texts)
{
	app.add_option("--data", config.data, "Directory with the database (made by `bajin init`)")->envname("BAJIN_DATA")->required();
	app.add_option("--listen", texts.listen, "ADDRESS:PORT to serve on; an IPv6 address in brackets; port 0 takes a free one")
		->envname("BAJIN_LISTEN")
		->capture_default_str();
	app.add_option("--public-url", texts.public_url, "URL under which phones reach this server, as https://bajin.example.gov.cn")
		->envname("BAJIN_PUBLIC_URL");
	app.add_option("--tls-certificate", texts.tls.certificate, "Certificate chain, PEM; read anew on SIGHUP")
		->envname("BAJIN_TLS_CERTIFICATE");
	app.add_option("--tls-key", texts.tls.key, "Private key, PEM")->envname("BAJIN_TLS_KEY");
	app.add_option("--redirect-http", texts.redirect_http, "ADDRESS:PORT on which plain HTTP is sent to https")
		->envname("BAJIN_REDIRECT_HTTP");
	app.add_option("--trusted-proxy", texts.trusted_proxies, "ADDRESS[/BITS] whose X-Forwarded-For and -Proto are believed; again for more")
		->envname("BAJIN_TRUSTED_PROXY")
		->delimiter(',');
	app.add_option(
		   "--web-root", config.server.web_root, "Folder of the built pages, read anew on SIGHUP (default: web beside this program)")
		->envname("BAJIN_WEB_ROOT");
	app.add_option("--read-lanes", config.read_lanes, "Threads that read the database; each may hold 8 MiB of its pages")
		->envname("BAJIN_READ_LANES")
		->check(CLI::Range(1, 64))
		->capture_default_str();
	app.add_option(
		   "--download-lanes", config.download_lanes,
		   "Downloads of many records that are made at the same time; each may hold 8 MiB of pages")
		->envname("BAJIN_DOWNLOAD_LANES")
		->check(CLI::Range(1, 16))
		->capture_default_str();
	add_slot_options(app, config.server.slots);
	add_body_options(app, config.server.bodies);
	add_rate_options(app, config.server.rates);
	add_size_option(
		app, "--log-max", config.log_bytes_max,
		"MiB of the database's log; at half of it long readings are ended, at all of it nothing is stored");
	add_session_options(app, config.sessions);
	add_backup_options(app, config.backups);
	app.add_option("--log-level", config.log_level, "How much is logged to stderr")
		->envname("BAJIN_LOG_LEVEL")
		->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
		->capture_default_str();
}

using Problems = std::vector<std::string>; // a line each

ConfigOrExit refuse(const Problems& problems)
{
	for (const std::string& problem : problems) { std::cerr << "bajin-server: " << problem << '\n'; }
	return {std::nullopt, exit_usage};
}

// Fills what the texts say into `config`.
void read_texts(const Texts& texts, Config& config, Problems& problems)
{
	if (const auto listen = net::parse_listen_address(texts.listen)) { config.server.listener.listen = *listen; }
	else { problems.push_back("--listen: \"" + texts.listen + "\" is not ADDRESS:PORT, as in 127.0.0.1:8080 or [::1]:8080"); }
	for (const std::string& text : texts.trusted_proxies)
	{
		const auto range = net::parse_address_range(text);
		if (range) { config.server.connections.trusted_proxies.push_back(*range); }
		else { problems.push_back("--trusted-proxy: \"" + text + "\" is not ADDRESS or ADDRESS/BITS, as in 127.0.0.1 or 10.0.0.0/8"); }
	}
	if (!texts.tls.certificate.empty() || !texts.tls.key.empty()) { config.server.tls = texts.tls; }
	config.public_url = texts.public_url;
	while (config.public_url.ends_with('/')) { config.public_url.pop_back(); }
	if (!texts.public_url.empty() && !is_public_url(texts.public_url))
	{
		problems.push_back("--public-url: \"" + texts.public_url + "\" is no address of this server, as in https://bajin.example.gov.cn");
	}
	if (!texts.redirect_http.empty())
	{
		config.server.listener.redirect_http = net::parse_listen_address(texts.redirect_http);
		if (!config.server.listener.redirect_http)
		{
			problems.push_back("--redirect-http: \"" + texts.redirect_http + "\" is not ADDRESS:PORT, as in 0.0.0.0:80 or [::]:80");
		}
	}
}

void check_together(const Config& config, Problems& problems)
{
	if (config.server.tls && (config.server.tls->certificate.empty() || config.server.tls->key.empty()))
	{
		problems.emplace_back("--tls-certificate and --tls-key belong together: both or neither");
	}
	if (config.backups.directory.empty() && !config.backups.command.empty())
	{
		problems.emplace_back("--backup-command has nothing to do without --backup-dir");
	}
	if (config.sessions.idle > config.sessions.longest)
	{
		problems.emplace_back("--session-idle is longer than --session-max, which would end a sign-in before it");
	}
	if (!config.server.listener.redirect_http) { return; }
	if (!config.public_url.empty() && !config.public_url.starts_with("https://"))
	{
		problems.emplace_back("--redirect-http sends callers to --public-url, which must begin with https:// then");
	}
	if (config.public_url.empty() && !config.server.tls)
	{
		problems.emplace_back("--redirect-http needs TLS here (--tls-certificate, --tls-key) or elsewhere (--public-url https://...)");
	}
}

void add_all(CLI::App& app, Config& config, Texts& texts)
{
	app.set_config("--config", "", "File with these options, a line each, as listen = \"0.0.0.0:8080\"; # begins a comment")
		->envname("BAJIN_CONFIG");
	app.allow_config_extras(CLI::config_extras_mode::error);
	app.add_flag("--check-config", config.only_checks, "Only say what is wrong with the options and with what they name");
	add_options(app, config, texts);
}

// What is wrong with a part of the options, given alone.
Problems try_alone(const std::function<void(CLI::App&)>& parse)
{
	Config config;
	Texts texts;
	CLI::App app;
	add_all(app, config, texts);
	app.set_config();
	for (CLI::Option* option : app.get_options()) { option->required(false); }
	Problems problems;
	try
	{
		parse(app);
		read_texts(texts, config, problems);
	}
	catch (const CLI::Success&)
	{
		// nothing is wrong: help was asked for
	}
	catch (const CLI::ParseError& error)
	{
		problems.emplace_back(error.what());
	}
	return problems;
}

// The words of a command line, each option with its values.
std::vector<std::vector<std::string>> split_options(const std::vector<std::string>& words)
{
	std::vector<std::vector<std::string>> options;
	for (const std::string& word : words)
	{
		if (options.empty() || word.starts_with("--")) { options.emplace_back(); }
		options.back().push_back(word);
	}
	return options;
}

// The lines of a file with their numbers, those of a list in brackets as one.
std::vector<std::pair<std::size_t, std::string>> split_lines(std::istream& file)
{
	std::vector<std::pair<std::size_t, std::string>> lines;
	bool is_open = false;
	std::string line;
	for (std::size_t number = 1; std::getline(file, line); ++number)
	{
		if (is_open) { lines.back().second += '\n' + line; }
		else { lines.emplace_back(number, line); }
		const std::string& whole = lines.back().second;
		is_open = whole.find("= [") != std::string::npos && whole.find(']') == std::string::npos;
	}
	return lines;
}

// The library stops at the first thing that it cannot take; here each is tried alone, so that all that is wrong is said at once.
Problems try_each_alone(const std::vector<std::string>& words)
{
	Problems problems = try_alone([](CLI::App& app) { app.parse(std::vector<std::string>()); });
	const Problems of_environment = problems; // which every other try meets, too
	const auto note = [&](const std::string& where, const Problems& found)
	{
		for (const std::string& problem : found)
		{
			if (std::ranges::find(of_environment, problem) == of_environment.end()) { problems.push_back(where + problem); }
		}
	};
	const char* named = std::getenv("BAJIN_CONFIG"); // NOLINT(concurrency-mt-unsafe): nothing else runs yet
	std::string file = named == nullptr ? "" : named;
	for (std::vector<std::string> option : split_options(words))
	{
		constexpr std::string_view file_with_sign = "--config=";
		if (option.front().starts_with(file_with_sign)) { file = option.front().substr(file_with_sign.size()); }
		else if (option.front() == "--config" && option.size() == 2) { file = option.back(); }
		else
		{
			std::ranges::reverse(option); // as the library wants them
			note("", try_alone([&option](CLI::App& app) { app.parse(option); }));
		}
	}
	std::ifstream stream(file);
	for (const auto& [number, line] : split_lines(stream))
	{
		std::istringstream alone(line);
		note(file + ":" + std::to_string(number) + ": ", try_alone([&alone](CLI::App& app) { app.parse_from_stream(alone); }));
	}
	return problems;
}

} // namespace

ConfigOrExit read_config(int argument_count, const char* const* arguments)
{
	Config config;
	Texts texts;
	CLI::App app("Serves the records and figures of the eight-entry law campaign (法律八进).\n"
				 "Example: bajin-server --data data --listen 127.0.0.1:8080");
	app.name("bajin-server");
	app.set_version_flag("--version", BAJIN_VERSION);
	add_all(app, config, texts);
	try
	{
		app.parse(argument_count, arguments);
	}
	catch (const CLI::Success& success)
	{
		return {std::nullopt, app.exit(success)};
	}
	catch (const CLI::ParseError& error)
	{
		const Problems problems = try_each_alone({arguments + 1, arguments + argument_count});
		return refuse(problems.empty() ? Problems{std::string(error.what()) + " (see --help)"} : problems);
	}
	Problems problems;
	read_texts(texts, config, problems);
	check_together(config, problems);
	if (!problems.empty()) { return refuse(problems); }
	return {std::move(config), 0};
}

} // namespace bajin
