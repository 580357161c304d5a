#include "server/net/gzip.hpp"
#include "tests/net/net_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::net_test;

namespace
{

api::Reply echo(api::Request& request)
{
	return text_response(request.body);
}

api::Reply write_echo(api::Request& request)
{
	return api::write_work([body = request.body](store::Writer&) { return api::Reply(text_response("written " + body)); });
}

// A push followed by a pull: the reply of the write is work for a read lane.
api::Reply write_then_read(api::Request&)
{
	return api::write_work(
		[](store::Writer&) -> api::Reply { return api::read_work([](store::Reader&) { return api::Reply(text_response("both")); }); });
}

api::Reply store_busy(api::Request&)
{
	return api::write_work([](store::Writer&) -> api::Reply { throw store::StoreError("storage_busy", "busy on purpose", true); });
}

api::Reply broken(api::Request&)
{
	throw std::runtime_error("a secret detail");
}

Routes routes()
{
	return {{"/echo", echo}, {"/write", write_echo}, {"/both", write_then_read}, {"/busy", store_busy}, {"/broken", broken}};
}

} // namespace

TEST_CASE("connection: many requests on one connection, through the lanes and past them")
{
	RunningServer server(routes());
	RawClient client(server.port());
	for (int i = 0; i < 20; ++i)
	{
		CHECK(client.post("/echo", "hello").body == "hello");
		CHECK(client.post("/write", std::to_string(i)).body == "written " + std::to_string(i));
		CHECK(client.get("/both").body == "both");
	}
	CHECK(client.get("/unknown").status == 404);
}

TEST_CASE("connection: fifty pipelined requests are answered in order, also those that are refused")
{
	RunningServer server(routes());
	RawClient client(server.port());
	const auto is_write = [](int i) { return i % 3 == 0; };
	const auto is_unknown = [](int i) { return i % 3 == 1; };
	std::string requests;
	for (int i = 0; i < 50; ++i)
	{
		requests += std::string("POST ") +
					(is_write(i)     ? "/write"
					 : is_unknown(i) ? "/unknown"
									 : "/echo") +
					" HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n" + std::to_string(10 + i);
	}
	client.send(requests);
	for (int i = 0; i < 50; ++i)
	{
		INFO(i);
		const Answer answer = client.read_answer();
		CHECK(answer.status == (is_unknown(i) ? 404 : 200));
		CHECK(answer.body == (is_unknown(i) ? "no such route" : (is_write(i) ? "written " : "") + std::to_string(10 + i)));
	}
	CHECK(client.post("/echo", "and on").body == "and on");
}

TEST_CASE("connection: of pipelined requests those behind one that ends the connection are not answered")
{
	RunningServer server(routes());
	RawClient client(server.port());
	const std::string good = "POST /write HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\nx";
	std::string requests;
	for (int i = 0; i < 25; ++i) { requests += good; }
	requests += "POST /write HTTP/1.1\r\nHost: t\r\nContent-Length: x\r\n\r\n";
	for (int i = 0; i < 25; ++i) { requests += good; }
	client.send(requests);
	for (int i = 0; i < 25; ++i) { CHECK(client.read_answer().body == "written x"); }
	const Answer refused = client.read_answer();
	CHECK(refused.status == 400);
	CHECK(refused.header("Connection") == "close");
	CHECK(client.is_closed());
}

