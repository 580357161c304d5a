// The code lists: venue types, audiences, items, topics, campaigns, forms. Data, not code.
//
// Codes are retired (valid_to), never removed, so that old records keep their meaning. Loaded from
// schema/vocabulary.json into the database at `bajin init` and read from there; a change is a new document. A code that is
// renamed keeps its former names, so that figures of earlier years name it as they did. Immutable after loading.
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

[[nodiscard]] std::string_view to_string(CodeList list) noexcept; // "venue_types", ... as in vocabulary.json
[[nodiscard]] std::optional<CodeList> parse_code_list(std::string_view text) noexcept;

// How a code was called up to and with that day.
struct FormerName
{
	std::string zh;
	std::string en;
	Date until;

	bool operator==(const FormerName&) const = default;
};

struct Code
{
	std::string code;
	std::string zh;
	std::string en;
	std::optional<Date> valid_from;
	std::optional<Date> valid_to;              // last day of validity
	std::string replaced_by;                   // code, empty if none
	std::vector<FormerName> former_names = {}; // oldest first

	// venue_types
	bool eight_entry = false;                        // counts into 八进
	std::optional<std::int64_t> unusual_reach_above; // warning `unusual_reach` beyond this
	// audiences
	bool counts_as_women = false;
	bool counts_as_children = false;
	// items
	std::string unit;
	bool counts_as_material = false;

	[[nodiscard]] bool valid_on(Date day) const noexcept;

	// How it was called on that day, in Chinese; for a period ask with its last day.
	[[nodiscard]] const std::string& name_on(Date day) const noexcept;
};

class Vocabulary
{
public:
	Vocabulary() = default;

	// The shape of schema/vocabulary.json. Error code: `vocabulary_invalid`.
	[[nodiscard]] static Result<Vocabulary> parse(const Json& json);
	[[nodiscard]] Json to_json() const; // what parse takes, also served by /api/v1/reference
	[[nodiscard]] static Json to_json(CodeList list, const Code& code);

	// With this code in the place of the one of the same name, or added: at the end, of venue types before `other`.
	// Error code: `vocabulary_invalid`.
	[[nodiscard]] Result<Vocabulary> with(CodeList list, Code code) const;

	[[nodiscard]] const Code* find(CodeList list, std::string_view code) const noexcept; // nullptr: unknown
	[[nodiscard]] std::span<const Code> codes(CodeList list) const noexcept;             // in the order of the file

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

} // namespace bajin
