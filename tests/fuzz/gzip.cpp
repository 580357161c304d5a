// Whatever comes as gzip: bounded in what it gives, and what was packed here comes back.
#include "server/net/gzip.hpp"

#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

int fuzz(std::string_view input)
{
	constexpr std::size_t most = 65'536;
	const auto plain = net::decompress_gzip(input, most);
	check(!plain || plain->size() <= most);
	if (input.size() <= most) { check(net::decompress_gzip(net::compress_gzip(input), most).value() == input); }
	static_cast<void>(net::accepts_gzip(input));
	return 0;
}
