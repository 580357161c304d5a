// The code lists: venue types, audiences, items, topics, campaigns, forms. Data, not code.
//
// Codes are retired (valid_to), never removed, so that old records keep their meaning. Loaded from
// schema/vocabulary.json into the database at `bajin init` and read from there. Immutable after loading.
#pragma once

#include "shared/calendar.hpp"
#include "shared/json.hpp"
#include "shared/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bajin
{

enum class CodeList : std::uint8_t
{
	venue_types,
	audiences,
	items,
	topics,
	campaigns,
	forms,
};
inline constexpr std::size_t code_list_count = 6;

[[nodiscard]] std::string_view to_string(CodeList list) noexcept;  // "venue_types", ... as in vocabulary.json

struct Code
{
	std::string code;
	std::string zh;
	std::string en;
	std::optional<Date> valid_from;
	std::optional<Date> valid_to;  // last day of validity
	std::string replaced_by;       // code, empty if none

	// venue_types
	bool eight_entry = false;                       // counts into 八进
	std::optional<std::int64_t> unusual_reach_above;  // warning `unusual_reach` beyond this
	// audiences
	bool counts_as_women = false;
	bool counts_as_children = false;
	// items
	std::string unit;
	bool counts_as_material = false;

	[[nodiscard]] bool valid_on(Date day) const noexcept;
};

class Vocabulary
{
public:
	Vocabulary() = default;

	// The shape of schema/vocabulary.json. Error code: `vocabulary_invalid`.
	[[nodiscard]] static Result<Vocabulary> parse(const Json& json);
	[[nodiscard]] Json to_json() const;  // what parse takes, also served by /api/v1/reference

	[[nodiscard]] const Code* find(CodeList list, std::string_view code) const noexcept;  // nullptr: unknown
	[[nodiscard]] std::span<const Code> codes(CodeList list) const noexcept;                // in the order of the file

private:
	// Looks a code up without copying it into a string: every event asks for several.
	struct TextHash
	{
		using is_transparent = void;
		[[nodiscard]] std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
	};

	std::array<std::vector<Code>, code_list_count> lists_;
	std::array<std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>>, code_list_count> positions_;
};

}  // namespace bajin
