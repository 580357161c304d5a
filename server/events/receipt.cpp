#include "server/events/receipt.hpp"

#include "shared/typed_code.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace bajin::events
{

namespace
{

constexpr unsigned check_bits = 15;
constexpr std::uint8_t purpose_receipt = 1;
constexpr std::size_t receipt_digits_min = 8;
constexpr std::size_t receipt_digits_max = 12; // 45 bits of sequence number

std::uint64_t check_of(const store::Epoch& epoch, std::int64_t seq)
{
	std::array<std::uint8_t, 16> message{};
	std::memcpy(message.data(), &seq, sizeof seq);
	std::memcpy(message.data() + 8, epoch.id.data(), epoch.id.size());
	return keyed_check(epoch, purpose_receipt, message) & ((1U << check_bits) - 1);
}

const store::Epoch* epoch_of(std::span<const store::Epoch> epochs, std::int64_t seq)
{
	const auto after = std::find_if(epochs.begin(), epochs.end(), [seq](const store::Epoch& epoch) { return epoch.first_seq > seq; });
	return after == epochs.begin() ? nullptr : &*(after - 1);
}

} // namespace

std::uint64_t keyed_check(const store::Epoch& epoch, std::uint8_t purpose, std::span<const std::uint8_t> message)
{
	static_assert(crypto_shorthash_KEYBYTES <= sizeof epoch.secret && crypto_shorthash_BYTES == sizeof(std::uint64_t));
	std::array<std::uint8_t, crypto_shorthash_KEYBYTES> key{};
	std::copy_n(epoch.secret.begin(), key.size(), key.begin());
	key[0] = static_cast<std::uint8_t>(key[0] ^ purpose);
	std::uint64_t check = 0;
	crypto_shorthash(reinterpret_cast<unsigned char*>(&check), message.data(), message.size(), key.data());
	return check;
}

std::string make_receipt(const store::Epoch& epoch, std::int64_t seq)
{
	auto number = static_cast<std::uint64_t>(seq) << check_bits | check_of(epoch, seq);
	std::string reversed;
	for (; number != 0 || reversed.size() < receipt_digits_min || reversed.size() % 4 != 0; number >>= 5U)
	{
		reversed += code_letters[number & 31U];
	}
	std::string text;
	for (std::size_t i = reversed.size(); i-- > 0;)
	{
		text += reversed[i];
		if (i % 4 == 0 && i != 0) { text += '-'; }
	}
	return text;
}

std::string make_receipt(std::span<const store::Epoch> epochs, std::int64_t seq)
{
	const store::Epoch* epoch = epoch_of(epochs, seq);
	return epoch == nullptr ? std::string() : make_receipt(*epoch, seq);
}

std::optional<std::int64_t> read_receipt(std::span<const store::Epoch> epochs, std::string_view text)
{
	const auto letters = read_code_letters(text);
	if (!letters || letters->size() < receipt_digits_min || letters->size() > receipt_digits_max) { return std::nullopt; }
	std::uint64_t number = 0;
	for (const char letter : *letters) { number = number << 5U | code_letters.find(letter); }
	const auto seq = static_cast<std::int64_t>(number >> check_bits);
	const store::Epoch* epoch = epoch_of(epochs, seq);
	if (epoch == nullptr || check_of(*epoch, seq) != (number & ((1U << check_bits) - 1))) { return std::nullopt; }
	return seq;
}

} // namespace bajin::events
