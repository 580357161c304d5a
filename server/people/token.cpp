#include "server/people/token.hpp"

#include "server/people/random.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace bajin::people
{

namespace
{

constexpr std::size_t token_bytes = 32;
constexpr std::string_view scheme = "bearer ";

char to_lower(char c) noexcept
{
	return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

Token make_token()
{
	std::array<std::uint8_t, token_bytes> bytes{};
	fill_random(bytes);
	std::array<char, sodium_base64_ENCODED_LEN(token_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
	sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	Token token;
	token.text = text.data();
	token.hash = hash_token(token.text);
	return token;
}

store::TokenHash hash_token(std::string_view text)
{
	static_assert(std::tuple_size_v<store::TokenHash> == crypto_hash_sha256_BYTES);
	store::TokenHash hash{};
	crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
	return hash;
}

std::string_view bearer_token(std::string_view authorization) noexcept
{
	const auto same = [](char expected, char given) { return to_lower(given) == expected; };
	if (authorization.size() <= scheme.size() || !std::equal(scheme.begin(), scheme.end(), authorization.begin(), same)) { return {}; }
	std::string_view text = authorization.substr(scheme.size());
	text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
	return text;
}

} // namespace bajin::people
