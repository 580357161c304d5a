#include "shared/uuid.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;

TEST_CASE("uuid: any case is read and lower case is given back")
{
	const auto id = parse_uuid("01957A3E-4c7b-7D21-9a55-0f6b1c2d3E4F");
	REQUIRE(id);
	CHECK(to_string(*id) == "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f");
	CHECK(id->bytes[0] == 0x01);
	CHECK(id->bytes[15] == 0x4f);
	CHECK(parse_uuid("01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f") == id);
}

TEST_CASE("uuid: other versions and the nil id are ids too")
{
	CHECK(parse_uuid("00000000-0000-0000-0000-000000000000") == Uuid{});
	CHECK(parse_uuid("ffffffff-ffff-ffff-ffff-ffffffffffff"));
	CHECK(parse_uuid("c232ab00-9414-11ec-b3c8-9f6bdeced846"));
}

TEST_CASE("uuid: what is not of the 8-4-4-4-12 form is no id")
{
	const char* text = GENERATE(
		"", "01957a3e", "01957a3e4c7b7d219a550f6b1c2d3e4f", "{01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f}",
		"urn:uuid:01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f", "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4", "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4ff",
		"01957a3g-4c7b-7d21-9a55-0f6b1c2d3e4f", "01957a3e+4c7b-7d21-9a55-0f6b1c2d3e4f", "01957a3-e4c7b-7d21-9a55-0f6b1c2d3e4f",
		" 1957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f", "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e\xc3\xa9");
	CHECK_FALSE(parse_uuid(text));
}

TEST_CASE("uuid: version 7 carries the time first, then version, variant and the random bits")
{
	std::array<std::uint8_t, 10> random{};
	random.fill(0xFF);
	const Uuid id = make_uuid_v7(0x01957a3e4c7b, random);
	CHECK(to_string(id) == "01957a3e-4c7b-7fff-bfff-ffffffffffff");
	random.fill(0);
	CHECK(to_string(make_uuid_v7(0x01957a3e4c7b, random)) == "01957a3e-4c7b-7000-8000-000000000000");
}

TEST_CASE("uuid: later version 7 ids sort after earlier ones")
{
	std::array<std::uint8_t, 10> high{};
	high.fill(0xFF);
	CHECK(make_uuid_v7(1'000, high) < make_uuid_v7(1'001, {}));
}

TEST_CASE("uuid: the hash tells ids apart that differ in either half")
{
	const std::hash<Uuid> hash;
	Uuid left;
	Uuid right;
	right.bytes[15] = 1;
	CHECK(hash(left) != hash(right));
	right = Uuid{};
	right.bytes[0] = 1;
	CHECK(hash(left) != hash(right));
	CHECK(hash(right) == hash(Uuid{right}));
}
