#include "server/figures/indicators.hpp"

#include <algorithm>
#include <array>

namespace bajin::figures
{

namespace
{

constexpr std::array metrics_shown = {
	Indicator{
		Metric::events, "活动数", "", "活动数（项）", "项",
		"计入统计的活动记录数，包括宣传活动和单独举办的专场讲座；一支讲师团一天到一处开展的一次活动为一项。"},
	Indicator{
		Metric::sessions, "宣传活动场次", "宣传活动（场次）", "合计", "场次", "“法律知识八进”等宣传活动的场次；单独举办的专场讲座不计入。"},
	Indicator{
		Metric::eight_entry_sessions, "其中八进场次", "宣传活动（场次）", "其中：八进", "场次",
		"宣传活动中，在机关、乡村、社区、学校、企业、单位、景区、军营等列入八进的场所开展的场次；其他场所不计入。"},
	Indicator{
		Metric::lectures, "专场讲座次数", "专场讲座（次）", "合计", "次",
		"宣传活动中举办的和单独举办的专场讲座次数，一项活动中可以有多次。"},
	Indicator{
		Metric::women_children_lectures, "其中妇女儿童专场次数", "专场讲座（次）", "其中：妇女儿童", "次",
		"讲座对象为妇女或儿童（含学生、留守儿童等）的专场讲座次数。"},
	Indicator{
		Metric::reach, "受教育群众人次", "受教育群众（人次）", "合计", "人次",
		"参加活动受到教育的群众人次，同一人参加多次按多次计；听讲人次已包括在内。"},
	Indicator{Metric::reach_women, "其中妇女人次", "受教育群众（人次）", "其中：妇女", "人次", "受教育群众中年满18周岁的妇女人次。"},
	Indicator{Metric::reach_children, "其中儿童人次", "受教育群众（人次）", "其中：儿童", "人次", "受教育群众中未满18周岁的人次。"},
	Indicator{
		Metric::reach_estimated, "其中估算人次", "受教育群众（人次）", "其中：估算", "人次",
		"人数由现场估算得出的活动的受教育群众人次；其余为清点、签到或未注明。"},
	Indicator{
		Metric::materials, "宣传资料份数", "", "宣传资料（份）", "份",
		"发放的读本、手册、宣传单、挂图等宣传资料数量；宣传品、横幅、展板不计入。"},
	Indicator{Metric::consultations, "法律咨询人次", "", "法律咨询（人次）", "人次", "活动中接受群众法律咨询的人次。"},
};

constexpr std::array terms = {
	Explanation{"听讲人次", "人次", "参加专场讲座的人次，是受教育群众人次的一部分，不另外相加。"},
	Explanation{
		"走访场所数", "个",
		"统计时段内至少有一项计入统计的活动走访过的不同场所数。乡村、社区按行政村和社区计，其他类型按名录中登记的场所计。"},
	Explanation{"参加联合活动次数", "次", "几支讲师团共同开展的活动只计一次，其他各队记为参加联合活动；此数不参与相加。"},
	Explanation{"名册人数", "人", "统计时段内列入讲师团名册的人数；同一人在两支讲师团的名册上计两次。"},
	Explanation{
		"目标完成率", "％", "完成数与目标值之比。首次下达为当年第一次设定的目标，现行目标为最近一次调整后的目标。目标按活动所在地计算。"},
	Explanation{"宣讲主题、专项活动", "", "一项活动可以有多个宣讲主题、属于多个专项活动，在每一个中各计一次，因此各行有重叠，不能相加。"},
	Explanation{
		"统计口径", "",
		"含待核实：包括已接收待核实、已核实和申请作废的记录。仅已核实：只包括已核实和申请作废的记录。退回补正、判为重复、已作废的记录在两种"
		"口径"
		"下都不计入。"},
	Explanation{
		"归属口径", "",
		"属地口径：活动计入所在地的县（市、区）。组织方口径：活动计入讲师团所属的县（市、区）。在全市范围内两种口径的合计相同。"},
	Explanation{
		"同期比较", "", "与上一个同样长的时段相比；不足一年的时段与上一年的同一时段相比。平均为前三个同样时段的平均。没有记录可比的为空。"},
};

} // namespace

std::span<const Indicator> indicators() noexcept
{
	return metrics_shown;
}

std::string name_of_metric(std::string_view code)
{
	const auto found = std::ranges::find_if(indicators(), [&](const Indicator& indicator) { return to_string(indicator.metric) == code; });
	if (found != indicators().end()) { return std::string(found->name); }
	return std::string(code == to_string(Metric::attendance) ? "听讲人次" : code);
}

std::span<const Explanation> explanations() noexcept
{
	return terms;
}

} // namespace bajin::figures
