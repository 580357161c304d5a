#include "tools/client/http_client.hpp"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace bajin::client
{

namespace
{

constexpr int gzip_window_bits = 15 + 16; // 16 asks zlib for the gzip format

// zlib does not write to its input, though its pointer is not const.
Bytef* input_of(std::string_view text)
{
	return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
}

} // namespace

std::string compress(std::string_view text)
{
	z_stream stream{};
	if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
	{
		throw std::runtime_error("zlib: cannot begin to compress");
	}
	std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
	stream.next_in = input_of(text);
	stream.avail_in = static_cast<uInt>(text.size());
	stream.next_out = reinterpret_cast<Bytef*>(packed.data());
	stream.avail_out = static_cast<uInt>(packed.size());
	const int state = deflate(&stream, Z_FINISH);
	packed.resize(stream.total_out);
	deflateEnd(&stream);
	if (state != Z_STREAM_END) { throw std::runtime_error("zlib: cannot compress"); }
	return packed;
}

Result<std::string> decompress(std::string_view packed, std::size_t bytes_max)
{
	z_stream stream{};
	if (inflateInit2(&stream, gzip_window_bits) != Z_OK) { throw std::runtime_error("zlib: cannot begin to decompress"); }
	stream.next_in = input_of(packed);
	stream.avail_in = static_cast<uInt>(packed.size());
	std::string text;
	int state = Z_OK;
	while (state == Z_OK && text.size() < bytes_max)
	{
		const std::size_t before = text.size();
		text.resize(std::min(bytes_max, before + std::max<std::size_t>(before, 64 * 1024)));
		stream.next_out = reinterpret_cast<Bytef*>(text.data() + before);
		stream.avail_out = static_cast<uInt>(text.size() - before);
		state = inflate(&stream, Z_NO_FLUSH);
		text.resize(text.size() - stream.avail_out);
	}
	inflateEnd(&stream);
	if (state != Z_STREAM_END) { return Error{"bad_gzip", "the answer's gzip is broken or too large", ""}; }
	// Named, because Error too can be made from a string.
	return Result<std::string>(boost::system::in_place_value, std::move(text));
}

} // namespace bajin::client
