#include "server/reports/workbook/record_rows.hpp"

#include "server/figures/labels.hpp"
#include "server/store/team_store.hpp"
#include "shared/measures.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace bajin::reports
{

namespace
{

// clang-format off
constexpr std::array<RecordColumn, 30> row_columns = {{
	{"receipt", "回执", 12}, {"id", "编号", 38}, {"date", "日期", 11},
	{"time", "时间", 12}, {"county", "县（市、区）", 12}, {"township", "乡镇（街道）", 14},
	{"village", "村（社区）", 14}, {"venue_type", "场所类型", 10}, {"place", "场所", 22},
	{"kind", "类别", 10}, {"title", "标题", 34}, {"topics", "宣讲主题", 28},
	{"campaigns", "专项活动", 20}, {"speakers", "讲师人数", 9, true}, {"team", "讲师团", 22},
	{"reach", "受教育人次", 11, true}, {"women", "其中妇女", 10, true}, {"children", "其中儿童", 10, true},
	{"method", "人次来源", 10}, {"items", "宣传资料", 30}, {"materials", "资料份数", 10, true},
	{"lecture_list", "讲座", 26}, {"lectures", "讲座场次", 10, true}, {"special_lectures", "妇女儿童讲座", 13, true},
	{"consultations", "法律咨询", 10, true}, {"state", "状态", 12}, {"review", "核实方式", 10},
	{"source", "来源", 10}, {"received", "接收时间", 17}, {"warnings", "提示", 26},
}};
// clang-format on

using Word = std::pair<std::string_view, std::string_view>;

constexpr std::array warning_words = {
	Word{"look_alike", "疑似重复"},
	Word{"unusual_reach", "人次偏多"},
	Word{"attendance_over_reach", "听讲多于受教育人次"},
	Word{"late", "逾期补报"},
	Word{"old_date", "一年以前的活动"},
	Word{"clock_skew", "手机时间不准"},
	Word{"unknown_code", "名单外的选项"},
	Word{"unknown_venue", "场所没有登记"},
	Word{"retired_topic", "法律当时已不施行"},
	Word{"venue_area_mismatch", "场所与地区不符"},
};

std::string warning_word(const std::string& code)
{
	const auto found = std::ranges::find(warning_words, code, &Word::first);
	return found == warning_words.end() ? code : std::string(found->second);
}

std::string source_word(store::Source source)
{
	constexpr std::array<std::string_view, 3> words = {"手机报送", "代录", "批量导入"};
	return std::string(words[static_cast<std::size_t>(source)]);
}

std::string method_word(ReachMethod method)
{
	constexpr std::array<std::string_view, 4> words = {"", "签到", "清点", "估计"};
	return std::string(words[static_cast<std::size_t>(method)]);
}

std::string text_of(const Json& record, std::string_view field)
{
	const Json* const value = member(record, field);
	return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

template <class List, class Name>
std::string joined(const List& list, Name name)
{
	std::string text;
	for (const auto& entry : list) { text += (text.empty() ? "" : "、") + name(entry); }
	return text;
}

std::string time_of(const Json& record)
{
	const std::string from = text_of(record, "started_at");
	const std::string to = text_of(record, "ended_at");
	return from.empty() || to.empty() ? from + to : from + "—" + to;
}

} // namespace

std::span<const RecordColumn> record_columns() noexcept
{
	return row_columns;
}

ChosenColumns all_columns()
{
	ChosenColumns all(row_columns.size());
	std::iota(all.begin(), all.end(), std::size_t{0});
	return all;
}

std::optional<ChosenColumns> parse_columns(std::string_view text)
{
	ChosenColumns chosen;
	for (std::size_t begin = 0; begin <= text.size();)
	{
		const std::size_t end = std::min(text.find(',', begin), text.size());
		const auto* const found = std::ranges::find(row_columns, text.substr(begin, end - begin), &RecordColumn::code);
		if (found == row_columns.end()) { return std::nullopt; }
		chosen.push_back(static_cast<std::size_t>(found - row_columns.begin()));
		begin = end + 1;
	}
	std::ranges::sort(chosen);
	chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
	return chosen;
}

RecordRows::RecordRows(store::Reader& reader, AreaId scope) : reference_(reader.reference())
{
	for (const store::Team& team : store::list_teams(reader.database()))
	{
		if (scope == 0 || reference_->areas.contains(scope, team.area)) { team_names_.emplace(team.id, team.name); }
	}
}

const std::string& RecordRows::team_name(const Uuid& team) const
{
	static const std::string other = "其他讲师团";
	const auto found = team_names_.find(team);
	return found == team_names_.end() ? other : found->second;
}

std::string RecordRows::area_name(AreaId area, AreaLevel level) const
{
	const AreaId found = area == 0 ? 0 : reference_->areas.ancestor_at(area, level);
	return found == 0 ? std::string() : reference_->areas.at(found).name;
}

std::string RecordRows::code_name(CodeList list, const std::string& code, Date day) const
{
	const Code* const found = reference_->vocabulary.find(list, code);
	return found == nullptr ? code : found->name_on(day);
}

void RecordRows::add_place(CellRow& row, const store::EventHead& head, const Event& event, const Json& record) const
{
	row.emplace_back(area_name(head.area, AreaLevel::county));
	row.emplace_back(area_name(head.area, AreaLevel::township));
	const bool is_village = head.area != 0 && reference_->areas.at(head.area).level >= AreaLevel::village;
	row.emplace_back(is_village ? reference_->areas.at(head.area).name : std::string());
	row.emplace_back(code_name(CodeList::venue_types, head.venue_type, head.occurred_on));
	const Venue* const venue = event.venue_id.empty() ? nullptr : reference_->find_venue(event.venue_id);
	row.emplace_back(venue != nullptr ? venue->name : text_of(record, "place"));
}

void RecordRows::add_contents(CellRow& row, const Event& event, const Json& record) const
{
	const auto code_of = [&](CodeList list)
	{ return [this, list, &event](const std::string& code) { return code_name(list, code, event.occurred_on); }; };
	row.emplace_back(std::string(event.kind == EventKind::session ? "场次" : "单独的讲座"));
	row.emplace_back(event.title);
	row.emplace_back(joined(event.topics, code_of(CodeList::topics)));
	row.emplace_back(joined(event.campaigns, code_of(CodeList::campaigns)));
	const Json* const speakers = member(record, "speakers");
	row.emplace_back(static_cast<std::int64_t>(speakers != nullptr && speakers->is_array() ? speakers->size() : 0));
}

void RecordRows::add_numbers(CellRow& row, const store::EventHead& head, const Event& event) const
{
	const bool is_joint = head.state == ReviewState::joint;
	const auto measured = measures(event, {}, is_joint ? ReviewState::joint : ReviewState::submitted, head.adds, reference_->vocabulary);
	const Metrics metrics = measured.empty() ? Metrics() : measured.front().counts.received;
	row.emplace_back(metrics[Metric::reach]);
	row.emplace_back(metrics[Metric::reach_women]);
	row.emplace_back(metrics[Metric::reach_children]);
	row.emplace_back(is_joint ? std::string() : method_word(event.reach.method));
	row.emplace_back(
		is_joint && !head.adds.materials
			? std::string()
			: joined(
				  event.materials, [&](const MaterialEntry& entry)
				  { return code_name(CodeList::items, entry.item, event.occurred_on) + "×" + std::to_string(entry.copies); }));
	row.emplace_back(metrics[Metric::materials]);
	row.emplace_back(
		is_joint && !head.adds.lectures ? std::string()
										: joined(
											  event.lectures,
											  [&](const LectureEntry& entry)
											  {
												  return code_name(CodeList::audiences, entry.audience, event.occurred_on) + " " +
														 std::to_string(entry.attendance) + " 人次";
											  }));
	row.emplace_back(metrics[Metric::lectures]);
	row.emplace_back(metrics[Metric::women_children_lectures]);
	row.emplace_back(metrics[Metric::consultations]);
}

CellRow RecordRows::make(const store::EventHead& head, const protocol::EventState& state) const
{
	Json record;
	Event event;
	event.occurred_on = head.occurred_on;
	if (!state.body.empty())
	{
		auto document = parse_json(state.body);
		if (!document) { throw store::StoreError("not_a_database", "the body of event " + to_string(head.id) + " is damaged", false); }
		record = std::move(document->value);
		event = read_event(record, reference_->areas);
	}
	CellRow row;
	row.reserve(row_columns.size());
	row.emplace_back(state.receipt);
	row.emplace_back(to_string(head.id));
	row.emplace_back(to_string(head.occurred_on));
	row.emplace_back(time_of(record));
	add_place(row, head, event, record);
	add_contents(row, event, record);
	row.emplace_back(team_name(head.team));
	add_numbers(row, head, event);
	row.emplace_back(std::string(figures::state_name(head.state)));
	const bool is_verified = is_counted(head.state, Basis::verified) && !state.review.by.empty();
	row.emplace_back(std::string(!is_verified ? "" : state.review.bulk ? "批量" : "逐条"));
	row.emplace_back(source_word(head.source));
	row.emplace_back(figures::office_time(head.received_at));
	row.emplace_back(joined(state.warnings, warning_word));
	return row;
}

} // namespace bajin::reports