TEST_CASE("connection: who has said all and closes its half is answered to the end")
{
	Gate gate;
	const auto held = [&](api::Request&) -> api::Reply
	{
		return api::write_work(
			[&](store::Writer&)
			{
				gate.enter();
				return api::Reply(text_response("held"));
			});
	};
	constexpr std::size_t much = 16UL * 1024 * 1024; // more than the kernel holds for a socket
	const auto large = [](api::Request&) -> api::Reply { return text_response(std::string(much, 'x')); };
	Routes all = routes();
	all["/held"] = held;
	all["/large"] = large;
	RunningServer server(all);
	RawClient waiting(server.port());
	waiting.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
	waiting.finish_sending(); // arrives while the lane is held, or before
	gate.await_entry();
	gate.let_go();
	CHECK(waiting.read_answer().body == "held");
	CHECK(waiting.is_closed());
	RawClient several(server.port(), 16 * 1024);
	several.send("GET /both HTTP/1.1\r\nHost: t\r\n\r\nGET /large HTTP/1.1\r\nHost: t\r\n\r\nGET /echo HTTP/1.1\r\nHost: t\r\n\r\n");
	several.finish_sending();
	CHECK(several.read_answer().body == "both");
	CHECK(several.read_answer().body.size() == much);
	CHECK(several.read_answer().status == 200);
	CHECK(several.is_closed());
	RawClient unfinished(server.port());
	unfinished.send("POST /write HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nhal");
	unfinished.finish_sending();
	CHECK(unfinished.is_closed()); // nothing is done by halves
	server.await_open(0);
}

TEST_CASE("connection: a request that arrives byte by byte, and a chunked one")
{
	RunningServer server(routes());
	RawClient client(server.port());
	for (const char byte : std::string("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc")) { client.send({&byte, 1}); }
	CHECK(client.read_answer().body == "abc");
	client.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nAuthorization: "
				"trailer\r\n\r\n");
	CHECK(client.read_answer().body == "abcdefg");
}

TEST_CASE("connection: a large body comes through both ways")
{
	RunningServer server(routes());
	RawClient client(server.port());
	const std::string body(3'000'000, 'x');
	CHECK(client.post("/echo", body).body == body);
	CHECK(client.post("/echo", "small again").body == "small again");
}

TEST_CASE("connection: Expect: 100-continue is answered before the body is sent")
{
	RunningServer server(routes());
	RawClient client(server.port());
	client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
	CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
	client.send("body");
	CHECK(client.read_answer().body == "body");
}

