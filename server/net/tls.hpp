// TLS on a non-blocking socket: the certificate that new connections get, and the state of one connection.
//
// OpenSSL is used directly, not through Asio's ssl::stream, which keeps four buffers of 17 KiB for every open connection
// and wants an operation for each write. Here TLS is a way to read and write what the socket takes now, just as the plain
// socket does, and an idle connection gives its buffers back. The socket must be non-blocking. I/O thread alone.
#pragma once

#include "server/net/io.hpp"
#include "server/net/tls_files.hpp"

#include <boost/asio/buffer.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>

struct ssl_st;
struct ssl_ctx_st;

namespace bajin::net
{

using Pieces = std::array<asio::const_buffer, 2>; // of one answer: its head and its body

class TlsSession;

// A certificate with its key and the settings of the protocol. Sessions keep what they were made with, so that it can be
// replaced under them.
class TlsContext
{
public:
	// Throws std::runtime_error with one line for a person: no such file, not PEM, the key of another certificate.
	explicit TlsContext(const TlsFiles& files);

	[[nodiscard]] const std::string& valid_until() const noexcept { return valid_until_; }

private:
	friend class TlsSession;

	std::shared_ptr<ssl_ctx_st> context_;
	std::string valid_until_;
};

class TlsSession
{
public:
	TlsSession(const TlsContext& context, int socket);

	// Each does what can be done now. `would_block`: nothing, or not yet; wait for what `wait_kind` says, then call it
	// again with the same bytes. asio::error::eof: the peer ended the session.
	void handshake(ErrorCode& error);
	[[nodiscard]] std::size_t read_some(asio::mutable_buffer space, ErrorCode& error);
	[[nodiscard]] std::size_t write_some(Pieces pieces, ErrorCode& error);

	[[nodiscard]] Socket::wait_type wait_kind() const noexcept { return wait_kind_; }

	// Tells the peer that no more will come, if the socket takes it.
	void end() noexcept;

private:
	[[nodiscard]] ErrorCode read_failure(int result);

	std::shared_ptr<ssl_st> session_;
	Socket::wait_type wait_kind_ = Socket::wait_read;
	bool is_broken_ = false;
};

} // namespace bajin::net
