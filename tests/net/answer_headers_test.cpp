// What every kind of answer tells browsers: one table over the real routes, over TLS and plain.
#include "server/api/router.hpp"
#include "server/people/accounts.hpp"
#include "server/store/writer.hpp"
#include "tests/net/tls_fixture.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <optional>

using namespace bajin;
using namespace bajin::net_test;

namespace
{

namespace fs = std::filesystem;

constexpr std::string_view data_policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

// The whole server with its routes, a page and an asset, TLS and the listener that redirects.
class RealServer
{
public:
	// `log_bytes_max`: 0 stores nothing.
	explicit RealServer(std::optional<std::int64_t> log_bytes_max = {})
	{
		fs::create_directories(pages() / "assets");
		std::ofstream(pages() / "index.html") << "<!doctype html><title>page</title>";
		std::ofstream(pages() / "assets" / "app-0a1b2c3d.js") << "export {};";
		std::ofstream(pages() / "icon.svg") << "<svg xmlns='http://www.w3.org/2000/svg'/>";
		admin_ = add_account("chief", store::Role::admin);
		viewer_ = add_account("guest", store::Role::viewer);
		must_change_ = add_account("new", store::Role::admin, true);
		net::ServerOptions options = RunningServer::fast_options();
		options.tls = certificate_.files();
		options.listener.redirect_http = net::ListenAddress{"127.0.0.1", 0};
		options.web_root = pages();
		net::Databases databases = database_.open();
		if (log_bytes_max) { databases.writer->set_log_max(*log_bytes_max); }
		context_.metrics = &metrics_;
		context_.reference = databases.writer->reference();
		net::Handler handler{
			[this](api::Request& head) { return router_.judge(head); },
			[this](api::Request& request, api::HeadVerdict verdict) { return router_.dispatch(request, std::move(verdict)); }};
		server_ = std::make_unique<net::Server>(options, std::move(databases), std::move(handler), metrics_);
		server_->handle_signals();
		thread_ = std::thread([this] { server_->run(); });
	}
	~RealServer()
	{
		server_->stop();
		thread_.join();
	}
	RealServer(const RealServer&) = delete;
	RealServer& operator=(const RealServer&) = delete;

	[[nodiscard]] std::string as_admin() const { return "Authorization: Bearer " + admin_ + "\r\n"; }
	[[nodiscard]] std::string as_viewer() const { return "Authorization: Bearer " + viewer_ + "\r\n"; }
	[[nodiscard]] std::string as_new() const { return "Authorization: Bearer " + must_change_ + "\r\n"; }
	[[nodiscard]] std::uint16_t port() const { return server_->port(); }
	[[nodiscard]] std::uint16_t redirect_port() const { return server_->redirect_port(); }

private:
	[[nodiscard]] fs::path pages() const { return database_.file().parent_path() / "pages"; }

	std::string add_account(const std::string& name, store::Role role, bool must_change = false)
	{
		store::Writer writer(database_.file());
		return writer.run_alone(
			[&]
			{
				people::NewAccount wanted{name, "no password", role, 1};
				wanted.must_change = must_change;
				const auto account = people::create_account(writer, wanted, now()).value();
				return people::sign_in(writer, account, {"203.0.113.1", "test"}, now()).token;
			});
	}

