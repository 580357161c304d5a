// How alike two short Chinese texts are: titles of visits, names of places.
//
// Pure and thread-free. Texts are brought to one form first (half width, no spaces or punctuation, digits instead of the
// numerals up to nine, common short forms), so that people who write the same thing differently meet. Likeness is
// counted over pairs of neighbouring characters: words need not be known, and one wrong character costs two pairs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bajin
{

using Characters = std::u32string;

// The form in which texts are compared. Invalid UTF-8 ends the text.
[[nodiscard]] Characters to_plain(std::string_view text);

// Takes every occurrence out.
void remove_all(Characters& text, std::u32string_view part);

class Likeness
{
public:
	Likeness() = default;
	explicit Likeness(Characters plain);

	[[nodiscard]] const Characters& text() const noexcept { return text_; }
	[[nodiscard]] bool empty() const noexcept { return text_.empty(); }

	// 0 to 100: pairs in common against all (Dice).
	[[nodiscard]] int dice(const Likeness& other) const noexcept;

	// 0 to 100: pairs in common against those of the shorter one, so that a short name meets the long one that holds it.
	[[nodiscard]] int within(const Likeness& other) const noexcept;

	// Whether both name the same but for a number, a direction or the like: "第一中学" and "第二中学".
	[[nodiscard]] bool differs_by_ordinal(const Likeness& other) const noexcept;

private:
	[[nodiscard]] std::size_t common(const Likeness& other) const noexcept;

	Characters text_;
	std::vector<std::uint64_t> pairs_; // in order
};

} // namespace bajin
