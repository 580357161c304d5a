// Reading and comparing JSON as the protocol needs it: duplicate keys found, depth bounded, values compared without
// regard to key order or to null members.
//
// Called by the endpoints, the store and the tools; values are plain and thread-free. Documents are nlohmann's
// ordered_json: what a client sends comes back in the order in which it was sent.
#pragma once

#include "shared/result.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bajin
{

using Json = nlohmann::ordered_json;

// Values nested deeper than this are left out of the document and reported.
inline constexpr std::size_t json_depth_max = 32;

struct JsonFlaw
{
	std::string pointer; // where, as a JSON pointer
	std::string code;    // `duplicate_key`, `too_deep`, `invalid_text` or `number_out_of_range`
};

// A document that could be read, and what is wrong with parts of it. Of a duplicate key the first value is in the
// document; a value too deep, and a number that no double can hold, stand as null; text with half a surrogate pair has U+FFFD in
// its place.
struct JsonDocument
{
	Json value;
	std::vector<JsonFlaw> flaws;
};

// Refuses (`invalid_json`) what is no JSON text at all: bad syntax, bad UTF-8, an empty text.
[[nodiscard]] Result<JsonDocument> parse_json(std::string_view text);

// The same, of a text that FlatJson::read has already left to the exact way.
[[nodiscard]] Result<JsonDocument> parse_json_exactly(std::string_view text);

// The same value: numbers by value, objects without regard to key order, a null member like an absent one.
[[nodiscard]] bool same_value(const Json& left, const Json& right) noexcept;

// Equal for values that are same_value; 64 bits, stable across versions of bajin and machines (it is stored).
[[nodiscard]] std::uint64_t content_digest(const Json& value) noexcept;

// Compact text in UTF-8. The value came through parse_json or was built by us, so it never holds bad UTF-8.
[[nodiscard]] std::string to_text(const Json& value);

// Adds a member to the object whose text ends `out`; `value` is JSON text already: what is stored is not parsed again to be given
// out. The key needs no escape and must not be there yet.
void append_member(std::string& out, std::string_view key, std::string_view value);

// The member, or nullptr when it is absent or null, or when `object` is no object.
[[nodiscard]] const Json* member(const Json& object, std::string_view key) noexcept;

// The member where it is a text, else empty.
[[nodiscard]] std::string text_of(const Json& object, std::string_view key);

} // namespace bajin
