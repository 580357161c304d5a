#include "server/net/tls.hpp"

#include <climits>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace bajin::net
{

namespace
{

constexpr std::size_t record_bytes_max = 16 * 1024;
constexpr std::string_view session_scope = "bajin";
constexpr std::array<unsigned char, 9> http_1_1{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

// The first reason that OpenSSL gives, which is the cause of the others; nothing is left behind for the next call.
std::string take_reason()
{
	const unsigned long code = ERR_peek_error();
	std::string reason = "unknown reason";
	if (ERR_SYSTEM_ERROR(code)) { reason = std::generic_category().message(static_cast<int>(ERR_GET_REASON(code))); }
	else if (const char* text = ERR_reason_error_string(code); text != nullptr) { reason = text; }
	ERR_clear_error();
	return reason;
}

// Without this OpenSSL would ask for the passphrase on the terminal. `asked` is a bool.
int refuse_passphrase(char* /*into*/, int /*size*/, int /*for_writing*/, void* asked)
{
	*static_cast<bool*>(asked) = true;
	return -1;
}

// Takes the one protocol that is spoken here when it is offered; who offers only others goes on without ALPN.
int choose_protocol(
	SSL* /*session*/, const unsigned char** chosen, unsigned char* chosen_length, const unsigned char* offered, unsigned int offered_length,
	void* /*data*/)
{
	unsigned char* found = nullptr;
	const int outcome = SSL_select_next_proto(&found, chosen_length, http_1_1.data(), http_1_1.size(), offered, offered_length);
	*chosen = found;
	return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

void set_protocol(SSL_CTX* context)
{
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_options(
		context, SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA | SSL_OP_NO_RENEGOTIATION);
	// Forward secrecy and authenticated encryption; TLS 1.3 has nothing else anyway.
	SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
	SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	// Tickets alone: sessions are kept by the clients.
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_session_id_context(
		context, reinterpret_cast<const unsigned char*>(session_scope.data()), static_cast<unsigned int>(session_scope.size()));
	SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
}

std::string expiry_of(const X509* certificate)
{
	const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), BIO_free);
	if (certificate == nullptr || !text || ASN1_TIME_print(text.get(), X509_get0_notAfter(certificate)) != 1)
	{
		ERR_clear_error();
		return "an unknown day";
	}
	char* start = nullptr;
	const long length = BIO_get_mem_data(text.get(), &start);
	return std::string(start, static_cast<std::size_t>(length));
}

} // namespace

void check_tls_files(const TlsFiles& files)
{
	static_cast<void>(TlsContext(files));
}

TlsContext::TlsContext(const TlsFiles& files) : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free)
{
	// OpenSSL writes to sockets without MSG_NOSIGNAL; a client that left must not end the process.
	std::signal(SIGPIPE, SIG_IGN);
	ERR_clear_error();
	if (!context_) { throw std::runtime_error("cannot set up TLS: " + take_reason()); }
	SSL_CTX* const context = context_.get();
	set_protocol(context);
	if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1)
	{
		throw std::runtime_error("cannot use the certificate " + files.certificate.string() + ": " + take_reason());
	}
	bool has_passphrase = false;
	SSL_CTX_set_default_passwd_cb(context, refuse_passphrase);
	SSL_CTX_set_default_passwd_cb_userdata(context, &has_passphrase);
	if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1 || SSL_CTX_check_private_key(context) != 1)
	{
		const std::string reason = take_reason();
		throw std::runtime_error(
			"cannot use the key " + files.key.string() + ": " + (has_passphrase ? "it is protected by a passphrase" : reason));
	}
	SSL_CTX_set_default_passwd_cb_userdata(context, nullptr);
	SSL_CTX_set_default_passwd_cb(context, nullptr);
	valid_until_ = expiry_of(SSL_CTX_get0_certificate(context));
	ERR_clear_error();
}

TlsSession::TlsSession(const TlsContext& context, int socket) : session_(SSL_new(context.context_.get()), SSL_free)
{
	if (!session_ || SSL_set_fd(session_.get(), socket) != 1) { throw std::runtime_error("cannot begin a TLS session: " + take_reason()); }
	SSL_set_accept_state(session_.get());
}

void TlsSession::handshake(ErrorCode& error)
{
	const int result = SSL_do_handshake(session_.get());
	error = result == 1 ? ErrorCode() : read_failure(result);
}

std::size_t TlsSession::read_some(asio::mutable_buffer space, ErrorCode& error)
{
	const int wanted = static_cast<int>(std::min<std::size_t>(space.size(), INT_MAX));
	const int result = SSL_read(session_.get(), space.data(), wanted);
	if (result > 0)
	{
		error = {};
		return static_cast<std::size_t>(result);
	}
	error = read_failure(result);
	return 0;
}

std::size_t TlsSession::write_some(Pieces pieces, ErrorCode& error)
{
	error = {};
	std::size_t sent = 0;
	std::array<char, record_bytes_max> joined;
	while (pieces[0].size() + pieces[1].size() > 0)
	{
		asio::const_buffer record = pieces[0].size() > 0 ? pieces[0] : pieces[1];
		if (pieces[0].size() > 0 && pieces[0].size() < joined.size() && pieces[1].size() > 0)
		{
			// Head and body in one record, and one packet where they fit. A retry joins the same bytes again.
			const std::size_t length = asio::buffer_copy(asio::buffer(joined), pieces);
			record = asio::buffer(joined.data(), length);
		}
		const int wanted = static_cast<int>(std::min<std::size_t>(record.size(), INT_MAX));
		const int result = SSL_write(session_.get(), record.data(), wanted);
		if (result <= 0)
		{
			error = read_failure(result);
			break;
		}
		const auto written = static_cast<std::size_t>(result);
		const std::size_t of_first = std::min(written, pieces[0].size());
		pieces[0] += of_first;
		pieces[1] += written - of_first;
		sent += written;
	}
	if (sent > 0)
	{
		error = {}; // what stopped it stops the next call too
	}
	return sent;
}

void TlsSession::end() noexcept
{
	if (!is_broken_ && SSL_is_init_finished(session_.get()) == 1)
	{
		SSL_shutdown(session_.get());
		ERR_clear_error();
	}
}

ErrorCode TlsSession::read_failure(int result)
{
	const int kind = SSL_get_error(session_.get(), result);
	ERR_clear_error();
	switch (kind)
	{
	case SSL_ERROR_WANT_READ:
		wait_kind_ = Socket::wait_read;
		return asio::error::would_block;
	case SSL_ERROR_WANT_WRITE:
		wait_kind_ = Socket::wait_write;
		return asio::error::would_block;
	case SSL_ERROR_ZERO_RETURN:
		return asio::error::eof;
	default:
		// SSL_shutdown may not be called after these.
		is_broken_ = true;
		return asio::error::connection_reset;
	}
}

} // namespace bajin::net
