#include "server/net/address.hpp"
#include "tests/support/catch.hpp"

using namespace bajin::net;

TEST_CASE("address: IPv4, IPv6 and IPv4 inside IPv6 are read and written")
{
	CHECK(address_text(parse_address("10.0.0.1").value()) == "10.0.0.1");
	CHECK(address_text(parse_address("2001:DB8::0:1").value()) == "2001:db8::1");
	CHECK(address_text(parse_address("::ffff:10.0.0.1").value()) == "10.0.0.1");
	CHECK(parse_address("::ffff:10.0.0.1") == parse_address("10.0.0.1"));
	for (const char* text : {"", "10.0.0", "10.0.0.256", "10.0.0.1 ", "[::1]", "fe80::1%eth0", "localhost", "1.2.3.4:5"})
	{
		INFO(text);
		CHECK_FALSE(parse_address(text));
	}
	CHECK_FALSE(parse_address(std::string_view("10.0.0.1\0x", 10)));
}

TEST_CASE("address: what is loopback")
{
	for (const char* text : {"127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"})
	{
		INFO(text);
		CHECK(parse_address(text)->is_loopback());
	}
	for (const char* text : {"128.0.0.1", "::", "::2", "1::1", "0.0.0.0", "::127.0.0.1"})
	{
		INFO(text);
		CHECK_FALSE(parse_address(text)->is_loopback());
	}
}

TEST_CASE("address: a range holds what begins alike, and nothing else")
{
	const auto holds = [](const char* range, const char* address)
	{ return parse_address_range(range).value().contains(parse_address(address).value()); };
	CHECK(holds("10.0.0.0/8", "10.255.3.4"));
	CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
	CHECK(holds("192.168.4.0/22", "192.168.7.255"));
	CHECK_FALSE(holds("192.168.4.0/22", "192.168.8.0"));
	CHECK(holds("10.1.2.3", "10.1.2.3"));
	CHECK_FALSE(holds("10.1.2.3", "10.1.2.2"));
	CHECK(holds("0.0.0.0/0", "255.1.2.3"));
	CHECK_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
	CHECK(holds("::/0", "10.0.0.1"));
	CHECK(holds("fd00::/9", "fd7f::1"));
	CHECK_FALSE(holds("fd00::/9", "fd80::1"));
}

TEST_CASE("address: a range with a wrong length, or with bits beyond it, is none")
{
	for (const char* text :
		 {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8", "fd00::1/64", "::/129", "10/8"})
	{
		INFO(text);
		CHECK_FALSE(parse_address_range(text));
	}
}
