#include "server/config.hpp"

#include <CLI/CLI.hpp>

#include <arpa/inet.h>
#include <charconv>
#include <iostream>

namespace bajin
{

namespace
{

constexpr int exit_usage = 2;

void add_options(CLI::App& app, Config& config, std::string& listen)
{
	app.add_option("--data", config.data, "Directory with the database (made by `bajin init`)")->envname("BAJIN_DATA")->required();
	app.add_option("--listen", listen, "ADDRESS:PORT to serve on; an IPv6 address in brackets; port 0 takes a free one")
	    ->envname("BAJIN_LISTEN")
	    ->capture_default_str();
	app.add_option("--public-url", config.public_url, "URL under which phones reach this server")->envname("BAJIN_PUBLIC_URL");
	app.add_option("--tls-certificate", config.tls_certificate, "Certificate chain, PEM")->envname("BAJIN_TLS_CERTIFICATE");
	app.add_option("--tls-key", config.tls_key, "Private key, PEM")->envname("BAJIN_TLS_KEY");
	app.add_option("--web-root", config.web_root, "Directory with the phone app and the console")->envname("BAJIN_WEB_ROOT");
	app.add_option("--connections-max", config.connections_max, "Connections beyond this are refused")
	    ->envname("BAJIN_CONNECTIONS_MAX")
	    ->check(CLI::Range(1, 1'000'000))
	    ->capture_default_str();
	app.add_option("--read-lanes", config.read_lanes, "Threads that read the database")
	    ->envname("BAJIN_READ_LANES")
	    ->check(CLI::Range(1, 64))
	    ->capture_default_str();
	app.add_option("--log-level", config.log_level, "How much is logged to stderr")
	    ->envname("BAJIN_LOG_LEVEL")
	    ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
	    ->capture_default_str();
}

ConfigOrExit refuse(const std::string& what)
{
	std::cerr << "bajin-server: " << what << '\n';
	return {std::nullopt, exit_usage};
}

} // namespace

std::optional<ListenAddress> parse_listen_address(const std::string& text)
{
	const auto colon = text.rfind(':');
	if (colon == std::string::npos)
	{
		return std::nullopt;
	}
	ListenAddress listen;
	listen.address = text.substr(0, colon);
	const bool bracketed = listen.address.starts_with('[') && listen.address.ends_with(']');
	if (bracketed)
	{
		listen.address = listen.address.substr(1, listen.address.size() - 2);
	}
	in6_addr parsed{};
	if (::inet_pton(bracketed ? AF_INET6 : AF_INET, listen.address.c_str(), &parsed) != 1)
	{
		return std::nullopt;
	}
	const char* const end = text.data() + text.size();
	const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, listen.port);
	if (error != std::errc() || stopped != end)
	{
		return std::nullopt;
	}
	return listen;
}

ConfigOrExit read_config(int argument_count, const char* const* arguments)
{
	Config config;
	std::string listen = "127.0.0.1:8080";
	CLI::App app("Serves the records and figures of the eight-entry law campaign (法律八进).\n"
	             "Example: bajin-server --data data --listen 127.0.0.1:8080");
	app.name("bajin-server");
	app.set_version_flag("--version", BAJIN_VERSION);
	add_options(app, config, listen);
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
		return refuse(std::string(error.what()) + " (see --help)");
	}
	const auto address = parse_listen_address(listen);
	if (!address)
	{
		return refuse("--listen: \"" + listen + "\" is not ADDRESS:PORT, as in 127.0.0.1:8080 or [::1]:8080");
	}
	config.address = address->address;
	config.port = address->port;
	if (!config.tls_certificate.empty() || !config.tls_key.empty())
	{
		return refuse("--tls-certificate, --tls-key: this version does not serve TLS itself; put a proxy in front of it");
	}
	while (config.public_url.ends_with('/')) { config.public_url.pop_back(); }
	return {std::move(config), 0};
}

} // namespace bajin
