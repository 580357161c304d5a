#include "tests/net/net_fixture.hpp"

#include "server/api/http/authorize.hpp"
#include "server/people/accounts.hpp"
#include "server/store/database.hpp"
#include "server/store/migrate.hpp"
#include "server/store/reference_store.hpp"
#include "shared/protocol.hpp"
#include "tests/support/catch.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <stdexcept>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace bajin::net_test
{

namespace
{

constexpr std::chrono::seconds patience{10};
constexpr const char* empty_vocabulary = R"({"format":1,"venue_types":[],"audiences":[],"items":[],"topics":[],"campaigns":[],"forms":[]})";

Area make_area(AreaId id, std::string code, std::string name, AreaLevel level, AreaId parent)
{
	Area area;
	area.id = id;
	area.code = std::move(code);
	area.name = std::move(name);
	area.level = level;
	area.parent = parent;
	return area;
}

std::filesystem::path make_directory()
{
	std::string pattern = (std::filesystem::temp_directory_path() / "bajin-net-XXXXXX").string();
	if (::mkdtemp(pattern.data()) == nullptr) { throw std::runtime_error("no temporary directory"); }
	return pattern;
}

} // namespace

TestDatabase::TestDatabase() : directory_(make_directory())
{
	store::Database database(file(), store::Database::Access::read_write);
	store::migrate(database);
	store::InitialContent content;
	content.areas = {
		make_area(1, "410400", "平顶山市", AreaLevel::prefecture, 0), make_area(2, "410422", "叶县", AreaLevel::county, 1),
		make_area(3, "410422102", "任店镇", AreaLevel::township, 2), make_area(4, "410423", "鲁山县", AreaLevel::county, 1)};
	content.vocabulary_json = empty_vocabulary;
	store::insert_initial_content(database, content);
}

TestDatabase::~TestDatabase()
{
	std::error_code ignored;
	std::filesystem::remove_all(directory_, ignored);
}

net::Databases TestDatabase::open(std::size_t readers) const
{
	net::Databases databases;
	databases.writer = std::make_unique<store::Writer>(file());
	for (const net::ReadLaneKind& kind : net::read_lane_kinds)
	{
		auto& of_lane = databases.readers[api::index_of(kind.lane)];
		const std::size_t threads = kind.lane == api::Lane::page ? readers : 1;
		while (of_lane.size() < threads) { of_lane.push_back(std::make_unique<store::Reader>(file())); }
	}
	return databases;
}

std::string TestDatabase::add_account(const std::string& name) const
{
	store::Writer writer(file());
	return writer.run_alone(
		[&]
		{
			const people::NewAccount wanted{name, "no password", store::Role::admin, 1};
			const auto account = people::create_account(writer, wanted, now()).value();
			return people::sign_in(writer, account, {"203.0.113.1", "test"}, now()).token;
		});
}

void Gate::enter()
{
	entered_.set_value();
	released_.get_future().wait();
}

void Gate::await_entry()
{
	REQUIRE(entered_.get_future().wait_for(patience) == std::future_status::ready);
}

void Gate::let_go()
{
	if (!open_) { released_.set_value(); }
	open_ = true;
}

net::Deliver Deliveries::take()
{
	return [this](net::Delivery delivery)
	{
		const std::lock_guard lock(mutex_);
		jobs_ += delivery.jobs.size();
		deliveries_.push_back(std::move(delivery));
		changed_.notify_all();
	};
}

std::vector<net::Delivery> Deliveries::await_jobs(std::size_t jobs)
{
	std::unique_lock lock(mutex_);
	REQUIRE(changed_.wait_for(lock, patience, [&] { return jobs_ >= jobs; }));
	return deliveries_;
}

net::Touched Deliveries::await_touched()
{
	net::Touched touched;
	const auto arrived = [&]
	{
		for (const net::Delivery& delivery : deliveries_)
		{
			if (!delivery.touched.empty()) { touched = delivery.touched; }
		}
		return !touched.empty();
	};
	std::unique_lock lock(mutex_);
	REQUIRE(changed_.wait_for(lock, patience, arrived));
	return touched;
}

api::HeadVerdict judge_nobody(api::Request& head)
{
	head.route = "test";
	api::HeadVerdict verdict;
	verdict.body_bytes_max = protocol::body_bytes_max;
	return verdict;
}

api::HeadVerdict judge_private(api::Request& head)
{
	head.route = "test";
	api::HeadVerdict verdict;
	if (!head.path.starts_with("/private")) { return verdict; }
	verdict.asks_as = api::read_credentials(head, now());
	verdict.body_bytes_max = protocol::body_bytes_max;
	return verdict;
}

api::Response text_response(std::string body)
{
	api::Response response;
	response.content_type = "text/plain; charset=utf-8";
	response.body = std::move(body);
	return response;
}

net::ServerOptions RunningServer::fast_options()
{
	net::ServerOptions options;
	options.listener.sweep_interval = std::chrono::milliseconds(20);
	options.hint_interval = std::chrono::milliseconds(5);
	options.others_interval = std::chrono::milliseconds(20);
	return options;
}

RunningServer::RunningServer(Routes routes, const net::ServerOptions& options, Judge judge) : routes_(std::move(routes))
{
	start(options, std::move(judge));
}

// The accounts are there before the server: what another process writes later makes it forget whom it knows.
RunningServer::RunningServer(WithAccounts /*with*/, Routes routes, const net::ServerOptions& options)
	: office_token_(database_.add_account("office")), county_token_(database_.add_account("county")), routes_(std::move(routes))
{
	start(options, judge_private);
}

void RunningServer::start(const net::ServerOptions& options, Judge judge)
{
	const auto dispatch = [this](api::Request& request, const api::HeadVerdict& /*verdict*/) -> api::Reply
	{
		const auto found = routes_.find(request.path);
		if (found == routes_.end())
		{
			api::Response response = text_response("no such route");
			response.status = 404;
			return response;
		}
		return found->second(request);
	};
	server_ = std::make_unique<net::Server>(options, database_.open(), net::Handler{std::move(judge), dispatch}, metrics_);
	if (options.tls || !options.web_root.empty()) { server_->handle_signals(); }
	thread_ = std::thread([this] { server_->run(); });
}

RunningServer::~RunningServer()
{
	server_->stop();
	join();
}

void RunningServer::join()
{
	if (thread_.joinable()) { thread_.join(); }
}

std::string Answer::header(std::string_view name) const
{
	std::size_t at = head.find("\r\n");
	while (at != std::string::npos && at + 2 < head.size())
	{
		const std::size_t end = head.find("\r\n", at + 2);
		const std::string_view line = std::string_view(head).substr(at + 2, end - at - 2);
		const std::size_t colon = line.find(": ");
		if (colon != std::string_view::npos && boost::algorithm::iequals(line.substr(0, colon), name))
		{
			return std::string(line.substr(colon + 2));
		}
		at = end;
	}
	return {};
}

double RunningServer::metric(std::string_view name) const
{
	const std::string line = "\n" + std::string(name) + " ";
	const std::string text = metrics_.render();
	return std::stod(text.substr(text.find(line) + line.size()));
}

void RunningServer::await_open(int connections) const
{
	const auto patient_until = std::chrono::steady_clock::now() + patience;
	while (metric("bajin_connections_open") > connections)
	{
		REQUIRE(std::chrono::steady_clock::now() < patient_until);
		std::this_thread::yield();
	}
}

void RunningServer::await_received(std::size_t bytes) const
{
	const auto patient_until = std::chrono::steady_clock::now() + patience;
	while (metric("bajin_http_received_bytes_total") < static_cast<double>(bytes))
	{
		REQUIRE(std::chrono::steady_clock::now() < patient_until);
		std::this_thread::yield();
	}
}

RawClient::RawClient(std::uint16_t port, int receive_buffer_bytes, std::string_view from)
	: socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
	be_patient(patience);
	if (receive_buffer_bytes > 0) { ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes); }
	if (!from.empty())
	{
		sockaddr_in own{};
		own.sin_family = AF_INET;
		::inet_pton(AF_INET, std::string(from).c_str(), &own.sin_addr);
		const int late = 1; // the port is chosen when it connects, so that many fit
		::setsockopt(socket_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &late, sizeof late);
		if (::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0) { throw std::runtime_error("cannot bind"); }
	}
	sockaddr_in address{};
	address.sin_family = AF_INET;
	address.sin_port = htons(port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
	{
		throw std::runtime_error("cannot connect");
	}
}

