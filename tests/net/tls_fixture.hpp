// Certificates made on the spot, and a client that speaks TLS. Used by one test at a time, from its own thread.
#pragma once

#include "server/net/tls_files.hpp"
#include "tests/net/net_fixture.hpp"

#include <memory>
#include <string>

struct ssl_st;
struct ssl_ctx_st;

namespace bajin::net_test
{

// A temporary directory with a self-signed certificate and its key.
class TestCertificate
{
public:
	TestCertificate();
	~TestCertificate();
	TestCertificate(const TestCertificate&) = delete;
	TestCertificate& operator=(const TestCertificate&) = delete;

	[[nodiscard]] net::TlsFiles files() const { return {directory_ / "certificate.pem", directory_ / "key.pem"}; }

	// Puts a new pair into the files; `serial` tells them apart.
	void write(int serial) const;
	void write_certificate(const std::string& text) const;
	void protect_key() const; // with a passphrase

private:
	std::filesystem::path directory_;
};

class TlsClient final : public RawClient
{
public:
	// Shakes hands at once; throws when the server will not. `newest_version` is one of OpenSSL's numbers, 0: any.
	explicit TlsClient(std::uint16_t port, int newest_version = 0, int receive_buffer_bytes = 0);
	~TlsClient() override;

	[[nodiscard]] long serial() const;          // of the server's certificate
	[[nodiscard]] std::string version() const;  // "TLSv1.3"
	[[nodiscard]] std::string protocol() const; // chosen by ALPN
	[[nodiscard]] bool ended_cleanly() const;   // the server said that no more will come

private:
	ssize_t write_some(std::string_view bytes) override;
	ssize_t read_some(char* into, std::size_t size) override;

	std::shared_ptr<ssl_ctx_st> context_;
	std::shared_ptr<ssl_st> session_;
};

} // namespace bajin::net_test
