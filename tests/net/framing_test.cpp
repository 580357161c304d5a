// Where a request ends, and whom it is for, can be read in one way only; what could be read in two is refused.
#include "server/net/framing.hpp"
#include "tests/net/framing_shapes.hpp"
#include "tests/support/catch.hpp"

using bajin::net::find_framing_flaw;

TEST_CASE("framing: each shape of a head is taken, or refused, as the RFC says")
{
	const auto& shapes = bajin::net_test::framing_shapes();
	CHECK(shapes.size() >= 60);
	for (const auto& shape : shapes)
	{
		INFO(shape.rule << "\n" << shape.fields);
		CHECK(find_framing_flaw(shape.head()) == shape.flaw);
	}
}