RawClient::~RawClient()
{
	::close(socket_);
}

void RawClient::send(std::string_view bytes)
{
	while (!bytes.empty())
	{
		const ssize_t sent = write_some(bytes);
		if (sent <= 0)
		{
			return; // the server closed; the test sees it when it reads
		}
		bytes.remove_prefix(static_cast<std::size_t>(sent));
	}
}

void RawClient::finish_sending()
{
	::shutdown(socket_, SHUT_WR);
}

void RawClient::be_patient(std::chrono::seconds patience_wanted)
{
	const timeval limit{patience_wanted.count(), 0};
	::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

std::size_t RawClient::throw_away(std::size_t bytes_max)
{
	std::string space(bytes_max, '\0');
	return static_cast<std::size_t>(std::max<ssize_t>(0, ::recv(socket_, space.data(), space.size(), MSG_DONTWAIT)));
}

bool RawClient::has_ended() const
{
	char byte = 0;
	return received_.empty() && ::recv(socket_, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

ssize_t RawClient::write_some(std::string_view bytes)
{
	return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

ssize_t RawClient::read_some(char* into, std::size_t size)
{
	return ::recv(socket_, into, size, 0);
}

bool RawClient::read_more()
{
	char space[16 * 1024];
	const ssize_t count = read_some(space, sizeof space);
	if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
	{
		throw std::runtime_error("the server sent nothing for too long; so far: " + received_);
	}
	if (count <= 0) { return false; }
	received_.append(space, static_cast<std::size_t>(count));
	return true;
}

std::string RawClient::read_until(std::string_view end)
{
	std::size_t at = 0;
	while ((at = received_.find(end)) == std::string::npos)
	{
		if (!read_more()) { throw std::runtime_error("the server closed; so far: " + received_); }
	}
	std::string taken = received_.substr(0, at + end.size());
	received_.erase(0, at + end.size());
	return taken;
}

Answer RawClient::read_answer(bool has_body)
{
	Answer answer;
	answer.head = read_until("\r\n\r\n");
	answer.status = std::stoi(answer.head.substr(9, 3));
	const std::string length = answer.header("Content-Length");
	if (!has_body || length.empty()) { return answer; }
	while (received_.size() < std::stoul(length))
	{
		if (!read_more()) { throw std::runtime_error("the server closed inside a body"); }
	}
	answer.body = received_.substr(0, std::stoul(length));
	received_.erase(0, answer.body.size());
	return answer;
}

std::string RawClient::read_to_end()
{
	while (read_more()) {}
	return std::exchange(received_, {});
}

bool RawClient::is_closed()
{
	return received_.empty() && !read_more();
}

Answer RawClient::get(std::string_view path, std::string_view headers)
{
	send("GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers) + "\r\n");
	return read_answer();
}

Answer RawClient::post(std::string_view path, std::string_view body, std::string_view headers)
{
	send(
		"POST " + std::string(path) + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
		std::string(headers) + "\r\n" + std::string(body));
	return read_answer();
}

} // namespace bajin::net_test
