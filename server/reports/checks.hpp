// What the rules of check_rules find in a report, and what an office wrote to it.
//
// Called when a version is sealed and by the endpoint of the dialog before it, on a read lane. Figures are by where events
// were, on the basis of the report. The year before is looked up where the comparison of the report has one.
#pragma once

#include "server/reports/check_rules.hpp"
#include "server/reports/report.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bajin::reports
{

// The whole report, or an area just below it.
struct CheckedArea
{
	std::string area;
	std::string name;
	bool reports_here = false; // to the checked area, as counties do to a prefecture
	Metrics now;
	std::optional<Metrics> year_before; // empty: no records as old
};

struct CheckInput
{
	CheckedArea whole;
	std::vector<CheckedArea> below;
	std::vector<Metrics> sums; // of each breakdown that must add up
};
[[nodiscard]] CheckInput check_input(store::Reader& reader, const Report& report);

struct CheckFinding
{
	const CheckRule* rule = nullptr;
	std::string area;
	std::string area_name;
	std::int64_t value = 0;
	std::int64_t against = 0; // what it is held against: a total, the other side, the year before

	[[nodiscard]] std::string key() const { return std::string(rule->code) + "/" + area; }
};
// In the order of the rules, the whole report first.
[[nodiscard]] std::vector<CheckFinding> run_checks(const CheckInput& input);

// One text may answer several findings, by their keys.
struct Explanation
{
	std::vector<std::string> findings;
	std::string text;
};

[[nodiscard]] Json to_json(const CheckFinding& finding);
[[nodiscard]] Json to_json(const std::vector<Explanation>& explanations);

[[nodiscard]] std::string_view code_of(CheckKind kind) noexcept;
[[nodiscard]] std::string_view check_kind_name(CheckKind kind) noexcept; // 强制性, 核实性

} // namespace bajin::reports
