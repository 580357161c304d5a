#include "server/figures/labels.hpp"

#include "shared/calendar.hpp"

#include <array>

namespace bajin::figures
{

std::string_view basis_name(Basis basis) noexcept
{
	return basis == Basis::received ? "含待核实" : "仅已核实";
}

std::string_view attribution_name(Attribution attribution) noexcept
{
	return attribution == Attribution::area ? "属地口径" : "组织方口径";
}

std::string_view state_name(ReviewState state) noexcept
{
	constexpr std::array<std::string_view, review_state_count> names = {
		"待核实", "已核实", "退回补正", "判为重复", "已并入联合活动", "申请作废", "已作废",
	};
	return names[static_cast<std::size_t>(state)];
}

std::string_view level_name(AreaLevel level) noexcept
{
	switch (level)
	{
	case AreaLevel::province:
		return "省级";
	case AreaLevel::prefecture:
		return "市级";
	case AreaLevel::county:
		return "县级";
	case AreaLevel::township:
		return "乡级";
	case AreaLevel::village:
		return "村";
	case AreaLevel::community:
		return "社区";
	}
	return "";
}

std::string office_time(Timestamp at)
{
	const Date day = shanghai_date(at);
	const auto minutes = std::chrono::floor<std::chrono::minutes>(at - shanghai_midnight(day)).count();
	const auto two_digits = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
	return to_string(day) + " " + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

} // namespace bajin::figures
