#include "shared/uuid.hpp"

#include <cstring>

namespace bajin
{

namespace
{

constexpr std::size_t text_length = 36;

constexpr bool is_dash_position(std::size_t position) noexcept
{
	return position == 8 || position == 13 || position == 18 || position == 23;
}

constexpr std::array<std::int16_t, 256> make_hex_values() noexcept
{
	std::array<std::int16_t, 256> values{};
	values.fill(-1);
	for (std::size_t i = 0; i < 10; ++i) { values[static_cast<std::size_t>('0') + i] = static_cast<std::int16_t>(i); }
	for (std::size_t i = 0; i < 6; ++i)
	{
		values[static_cast<std::size_t>('a') + i] = static_cast<std::int16_t>(10 + i);
		values[static_cast<std::size_t>('A') + i] = static_cast<std::int16_t>(10 + i);
	}
	return values;
}

constexpr std::array<std::int16_t, 256> hex_values = make_hex_values();

} // namespace

std::optional<Uuid> parse_uuid(std::string_view text) noexcept
{
	if (text.size() != text_length) { return std::nullopt; }
	Uuid id;
	std::size_t nibble = 0;
	for (std::size_t i = 0; i < text_length; ++i)
	{
		if (is_dash_position(i))
		{
			if (text[i] != '-') { return std::nullopt; }
			continue;
		}
		const int value = hex_values[static_cast<unsigned char>(text[i])];
		if (value < 0) { return std::nullopt; }
		std::uint8_t& byte = id.bytes[nibble / 2];
		byte = static_cast<std::uint8_t>(nibble % 2 == 0 ? value << 4 : byte | value);
		++nibble;
	}
	return id;
}

std::string to_string(const Uuid& id)
{
	static constexpr char digits[] = "0123456789abcdef";
	std::string text(text_length, '-');
	std::size_t position = 0;
	for (const std::uint8_t byte : id.bytes)
	{
		if (is_dash_position(position)) { ++position; }
		text[position++] = digits[byte >> 4];
		text[position++] = digits[byte & 15];
	}
	return text;
}

Uuid make_uuid_v7(std::int64_t unix_ms, const std::array<std::uint8_t, 10>& random) noexcept
{
	Uuid id;
	const auto ms = static_cast<std::uint64_t>(unix_ms);
	for (std::size_t i = 0; i < 6; ++i) { id.bytes[i] = static_cast<std::uint8_t>(ms >> (8 * (5 - i))); }
	std::memcpy(id.bytes.data() + 6, random.data(), random.size());
	id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x70);
	id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
	return id;
}

} // namespace bajin

std::size_t std::hash<bajin::Uuid>::operator()(const bajin::Uuid& id) const noexcept
{
	// Version 7 ids of one moment share their first half, so both halves are mixed.
	std::uint64_t first = 0;
	std::uint64_t second = 0;
	std::memcpy(&first, id.bytes.data(), 8);
	std::memcpy(&second, id.bytes.data() + 8, 8);
	std::uint64_t mixed = (first ^ (second * 0x9E3779B97F4A7C15U)) * 0xBF58476D1CE4E5B9U;
	mixed ^= mixed >> 31;
	return static_cast<std::size_t>(mixed);
}
