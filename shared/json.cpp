#include "shared/json.hpp"

#include "shared/json_view.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace bajin
{

namespace
{

// A fixed mixing function (the finalizer of splitmix64): digests are stored, so it never changes.
constexpr std::uint64_t mix(std::uint64_t value) noexcept
{
	value ^= value >> 30;
	value *= 0xBF58476D1CE4E5B9U;
	value ^= value >> 27;
	value *= 0x94D049BB133111EBU;
	value ^= value >> 31;
	return value;
}

constexpr std::uint64_t combine(std::uint64_t seed, std::uint64_t value) noexcept
{
	return mix((seed ^ value) + 0x9E3779B97F4A7C15U);
}

enum class Tag : std::uint64_t
{
	null = 0x6E756C6C,
	boolean = 0x626F6F6C,
	positive = 0x706F73,
	negative = 0x6E6567,
	fraction = 0x66726163,
	string = 0x73747269,
	array = 0x61727261,
	object = 0x6F626A65,
};

constexpr std::uint64_t seed_of(Tag tag) noexcept
{
	return mix(static_cast<std::uint64_t>(tag));
}

// A number in the one form that equal numbers share, however they were written.
struct PlainNumber
{
	Tag tag = Tag::positive;
	std::uint64_t magnitude = 0; // of a fraction: its bits

	bool operator==(const PlainNumber&) const = default;
};

PlainNumber plain_integer(std::int64_t value) noexcept
{
	const auto bits = static_cast<std::uint64_t>(value);
	return value < 0 ? PlainNumber{Tag::negative, 0 - bits} : PlainNumber{Tag::positive, bits};
}

PlainNumber plain_number(JsonView value) noexcept
{
	if (const auto integer = value.integer()) { return plain_integer(*integer); }
	if (const auto natural = value.natural()) { return {Tag::positive, *natural}; }
	const double number = value.number();
	constexpr double two_to_63 = 9223372036854775808.0;
	if (number == std::floor(number) && number >= -two_to_63 && number < 2 * two_to_63)
	{
		return number < two_to_63 ? plain_integer(static_cast<std::int64_t>(number))
								  : PlainNumber{Tag::positive, static_cast<std::uint64_t>(number)};
	}
	std::uint64_t bits = 0;
	std::memcpy(&bits, &number, sizeof bits);
	return {Tag::fraction, bits};
}

// At most eight bytes, the first the lowest, so that the order of bytes in the machine does not matter.
std::uint64_t block_of(std::string_view bytes) noexcept
{
	std::uint64_t block = 0;
	if constexpr (std::endian::native == std::endian::little) { std::memcpy(&block, bytes.data(), bytes.size()); }
	else
	{
		for (std::size_t i = 0; i < bytes.size(); ++i)
		{
			block |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
		}
	}
	return block;
}

std::uint64_t digest_text(std::string_view text) noexcept
{
	std::uint64_t digest = combine(seed_of(Tag::string), text.size());
	for (; text.size() >= sizeof digest; text.remove_prefix(sizeof digest))
	{
		digest = combine(digest, block_of(text.substr(0, sizeof digest)));
	}
	return combine(digest, block_of(text));
}

bool same_object(const Json::object_t& left, const Json::object_t& right) noexcept
{
	const auto is_set = [](const auto& member) { return !member.second.is_null(); };
	if (std::count_if(left.begin(), left.end(), is_set) != std::count_if(right.begin(), right.end(), is_set)) { return false; }
	auto guess = right.begin(); // clients keep the order of fields, so the partner mostly stands at the same place
	for (const auto& [name, value] : left)
	{
		if (value.is_null()) { continue; }
		if (guess == right.end() || guess->first != name)
		{
			guess = std::find_if(right.begin(), right.end(), [&](const auto& other) { return other.first == name; });
			if (guess == right.end()) { return false; }
		}
		if (!same_value(value, guess->second)) { return false; }
		++guess;
	}
	return true;
}

// What is written out most is a record.
constexpr std::size_t usual_record_bytes = 768;

constexpr bool is_escaped(char letter) noexcept
{
	return static_cast<unsigned char>(letter) < 0x20 || letter == '"' || letter == '\\';
}

// From `from` on; the size when there is none. Eight bytes at a time: whether one of them is below 0x20, or equal to a byte (then
// the difference by XOR is zero), by "Determine if a word has a byte less than n", Bit Twiddling Hacks, Anderson.
std::size_t find_escaped(std::string_view text, std::size_t from) noexcept
{
	constexpr std::uint64_t ones = 0x0101010101010101U;
	constexpr std::uint64_t highs = 0x8080808080808080U;
	const auto below = [](std::uint64_t bytes, std::uint64_t bound) { return (bytes - ones * bound) & ~bytes & highs; };
	for (; from + sizeof(std::uint64_t) <= text.size(); from += sizeof(std::uint64_t))
	{
		std::uint64_t bytes = 0;
		std::memcpy(&bytes, text.data() + from, sizeof bytes);
		if ((below(bytes, 0x20) | below(bytes ^ ones * '"', 1) | below(bytes ^ ones * '\\', 1)) != 0) { break; }
	}
	while (from < text.size() && !is_escaped(text[from])) { ++from; }
	return from;
}

// nlohmann's own dump checks UTF-8 byte by byte; every value here came through a parser that did so already.
void append_string(std::string& text, std::string_view value)
{
	text += '"';
	std::size_t copied = 0;
	for (std::size_t i = find_escaped(value, 0); i < value.size(); i = find_escaped(value, i + 1))
	{
		const auto byte = static_cast<unsigned char>(value[i]);
		text.append(value, copied, i - copied);
		copied = i + 1;
		constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
		constexpr std::string_view letters = "\"\\bfnrt";
		if (const auto position = escaped.find(value[i]); position != std::string_view::npos)
		{
			text += '\\';
			text += letters[position];
			continue;
		}
		constexpr std::string_view digits = "0123456789abcdef";
		text += "\\u00";
		text += digits[byte >> 4U];
		text += digits[byte & 0xFU];
	}
	text.append(value, copied);
	text += '"';
}

void append_value(std::string& text, JsonView value)
{
	const auto close = [&text](char end)
	{
		if (text.back() == ',') { text.back() = end; }
		else { text += end; }
	};
	switch (value.kind())
	{
	case JsonKind::string:
		append_string(text, value.text());
		break;
	case JsonKind::object:
		text += '{';
		value.for_each_member(
			[&text](std::string_view name, JsonView entry)
			{
				append_string(text, name);
				text += ':';
				append_value(text, entry);
				text += ',';
			});
		close('}');
		break;
	case JsonKind::array:
		text += '[';
		value.for_each_entry(
			[&text](std::size_t /*number*/, JsonView entry)
			{
				append_value(text, entry);
				text += ',';
			});
		close(']');
		break;
	case JsonKind::boolean:
		text += value.boolean() ? "true" : "false";
		break;
	case JsonKind::number:
		if (const auto integer = value.integer()) { text += std::to_string(*integer); }
		else { text += to_json(value).dump(); }
		break;
	default:
		text += "null";
	}
}

} // namespace

bool same_value(const Json& left, const Json& right) noexcept
{
	if (left.is_number() && right.is_number()) { return plain_number(left) == plain_number(right); }
	if (left.type() != right.type()) { return false; }
	switch (left.type())
	{
	case Json::value_t::object:
		return same_object(*left.get_ptr<const Json::object_t*>(), *right.get_ptr<const Json::object_t*>());
	case Json::value_t::array:
		return std::equal(left.begin(), left.end(), right.begin(), right.end(), same_value);
	case Json::value_t::string:
		return *left.get_ptr<const Json::string_t*>() == *right.get_ptr<const Json::string_t*>();
	case Json::value_t::boolean:
		return *left.get_ptr<const bool*>() == *right.get_ptr<const bool*>();
	default:
		return true; // null
	}
}

std::uint64_t content_digest(const Json& value) noexcept
{
	return content_digest(JsonView(value));
}

std::uint64_t content_digest(JsonView value) noexcept
{
	switch (value.kind())
	{
	case JsonKind::string:
		return digest_text(value.text());
	case JsonKind::object:
	{
		std::uint64_t sum = 0; // addition: the order of members does not matter
		value.for_each_member(
			[&sum](std::string_view name, JsonView held)
			{
				if (!held.is_null()) { sum += combine(digest_text(name), content_digest(held)); }
			});
		return combine(seed_of(Tag::object), sum);
	}
	case JsonKind::array:
	{
		std::uint64_t digest = seed_of(Tag::array);
		value.for_each_entry([&digest](std::size_t /*number*/, JsonView entry) { digest = combine(digest, content_digest(entry)); });
		return digest;
	}
	case JsonKind::number:
	{
		const PlainNumber number = plain_number(value);
		return combine(seed_of(number.tag), number.magnitude);
	}
	case JsonKind::boolean:
		return combine(seed_of(Tag::boolean), value.boolean() ? 1 : 0);
	default:
		return seed_of(Tag::null);
	}
}

std::string to_text(const Json& value)
{
	return to_text(JsonView(value));
}

std::string to_text(JsonView value)
{
	std::string text;
	text.reserve(usual_record_bytes);
	append_value(text, value);
	return text;
}

void append_member(std::string& out, std::string_view key, std::string_view value)
{
	BAJIN_ASSERT(out.ends_with('}'));
	out.pop_back();
	if (!out.ends_with('{')) { out += ','; }
	out.append("\"").append(key).append("\":").append(value).append("}");
}

const Json* member(const Json& object, std::string_view key) noexcept
{
	const auto* members = object.get_ptr<const Json::object_t*>();
	if (members == nullptr) { return nullptr; }
	for (const auto& [name, value] : *members)
	{
		if (name == key) { return value.is_null() ? nullptr : &value; }
	}
	return nullptr;
}

std::string text_of(const Json& object, std::string_view key)
{
	const Json* value = member(object, key);
	return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

} // namespace bajin
