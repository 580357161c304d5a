#include "shared/timestamp.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;

TEST_CASE("timestamp: UTC and numeric offsets name the same instant")
{
	const auto utc = parse_timestamp("2025-03-08T03:12:44Z");
	REQUIRE(utc);
	CHECK(utc->time_since_epoch().count() == 1'741'403'564'000);
	CHECK(parse_timestamp("2025-03-08T11:12:44+08:00") == utc);
	CHECK(parse_timestamp("2025-03-07T22:42:44-04:30") == utc);
	CHECK(parse_timestamp("2025-03-08t03:12:44z") == utc);
}

TEST_CASE("timestamp: fractions are cut to milliseconds")
{
	CHECK(to_string(*parse_timestamp("2025-03-08T11:20:06.12Z")) == "2025-03-08T11:20:06.120Z");
	CHECK(to_string(*parse_timestamp("2025-03-08T11:20:06.1239999Z")) == "2025-03-08T11:20:06.123Z");
	CHECK(to_string(*parse_timestamp("2025-03-08T11:20:06Z")) == "2025-03-08T11:20:06.000Z");
}

TEST_CASE("timestamp: instants before 1970 are written right")
{
	CHECK(to_string(*parse_timestamp("1969-12-31T23:59:59.999Z")) == "1969-12-31T23:59:59.999Z");
	CHECK(to_string(*parse_timestamp("1900-01-01T00:00:00Z")) == "1900-01-01T00:00:00.000Z");
}

TEST_CASE("timestamp: what is no instant is refused")
{
	const char* text = GENERATE(
		"", "2025-03-08", "2025-03-08T11:20:06", "2025-03-08 11:20:06Z", "2025-03-08T11:20Z", "2025-03-08T24:00:00Z",
		"2025-03-08T11:60:00Z", "2025-03-08T11:20:61Z", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-03-08T11:20:06.Z",
		"2025-03-08T11:20:06+0800", "2025-03-08T11:20:06+08", "2025-03-08T11:20:06Zx", "1899-12-31T00:00:00Z", "2025-3-8T11:20:06Z",
		"2025-03-08T11:20:06+24:00");
	CHECK_FALSE(parse_timestamp(text));
}

TEST_CASE("timestamp: now lies after this was written")
{
	CHECK(now() > *parse_timestamp("2025-01-01T00:00:00Z"));
	CHECK(parse_timestamp(to_string(now())));
}