	TestDatabase database_;
	TestCertificate certificate_;
	std::string admin_;
	std::string viewer_;
	std::string must_change_;
	api::Metrics metrics_;
	api::Context context_;
	api::Router router_{context_};
	std::unique_ptr<net::Server> server_;
	std::thread thread_;
};

// One kind of answer.
struct HeaderRow
{
	std::string name;
	std::string request; // whole, as it goes over the wire
	int status = 200;
	std::string content_type;
	std::string cache = "no-store";
	bool is_page = false;
	bool has_body = true;
	std::string further = {}; // a header that has to be there
};

std::string asking(const std::string& method, const std::string& target, const std::string& headers = {}, const std::string& body = {})
{
	std::string text = method + " " + target + " HTTP/1.1\r\nHost: bajin.test\r\n" + headers;
	if (!body.empty() || method == "POST" || method == "PATCH") { text += "Content-Length: " + std::to_string(body.size()) + "\r\n"; }
	return text + "\r\n" + body;
}

void check_headers(const Answer& answer, const HeaderRow& row, bool is_tls)
{
	INFO(row.name << ":\n" << answer.head << answer.body.substr(0, 300));
	CHECK(answer.status == row.status);
	CHECK(answer.header("Content-Type") == row.content_type);
	CHECK(answer.header("Cache-Control") == row.cache);
	CHECK(answer.header("X-Content-Type-Options") == "nosniff");
	CHECK(answer.header("X-Frame-Options") == "DENY");
	CHECK(answer.header("Referrer-Policy") == "no-referrer");
	CHECK(answer.header("X-Request-Id").size() == 16);
	const std::string policy = answer.header("Content-Security-Policy");
	CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
	CHECK(policy.find("base-uri 'none'") != std::string::npos);
	CHECK(policy.find("unsafe-eval") == std::string::npos);
	if (row.is_page)
	{
		CHECK(policy.starts_with("default-src 'self'"));
		CHECK(policy.find("object-src 'none'") != std::string::npos);
		CHECK(policy.find("script-src") == std::string::npos); // as default-src: this site's files alone
		CHECK(answer.header("Permissions-Policy").find("microphone=()") != std::string::npos);
	}
	else { CHECK(policy == data_policy); }
	CHECK(answer.header("Strict-Transport-Security") == (is_tls ? "max-age=31536000" : ""));
	// What runs here is nobody's business, and no other site may read an answer.
	for (const char* absent : {"Server", "X-Powered-By", "Access-Control-Allow-Origin"}) { CHECK(answer.header(absent).empty()); }
	if (!row.further.empty()) { CHECK_FALSE(answer.header(row.further).empty()); }
}

constexpr const char* as_json = "application/json; charset=utf-8";
constexpr const char* as_problem = "application/problem+json";

std::vector<HeaderRow> answers_that_are_good(const RealServer& server)
{
	const std::string admin = server.as_admin();
	const std::string year = "?from=2025-01&to=2025-12";
	return {
		{"page", asking("GET", "/"), 200, "text/html; charset=utf-8", "no-cache", true, true, "ETag"},
		{"asset", asking("GET", "/assets/app-0a1b2c3d.js"), 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable",
		 true},
		{"picture", asking("GET", "/icon.svg"), 200, "image/svg+xml", "no-cache", true},
		{"page, HEAD", asking("HEAD", "/"), 200, "text/html; charset=utf-8", "no-cache", true, false},
		{"JSON", asking("GET", "/api/v1/session", admin), 200, as_json},
		{"JSON, HEAD", asking("HEAD", "/api/v1/session", admin), 200, as_json, "no-store", false, false},
		{"areas", asking("GET", "/api/v1/areas"), 200, as_json, "private, no-cache", false, true, "ETag"},
		{"reference", asking("GET", "/api/v1/reference", admin), 200, as_json, "private, no-cache", false, true, "ETag"},
		{"description", asking("GET", "/api/v1/openapi.yaml"), 200, "application/yaml", "no-cache"},
		{"health", asking("GET", "/api/v1/health"), 200, as_json},
		{"ready", asking("GET", "/api/v1/ready"), 200, as_json},
		{"metrics", asking("GET", "/metrics", admin), 200, "text/plain; version=0.0.4; charset=utf-8"},
		{"text", asking("GET", "/api/v1/statistics.txt" + year, admin), 200, "text/plain; charset=utf-8", "no-store"},
		{"CSV", asking("GET", "/api/v1/statistics.csv" + year, admin), 200, "text/csv; charset=utf-8", "no-store", false, true,
		 "Content-Disposition"},
		{"workbook", asking("GET", "/api/v1/statistics.xlsx" + year, admin), 200,
		 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "no-store", false, true, "Content-Disposition"},
		{"package", asking("GET", "/api/v1/evidence.zip", admin), 200, "application/zip", "no-store", false, true, "Content-Disposition"},
	};
}

std::vector<HeaderRow> answers_that_refuse(const RealServer& server)
{
	const std::string admin = server.as_admin();
	const std::string large = "Content-Length: 99999999\r\n";
	const auto refusal = [](std::string name, std::string request, int status, std::string further = {})
	{ return HeaderRow{std::move(name), std::move(request), status, as_problem, "no-store", false, true, std::move(further)}; };
	return {
		refusal("400, a parameter", asking("GET", "/api/v1/events?limit=0", admin), 400),
		refusal("400, no JSON", asking("POST", "/api/v1/teams", admin, "{"), 400),
		refusal("400, a framing", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
		refusal("401, nothing shown", asking("GET", "/api/v1/events"), 401, "WWW-Authenticate"),
		refusal("401, unknown", asking("GET", "/api/v1/events", "Authorization: Bearer bjs_x\r\n"), 401, "WWW-Authenticate"),
		refusal("403, the role", asking("GET", "/api/v1/events", server.as_viewer()), 403),
		refusal("403, a first password", asking("GET", "/api/v1/events", server.as_new()), 403),
		refusal("403, another site", asking("POST", "/api/v1/session", "Sec-Fetch-Site: cross-site\r\n", "{}"), 403),
		refusal("404, no such address", asking("GET", "/api/v1/nothing"), 404),
		refusal("404, no such thing", asking("GET", "/api/v1/events/00000000-0000-7000-8000-000000000001", admin), 404),
		refusal("405", asking("DELETE", "/api/v1/areas"), 405, "Allow"),
		refusal("405, TRACE", asking("TRACE", "/api/v1/health"), 405, "Allow"),
		refusal(
			"409",
			asking(
				"POST", "/api/v1/users", admin,
				R"({"username":"guest","password":"twelve green umbrellas","role":"viewer","area":"410400"})"),
			409),
		refusal("413", "POST /api/v1/session HTTP/1.1\r\nHost: t\r\n" + large + "\r\n", 413),
		refusal("415", asking("POST", "/api/v1/session", "Content-Encoding: br\r\n", "{}"), 415),
		refusal("422", asking("POST", "/api/v1/session", {}, R"({"username":"x"})"), 422),
		refusal("431", asking("GET", "/", "X-Long: " + std::string(70'000, 'x') + "\r\n"), 431),
		refusal("501", "POST /api/v1/session HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
	};
}

} // namespace

TEST_CASE("headers: every kind of answer tells browsers to be careful")
{
	RealServer server;
	for (const auto& rows : {answers_that_are_good(server), answers_that_refuse(server)})
	{
		for (const HeaderRow& row : rows)
		{
			TlsClient client(server.port());
			client.send(row.request);
			check_headers(client.read_answer(row.has_body), row, true);
		}
	}
	const HeaderRow stream{"event stream", asking("GET", "/api/v1/changes", server.as_admin()), 200, "text/event-stream; charset=utf-8"};
	TlsClient listener(server.port());
	listener.send(stream.request);
	Answer head;
	head.head = listener.read_until("\r\n\r\n");
	head.status = std::stoi(head.head.substr(9, 3));
	check_headers(head, stream, true);
	RawClient plain(server.redirect_port());
	const Answer redirect = plain.get("/console/?a=1");
	check_headers(redirect, {"redirect", {}, 308, "text/plain; charset=utf-8", "no-store", false, true, "Location"}, false);
}

TEST_CASE("headers: what is not modified, what has no body, and who has to wait")
{
	RealServer server;
	TlsClient client(server.port());
	const std::string tag = client.get("/api/v1/areas").header("ETag");
	client.send(asking("GET", "/api/v1/areas", "If-None-Match: " + tag + "\r\n"));
	check_headers(client.read_answer(false), {"304", {}, 304, "", "private, no-cache", false, false, "ETag"}, true);
	client.send(asking("POST", "/api/v1/session", {}, R"({"username":"chief","password":"wrong"})"));
	check_headers(client.read_answer(), {"401, a password", {}, 401, as_problem}, true);
	Answer answer;
	for (int i = 0; i < 7; ++i)
	{
		client.send(asking("POST", "/api/v1/session", {}, R"({"username":"chief","password":"wrong"})"));
		answer = client.read_answer();
	}
	check_headers(answer, {"429", {}, 429, as_problem, "no-store", false, true, "Retry-After"}, true);
	client.send(asking("DELETE", "/api/v1/session", server.as_viewer()));
	check_headers(client.read_answer(false), {"204", {}, 204, "", "no-store", false, false, "Set-Cookie"}, true);
}

TEST_CASE("headers: a server that can store nothing says so with the same care")
{
	RealServer server(0);
	TlsClient client(server.port());
	client.send(asking("POST", "/api/v1/teams", server.as_admin(), R"({"name":"甲","area":"410400"})"));
	check_headers(client.read_answer(), {"503", {}, 503, as_problem, "no-store", false, true, "Retry-After"}, true);
}
