#include "server/net/tls.hpp"
#include "tests/net/tls_fixture.hpp"
#include "tests/support/catch.hpp"

#include <openssl/ssl.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <sstream>
#include <stdexcept>

using namespace bajin;
using namespace bajin::net_test;
using namespace std::chrono_literals;

namespace
{

api::Reply tls_echo(api::Request& request)
{
	return text_response((request.is_secure ? "secure " : "plain ") + request.body);
}

api::Reply tls_large(api::Request&)
{
	std::string body;
	while (body.size() < 8'000'000) { body += std::to_string(body.size()) + "\n"; }
	return text_response(std::move(body));
}

api::Reply tls_stream(api::Request&)
{
	api::EventStream scope;
	scope.all_teams = true;
	return scope;
}

Routes tls_routes()
{
	return {{"/echo", tls_echo}, {"/large", tls_large}, {"/stream", tls_stream}};
}

net::ServerOptions tls_options(const TestCertificate& certificate)
{
	net::ServerOptions options = RunningServer::fast_options();
	options.tls = certificate.files();
	return options;
}

// What is logged while it lives, instead of being printed.
class CapturedLog
{
public:
	CapturedLog() : before_(spdlog::default_logger())
	{
		auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text_);
		spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", std::move(sink)));
	}
	~CapturedLog() { spdlog::set_default_logger(before_); }
	CapturedLog(const CapturedLog&) = delete;
	CapturedLog& operator=(const CapturedLog&) = delete;

	[[nodiscard]] std::string text() const { return text_.str(); }

private:
	std::ostringstream text_;
	std::shared_ptr<spdlog::logger> before_;
};

std::string failure_of(const net::TlsFiles& files)
{
	try
	{
		const net::TlsContext context(files);
	}
	catch (const std::runtime_error& error)
	{
		return error.what();
	}
	return "(none)";
}

} // namespace

TEST_CASE("tls: many requests on one connection, small and large, and browsers are told to stay with it")
{
	const TestCertificate certificate;
	RunningServer server(tls_routes(), tls_options(certificate));
	TlsClient client(server.port());
	CHECK(client.version() == "TLSv1.3");
	CHECK(client.protocol() == "http/1.1");
	const Answer answer = client.post("/echo", "hello");
	CHECK(answer.body == "secure hello");
	CHECK(answer.header("Strict-Transport-Security") == "max-age=31536000");
	const std::string body(3'000'000, 'x');
	CHECK(client.post("/echo", body).body == "secure " + body);
	for (int i = 0; i < 20; ++i) { CHECK(client.post("/echo", std::to_string(i)).body == "secure " + std::to_string(i)); }
	CHECK(client.get("/echo", "Connection: close\r\n").status == 200);
	CHECK(client.is_closed());
	CHECK(client.ended_cleanly());
}

TEST_CASE("tls: an answer larger than what the kernel holds comes through whole, to a reader with little room")
{
	const TestCertificate certificate;
	RunningServer server(tls_routes(), tls_options(certificate));
	TlsClient client(server.port(), 0, 16 * 1024);
	const std::string body = client.get("/large").body;
	CHECK(body.size() > 8'000'000);
	CHECK(body.starts_with("0\n2\n4\n"));
	const std::size_t last_line = body.rfind('\n', body.size() - 2) + 1;
	CHECK(body.substr(last_line) == std::to_string(last_line) + "\n");
	CHECK(client.post("/echo", "goes on").body == "secure goes on");
}

TEST_CASE("tls: 1.2 is spoken, 1.1 is refused")
{
	const TestCertificate certificate;
	RunningServer server(tls_routes(), tls_options(certificate));
	TlsClient old(server.port(), TLS1_2_VERSION);
	CHECK(old.version() == "TLSv1.2");
	CHECK(old.post("/echo", "hello").body == "secure hello");
	CHECK_THROWS_WITH(TlsClient(server.port(), TLS1_1_VERSION), test::says("refuses the handshake"));
	CHECK(old.post("/echo", "again").body == "secure again");
}

TEST_CASE("tls: who speaks plain HTTP, or says nothing, is let go")
{
	const TestCertificate certificate;
	net::ServerOptions options = tls_options(certificate);
	options.connections.handshake_timeout = 50ms;
	RunningServer server(tls_routes(), options);
	RawClient plain(server.port());
	plain.send("GET /echo HTTP/1.1\r\nHost: test\r\n\r\n");
	server.await_open(0);
	RawClient silent(server.port());
	CHECK(silent.is_closed());
}

