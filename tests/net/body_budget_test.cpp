#include "server/net/body_budget.hpp"
#include "tests/support/catch.hpp"

using namespace bajin::net;

namespace
{

using Share = BodyBudget::Share;

constexpr BodyLimits limits{100, 60, 40};
constexpr CredentialKey phone_key{1};
constexpr CredentialKey other{2};

Address sender(const char* text)
{
	return parse_address(text).value();
}

} // namespace

TEST_CASE("body budget: of a credential, of an address, and of the whole")
{
	BodyBudget budget(limits);
	Share first(budget, sender("192.0.2.1"), phone_key);
	CHECK(first.grow_to(30));
	CHECK(first.grow_to(10)); // it never shrinks by itself
	CHECK(first.bytes() == 30);
	{
		Share second(budget, sender("198.51.100.1"), phone_key);
		CHECK_FALSE(second.grow_to(11));
		CHECK(second.grow_to(10));
		CHECK_FALSE(first.grow_to(31));
	}
	CHECK(first.grow_to(40));
	Share neighbour(budget, sender("192.0.2.1"), other);
	CHECK_FALSE(neighbour.grow_to(21));
	CHECK(neighbour.grow_to(20));
	Share elsewhere(budget, sender("198.51.100.1"), other);
	CHECK(elsewhere.grow_to(20));
	Share third(budget, sender("203.0.113.1"), CredentialKey{3});
	CHECK_FALSE(third.grow_to(21));
	CHECK(third.grow_to(20));
	CHECK(budget.bytes() == 100);
}

TEST_CASE("body budget: those of whom nothing is known get half of it")
{
	BodyBudget budget(limits);
	Share one(budget, sender("192.0.2.1"), std::nullopt);
	Share two(budget, sender("192.0.2.2"), std::nullopt);
	CHECK(one.grow_to(30));
	CHECK_FALSE(two.grow_to(21));
	CHECK(two.grow_to(20));
	Share known(budget, sender("192.0.2.3"), phone_key);
	CHECK(known.grow_to(40));
}

TEST_CASE("body budget: what is in memory already is counted whatever there is, and given back at the end")
{
	BodyBudget budget(limits);
	{
		Share packed(budget, sender("192.0.2.1"), phone_key);
		CHECK(packed.grow_to(5));
		packed.set(500);
		CHECK(budget.bytes() == 500);
		Share next(budget, sender("192.0.2.9"), other);
		CHECK_FALSE(next.grow_to(1));
	}
	CHECK(budget.bytes() == 0);
	Share next(budget, sender("192.0.2.9"), other);
	CHECK(next.grow_to(40));
}
