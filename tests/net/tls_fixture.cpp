#include "tests/net/tls_fixture.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <stdlib.h>

namespace bajin::net_test
{

namespace
{

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void require(bool done, const char* what)
{
	if (!done) { throw std::runtime_error(what); }
}

std::shared_ptr<X509> make_certificate(EVP_PKEY* key, int serial)
{
	std::shared_ptr<X509> certificate(X509_new(), X509_free);
	X509_set_version(certificate.get(), 2);
	ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
	X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3'600);
	X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86'400);
	X509_set_pubkey(certificate.get(), key);
	X509_NAME* const name = X509_get_subject_name(certificate.get());
	const auto* const host = reinterpret_cast<const unsigned char*>("localhost");
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0);
	X509_set_issuer_name(certificate.get(), name);
	require(X509_sign(certificate.get(), key, EVP_sha256()) > 0, "cannot sign");
	return certificate;
}

} // namespace

TestCertificate::TestCertificate()
{
	std::string pattern = (std::filesystem::temp_directory_path() / "bajin-tls-XXXXXX").string();
	require(::mkdtemp(pattern.data()) != nullptr, "no temporary directory");
	directory_ = pattern;
	write(1);
}

TestCertificate::~TestCertificate()
{
	std::error_code ignored;
	std::filesystem::remove_all(directory_, ignored);
}

void TestCertificate::write(int serial) const
{
	const std::shared_ptr<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), EVP_PKEY_free);
	require(key != nullptr, "cannot make a key");
	const auto certificate = make_certificate(key.get(), serial);
	const File certificate_file(std::fopen(files().certificate.c_str(), "w"), std::fclose);
	const File key_file(std::fopen(files().key.c_str(), "w"), std::fclose);
	require(PEM_write_X509(certificate_file.get(), certificate.get()) == 1, "cannot write the certificate");
	require(PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1, "cannot write the key");
}

void TestCertificate::write_certificate(const std::string& text) const
{
	std::ofstream(files().certificate) << text;
}

void TestCertificate::protect_key() const
{
	const File before(std::fopen(files().key.c_str(), "r"), std::fclose);
	const std::shared_ptr<EVP_PKEY> key(PEM_read_PrivateKey(before.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
	const File after(std::fopen(files().key.c_str(), "w"), std::fclose);
	std::string word = "secret";
	auto* const passphrase = reinterpret_cast<unsigned char*>(word.data());
	const int length = static_cast<int>(word.size());
	require(
		PEM_write_PrivateKey(after.get(), key.get(), EVP_aes_128_cbc(), passphrase, length, nullptr, nullptr) == 1, "cannot write the key");
}

TlsClient::TlsClient(std::uint16_t port, int newest_version, int receive_buffer_bytes)
	: RawClient(port, receive_buffer_bytes), context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free)
{
	SSL_CTX_set_security_level(context_.get(), 0); // Debian's default would not even offer TLS 1.1
	SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
	SSL_CTX_set_max_proto_version(context_.get(), newest_version);
	SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
	const std::string offered = "\x02h2\x08http/1.1";
	SSL_CTX_set_alpn_protos(
		context_.get(), reinterpret_cast<const unsigned char*>(offered.data()), static_cast<unsigned int>(offered.size()));
	session_ = std::shared_ptr<SSL>(SSL_new(context_.get()), SSL_free);
	SSL_set_fd(session_.get(), socket());
	require(SSL_connect(session_.get()) == 1, "the server refuses the handshake");
}

TlsClient::~TlsClient() = default;

long TlsClient::serial() const
{
	const std::shared_ptr<X509> certificate(SSL_get1_peer_certificate(session_.get()), X509_free);
	return ASN1_INTEGER_get(X509_get0_serialNumber(certificate.get()));
}

std::string TlsClient::version() const
{
	return SSL_get_version(session_.get());
}

std::string TlsClient::protocol() const
{
	const unsigned char* name = nullptr;
	unsigned int length = 0;
	SSL_get0_alpn_selected(session_.get(), &name, &length);
	return {reinterpret_cast<const char*>(name), length};
}

bool TlsClient::ended_cleanly() const
{
	return (SSL_get_shutdown(session_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

ssize_t TlsClient::write_some(std::string_view bytes)
{
	return SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()));
}

ssize_t TlsClient::read_some(char* into, std::size_t size)
{
	return SSL_read(session_.get(), into, static_cast<int>(size));
}

} // namespace bajin::net_test
