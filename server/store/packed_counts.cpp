#include "server/store/packed_counts.hpp"

#include "server/store/database.hpp"

#include <algorithm>
#include <bit>

namespace bajin::store
{

namespace
{

using Numbers = std::array<std::int64_t, count_numbers>;

// The last of the mask; append only.
constexpr std::array state_numbers = {&StateCounts::verified,  &StateCounts::submitted, &StateCounts::returned,
									  &StateCounts::duplicate, &StateCounts::joint,     &StateCounts::verified_bulk};
static_assert(count_numbers == 2 * metric_count + state_numbers.size());

Numbers numbers_of(const Counts& counts)
{
	Numbers numbers{};
	auto next = std::copy(counts.received.values.begin(), counts.received.values.end(), numbers.begin());
	next = std::copy(counts.verified.values.begin(), counts.verified.values.end(), next);
	for (const auto state : state_numbers) { *next++ = counts.states.*state; }
	return numbers;
}

[[noreturn]] void fail_as_damaged()
{
	throw StoreError("not_a_database", "a row of counts is damaged", false);
}

} // namespace

void FewCounts::add_to(Counts& sum, std::int64_t factor) const noexcept
{
	for (const Number& number : std::span(numbers_).first(size_))
	{
		std::int64_t& held = number.place < metric_count       ? sum.received.values[number.place]
							 : number.place < 2 * metric_count ? sum.verified.values[number.place - metric_count]
															   : sum.states.*state_numbers[number.place - 2 * metric_count];
		held += factor * number.value;
	}
}

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
	for (std::size_t i = 0; i < count_numbers; ++i) { mask |= numbers[i] != 0 ? std::uint64_t{1} << i : 0; }
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

bool PackedReading::counts(FewCounts& into)
{
	std::uint64_t mask = number();
	if (mask >> count_numbers != 0) { fail_as_damaged(); }
	if (mask == 0) { return false; }
	into.clear();
	for (; mask != 0; mask &= mask - 1) { into.set(static_cast<std::size_t>(std::countr_zero(mask)), signed_number()); }
	return true;
}

Counts PackedReading::counts()
{
	Counts sum;
	FewCounts few;
	if (counts(few)) { few.add_to(sum, 1); }
	return sum;
}

std::span<const std::uint8_t> PackedReading::take(std::uint64_t count)
{
	if (count > rest_.size()) { fail_as_damaged(); }
	const auto taken = rest_.first(static_cast<std::size_t>(count));
	rest_ = rest_.subspan(taken.size());
	return taken;
}

} // namespace bajin::store
