#include "tools/demo/random.hpp"

namespace bajin::demo
{

std::uint64_t Random::next() noexcept
{
	state_ += 0x9E3779B97F4A7C15ULL;
	std::uint64_t value = state_;
	value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
	value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
	return value ^ (value >> 31U);
}

std::size_t Random::below(std::size_t bound) noexcept
{
	// The bias of the remainder is far below what a demonstration could show.
	return static_cast<std::size_t>(next() % static_cast<std::uint64_t>(bound));
}

std::int64_t Random::between(std::int64_t first, std::int64_t last) noexcept
{
	return first + static_cast<std::int64_t>(below(static_cast<std::size_t>(last - first + 1)));
}

std::int64_t Random::around(std::int64_t first, std::int64_t last) noexcept
{
	const std::int64_t one = between(first, last);
	return (one + between(first, last)) / 2;
}

bool Random::percent(int chance) noexcept
{
	return between(0, 99) < chance;
}

std::size_t Random::weighted(std::span<const int> weights) noexcept
{
	std::int64_t total = 0;
	for (const int weight : weights) { total += weight; }
	std::int64_t left = between(0, total - 1);
	std::size_t position = 0;
	while (left >= weights[position])
	{
		left -= weights[position];
		++position;
	}
	return position;
}

std::array<std::uint8_t, 10> Random::id_bytes() noexcept
{
	std::array<std::uint8_t, 10> bytes{};
	const std::uint64_t low = next();
	const std::uint64_t high = next();
	for (std::size_t i = 0; i < bytes.size(); ++i)
	{
		const std::uint64_t word = i < 8 ? low >> (8 * i) : high >> (8 * (i - 8));
		bytes[i] = static_cast<std::uint8_t>(word & 0xFFU);
	}
	return bytes;
}

} // namespace bajin::demo
