// What the tests of the network shell stand on: a small real database, a server on a free port of the loopback, and a
// client that sees the bytes. Used by one test at a time, from its own thread.
#pragma once

#include "server/api/http/metrics.hpp"
#include "server/net/lane.hpp"
#include "server/net/server.hpp"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace bajin::net_test
{

// A temporary directory with a migrated and filled database.
class TestDatabase
{
public:
	TestDatabase();
	~TestDatabase();
	TestDatabase(const TestDatabase&) = delete;
	TestDatabase& operator=(const TestDatabase&) = delete;

	[[nodiscard]] std::filesystem::path file() const { return directory_ / "bajin.db"; }
	[[nodiscard]] net::Databases open(std::size_t readers = 1) const;

	// A signed-in account; gives its token.
	[[nodiscard]] std::string add_account(const std::string& name) const;

private:
	std::filesystem::path directory_;
};

// Holds a lane: the work enters, and stays until it is let go.
class Gate
{
public:
	~Gate() { let_go(); }
	void enter();       // by the work
	void await_entry(); // by the test
	void let_go();      // by the test

private:
	std::promise<void> entered_;
	std::promise<void> released_;
	bool open_ = false;
};

// Gathers what a lane delivers.
class Deliveries
{
public:
	[[nodiscard]] net::Deliver take();
	std::vector<net::Delivery> await_jobs(std::size_t jobs);
	[[nodiscard]] net::Touched await_touched();

private:
	std::mutex mutex_;
	std::condition_variable changed_;
	std::vector<net::Delivery> deliveries_;
	std::size_t jobs_ = 0;
};

using Routes = std::map<std::string, std::function<api::Reply(api::Request&)>>;

using Judge = std::function<api::HeadVerdict(api::Request&)>;

// Everybody may ask for everything.
[[nodiscard]] api::HeadVerdict judge_nobody(api::Request& head);

// Whoever asks below /private must show a credential that the database knows.
[[nodiscard]] api::HeadVerdict judge_private(api::Request& head);

[[nodiscard]] api::Response text_response(std::string body);

// A server in a thread of its own; stopped and joined at the end.
class RunningServer
{
public:
	explicit RunningServer(Routes routes, const net::ServerOptions& options = fast_options(), Judge judge = judge_nobody);

	// With two accounts, whose tokens these are, and a judge that asks for them below /private.
	struct WithAccounts
	{
	};
	RunningServer(WithAccounts with, Routes routes, const net::ServerOptions& options = fast_options());
	[[nodiscard]] const std::string& office_token() const noexcept { return office_token_; }
	[[nodiscard]] const std::string& county_token() const noexcept { return county_token_; }

	~RunningServer();
	RunningServer(const RunningServer&) = delete;
	RunningServer& operator=(const RunningServer&) = delete;

	// Port 0, and a sweep often enough that a test does not wait for it.
	[[nodiscard]] static net::ServerOptions fast_options();

	[[nodiscard]] std::uint16_t port() const { return server_->port(); }
	[[nodiscard]] std::uint16_t redirect_port() const { return server_->redirect_port(); }
	void reload_certificate() { server_->reload_certificate(); }
	void reload_pages() { server_->reload_pages(); }

	// Waits until no more than so many connections are open.
	void await_open(int connections) const;
	[[nodiscard]] bool has_open(int connections) const { return metric("bajin_connections_open") <= connections; }

	// Waits until at least so many bytes came in.
	void await_received(std::size_t bytes) const;
	[[nodiscard]] const TestDatabase& database() const { return database_; }
	[[nodiscard]] api::Metrics& metrics() { return metrics_; }
	void begin_stop() { server_->stop(); }
	void join();

private:
	[[nodiscard]] double metric(std::string_view name) const;
	void start(const net::ServerOptions& options, Judge judge);

	TestDatabase database_;
	std::string office_token_;
	std::string county_token_;
	api::Metrics metrics_;
	Routes routes_;
	std::unique_ptr<net::Server> server_;
	std::thread thread_;
};

struct Answer
{
	int status = 0;
	std::string head;
	std::string body;

	[[nodiscard]] std::string header(std::string_view name) const; // empty: absent
};

// A blocking connection to the loopback. Reading gives up after ten seconds, or so long as it is told, with a failed test.
class RawClient
{
public:
	// `receive_buffer_bytes`: what the kernel takes for a client that does not read; 0: its usual. `from`: the address of the
	// loopback from which it comes; empty: as the kernel chooses.
	explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0, std::string_view from = {});
	virtual ~RawClient();
	RawClient(const RawClient&) = delete;
	RawClient& operator=(const RawClient&) = delete;

	void send(std::string_view bytes);
	void finish_sending(); // closes its half; the other side sees the end of what is sent
	void be_patient(std::chrono::seconds patience);
	std::size_t throw_away(std::size_t bytes_max); // of what has arrived, at most so much; does not wait; gives how much
	[[nodiscard]] bool has_ended() const;          // the other side has closed, and nothing of it is left; does not wait
	[[nodiscard]] Answer read_answer(bool has_body = true);
	[[nodiscard]] std::string read_until(std::string_view end); // what came up to and with `end`
	[[nodiscard]] std::string read_to_end();                    // what came until the other side closed
	[[nodiscard]] bool is_closed();                             // waits for the end; false: a byte came instead

	[[nodiscard]] Answer get(std::string_view path, std::string_view headers = {});
	[[nodiscard]] Answer post(std::string_view path, std::string_view body, std::string_view headers = {});

protected:
	[[nodiscard]] int socket() const noexcept { return socket_; }
	[[nodiscard]] virtual ssize_t write_some(std::string_view bytes);
	[[nodiscard]] virtual ssize_t read_some(char* into, std::size_t size);

private:
	bool read_more();

	int socket_ = -1;
	std::string received_;
};

} // namespace bajin::net_test
