#include "server/reports/canonical.hpp"

#include "server/store/redaction_store.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>
#include <vector>

namespace bajin::reports
{

namespace
{

static_assert(std::tuple_size_v<Sha256> == crypto_hash_sha256_BYTES);

// Most texts need no escape, and the library's writer costs more than they do.
void append_string(std::string& out, const std::string& text)
{
	const bool is_plain = std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
	if (is_plain) { out.append(1, '"').append(text).append(1, '"'); }
	else { out.append(Json(text).dump()); }
}

void append_canonical(std::string& out, const Json& value);

// As the shortest text that reads back as the same number, which is what the RFC asks for: "12.5", "12", "-0.3".
void append_tenths(std::string& out, double value)
{
	const std::int64_t tenths = std::llround(value * 10);
	const std::int64_t size = std::abs(tenths);
	if (tenths < 0) { out.append(1, '-'); }
	out.append(std::to_string(size / 10));
	if (size % 10 != 0) { out.append(1, '.').append(std::to_string(size % 10)); }
}

void append_object(std::string& out, const Json& object, bool keeps_redactable)
{
	std::vector<std::pair<const std::string*, const Json*>> members;
	members.reserve(object.size());
	for (const auto& [name, held] : object.items())
	{
		if (keeps_redactable || !store::may_be_redacted(name)) { members.emplace_back(&name, &held); }
	}
	std::ranges::sort(members, [](const auto& one, const auto& other) { return *one.first < *other.first; });
	out.append(1, '{');
	for (const auto& [name, held] : members)
	{
		out.append(out.back() == '{' ? 0 : 1, ',');
		append_string(out, *name);
		out.append(1, ':');
		append_canonical(out, *held);
	}
	out.append(1, '}');
}

void append_canonical(std::string& out, const Json& value)
{
	if (value.is_object()) { append_object(out, value, true); }
	else if (value.is_array())
	{
		bool is_first = true;
		out.append(1, '[');
		for (const Json& held : value)
		{
			out.append(is_first ? 0 : 1, ',');
			append_canonical(out, held);
			is_first = false;
		}
		out.append(1, ']');
	}
	else if (value.is_string()) { append_string(out, value.get_ref<const std::string&>()); }
	else if (value.is_number_float()) { append_tenths(out, value.get<double>()); }
	else { out.append(value.dump()); }
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
	std::string text;
	append_canonical(text, value);
	return text;
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

Sha256 record_fingerprint(const Json& record)
{
	BAJIN_ASSERT(record.is_object());
	std::string text;
	append_object(text, record, false);
	return sha256(text);
}

} // namespace bajin::reports
