// The load of the benchmark: prebuilt requests over keep-alive connections, one thread, raw epoll, no parsing beyond
// what is needed to know that an answer is whole. Light, because it shares the cores with what it measures.
//
// Answers must be 200 with a Content-Length. Throws std::runtime_error with the answer's text on anything else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bajin::benchmark
{

struct LoadOptions
{
	std::uint16_t port = 0; // on 127.0.0.1
	std::size_t connections = 1;
	std::size_t accepted_each = 0; // how often `"outcome":"accepted"` must stand in each answer; 0: not looked for
};

struct LoadResult
{
	double seconds = 0;
	std::size_t answers = 0;
	std::size_t accepted = 0;
	std::vector<double> latencies_ms;
};

// Sends each request once, spread over the connections, each connection waiting for its answer before the next.
[[nodiscard]] LoadResult run_load(const std::vector<std::string>& requests, const LoadOptions& options);

// One connection for single requests, one after another.
class Caller
{
public:
	explicit Caller(std::uint16_t port);
	~Caller();
	Caller(const Caller&) = delete;
	Caller& operator=(const Caller&) = delete;

	// Head and body of the answer; throws as above, and unless the status is 200.
	struct Answer
	{
		std::string head;
		std::string body;
	};
	[[nodiscard]] Answer call(const std::string& request);

	[[nodiscard]] bool is_open() const noexcept; // false once the other side has closed

private:
	int socket_ = -1;
};

} // namespace bajin::benchmark