TEST_CASE("connection: gzip is taken and given, and only when the client accepts it")
{
	RunningServer server(routes());
	RawClient client(server.port());
	const std::string plain(10'000, 'y');
	const Answer zipped = client.post("/echo", net::compress_gzip(plain), "Content-Encoding: gzip\r\nAccept-Encoding: gzip\r\n");
	CHECK(zipped.header("Content-Encoding") == "gzip");
	CHECK(net::decompress_gzip(zipped.body, 10'000).value() == plain);
	const Answer unzipped = client.post("/echo", net::compress_gzip(plain), "Content-Encoding: gzip\r\n");
	CHECK(unzipped.header("Content-Encoding").empty());
	CHECK(unzipped.body == plain);
}

TEST_CASE("connection: a gzip bomb, corrupt gzip and another encoding each get their answer, and the connection goes on")
{
	RunningServer server(routes());
	RawClient client(server.port());
	const Answer bomb = client.post("/echo", net::compress_gzip(std::string(50'000'000, ' ')), "Content-Encoding: gzip\r\n");
	CHECK(bomb.status == 413);
	CHECK(bomb.body.find("body_too_large") != std::string::npos);
	const Answer corrupt = client.post("/echo", "no gzip", "Content-Encoding: gzip\r\n");
	CHECK(corrupt.status == 400);
	CHECK(corrupt.body.find("bad_gzip") != std::string::npos);
	CHECK(client.post("/echo", "body", "Content-Encoding: br\r\n").status == 415);
	CHECK(client.post("/echo", "still here").body == "still here");
}

TEST_CASE("connection: a body beyond the limit is refused, declared or chunked, and the connection closed")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.limits.body_bytes_max = 1'000;
	RunningServer server(routes(), options);
	RawClient declared(server.port());
	CHECK(declared.post("/echo", std::string(1'000, 'x')).status == 200);
	const Answer refused = declared.post("/echo", std::string(1'001, 'x'));
	CHECK(refused.status == 413);
	CHECK(refused.header("Connection") == "close");
	CHECK(declared.is_closed());
	RawClient chunked(server.port());
	chunked.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3E9\r\n" + std::string(1'001, 'x') + "\r\n0\r\n\r\n");
	CHECK(chunked.read_answer().status == 413);
}

TEST_CASE("connection: what stands before a chunk, or behind the last, has an end")
{
	RunningServer server(routes());
	const std::string head = "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";
	const std::string much(80'000, 'x');
	RawClient extension(server.port());
	extension.send(head + "1;" + much);
	CHECK(extension.read_answer().status == 431);
	CHECK(extension.is_closed());
	RawClient trailer(server.port());
	trailer.send(head + "0\r\nX-Trailer: " + much);
	CHECK(trailer.read_answer().status == 431);
	CHECK(trailer.is_closed());
	RawClient many(server.port());
	std::string chunks;
	for (int i = 0; i < 20; ++i) { chunks += "1;" + std::string(1'000, 'x') + "\r\nx\r\n"; }
	many.send(head + chunks + "0\r\n\r\n");
	CHECK(many.read_answer().status == 400);
	CHECK(many.is_closed());
	RawClient pieces(server.port());
	pieces.send(head + "1;name=value\r\na\r\n2\r\nbc\r\n0\r\nX-Trailer: x\r\n\r\n");
	CHECK(pieces.read_answer().body == "abc");
}

TEST_CASE("connection: a coding that is not known, and a head that can be read in two ways, end the connection")
{
	RunningServer server(routes());
	const auto answer = [&](const std::string& fields, std::string_view version)
	{
		RawClient client(server.port());
		// What stands behind would be the next request to whoever reads the first one otherwise.
		client.send("POST /echo HTTP/" + std::string(version) + "\r\n" + fields + "\r\n0\r\n\r\nGET /echo HTTP/1.1\r\nHost: t\r\n\r\n");
		const int status = client.read_answer().status;
		CHECK(client.is_closed());
		return status;
	};
	CHECK(answer("Host: t\r\nTransfer-Encoding: gzip\r\n", "1.1") == 501);
	CHECK(answer("Host: t\r\nTransfer-Encoding: xchunked\r\n", "1.1") == 501);
	CHECK(answer("Host: t\r\nTransfer-Encoding: chunked, gzip\r\n", "1.1") == 400);
	CHECK(answer("Host: t\r\nTransfer-Encoding:\r\n chunked\r\n", "1.1") == 400);
	CHECK(answer("Host: t\r\nTransfer-Encoding: chunked\r\n", "1.0") == 400);
	CHECK(answer("Host: t\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", "1.1") == 400);
	CHECK(answer("Transfer-Encoding: chunked\r\n", "1.1") == 400);
	CHECK(answer("Host: t\r\nHost: u\r\nTransfer-Encoding: chunked\r\n", "1.1") == 400);
}

TEST_CASE("connection: a header beyond 16 KiB is refused")
{
	RunningServer server(routes());
	RawClient client(server.port());
	CHECK(client.get("/echo", "X-Long: " + std::string(10'000, 'x') + "\r\n").status == 200);
	CHECK(client.get("/echo", "X-Long: " + std::string(20'000, 'x') + "\r\n").status == 431);
	CHECK(client.is_closed());
}

TEST_CASE("connection: a bad request line and bad framing are a 400 and the end, a bad target only a 400")
{
	RunningServer server(routes());
	for (const char* request :
		 {"rubbish\r\n\r\n", "GET /echo HTTP/3.0\r\n\r\n", "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: x\r\n\r\n",
		  "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
		  "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc"})
	{
		INFO(request);
		RawClient client(server.port());
		client.send(request);
		CHECK(client.read_answer().status == 400);
		CHECK(client.is_closed());
	}
	RawClient client(server.port());
	CHECK(client.get("/%zz").status == 400);
	CHECK(client.get("/echo").status == 200);
}

TEST_CASE("connection: HEAD gives the length without the body")
{
	const auto hello = [](api::Request&) -> api::Reply { return text_response("hello"); };
	RunningServer server({{"/hello", hello}});
	RawClient client(server.port());
	client.send("HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n");
	CHECK(client.read_answer(false).header("Content-Length") == "5");
	CHECK(client.get("/hello").body == "hello");
}

TEST_CASE("connection: it closes when the client asks for it, and HTTP/1.0 closes unless it asks to stay")
{
	RunningServer server(routes());
	RawClient polite(server.port());
	CHECK(polite.get("/echo", "Connection: close\r\n").header("Connection") == "close");
	CHECK(polite.is_closed());
	RawClient old(server.port());
	old.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
	CHECK(old.read_answer().header("Connection") == "keep-alive");
	old.send("GET /echo HTTP/1.0\r\n\r\n");
	CHECK(old.read_answer().status == 200);
	CHECK(old.is_closed());
}

TEST_CASE("connection: a breakdown of the store asks to come back, a bug tells only the id of the request")
{
	RunningServer server(routes());
	RawClient client(server.port());
	const Answer busy = client.get("/busy");
	CHECK(busy.status == 503);
	CHECK_FALSE(busy.header("Retry-After").empty());
	const Answer broken_answer = client.get("/broken");
	CHECK(broken_answer.status == 500);
	CHECK(broken_answer.body.find("internal_error") != std::string::npos);
	CHECK(broken_answer.body.find(broken_answer.header("X-Request-Id")) != std::string::npos);
	CHECK(broken_answer.body.find("secret") == std::string::npos);
	CHECK(client.post("/echo", "goes on").body == "goes on");
}

TEST_CASE("connection: a full write lane is a 503 with Retry-After at once")
{
	Gate gate;
	const auto held = [&](api::Request&) -> api::Reply
	{
		return api::write_work(
			[&](store::Writer&)
			{
				gate.enter();
				return api::Reply(text_response("held"));
			});
	};
	net::ServerOptions options = RunningServer::fast_options();
	options.queues.jobs_max = 0;
	RunningServer none(routes(), options);
	RawClient refused(none.port());
	const Answer answer = refused.post("/write", "x");
	CHECK(answer.status == 503);
	CHECK_FALSE(answer.header("Retry-After").empty());

	options.queues.jobs_max = 1;
	RunningServer server({{"/held", held}, {"/write", write_echo}}, options);
	RawClient first(server.port());
	first.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
	gate.await_entry();
	RawClient second(server.port());
	RawClient third(server.port());
	second.send("GET /write HTTP/1.1\r\nHost: t\r\n\r\n");
	third.send("GET /write HTTP/1.1\r\nHost: t\r\n\r\n");
	// One of the two waits in the queue, the other is refused while the lane is held. Which one is for the kernel to say.
	while (server.metrics().render().find("bajin_lane_refused_total{lane=\"write\"} 1") == std::string::npos) { std::this_thread::yield(); }
	gate.let_go();
	CHECK(first.read_answer().body == "held");
	CHECK(second.read_answer().status + third.read_answer().status == 200 + 503);
}

TEST_CASE("connection: a header that does not end is cut off, and an idle connection in its time")
{
	net::ServerOptions options = RunningServer::fast_options();
	options.connections.header_timeout = std::chrono::milliseconds(50);
	RunningServer server(routes(), options);
	RawClient slow(server.port());
	slow.send("GET /echo HTTP/1.1\r\nHost: t\r\nX-Slow: ");
	CHECK(slow.is_closed());

	options.connections.idle_timeout = std::chrono::milliseconds(50);
	RunningServer impatient(routes(), options);
	RawClient idle(impatient.port());
	CHECK(idle.is_closed());
}

TEST_CASE("connection: what the API needs of a request is there")
{
	const auto describe = [](api::Request& request) -> api::Reply
	{
		return text_response(
			request.authorization + "|" + (request.wants_english ? "en" : "zh") + "|" + request.if_match + "|" + request.if_none_match +
			"|" + (request.peer_is_loopback ? "loopback" : "") + "|" + (request.has_forwarding_headers ? "forwarded" : "direct"));
	};
	RunningServer server({{"/describe", describe}});
	RawClient client(server.port());
	CHECK(
		client.get("/describe", "Authorization: Bearer t\r\nAccept-Language: zh\r\nIf-Match: \"1\"\r\nIf-None-Match: \"2\"\r\n").body ==
		"Bearer t|zh|\"1\"|\"2\"|loopback|direct");
	for (const char* header : {"X-Forwarded-For: 1.2.3.4", "Forwarded: for=1.2.3.4", "x-real-ip: 1.2.3.4", "Via: 1.1 proxy"})
	{
		CHECK(client.get("/describe", std::string(header) + "\r\n").body == "|zh|||loopback|forwarded");
	}
}

TEST_CASE("connection: cookies of several headers are one text, and what browsers add is there")
{
	const auto describe = [](api::Request& request) -> api::Reply
	{
		return text_response(
			request.cookie + "|" + request.csrf_token + "|" + request.fetch_site + "|" + request.user_agent + "|" + request.peer_address +
			"|" + (request.is_secure ? "secure" : "plain"));
	};
	RunningServer server({{"/describe", describe}});
	RawClient client(server.port());
	const std::string headers =
		"Cookie: a=1; b=2\r\nx-csrf-token: c\r\nCookie: d=3\r\nSec-Fetch-Site: same-origin\r\nUser-Agent: phone 1\r\n";
	CHECK(client.get("/describe", headers).body == "a=1; b=2; d=3|c|same-origin|phone 1|127.0.0.1|plain");
	CHECK(client.get("/describe").body == "||||127.0.0.1|plain");
}

TEST_CASE("connection: every answer tells browsers to be careful, and a page may bring its own policy")
{
	const auto page = [](api::Request&) -> api::Reply
	{
		api::Response response = text_response("page");
		response.headers.emplace_back("content-security-policy", "default-src 'self'");
		return response;
	};
	const auto nothing = [](api::Request&) -> api::Reply
	{
		api::Response response;
		response.status = 204;
		return response;
	};
	RunningServer server({{"/page", page}, {"/nothing", nothing}});
	RawClient client(server.port());
	for (const char* path : {"/nothing", "/unknown", "/%zz"})
	{
		INFO(path);
		const Answer answer = client.get(path);
		CHECK(answer.header("Content-Security-Policy") == "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
		CHECK(answer.header("Referrer-Policy") == "no-referrer");
		CHECK(answer.header("X-Content-Type-Options") == "nosniff");
		CHECK(answer.header("X-Frame-Options") == "DENY");
		CHECK(answer.header("Cache-Control") == "no-store");
		CHECK(answer.header("Strict-Transport-Security").empty());
	}
	const Answer own = client.get("/page");
	CHECK(own.header("Content-Security-Policy") == "default-src 'self'");
	CHECK(own.head.find("'none'") == std::string::npos);
}

TEST_CASE("connection: an endpoint cannot be made to write headers of a caller's choice")
{
	const auto careless = [](api::Request& request) -> api::Reply
	{
		api::Response response = text_response("body");
		response.headers.emplace_back("Content-Disposition", "filename=" + std::string(request.query_value("name")));
		response.content_type = "text/plain\r\nX-Type: yes";
		return response;
	};
	RunningServer server({{"/careless", careless}});
	RawClient client(server.port());
	const Answer answer = client.get("/careless?name=a%0D%0ASet-Cookie:%20x=y%0D%0A%0D%0Abody");
	CHECK(answer.header("Set-Cookie").empty());
	CHECK(answer.header("X-Type").empty());
	CHECK(answer.header("Content-Disposition") == "filename=a  Set-Cookie: x=y    body");
	CHECK(answer.body == "body");
}
