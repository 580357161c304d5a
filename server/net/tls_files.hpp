// Where the server finds its certificate and key.
//
// Named by server/config, read by net/tls at the start and whenever the server is told to.
#pragma once

#include <filesystem>

namespace bajin::net
{

struct TlsFiles
{
	std::filesystem::path certificate; // PEM, the server's own first, then the chain
	std::filesystem::path key;         // PEM, without a passphrase
};

// Throws std::runtime_error with one line for a person when they cannot be used.
void check_tls_files(const TlsFiles& files);

} // namespace bajin::net
