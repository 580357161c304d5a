#include "server/net/gzip.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <new>

// zlib's stream macros use C casts.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <zlib.h>

namespace bajin::net
{

namespace
{

constexpr int gzip_window_bits = 15 + 16;
constexpr int compression_level = 1; // three times as fast as the default for a tenth more bytes
constexpr std::size_t worth_compressing_bytes_min = 1024;
constexpr std::size_t chunk_bytes = 64 * 1024;
constexpr std::size_t members_max = 64; // of one body; clients send one
constexpr std::size_t ratio_max = 200;  // of what it gives to what it takes, beyond a chunk; records give ten

struct Inflater
{
	z_stream stream{};
	Inflater()
	{
		if (inflateInit2(&stream, gzip_window_bits) != Z_OK) { throw std::bad_alloc(); }
	}
	~Inflater() { inflateEnd(&stream); }
	Inflater(const Inflater&) = delete;
	Inflater& operator=(const Inflater&) = delete;
};

struct Deflater
{
	z_stream stream{};
	Deflater()
	{
		if (deflateInit2(&stream, compression_level, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		{
			throw std::bad_alloc();
		}
	}
	~Deflater() { deflateEnd(&stream); }
	Deflater(const Deflater&) = delete;
	Deflater& operator=(const Deflater&) = delete;
};

// zlib never writes through next_in; its type lacks the const.
Bytef* as_input(std::string_view text)
{
	return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
}

} // namespace

Result<std::string> decompress_gzip(std::string_view compressed, std::size_t bytes_max)
{
	thread_local Inflater inflater;
	z_stream& stream = inflater.stream;
	inflateReset(&stream);
	stream.next_in = as_input(compressed);
	stream.avail_in = static_cast<uInt>(compressed.size());
	std::string plain;
	plain.reserve(std::min(bytes_max, compressed.size() * 4));
	thread_local std::array<char, chunk_bytes> chunk;
	const std::size_t worth_max = std::max(chunk_bytes, compressed.size() * ratio_max);
	for (std::size_t members = 1; members <= members_max;)
	{
		// Made once and used for every piece, so that what a member costs is what it gives.
		stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
		stream.avail_out = static_cast<uInt>(chunk.size());
		const int status = inflate(&stream, Z_NO_FLUSH);
		const std::size_t given = chunk.size() - stream.avail_out;
		if (given > std::min(bytes_max, worth_max) - plain.size())
		{
			return Error{"body_too_large", "the decompressed body is too large", ""};
		}
		plain.append(chunk.data(), given);
		if (status == Z_STREAM_END)
		{
			if (stream.avail_in == 0) { return Result<std::string>(boost::system::in_place_value, std::move(plain)); }
			// A gzip file may have several members one after the other.
			if (inflateReset(&stream) != Z_OK) { throw std::bad_alloc(); }
			++members;
			continue;
		}
		if (status == Z_MEM_ERROR) { throw std::bad_alloc(); }
		if (status != Z_OK || (stream.avail_in == 0 && stream.avail_out != 0))
		{
			return Error{"bad_gzip", "the body is not readable gzip", ""};
		}
	}
	return Error{"bad_gzip", "the body has too many members", ""};
}

std::string compress_gzip(std::string_view plain)
{
	thread_local Deflater deflater;
	z_stream& stream = deflater.stream;
	deflateReset(&stream);
	std::string compressed;
	compressed.resize(deflateBound(&stream, plain.size()));
	stream.next_in = as_input(plain);
	stream.avail_in = static_cast<uInt>(plain.size());
	stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
	stream.avail_out = static_cast<uInt>(compressed.size());
	BAJIN_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
	compressed.resize(compressed.size() - stream.avail_out);
	return compressed;
}

void compress_answer(api::Response& response)
{
	if (response.body.size() < worth_compressing_bytes_min) { return; }
	const std::string_view type = response.content_type;
	if (!type.starts_with("text/") && type.find("json") == std::string_view::npos && type.find("yaml") == std::string_view::npos)
	{
		return;
	}
	for (const auto& [name, value] : response.headers)
	{
		if (boost::algorithm::iequals(name, "Content-Encoding")) { return; }
	}
	response.body = compress_gzip(response.body);
	response.headers.emplace_back("Content-Encoding", "gzip");
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding)
{
	bool accepted = false;
	while (!accept_encoding.empty())
	{
		const auto comma = std::min(accept_encoding.find(','), accept_encoding.size());
		const std::string_view item = accept_encoding.substr(0, comma);
		accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
		const auto semicolon = std::min(item.find(';'), item.size());
		std::string name(item.substr(0, semicolon));
		boost::algorithm::trim(name);
		boost::algorithm::to_lower(name);
		const std::string parameters = boost::algorithm::to_lower_copy(std::string(item.substr(semicolon)));
		const bool named = name == coding || (name == "x-gzip" && coding == "gzip");
		if (!named && name != "*") { continue; }
		double weight = 1;
		const auto weight_at = parameters.find("q=");
		if (weight_at != std::string::npos)
		{
			const std::string_view digits = std::string_view(parameters).substr(weight_at + 2);
			if (std::from_chars(digits.data(), digits.data() + digits.size(), weight).ec != std::errc()) { weight = 0; }
		}
		if (named) { return weight > 0; }
		accepted = weight > 0;
	}
	return accepted;
}

} // namespace bajin::net

#pragma GCC diagnostic pop
