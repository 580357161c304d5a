#include "server/reports/canonical.hpp"

#include "server/store/redaction_store.hpp"

#include <sodium.h>

#include <array>
#include <tuple>

namespace bajin::reports
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
	std::array<char, 2 * std::tuple_size_v<Sha256> + 1> text{};
	return sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
}

std::optional<Sha256> parse_sha256(std::string_view hex)
{
	Sha256 digest{};
	std::size_t bytes = 0;
	const bool is_hex = hex.size() == 2 * digest.size() &&
	                    sodium_hex2bin(digest.data(), digest.size(), hex.data(), hex.size(), nullptr, &bytes, nullptr) == 0;
	return is_hex && bytes == digest.size() ? std::optional(digest) : std::nullopt;
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

} // namespace bajin::reports
