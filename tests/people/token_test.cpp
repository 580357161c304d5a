#include "server/people/token.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace bajin;

TEST_CASE("token: 256 random bits as base64url, each another one")
{
	std::set<std::string> seen;
	for (int i = 0; i < 100; ++i)
	{
		const people::Token token = people::make_token();
		CHECK(token.text.size() == 43);
		CHECK(token.text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
		CHECK(token.hash == people::hash_token(token.text));
		seen.insert(token.text);
	}
	CHECK(seen.size() == 100);
}

TEST_CASE("token: what is stored is its SHA-256")
{
	const store::TokenHash abc = people::hash_token("abc");
	CHECK(abc[0] == 0xBA);
	CHECK(abc[1] == 0x78);
	CHECK(abc[31] == 0xAD);
	CHECK(people::hash_token("abd") != abc);
}

TEST_CASE("token: an Authorization header carries one only as Bearer")
{
	for (const char* header : {"Bearer abc", "bearer abc", "BEARER  abc"}) { CHECK(people::bearer_token(header) == "abc"); }
	for (const char* header : {"", "Bearer", "Bearer ", "Bearer   ", "Basic abc", "abc"}) { CHECK(people::bearer_token(header).empty()); }
}
