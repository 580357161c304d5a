// 审核关系: what an office looks over before it seals a report, as data.
//
// A mandatory one stops the sealing: the figures contradict themselves. One to be verified asks for a word of explanation,
// which is sealed with the report. A lecture that is held on its own is lawful: no rule looks at sessions without lectures,
// or the other way round. A further rule is a row of this table; server/reports/checks evaluates them.
#pragma once

#include "shared/measures.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace bajin::reports
{

enum class CheckKind : std::uint8_t
{
	mandatory, // 强制性
	verify,    // 核实性
};

enum class CheckForm : std::uint8_t
{
	adds_up,      // the rows of each breakdown add up to `left`
	at_most,      // `left` and `beside` together are at most `right`: of the whole and of each area below
	county_zero,  // a county below has none of `left`
	moved_by_half // `left` moved by more than half against the year before, and by at least `least`
};

struct CheckRule
{
	std::string_view code;
	CheckKind kind;
	CheckForm form;
	Metric left;
	Metric beside; // the same as `left`: nothing beside it
	Metric right;
	std::int64_t least;
	std::string_view zh;
	std::string_view en;
};

// clang-format off
inline constexpr std::array check_rules = {
	CheckRule{"sessions_add_up", CheckKind::mandatory, CheckForm::adds_up, Metric::sessions, Metric::sessions, Metric::sessions, 0,
		"宣传活动场次：各分项之和等于合计", "Sessions: the parts of each breakdown add up to the total"},
	CheckRule{"lectures_add_up", CheckKind::mandatory, CheckForm::adds_up, Metric::lectures, Metric::lectures, Metric::lectures, 0,
		"专场讲座次数：各分项之和等于合计", "Lectures: the parts of each breakdown add up to the total"},
	CheckRule{"reach_adds_up", CheckKind::mandatory, CheckForm::adds_up, Metric::reach, Metric::reach, Metric::reach, 0,
		"受教育群众人次：各分项之和等于合计", "Person-times: the parts of each breakdown add up to the total"},
	CheckRule{"materials_add_up", CheckKind::mandatory, CheckForm::adds_up, Metric::materials, Metric::materials, Metric::materials, 0,
		"宣传资料份数：各分项之和等于合计", "Materials: the parts of each breakdown add up to the total"},
	CheckRule{"eight_over_sessions", CheckKind::mandatory, CheckForm::at_most,
		Metric::eight_entry_sessions, Metric::eight_entry_sessions, Metric::sessions, 0,
		"八进场次不多于宣传活动场次", "Sessions of the eight kinds are at most all sessions"},
	CheckRule{"special_over_lectures", CheckKind::mandatory, CheckForm::at_most,
		Metric::women_children_lectures, Metric::women_children_lectures, Metric::lectures, 0,
		"妇女儿童专场不多于专场讲座", "Lectures for women and children are at most all lectures"},
	CheckRule{"estimated_over_reach", CheckKind::mandatory, CheckForm::at_most,
		Metric::reach_estimated, Metric::reach_estimated, Metric::reach, 0,
		"估算人次不多于受教育群众人次", "Estimated person-times are at most all person-times"},
	CheckRule{"children_over_reach", CheckKind::verify, CheckForm::at_most,
		Metric::reach_children, Metric::reach_women, Metric::reach, 0,
		"儿童与妇女人次之和不多于受教育群众人次", "Children and women together are at most all person-times"},
	CheckRule{"county_at_zero", CheckKind::verify, CheckForm::county_zero, Metric::events, Metric::events, Metric::events, 0,
		"县（市、区）没有一项活动", "A county without any event"},
	CheckRule{"sessions_moved", CheckKind::verify, CheckForm::moved_by_half,
		Metric::sessions, Metric::sessions, Metric::sessions, 5,
		"宣传活动场次比上年同期增减过半（相差 5 场以上）", "Sessions moved by more than half against the year before (5 or more)"},
	CheckRule{"reach_moved", CheckKind::verify, CheckForm::moved_by_half, Metric::reach, Metric::reach, Metric::reach, 1'000,
		"受教育群众人次比上年同期增减过半（相差 1000 人次以上）",
		"Person-times moved by more than half against the year before (1,000 or more)"},
};
// clang-format on

} // namespace bajin::reports
