#include "server/net/transport.hpp"

#include <algorithm>

namespace bajin::net
{

namespace
{

Peer peer_of(const Socket& socket, bool is_tls)
{
	Peer peer;
	peer.is_tls = is_tls;
	ErrorCode error;
	const auto endpoint = socket.remote_endpoint(error);
	if (error) { return peer; }
	const asio::ip::address address = endpoint.address();
	peer.address.bytes =
		address.is_v4() ? asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()).to_bytes() : address.to_v6().to_bytes();
	peer.is_known = true;
	return peer;
}

} // namespace

Transport::Transport(Socket socket, const TlsContext* tls) : socket_(std::move(socket)), peer_(peer_of(socket_, tls != nullptr))
{
	ErrorCode ignored;
	socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
	socket_.non_blocking(true, ignored);
	if (tls != nullptr) { session_ = std::make_unique<TlsSession>(*tls, socket_.native_handle()); }
}

Awaitable<ErrorCode> Transport::handshake()
{
	ErrorCode error = asio::error::would_block;
	while (socket_.is_open())
	{
		session_->handshake(error);
		if (error != asio::error::would_block) { co_return error; }
		const auto kind = session_->wait_kind();
		const auto [wait_error] = co_await socket_.async_wait(kind, awaiting);
		if (wait_error) { co_return wait_error; }
	}
	co_return asio::error::operation_aborted;
}

Awaitable<Transport::Transfer> Transport::read_some(asio::mutable_buffer space)
{
	return session_ ? read_some_of_tls(space) : socket_.async_read_some(space, awaiting);
}

// The loop looks at the socket each time: once closed, its number may be another connection's.
Awaitable<Transport::Transfer> Transport::read_some_of_tls(asio::mutable_buffer space)
{
	ErrorCode error = asio::error::operation_aborted;
	while (socket_.is_open())
	{
		const std::size_t bytes = session_->read_some(space, error);
		if (error != asio::error::would_block) { co_return Transfer(error, bytes); }
		const auto kind = session_->wait_kind();
		const auto [wait_error] = co_await socket_.async_wait(kind, awaiting);
		if (wait_error) { co_return Transfer(wait_error, 0); }
		error = asio::error::operation_aborted;
	}
	co_return Transfer(error, 0);
}

std::size_t Transport::write_now(const Pieces& pieces, ErrorCode& error)
{
	if (!session_) { return socket_.write_some(pieces, error); }
	if (!socket_.is_open())
	{
		error = asio::error::operation_aborted;
		return 0;
	}
	const std::size_t sent = session_->write_some(pieces, error);
	write_waits_for_read_ = error == asio::error::would_block && session_->wait_kind() == Socket::wait_read;
	return sent;
}

Awaitable<std::tuple<ErrorCode>> Transport::wait_writable()
{
	return socket_.async_wait(write_waits_for_read_ ? Socket::wait_read : Socket::wait_write, awaiting);
}

void Transport::end_sending()
{
	if (session_ && socket_.is_open() && !has_ended_) { session_->end(); }
	has_ended_ = true;
	ErrorCode ignored;
	socket_.shutdown(Socket::shutdown_send, ignored);
}

Awaitable<Transport::Transfer> Transport::read_away(asio::mutable_buffer space)
{
	return socket_.async_read_some(space, awaiting);
}

void Transport::close()
{
	if (session_ && socket_.is_open() && !has_ended_) { session_->end(); }
	has_ended_ = true;
	ErrorCode ignored;
	socket_.close(ignored);
}

} // namespace bajin::net
