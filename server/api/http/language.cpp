#include "server/api/http/language.hpp"

#include <algorithm>
#include <optional>

namespace bajin::api
{

namespace
{

constexpr int weight_max = 1'000; // weights have three digits behind the point

std::string_view without_blanks(std::string_view text) noexcept
{
	while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) { text.remove_prefix(1); }
	while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) { text.remove_suffix(1); }
	return text;
}

char lower(char letter) noexcept
{
	return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// "en" and "en-GB" are English, "enm" is not.
bool is_of(std::string_view range, std::string_view language) noexcept
{
	return range.size() >= language.size() && std::ranges::equal(range.substr(0, language.size()), language, {}, lower) &&
		   (range.size() == language.size() || range[language.size()] == '-');
}

// "0.8" is 800; empty: no weight.
std::optional<int> read_weight(std::string_view text) noexcept
{
	if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') || (text.size() > 1 && text[1] != '.'))
	{
		return std::nullopt;
	}
	int weight = (text[0] - '0') * weight_max;
	int step = weight_max / 10;
	for (const char digit : text.substr(std::min<std::size_t>(2, text.size())))
	{
		if (digit < '0' || digit > '9') { return std::nullopt; }
		weight += (digit - '0') * step;
		step /= 10;
	}
	return weight <= weight_max ? std::optional(weight) : std::nullopt;
}

struct Preference
{
	int weight = 0;
	std::size_t place = 0; // in the header
};

} // namespace

bool prefers_english(std::string_view accept_language) noexcept
{
	std::optional<Preference> english;
	std::optional<Preference> chinese;
	std::optional<Preference> any;
	for (std::size_t place = 0; !accept_language.empty(); ++place)
	{
		const auto comma = accept_language.find(',');
		const std::string_view item = accept_language.substr(0, comma);
		accept_language.remove_prefix(comma == std::string_view::npos ? accept_language.size() : comma + 1);
		const auto semicolon = item.find(';');
		const std::string_view range = without_blanks(item.substr(0, semicolon));
		std::optional<int> weight = weight_max;
		if (semicolon != std::string_view::npos)
		{
			const std::string_view parameter = without_blanks(item.substr(semicolon + 1));
			const bool is_weight = parameter.size() > 2 && lower(parameter[0]) == 'q' && parameter[1] == '=';
			weight = is_weight ? read_weight(parameter.substr(2)) : std::nullopt;
		}
		if (!weight) { continue; }
		std::optional<Preference>* const wanted = is_of(range, "en")   ? &english
												  : is_of(range, "zh") ? &chinese
												  : range == "*"       ? &any
																	   : nullptr;
		// Of several ranges of one language the one that is wanted most.
		if (wanted != nullptr && (!*wanted || (*wanted)->weight < *weight)) { *wanted = Preference{*weight, place}; }
	}
	const Preference en = english.value_or(any.value_or(Preference{}));
	const Preference zh = chinese.value_or(any.value_or(Preference{}));
	if (en.weight != zh.weight) { return en.weight > zh.weight; }
	return en.weight > 0 && en.place < zh.place;
}

} // namespace bajin::api
