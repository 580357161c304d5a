#include "server/sync/cursor.hpp"

#include "server/events/receipt.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace bajin::sync
{

namespace
{

constexpr std::uint8_t purpose_scope = 2;
constexpr std::uint8_t purpose_cursor = 3;

// epoch id, digest of the scope, seq, check: eight bytes each.
constexpr std::size_t part_bytes = 8;
using CursorBytes = std::array<std::uint8_t, 4 * part_bytes>;

std::uint64_t scope_digest(const store::Epoch& epoch, std::span<const Uuid> scope)
{
	std::vector<Uuid> sorted(scope.begin(), scope.end());
	std::sort(sorted.begin(), sorted.end());
	std::vector<std::uint8_t> message;
	for (const Uuid& team : sorted) { message.insert(message.end(), team.bytes.begin(), team.bytes.end()); }
	return events::keyed_check(epoch, purpose_scope, message);
}

CursorBytes assemble(const store::Epoch& epoch, std::span<const Uuid> scope, std::int64_t seq)
{
	CursorBytes bytes{};
	const std::uint64_t digest = scope_digest(epoch, scope);
	std::memcpy(bytes.data(), epoch.id.data(), part_bytes);
	std::memcpy(bytes.data() + part_bytes, &digest, part_bytes);
	std::memcpy(bytes.data() + 2 * part_bytes, &seq, part_bytes);
	const std::uint64_t check = events::keyed_check(epoch, purpose_cursor, std::span(bytes).first(3 * part_bytes));
	std::memcpy(bytes.data() + 3 * part_bytes, &check, part_bytes);
	return bytes;
}

} // namespace

std::string make_cursor(const store::Epoch& epoch, std::span<const Uuid> scope, std::int64_t seq)
{
	const CursorBytes bytes = assemble(epoch, scope, seq);
	constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	std::string text(sodium_base64_ENCODED_LEN(sizeof(CursorBytes), variant), '\0');
	sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
	text.pop_back(); // the terminating zero
	return text;
}

std::optional<std::int64_t> read_cursor(const store::Epoch& epoch, std::span<const Uuid> scope, std::string_view cursor)
{
	CursorBytes bytes{};
	std::size_t length = 0;
	constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	const char* end = nullptr;
	const int decoded = sodium_base642bin(bytes.data(), bytes.size(), cursor.data(), cursor.size(), nullptr, &length, &end, variant);
	if (decoded != 0 || length != bytes.size() || end != cursor.data() + cursor.size()) { return std::nullopt; }
	std::int64_t seq = 0;
	std::memcpy(&seq, bytes.data() + 2 * part_bytes, part_bytes);
	if (seq < 0 || sodium_memcmp(bytes.data(), assemble(epoch, scope, seq).data(), bytes.size()) != 0) { return std::nullopt; }
	return seq;
}

} // namespace bajin::sync