TEST_CASE("tls: an event stream, and a server that stops while it is open")
{
	const TestCertificate certificate;
	RunningServer server(tls_routes(), tls_options(certificate));
	TlsClient idle(server.port());
	CHECK(idle.post("/echo", "").status == 200);
	TlsClient stream(server.port());
	stream.send("GET /stream HTTP/1.1\r\nHost: t\r\n\r\n");
	CHECK(stream.read_until(": connected\n\n").starts_with("HTTP/1.1 200"));
	server.begin_stop();
	CHECK(idle.is_closed());
	CHECK(stream.is_closed());
	CHECK(stream.ended_cleanly());
	server.join();
}

TEST_CASE("tls: a refused body is read away after the answer, so that the client gets it")
{
	const TestCertificate certificate;
	net::ServerOptions options = tls_options(certificate);
	options.connections.limits.body_bytes_max = 1'000;
	RunningServer server(tls_routes(), options);
	TlsClient client(server.port());
	CHECK(client.post("/echo", std::string(100'000, 'x')).status == 413);
	CHECK(client.is_closed());
}

TEST_CASE("tls: a new certificate is for new connections, those that are open and their requests go on")
{
	const TestCertificate certificate;
	Gate gate;
	Routes with_gate = tls_routes();
	with_gate["/held"] = [&](api::Request&) -> api::Reply
	{
		return api::write_work(
			[&](store::Writer&)
			{
				gate.enter();
				return api::Reply(text_response("held"));
			});
	};
	RunningServer server(with_gate, tls_options(certificate));
	TlsClient before(server.port());
	CHECK(before.serial() == 1);
	before.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
	gate.await_entry();
	certificate.write(2);
	server.reload_certificate();
	TlsClient after(server.port());
	CHECK(after.serial() == 2);
	CHECK(after.post("/echo", "new").body == "secure new");
	gate.let_go();
	CHECK(before.read_answer().body == "held");
	CHECK(before.post("/echo", "old").body == "secure old");
}

TEST_CASE("tls: SIGHUP reads the certificate anew")
{
	const TestCertificate certificate;
	RunningServer server(tls_routes(), tls_options(certificate));
	certificate.write(2);
	std::raise(SIGHUP);
	const auto patient_until = std::chrono::steady_clock::now() + 10s;
	while (TlsClient(server.port()).serial() != 2) { REQUIRE(std::chrono::steady_clock::now() < patient_until); }
}

TEST_CASE("tls: a wrong file at a reload keeps the old certificate, and one line of the log says so")
{
	const TestCertificate certificate;
	CapturedLog log;
	std::string logged;
	{
		RunningServer server(tls_routes(), tls_options(certificate));
		certificate.write_certificate("rubbish");
		server.reload_certificate();
		CHECK(TlsClient(server.port()).serial() == 1);
		logged = log.text();
		certificate.write(3);
		server.reload_certificate();
		CHECK(TlsClient(server.port()).serial() == 3);
	}
	CHECK_THAT(logged, test::says("the certificate stays the old one") && test::says(certificate.files().certificate.string()));
	CHECK(std::count(logged.begin(), logged.end(), '\n') == 1);
}

TEST_CASE("tls: files of no use are told by name before anything is served")
{
	const TestCertificate one;
	const TestCertificate other;
	const net::TlsFiles good = one.files();
	CHECK(failure_of(good) == "(none)");
	CHECK_THAT(failure_of({"/nowhere/c.pem", good.key}), test::says("/nowhere/c.pem") && test::says("No such file"));
	CHECK_THAT(failure_of({good.certificate, "/nowhere/k.pem"}), test::says("/nowhere/k.pem") && test::says("No such file"));
	CHECK_THAT(failure_of({good.certificate, other.files().key}), test::says("cannot use the key") && test::says("mismatch"));
	CHECK_THAT(failure_of({good.key, good.key}), test::says("cannot use the certificate") && test::says("no start line"));
	other.protect_key();
	CHECK_THAT(failure_of(other.files()), test::says("protected by a passphrase"));
	net::ServerOptions options = tls_options(one);
	options.tls->key = other.files().key;
	CHECK_THROWS_WITH(RunningServer(tls_routes(), options), test::says("cannot use the key"));
}
