#include "server/people/random.hpp"

#include "shared/result.hpp"

#include <sodium.h>

#include <array>

namespace bajin::people
{

void fill_random(std::span<std::uint8_t> bytes)
{
	static const bool ready = sodium_init() >= 0;
	BAJIN_ASSERT(ready);
	randombytes_buf(bytes.data(), bytes.size());
}

Uuid make_id(Timestamp now)
{
	std::array<std::uint8_t, 10> random{};
	fill_random(random);
	return make_uuid_v7(now.time_since_epoch().count(), random);
}

} // namespace bajin::people
