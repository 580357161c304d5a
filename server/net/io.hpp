// The Asio types of this layer, with the concrete executor of the one I/O thread: no type erasure on the way of a request.
//
// Rules for coroutines here (GCC 12 frees twice otherwise, gcc PR 107288): nothing but names, moves and
// reference-capturing lambdas inside a co_await expression; parameters by value or references to what outlives the call.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace bajin::net
{

namespace asio = boost::asio;

using Clock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
using ErrorCode = boost::system::error_code;

template <class Value>
using Awaitable = asio::awaitable<Value, Executor>;

// Gives (error code, result) instead of throwing: a client that goes away is no exception.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> awaiting{asio::use_awaitable_t<Executor>{}};
inline constexpr asio::use_awaitable_t<Executor> awaiting_throwing{};

} // namespace bajin::net
