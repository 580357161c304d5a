// gzip of request bodies and answers, bounded in memory.
//
// Called by the connection (I/O thread) and by read lanes; plain functions, safe from any thread (each thread keeps its
// own zlib state, because making one costs more than a small body).
#pragma once

#include "server/api/http/http.hpp"
#include "shared/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace bajin::net
{

// Takes time in proportion to what goes in and comes out. Error codes: `bad_gzip` (corrupt, cut short, followed by rubbish, or
// of more than 64 members), `body_too_large` (would give more than `bytes_max`, or 200 times what it takes; no more than that
// is ever held).
[[nodiscard]] Result<std::string> decompress_gzip(std::string_view compressed, std::size_t bytes_max);

[[nodiscard]] std::string compress_gzip(std::string_view plain);

// Compresses the body when that pays (text of more than 1 KiB, not yet encoded) and says so in the headers. Call it only
// for a client that accepts gzip; calling it twice is harmless.
void compress_answer(api::Response& response);

// Whether `Accept-Encoding` takes that coding ("gzip", also under its old name x-gzip; "br"): itself or `*` with a weight
// above 0.
[[nodiscard]] bool accepts_coding(std::string_view accept_encoding, std::string_view coding);
[[nodiscard]] inline bool accepts_gzip(std::string_view accept_encoding)
{
	return accepts_coding(accept_encoding, "gzip");
}

} // namespace bajin::net
