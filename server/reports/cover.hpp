// The cover of an area's report, complete: what the area wrote, and what it takes over from the areas above it.
//
// 表号, 制定机关 and 批准文号 belong to the form, so an area without its own takes those of the nearest area above;
// 综合单位 falls back to what the office is called in the settings. All else is left to be filled in by hand.
#pragma once

#include "server/store/cover_store.hpp"
#include "shared/json.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bajin::reports
{

struct CoverField
{
	std::string_view name;
	std::string_view title;  // as it stands on the paper
	bool is_of_form = false; // taken over from above
};
inline constexpr std::array cover_fields = {
	CoverField{"form_number", "表　　号", true}, CoverField{"issued_by", "制定机关", true}, CoverField{"approval_number", "批准文号", true},
	CoverField{"compiled_by", "综合单位"},       CoverField{"head", "单位负责人"},          CoverField{"statistics_head", "统计负责人"},
	CoverField{"checked_by", "审核人"},          CoverField{"filled_by", "填表人"},         CoverField{"telephone", "联系电话"},
};

struct Cover
{
	std::map<std::string, std::string> values; // every field; "": to be filled in by hand
	std::vector<std::string> inherited;        // fields that are not the area's own
	std::optional<Timestamp> changed_at;       // by the area itself
	std::string changed_by;
};

[[nodiscard]] Cover find_cover(store::Database& database, const AreaTree& areas, AreaId area);

[[nodiscard]] Json to_json(const Cover& cover);

} // namespace bajin::reports
