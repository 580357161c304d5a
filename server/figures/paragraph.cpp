#include "server/figures/paragraph.hpp"

#include "generated/paragraph.hpp"
#include "shared/json.hpp"

#include <array>

namespace bajin::figures
{

namespace
{

constexpr std::int64_t ten_thousand = 10'000;
constexpr std::int64_t hundred_million = 100'000'000;

// From `at_least` on, numbers are truncated to a multiple of `step` and written in `unit`.
struct Grade
{
	std::int64_t at_least;
	std::int64_t step;
	std::int64_t unit;
	std::string_view unit_name;
};

constexpr std::array grades = {
	Grade{hundred_million, hundred_million / 10, hundred_million, "亿"},
	Grade{100 * ten_thousand, 10 * ten_thousand, ten_thousand, "万"},
	Grade{10 * ten_thousand, ten_thousand, ten_thousand, "万"},
	Grade{ten_thousand, ten_thousand / 10, ten_thousand, "万"},
};

std::string write_graded(std::int64_t value, const Grade& grade)
{
	const std::int64_t kept = value - value % grade.step;
	const std::int64_t whole = kept / grade.unit;
	const std::int64_t tenths = kept % grade.unit * 10 / grade.unit;
	std::string text = std::to_string(whole);
	if (tenths != 0) { text += '.' + std::to_string(tenths); }

	const std::string unit(grade.unit_name);
	if (kept == value) { return text + unit; }
	// One says 二十余万 but 十二万余: 余 takes the place of the digit that ends in a nought.
	const bool ends_in_nought = tenths == 0 && whole >= 10 && whole % 10 == 0;
	return ends_in_nought ? text + "余" + unit : text + unit + "余";
}

std::string load_template()
{
	const auto document = parse_json(embedded::paragraph);
	BAJIN_ASSERT(document);
	const Json* text = member(document->value, "statistics");
	BAJIN_ASSERT(text != nullptr && text->is_string());
	return text->get<std::string>();
}

} // namespace

std::string round_number(std::int64_t value)
{
	for (const Grade& grade : grades)
	{
		if (value >= grade.at_least) { return write_graded(value, grade); }
	}
	return std::to_string(value);
}

std::string fill_template(std::string_view text, const Metrics& metrics)
{
	std::string filled;
	while (!text.empty())
	{
		const auto open = text.find('{');
		const auto close = open == std::string_view::npos ? open : text.find('}', open);
		if (close == std::string_view::npos) { break; }
		filled += text.substr(0, open);
		const std::string_view name = text.substr(open + 1, close - open - 1);
		std::string replacement(text.substr(open, close - open + 1));
		for (std::size_t metric = 0; metric < metric_count; ++metric)
		{
			if (to_string(static_cast<Metric>(metric)) == name) { replacement = round_number(metrics.values[metric]); }
		}
		filled += replacement;
		text.remove_prefix(close + 1);
	}
	return filled.append(text);
}

const std::string& paragraph_template()
{
	static const std::string text = load_template();
	return text;
}

std::string write_paragraph(const Metrics& totals)
{
	return fill_template(paragraph_template(), totals);
}

} // namespace bajin::figures
