#include "server/store/packed_counts.hpp"

#include "server/store/database.hpp"

#include <array>

namespace bajin::store
{

namespace
{

constexpr std::size_t number_count = 2 * metric_count + 6;
using Numbers = std::array<std::int64_t, number_count>;

Numbers numbers_of(const Counts& counts)
{
	Numbers numbers{};
	auto next = std::copy(counts.received.values.begin(), counts.received.values.end(), numbers.begin());
	next = std::copy(counts.verified.values.begin(), counts.verified.values.end(), next);
	const StateCounts& states = counts.states;
	for (const std::int64_t state :
		 {states.verified, states.submitted, states.returned, states.duplicate, states.joint, states.verified_bulk})
	{
		*next++ = state;
	}
	return numbers;
}

Counts counts_of(const Numbers& numbers)
{
	Counts counts;
	const auto verified = numbers.begin() + metric_count;
	const auto states = verified + metric_count;
	std::copy(numbers.begin(), verified, counts.received.values.begin());
	std::copy(verified, states, counts.verified.values.begin());
	counts.states = {states[0], states[1], states[2], states[3], states[4], states[5]};
	return counts;
}

[[noreturn]] void fail_as_damaged()
{
	throw StoreError("not_a_database", "a row of counts is damaged", false);
}

} // namespace

void put_number(PackedBytes& out, std::uint64_t value)
{
	for (; value >= 0x80U; value >>= 7U) { out.push_back(static_cast<std::uint8_t>(value | 0x80U)); }
	out.push_back(static_cast<std::uint8_t>(value));
}

void put_signed(PackedBytes& out, std::int64_t value)
{
	put_number(out, static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63U));
}

void put_text(PackedBytes& out, std::string_view text)
{
	put_number(out, text.size());
	out.insert(out.end(), text.begin(), text.end());
}

void put_counts(PackedBytes& out, const Counts& counts)
{
	const Numbers numbers = numbers_of(counts);
	std::uint64_t mask = 0;
	for (std::size_t i = 0; i < number_count; ++i) { mask |= numbers[i] != 0 ? std::uint64_t{1} << i : 0; }
	put_number(out, mask);
	for (const std::int64_t number : numbers)
	{
		if (number != 0) { put_signed(out, number); }
	}
}

std::uint64_t PackedReading::number()
{
	std::uint64_t value = 0;
	for (unsigned shift = 0; shift < 64; shift += 7)
	{
		const std::uint8_t byte = take(1)[0];
		value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
		if (byte < 0x80U) { return value; }
	}
	fail_as_damaged();
}

std::int64_t PackedReading::signed_number()
{
	const std::uint64_t value = number();
	return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

std::string_view PackedReading::text()
{
	const auto bytes = take(number());
	return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Counts PackedReading::counts()
{
	return counts_or_none().value_or(Counts{});
}

std::optional<Counts> PackedReading::counts_or_none()
{
	Numbers numbers{};
	const std::uint64_t mask = number();
	if (mask == 0) { return std::nullopt; }
	if (mask >> number_count != 0) { fail_as_damaged(); }
	for (std::size_t i = 0; i < number_count; ++i)
	{
		if ((mask >> i & 1U) != 0) { numbers[i] = signed_number(); }
	}
	return counts_of(numbers);
}

std::span<const std::uint8_t> PackedReading::take(std::uint64_t count)
{
	if (count > rest_.size()) { fail_as_damaged(); }
	const auto taken = rest_.first(static_cast<std::size_t>(count));
	rest_ = rest_.subspan(taken.size());
	return taken;
}

} // namespace bajin::store
