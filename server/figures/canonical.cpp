#include "server/figures/canonical.hpp"

#include "server/store/redaction_store.hpp"

#include <sodium.h>

#include <tuple>

namespace bajin::figures
{

namespace
{

static_assert(std::tuple_size_v<Sha256> == crypto_hash_sha256_BYTES);

// Sorts the members of every object.
nlohmann::json sorted(const Json& value)
{
	if (value.is_object())
	{
		nlohmann::json object = nlohmann::json::object();
		for (const auto& [name, held] : value.items())
		{
			object.emplace(name, sorted(held));
		}
		return object;
	}
	if (value.is_array())
	{
		nlohmann::json list = nlohmann::json::array();
		for (const Json& held : value)
		{
			list.push_back(sorted(held));
		}
		return list;
	}
	return value;
}

const unsigned char* bytes_of(std::string_view text)
{
	return reinterpret_cast<const unsigned char*>(text.data());
}

int nibble(char digit) noexcept
{
	return digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

} // namespace

struct Sha256Sum::State
{
	crypto_hash_sha256_state hash;
};

std::string canonical_text(const Json& value)
{
	return sorted(value).dump();
}

Sha256 sha256(std::string_view bytes)
{
	Sha256 digest{};
	crypto_hash_sha256(digest.data(), bytes_of(bytes), bytes.size());
	return digest;
}

Sha256Sum::Sha256Sum() : state_(std::make_unique<State>())
{
	crypto_hash_sha256_init(&state_->hash);
}

Sha256Sum::~Sha256Sum() = default;

void Sha256Sum::add(std::string_view bytes)
{
	crypto_hash_sha256_update(&state_->hash, bytes_of(bytes), bytes.size());
}

Sha256 Sha256Sum::finish()
{
	Sha256 digest{};
	crypto_hash_sha256_final(&state_->hash, digest.data());
	return digest;
}

std::string to_hex(const Sha256& digest)
{
	constexpr const char* digits = "0123456789abcdef";
	std::string text;
	for (const std::uint8_t byte : digest)
	{
		text.push_back(digits[byte >> 4U]);
		text.push_back(digits[byte & 0xFU]);
	}
	return text;
}

std::optional<Sha256> parse_sha256(std::string_view hex)
{
	Sha256 digest{};
	if (hex.size() != digest.size() * 2)
	{
		return std::nullopt;
	}
	for (std::size_t i = 0; i < digest.size(); ++i)
	{
		const int high = nibble(hex[2 * i]);
		const int low = nibble(hex[2 * i + 1]);
		if (high < 0 || low < 0)
		{
			return std::nullopt;
		}
		digest[i] = static_cast<std::uint8_t>(high << 4 | low);
	}
	return digest;
}

Sha256 record_fingerprint(std::string_view body)
{
	const Json record = Json::parse(body, nullptr, false);
	if (!record.is_object())
	{
		return sha256(body); // a damaged record has a fingerprint as well: not the one that was sealed
	}
	Json kept = Json::object();
	for (const auto& [name, value] : record.items())
	{
		if (!store::may_be_redacted(name))
		{
			kept[name] = value;
		}
	}
	return sha256(canonical_text(kept));
}

} // namespace bajin::figures
