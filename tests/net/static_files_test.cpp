#include "server/net/gzip.hpp"
#include "server/net/static_files.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <stdlib.h>

using namespace bajin;
using namespace bajin::net_test;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace
{

// A temporary folder with a small site, beside a file that is nobody's business.
class Site
{
public:
	Site()
	{
		std::string pattern = (fs::temp_directory_path() / "bajin-site-XXXXXX").string();
		REQUIRE(::mkdtemp(pattern.data()) != nullptr);
		directory_ = pattern;
		write("index.html", "<!doctype html>八进");
		write("sw.js", "self.addEventListener('install', () => {})");
		write("manifest.webmanifest", "{}");
		write("console/index.html", "<!doctype html>console");
		write("console/assets/app-5c1d.js", text);
		write("assets/app-3f2a.js", text);
		write("assets/app-3f2a.js.br", "brotli of it");
		write("assets/app-3f2a.js.gz", "gzip of it");
		write("assets/app-77aa.css", text);
		write("../secret.txt", "secret");
	}
	~Site()
	{
		std::error_code ignored;
		fs::remove_all(directory_, ignored);
	}
	Site(const Site&) = delete;
	Site& operator=(const Site&) = delete;

	[[nodiscard]] fs::path root() const { return directory_ / "web"; }
	void write(const std::string& name, const std::string& content) const
	{
		fs::create_directories((root() / name).parent_path());
		std::ofstream(root() / name) << content;
	}

	const std::string text = std::string(3'000, 'x');

private:
	fs::path directory_;
};

api::Request asking(std::string path, std::string accept_encoding = {})
{
	api::Request request;
	request.path = std::move(path);
	request.accept_encoding = std::move(accept_encoding);
	return request;
}

std::string header(const api::Response& response, std::string_view name)
{
	for (const auto& [key, value] : response.headers)
	{
		if (key == name) { return value; }
	}
	return {};
}

api::Response answer(const net::StaticFiles& pages, api::Request request)
{
	auto response = pages.answer(request);
	REQUIRE(response);
	CHECK(request.route == "page");
	return std::move(*response);
}

bool is_missing(const net::StaticFiles& pages, std::string path)
{
	api::Request request = asking(std::move(path));
	return !pages.answer(request) && request.route == "none";
}

std::string failure_of(const fs::path& root, std::size_t limit = net::StaticFiles::bytes_max)
{
	try
	{
		const net::StaticFiles pages(root, limit);
	}
	catch (const std::runtime_error& error)
	{
		return error.what();
	}
	return "(none)";
}

// The API and the pages as the server puts them together.
Routes site_routes()
{
	return {
		{"/api/v1/health", [](api::Request&) -> api::Reply { return text_response("healthy"); }},
		{"/metrics", [](api::Request&) -> api::Reply { return text_response("metrics"); }}};
}

net::ServerOptions options_for(const Site& site)
{
	net::ServerOptions options = RunningServer::fast_options();
	options.web_root = site.root();
	return options;
}

} // namespace

TEST_CASE("static files: a folder's name stands for its index.html, with a slash at its end")
{
	const Site site;
	const net::StaticFiles pages(site.root());
	CHECK(answer(pages, asking("/")).body == "<!doctype html>八进");
	CHECK(answer(pages, asking("/index.html")).body == "<!doctype html>八进");
	CHECK(answer(pages, asking("/console/")).body == "<!doctype html>console");
	api::Request without = asking("/console");
	without.query.emplace("code", "a b&c");
	const api::Response moved = answer(pages, without);
	CHECK(moved.status == 308);
	CHECK(header(moved, "Location") == "/console/?code=a%20b%26c");
	CHECK(is_missing(pages, "/nowhere"));
	CHECK(is_missing(pages, "/index.html/"));
	CHECK(is_missing(pages, "/assets/"));
	CHECK(is_missing(pages, "//console"));
}

TEST_CASE("static files: types by name, hashed names may be kept for ever, all else is asked for again")
{
	const Site site;
	site.write("a.svg", "<svg/>");
	site.write("a.png", "png");
	site.write("favicon.ico", "ico");
	site.write("a.woff2", "woff2");
	site.write("a.wasm", "wasm");
	site.write("robots.txt", "txt");
	site.write("data.json", "{}");
	site.write("unknown.bin", "bin");
	const net::StaticFiles pages(site.root());
	const auto type = [&](const char* path) { return answer(pages, asking(path)).content_type; };
	CHECK(type("/") == "text/html; charset=utf-8");
	CHECK(type("/sw.js") == "text/javascript; charset=utf-8");
	CHECK(type("/assets/app-77aa.css") == "text/css; charset=utf-8");
	CHECK(type("/manifest.webmanifest") == "application/manifest+json");
	CHECK(type("/a.svg") == "image/svg+xml");
	CHECK(type("/a.png") == "image/png");
	CHECK(type("/favicon.ico") == "image/x-icon");
	CHECK(type("/a.woff2") == "font/woff2");
	CHECK(type("/a.wasm") == "application/wasm");
	CHECK(type("/robots.txt") == "text/plain; charset=utf-8");
	CHECK(type("/data.json") == "application/json");
	CHECK(type("/unknown.bin") == "application/octet-stream");
	CHECK(header(answer(pages, asking("/assets/app-3f2a.js")), "Cache-Control") == "public, max-age=31536000, immutable");
	CHECK(header(answer(pages, asking("/console/assets/app-5c1d.js")), "Cache-Control") == "public, max-age=31536000, immutable");
	CHECK(header(answer(pages, asking("/console/")), "Cache-Control") == "no-cache");
	CHECK(header(answer(pages, asking("/sw.js")), "Cache-Control") == "no-cache");
}

TEST_CASE("static files: every page says what it may load, a 304 too")
{
	const Site site;
	const net::StaticFiles pages(site.root());
	for (const char* path : {"/", "/sw.js", "/assets/app-3f2a.js"})
	{
		const api::Response page = answer(pages, asking(path));
		CHECK_THAT(header(page, "Content-Security-Policy"), test::says("default-src 'self'") && test::says("worker-src 'self'"));
		CHECK(header(page, "Permissions-Policy") == "geolocation=(self), camera=(self), microphone=()");
		api::Request again = asking(path);
		again.if_none_match = "\"other\", " + header(page, "ETag");
		const api::Response unchanged = answer(pages, again);
		CHECK(unchanged.status == 304);
		CHECK(unchanged.body.empty());
		CHECK(header(unchanged, "ETag") == header(page, "ETag"));
		CHECK(header(unchanged, "Vary") == "Accept-Encoding");
		CHECK(header(unchanged, "Content-Security-Policy") == header(page, "Content-Security-Policy"));
	}
}

TEST_CASE("static files: forms that were compressed ahead are chosen by what the caller takes, each with its etag")
{
	const Site site;
	const net::StaticFiles pages(site.root());
	const auto form = [&](std::string accepted) { return answer(pages, asking("/assets/app-3f2a.js", std::move(accepted))); };
	CHECK(form("gzip, deflate, br").body == "brotli of it");
	CHECK(header(form("gzip, deflate, br"), "Content-Encoding") == "br");
	CHECK(form("gzip, br;q=0").body == "gzip of it");
	CHECK(header(form("gzip, br;q=0"), "Content-Encoding") == "gzip");
	CHECK(form("br;q=0.1, gzip;q=0").body == "brotli of it");
	CHECK(form("*").body == "brotli of it");
	CHECK(form("*;q=0").body == site.text);
	CHECK(form("").body == site.text);
	CHECK(header(form(""), "Content-Encoding").empty());
	CHECK(header(form("br"), "ETag") != header(form("gzip"), "ETag"));
	CHECK(header(form("br"), "ETag") != header(form(""), "ETag"));
	api::Request other_form = asking("/assets/app-3f2a.js", "br");
	other_form.if_none_match = header(form("gzip"), "ETag");
	CHECK(answer(pages, other_form).status == 200);
	CHECK(is_missing(pages, "/assets/app-3f2a.js.br"));
	CHECK(is_missing(pages, "/assets/app-3f2a.js.gz"));
	// Built without a gzip form: it is made once, when the files are read.
	const api::Response made = answer(pages, asking("/assets/app-77aa.css", "gzip"));
	CHECK(header(made, "Content-Encoding") == "gzip");
	CHECK(net::decompress_gzip(made.body, 10'000).value() == site.text);
}

TEST_CASE("static files: nothing outside the folder, no dot-files, no links that lead away")
{
	const Site site;
	site.write(".env", "secret");
	site.write(".git/config", "secret");
	fs::create_symlink(site.root() / "../secret.txt", site.root() / "away.txt");
	fs::create_symlink(site.root() / "..", site.root() / "up");
	fs::create_symlink(site.root() / "nowhere", site.root() / "dangling.txt");
	fs::create_symlink(site.root() / "sw.js", site.root() / "also.js");
	const net::StaticFiles pages(site.root());
	CHECK(answer(pages, asking("/also.js")).body == answer(pages, asking("/sw.js")).body);
	for (const char* path :
		 {"/.env", "/.git/config", "/away.txt", "/dangling.txt", "/up/secret.txt", "/../secret.txt", "/assets/../../secret.txt",
		  "/assets/../index.html", "/./index.html", "/..", "/.", "//etc/passwd", "", "index.html", "/api/v1/health", "/metrics"})
	{
		INFO(path);
		CHECK(is_missing(pages, path));
	}
	api::Request with_nul = asking(std::string("/index.html\0.js", 15));
	CHECK_FALSE(pages.answer(with_nul));
}

TEST_CASE("static files: a folder of no use is told in one line")
{
	const Site site;
	CHECK_THAT(failure_of(site.root() / "nowhere"), test::says("nowhere") && test::says("no index.html"));
	CHECK_THAT(failure_of(site.root() / "assets"), test::says("no index.html"));
	CHECK_THAT(failure_of(site.root() / "sw.js"), test::says("no index.html"));
	CHECK_THAT(failure_of(site.root(), 1'000), test::says("larger than 1000 bytes"));
	net::ServerOptions options = options_for(site);
	options.web_root = site.root() / "nowhere";
	CHECK_THROWS_AS(RunningServer(site_routes(), options), std::runtime_error);
}

TEST_CASE("static files: pages over a connection, beside the API")
{
	const Site site;
	RunningServer server(site_routes(), options_for(site));
	RawClient client(server.port());
	const Answer page = client.get("/assets/app-3f2a.js?v=1", "Accept-Encoding: gzip\r\n");
	CHECK(page.body == "gzip of it");
	CHECK(page.header("Vary") == "Accept-Encoding");
	CHECK(page.header("X-Content-Type-Options") == "nosniff");
	CHECK(page.head.find("default-src 'none'") == std::string::npos);
	CHECK(client.get("/api/v1/health").body == "healthy");
	CHECK_THAT(client.get("/api/v1/health").header("Content-Security-Policy"), test::says("default-src 'none'"));
	CHECK(client.get("/metrics").body == "metrics");
	CHECK(client.get("/nowhere").status == 404);
	CHECK(client.get("/%2e%2e/secret.txt").status == 404);
	CHECK(client.get("/assets%2f..%2f..%2fsecret.txt").status == 404);
	CHECK(client.get("/index.html%00").status == 400);
	const Answer refused = client.post("/", "{}");
	CHECK(refused.status == 405);
	CHECK(refused.header("Allow") == "GET, HEAD");
	CHECK(client.get("/", "Authorization: Bearer revoked\r\nCookie: bajin_session=old\r\n").status == 200);
	client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n");
	const Answer head = client.read_answer(false);
	CHECK(head.status == 200);
	CHECK(head.header("Content-Length") == "21");
	CHECK(client.get("/", "If-None-Match: " + head.header("ETag") + "\r\n").status == 304);
	client.send("GET / HTTP/1.0\r\n\r\n");
	const Answer old = client.read_answer();
	CHECK(old.head.starts_with("HTTP/1.0 200"));
	CHECK(old.body == "<!doctype html>八进");
	CHECK(client.is_closed());
	CHECK_THAT(server.metrics().render(), test::says("bajin_http_requests_total{route=\"page\",status=\"304\"} 1"));
}

TEST_CASE("static files: SIGHUP and a reload take the new pages, all of them or none")
{
	const Site site;
	RunningServer server(site_routes(), options_for(site));
	RawClient client(server.port());
	site.write("index.html", "new");
	CHECK(client.get("/").body == "<!doctype html>八进");
	std::raise(SIGHUP);
	const auto patient_until = std::chrono::steady_clock::now() + 10s;
	while (client.get("/").body != "new") { REQUIRE(std::chrono::steady_clock::now() < patient_until); }
	fs::remove(site.root() / "index.html");
	fs::remove(site.root() / "sw.js");
	server.reload_pages();
	CHECK(client.get("/").body == "new");
	CHECK(client.get("/sw.js").status == 200);
	site.write("index.html", "newer");
	server.reload_pages();
	CHECK(client.get("/").body == "newer");
	CHECK(client.get("/sw.js").status == 404);
}

TEST_CASE("static files: a page given to a made-up token proves nothing of it")
{
	const Site site;
	net::ServerOptions options = options_for(site);
	options.connections.trusted_proxies = {*net::parse_address_range("127.0.0.1")};
	options.rates.device_rate = options.rates.address_rate = 0.001;
	options.rates.device_burst = 50;
	options.rates.address_burst = 3;
	RunningServer server(site_routes(), options);
	RawClient client(server.port());
	int given = 0;
	while (given < 20 && client.get("/", "Authorization: Bearer made-up\r\n").status == 200) { ++given; }
	CHECK(given == 3);
}
