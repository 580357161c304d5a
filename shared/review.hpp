// The states of review, and which of them count.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bajin
{

// Stored by number: append only.
enum class ReviewState : std::uint8_t
{
	submitted = 0,      // 已接收
	verified = 1,       // 已核实
	returned = 2,       // 退回补正
	duplicate = 3,      // 判为重复
	joint = 4,          // 已并入联合活动
	void_requested = 5, // 申请作废
	deleted = 6,        // 已作废
};
inline constexpr std::size_t review_state_count = 7;

// Which events a figure takes in.
enum class Basis : std::uint8_t
{
	received,
	verified,
};

// What a joint event still adds, as ticked by the reviewer.
struct JointAdds
{
	bool materials = false;
	bool lectures = false;
	bool consultations = false;

	bool operator==(const JointAdds&) const = default;
};

[[nodiscard]] std::string_view to_string(ReviewState state) noexcept;
[[nodiscard]] std::optional<ReviewState> parse_review_state(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_string(Basis basis) noexcept;
[[nodiscard]] std::optional<Basis> parse_basis(std::string_view text) noexcept;

// Whether an event in that state is a counted event on that basis. (`joint` is not, though it may add something.)
[[nodiscard]] bool is_counted(ReviewState state, Basis basis) noexcept;

} // namespace bajin
