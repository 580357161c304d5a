// How a coroutine of the I/O thread awaits a job that it has submitted to a lane.
#pragma once

#include "server/net/io.hpp"
#include "server/net/lane.hpp"

#include <memory>
#include <utility>

namespace bajin::net
{

template <class Handler>
class Resumption final : public Continuation
{
public:
	explicit Resumption(Handler handler) : handler_(std::move(handler)) {}
	void run() override { handler_(); }

private:
	Handler handler_;
};

// Waits until the lane's delivery resumes the job. Safe after submit(): deliveries run on this thread, so none can come
// before this coroutine is suspended.
inline Awaitable<void> finished(Job& job)
{
	auto keep_handler = [&job](auto handler) { job.continuation = std::make_unique<Resumption<decltype(handler)>>(std::move(handler)); };
	co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(keep_handler, awaiting_throwing);
}

} // namespace bajin::net
