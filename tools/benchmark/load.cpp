#include "tools/benchmark/load.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bajin::benchmark
{

namespace
{

using Clock = std::chrono::steady_clock;
constexpr std::string_view accepted_text = R"("outcome":"accepted")";

[[noreturn]] void fail(const std::string& what)
{
	throw std::runtime_error("load: " + what + (errno != 0 ? ": " + std::generic_category().message(errno) : std::string()));
}

int open_connection(std::uint16_t port)
{
	errno = 0;
	const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (handle < 0) { fail("cannot open a socket"); }
	sockaddr_in address{};
	address.sin_family = AF_INET;
	address.sin_port = htons(port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	sockaddr generic{};
	std::memcpy(&generic, &address, sizeof generic);
	if (::connect(handle, &generic, sizeof address) != 0)
	{
		::close(handle);
		fail("cannot connect");
	}
	const int on = 1;
	::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	return handle;
}

// Collects bytes until an answer is whole.
struct Incoming
{
	std::string bytes;
	std::size_t head_size = 0;
	std::size_t whole_size = 0; // 0: the head is not complete yet

	[[nodiscard]] bool is_whole()
	{
		if (whole_size == 0 && !read_head()) { return false; }
		return bytes.size() >= whole_size;
	}
	[[nodiscard]] std::string_view body() const { return std::string_view(bytes).substr(head_size, whole_size - head_size); }
	void clear()
	{
		bytes.clear();
		head_size = whole_size = 0;
	}

private:
	bool read_head()
	{
		const std::size_t end = bytes.find("\r\n\r\n");
		if (end == std::string::npos) { return false; }
		errno = 0;
		if (!bytes.starts_with("HTTP/1.1 200")) { fail("the answer is no 200: " + bytes.substr(0, 600)); }
		const std::size_t field = std::min(bytes.find("\r\nContent-Length: "), bytes.find("\r\ncontent-length: "));
		std::size_t length = 0;
		if (field >= end || std::from_chars(bytes.data() + field + 18, bytes.data() + end, length).ec != std::errc())
		{
			fail("the answer has no Content-Length: " + bytes.substr(0, 600));
		}
		head_size = end + 4;
		whole_size = head_size + length;
		return true;
	}
};

std::size_t count_accepted(std::string_view text)
{
	std::size_t count = 0;
	for (std::size_t at = text.find(accepted_text); at != std::string_view::npos; at = text.find(accepted_text, at + accepted_text.size()))
	{
		++count;
	}
	return count;
}

class Load
{
public:
	Load(const std::vector<std::string>& requests, const LoadOptions& options) : requests_(requests), options_(options) {}
	~Load()
	{
		for (const Connection& connection : connections_) { ::close(connection.socket); }
		if (epoll_ >= 0) { ::close(epoll_); }
	}
	Load(const Load&) = delete;
	Load& operator=(const Load&) = delete;

	LoadResult run();

private:
	struct Connection
	{
		int socket = -1;
		const std::string* request = nullptr; // null: nothing left to do
		std::size_t written = 0;
		Clock::time_point begin;
		Incoming incoming;
		bool waits_to_write = false;
	};

	void open_all();
	void start_next(Connection& connection);
	void write_more(Connection& connection);
	void read_more(Connection& connection);
	void watch(Connection& connection, int operation, bool for_write) const;
	void take_answer(Connection& connection);

	const std::vector<std::string>& requests_;
	const LoadOptions& options_;
	int epoll_ = -1;
	std::vector<Connection> connections_;
	std::size_t next_ = 0;
	std::vector<char> buffer_ = std::vector<char>(256UL * 1024);
	LoadResult result_;
};

void Load::watch(Connection& connection, int operation, bool for_write) const
{
	epoll_event event{};
	event.events = for_write ? EPOLLIN | EPOLLOUT : EPOLLIN;
	event.data.ptr = &connection;
	if (::epoll_ctl(epoll_, operation, connection.socket, &event) != 0) { fail("epoll_ctl"); }
}

void Load::open_all()
{
	epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
	if (epoll_ < 0) { fail("epoll_create1"); }
	connections_.resize(options_.connections);
	for (Connection& connection : connections_)
	{
		connection.socket = open_connection(options_.port);
		watch(connection, EPOLL_CTL_ADD, false);
	}
}

void Load::start_next(Connection& connection)
{
	connection.incoming.clear();
	connection.request = next_ < requests_.size() ? &requests_[next_++] : nullptr;
	connection.written = 0;
	connection.begin = Clock::now();
	if (connection.request != nullptr) { write_more(connection); }
}

void Load::write_more(Connection& connection)
{
	const std::string& request = *connection.request;
	while (connection.written < request.size())
	{
		const ssize_t count = ::send(
			connection.socket, request.data() + connection.written, request.size() - connection.written, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (count > 0)
		{
			connection.written += static_cast<std::size_t>(count);
			continue;
		}
		if (errno != EAGAIN && errno != EINTR) { fail("cannot send"); }
		break;
	}
	const bool waits = connection.written < request.size();
	if (waits != connection.waits_to_write)
	{
		connection.waits_to_write = waits;
		watch(connection, EPOLL_CTL_MOD, waits);
	}
}

void Load::read_more(Connection& connection)
{
	const ssize_t count = ::recv(connection.socket, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
	if (count == 0)
	{
		errno = 0;
		fail("the server closed the connection");
	}
	if (count < 0)
	{
		if (errno == EAGAIN || errno == EINTR) { return; }
		fail("cannot receive");
	}
	connection.incoming.bytes.append(buffer_.data(), static_cast<std::size_t>(count));
	if (connection.incoming.is_whole()) { take_answer(connection); }
}

void Load::take_answer(Connection& connection)
{
	result_.latencies_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - connection.begin).count());
	++result_.answers;
	if (options_.accepted_each > 0)
	{
		const std::size_t accepted = count_accepted(connection.incoming.body());
		errno = 0;
		if (accepted != options_.accepted_each)
		{
			fail("not every change was accepted: " + std::string(connection.incoming.body().substr(0, 600)));
		}
		result_.accepted += accepted;
	}
	start_next(connection);
}

LoadResult Load::run()
{
	open_all();
	result_.latencies_ms.reserve(requests_.size());
	const Clock::time_point begin = Clock::now();
	for (Connection& connection : connections_) { start_next(connection); }
	std::array<epoll_event, 64> events{};
	while (result_.answers < requests_.size())
	{
		const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 30'000);
		if (count == 0)
		{
			errno = 0;
			fail("no answer for 30 s");
		}
		for (int index = 0; index < count; ++index)
		{
			const epoll_event& event = events[static_cast<std::size_t>(index)];
			Connection& connection = *static_cast<Connection*>(event.data.ptr);
			if ((event.events & EPOLLOUT) != 0 && connection.request != nullptr) { write_more(connection); }
			if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) { read_more(connection); }
		}
	}
	result_.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
	return std::move(result_);
}

} // namespace

LoadResult run_load(const std::vector<std::string>& requests, const LoadOptions& options)
{
	return Load(requests, options).run();
}

Caller::Caller(std::uint16_t port) : socket_(open_connection(port)) {}

Caller::~Caller()
{
	::close(socket_);
}

Caller::Answer Caller::call(const std::string& request)
{
	for (std::size_t written = 0; written < request.size();)
	{
		const ssize_t count = ::send(socket_, request.data() + written, request.size() - written, MSG_NOSIGNAL);
		if (count <= 0) { fail("cannot send"); }
		written += static_cast<std::size_t>(count);
	}
	Incoming incoming;
	std::vector<char> buffer(64UL * 1024);
	while (!incoming.is_whole())
	{
		const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
		if (count <= 0) { fail("the connection was lost"); }
		incoming.bytes.append(buffer.data(), static_cast<std::size_t>(count));
	}
	return {incoming.bytes.substr(0, incoming.head_size), std::string(incoming.body())};
}

bool Caller::is_open() const noexcept
{
	char byte = 0;
	const ssize_t count = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
	return count < 0 && errno == EAGAIN;
}

} // namespace bajin::benchmark
