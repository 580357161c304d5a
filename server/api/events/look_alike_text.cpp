#include "server/api/events/look_alike_text.hpp"

#include <algorithm>
#include <array>

namespace bajin::api
{

namespace
{

// {0} and {1} stand for the values of the reason.
struct Sentence
{
	std::string_view code;
	std::string_view zh;
	std::string_view en;
};

constexpr std::array sentences = {
	Sentence{"same_venue", "登记场所相同：{0}", "The same registered venue: {0}"},
	Sentence{"other_venue", "登记场所不同：{0}；{1}", "Different registered venues: {0}; {1}"},
	Sentence{"same_village", "同一个村（社区）", "The same village or community"},
	Sentence{"other_village", "不在同一个村（社区）", "Different villages or communities"},
	Sentence{"village_named", "所选的村不同，但文字里写的是同一个村", "Different villages were chosen, but the words name the same one"},
	Sentence{"same_place", "地点名称相近：{0}；{1}", "The places are named alike: {0}; {1}"},
	Sentence{"other_place", "地点名称不同：{0}；{1}", "The places are named differently: {0}; {1}"},
	Sentence{"place_unknown", "看不出是否在同一地点", "Nothing tells whether the place is the same"},
	Sentence{"near_location", "定位相距 {0} 米", "The phones were {0} m apart"},
	Sentence{"far_location", "定位相距 {0} 米，较远", "The phones were {0} m apart, which is far"},
	Sentence{"same_time", "开始时间相同：{0}", "The same start: {0}"},
	Sentence{"overlapping_time", "时间重叠：{0} 与 {1} 开始", "The times overlap: from {0} and from {1}"},
	Sentence{
		"same_clock", "开始时间相差整 12 小时，可能漏记下午：{0} 与 {1}",
		"The starts are 12 hours apart, as when the afternoon was forgotten: {0} and {1}"},
	Sentence{"other_time", "时间错开：{0} 与 {1} 开始", "The times do not overlap: from {0} and from {1}"},
	Sentence{"same_title", "标题基本相同", "The titles are nearly the same"},
	Sentence{"similar_title", "标题相近", "The titles are alike"},
	Sentence{"other_title", "标题不同", "The titles differ"},
	Sentence{"other_group", "标题只差班级、批次或序号", "The titles differ by a class, a group or a number"},
	Sentence{"same_reach", "受教育人次相同：{0}", "The same reach: {0}"},
	Sentence{"same_reach_parts", "妇女、儿童人次相同（合计 {0} 与 {1}）", "The same numbers of women and children (of {0} and of {1})"},
	Sentence{"similar_reach", "受教育人次相近：{0} 与 {1}", "Nearly the same reach: {0} and {1}"},
	Sentence{"other_reach", "受教育人次相差较大：{0} 与 {1}", "The reach differs much: {0} and {1}"},
	Sentence{"same_materials", "有 {0} 种资料的份数相同", "Kinds of material with the same copies: {0}"},
	Sentence{"same_lectures", "有 {0} 场讲座的对象、内容、人数相同", "Lectures with the same audience, topic and attendance: {0}"},
	Sentence{"other_audience", "讲座对象不同", "The lectures had different audiences"},
	Sentence{"same_speakers", "有 {0} 名讲师相同", "Speakers in both: {0}"},
	Sentence{"other_speakers", "讲师不同", "Different speakers"},
	Sentence{"other_recorder", "由同一讲师团的两个人分别填写", "Written by two people of one team"},
};

void fill_in(std::string& text, std::string_view mark, std::string_view value)
{
	if (const auto at = text.find(mark); at != std::string::npos) { text.replace(at, mark.size(), value); }
}

} // namespace

std::string look_alike_text(const LookAlikeReason& reason, bool english)
{
	const auto found = std::ranges::find(sentences, reason.code, &Sentence::code);
	if (found == sentences.end()) { return reason.code; }
	std::string text(english ? found->en : found->zh);
	// The last first: a value may hold what looks like a mark.
	if (reason.values.size() > 1) { fill_in(text, "{1}", reason.values[1]); }
	if (!reason.values.empty()) { fill_in(text, "{0}", reason.values[0]); }
	return text;
}

} // namespace bajin::api
