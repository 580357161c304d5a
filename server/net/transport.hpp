// The socket of a connection, plain or with TLS: which of the two is decided when it is accepted.
//
// Owned by the connection; I/O thread alone. The plain way costs nothing beyond the socket itself: a read is the socket's
// own operation, without a coroutine between. Both ways send what is taken at once, and then wait until more is.
#pragma once

#include "server/net/client_address.hpp"
#include "server/net/io.hpp"
#include "server/net/tls.hpp"

#include <memory>
#include <tuple>

namespace bajin::net
{

class Transport
{
public:
	using Transfer = std::tuple<ErrorCode, std::size_t>;

	// With a context: TLS. Throws std::runtime_error when there is no memory for it.
	Transport(Socket socket, const TlsContext* tls);

	[[nodiscard]] bool is_tls() const noexcept { return session_ != nullptr; }
	[[nodiscard]] bool is_open() const noexcept { return socket_.is_open(); }
	[[nodiscard]] Executor executor() { return socket_.get_executor(); }
	[[nodiscard]] const Peer& peer() const noexcept { return peer_; }

	// Of a TLS connection, before anything else.
	[[nodiscard]] Awaitable<ErrorCode> handshake();

	// Waits for bytes and reads them.
	[[nodiscard]] Awaitable<Transfer> read_some(asio::mutable_buffer space);

	// Sends what the socket takes now; `would_block`: nothing.
	[[nodiscard]] std::size_t write_now(const Pieces& pieces, ErrorCode& error);

	// Waits until write_now may go on.
	[[nodiscard]] Awaitable<std::tuple<ErrorCode>> wait_writable();

	// Tells the peer that no more will come. What it still sends is read with read_away, undeciphered.
	void end_sending();
	[[nodiscard]] Awaitable<Transfer> read_away(asio::mutable_buffer space);

	void close();

private:
	Awaitable<Transfer> read_some_of_tls(asio::mutable_buffer space);

	Socket socket_;
	std::unique_ptr<TlsSession> session_;
	Peer peer_;
	bool write_waits_for_read_ = false;
	bool has_ended_ = false;
};

} // namespace bajin::net
