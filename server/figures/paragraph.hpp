// The sentence of the yearly result: a template that is data (schema/paragraph.json, embedded at build) and the way in
// which such texts round numbers.
//
// Called by statistics, on a read lane or in the tool. Pure.
#pragma once

#include "shared/measures.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace bajin::figures
{

// Below 10,000 exact; above, truncated, with 余 when something was cut off: 6,754,321 is 670余万.
[[nodiscard]] std::string round_number(std::int64_t value);

// Each `{metric}` (the names of shared/measures) becomes its rounded number; other braces stay as they are.
[[nodiscard]] std::string fill_template(std::string_view text, const Metrics& metrics);

// The template in force.
[[nodiscard]] const std::string& paragraph_template();

// The paragraph of these totals.
[[nodiscard]] std::string write_paragraph(const Metrics& totals);

} // namespace bajin::figures
