#include "shared/review.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;

TEST_CASE("review: every state has a name that is read back")
{
	for (std::size_t i = 0; i < review_state_count; ++i)
	{
		const auto state = static_cast<ReviewState>(i);
		CHECK(parse_review_state(to_string(state)) == state);
	}
	CHECK(to_string(ReviewState::void_requested) == "void_requested");
	CHECK_FALSE(parse_review_state(""));
	CHECK_FALSE(parse_review_state("Verified"));
	CHECK(parse_basis("received") == Basis::received);
	CHECK(parse_basis(to_string(Basis::verified)) == Basis::verified);
	CHECK_FALSE(parse_basis("submitted"));
}

TEST_CASE("review: what is received counts unless returned, doubled, joined or deleted")
{
	CHECK(is_counted(ReviewState::submitted, Basis::received));
	CHECK(is_counted(ReviewState::verified, Basis::received));
	CHECK(is_counted(ReviewState::void_requested, Basis::received));
	CHECK_FALSE(is_counted(ReviewState::returned, Basis::received));
	CHECK_FALSE(is_counted(ReviewState::duplicate, Basis::received));
	CHECK_FALSE(is_counted(ReviewState::joint, Basis::received));
	CHECK_FALSE(is_counted(ReviewState::deleted, Basis::received));
}

TEST_CASE("review: on the verified basis only verified events and those asked to be voided count")
{
	for (std::size_t i = 0; i < review_state_count; ++i)
	{
		const auto state = static_cast<ReviewState>(i);
		CHECK(is_counted(state, Basis::verified) == (state == ReviewState::verified || state == ReviewState::void_requested));
	}
}
