// The demonstration's own source of numbers: SplitMix64, integers only.
//
// The distributions of the standard library differ between implementations and floating point between machines; this
// gives the same sequence everywhere. One thread owns a Random.
#pragma once

#include "shared/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace bajin::demo
{

class Random
{
public:
	explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

	[[nodiscard]] std::uint64_t next() noexcept;

	// 0 to bound - 1; the bound is positive.
	[[nodiscard]] std::size_t below(std::size_t bound) noexcept;

	// first to last, both included.
	[[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last) noexcept;

	// The mean of two such draws: the middle more often than the ends.
	[[nodiscard]] std::int64_t around(std::int64_t first, std::int64_t last) noexcept;

	// True with that probability in a hundred.
	[[nodiscard]] bool percent(int chance) noexcept;

	// A position, by weights that are not all zero.
	[[nodiscard]] std::size_t weighted(std::span<const int> weights) noexcept;

	template <class Range>
	[[nodiscard]] const auto& pick(const Range& range) noexcept
	{
		return range[below(range.size())];
	}

	template <class T>
	void shuffle(std::vector<T>& values) noexcept
	{
		for (std::size_t last = values.size(); last > 1; --last) { std::swap(values[last - 1], values[below(last)]); }
	}

	[[nodiscard]] std::array<std::uint8_t, 10> id_bytes() noexcept;

private:
	std::uint64_t state_;
};

} // namespace bajin::demo
