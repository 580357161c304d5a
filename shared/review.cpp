#include "shared/review.hpp"

#include <array>
#include <cstddef>

namespace bajin
{

namespace
{

constexpr std::array<std::string_view, review_state_count> state_names = {"submitted", "verified",       "returned", "duplicate",
																		  "joint",     "void_requested", "deleted"};
constexpr std::array<std::string_view, 2> basis_names = {"received", "verified"};

template <class Enum, std::size_t Size>
std::optional<Enum> find_name(const std::array<std::string_view, Size>& names, std::string_view text) noexcept
{
	for (std::size_t i = 0; i < Size; ++i)
	{
		if (names[i] == text) { return static_cast<Enum>(i); }
	}
	return std::nullopt;
}

} // namespace

std::string_view to_string(ReviewState state) noexcept
{
	return state_names[static_cast<std::size_t>(state)];
}

std::optional<ReviewState> parse_review_state(std::string_view text) noexcept
{
	return find_name<ReviewState>(state_names, text);
}

std::string_view to_string(Basis basis) noexcept
{
	return basis_names[static_cast<std::size_t>(basis)];
}

std::optional<Basis> parse_basis(std::string_view text) noexcept
{
	return find_name<Basis>(basis_names, text);
}

bool is_counted(ReviewState state, Basis basis) noexcept
{
	switch (state)
	{
	case ReviewState::submitted:
		return basis == Basis::received;
	case ReviewState::verified:
	case ReviewState::void_requested:
		return true;
	case ReviewState::returned:
	case ReviewState::duplicate:
	case ReviewState::joint:
	case ReviewState::deleted:
		return false;
	}
	return false;
}

} // namespace bajin
