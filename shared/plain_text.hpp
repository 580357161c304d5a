// What a text is to the person who reads it: whether there is anything to see, and when two texts are the same.
//
// Used wherever a text comes from people: records, names, reasons, accounts, searches, tables. Pure. Texts are UTF-8; one that
// is not is left as it is. tests/fixtures/typed holds this and the pages' src/common/plain_text.ts to the same answers.
#pragma once

#include <string>
#include <string_view>

namespace bajin
{

// Blanks of every kind, control characters, and what Unicode says leaves no mark (U+200B, U+2060, U+3164); U+2800 too.
[[nodiscard]] bool is_invisible(char32_t character) noexcept;

// True when there is nothing to see, as of an empty text.
[[nodiscard]] bool is_blank(std::string_view text) noexcept;

// Without what cannot be seen at its ends; signs that change the look of the one before them stay.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

// Unicode's NFC: "é" in one character, as other keyboards write it in two.
[[nodiscard]] std::string composed(std::string_view text);

// Unicode's NFKC without anything that cannot be seen but blanks within it: a name to sign in with. "Ｌｕｓｈａｎ" is "Lushan".
[[nodiscard]] std::string account_name_of(std::string_view text);

// The same in lower case: one for each name that people would take for one another.
[[nodiscard]] std::string account_key_of(std::string_view text);

// By which two texts are the same to who looks for one: that, and without blanks, quotation marks and middle dots, with one
// kind of dashes. What a search looks for is folded, and found in what the text is folded to.
[[nodiscard]] std::string folded(std::string_view text);

// What is looked for in texts.
class SoughtText
{
public:
	explicit SoughtText(std::string_view part) : part_(folded(part)) {}

	// True also when there is nothing to look for.
	[[nodiscard]] bool is_in(std::string_view text) const { return part_.empty() || folded(text).find(part_) != std::string::npos; }

private:
	std::string part_;
};

} // namespace bajin
