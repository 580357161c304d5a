#include "server/people/accounts.hpp"
#include "server/people/password.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace bajin;

TEST_CASE("password: its hash is argon2id, salted, and opens for it alone")
{
	const std::string hash = people::hash_password("correct horse");
	CHECK(hash.starts_with("$argon2id$"));
	CHECK(people::hash_password("correct horse") != hash);
	CHECK(people::is_password(hash, "correct horse"));
	CHECK_FALSE(people::is_password(hash, "correct horse "));
	CHECK_FALSE(people::is_password(hash, ""));
	CHECK_FALSE(people::is_password("no hash", "correct horse"));
}

TEST_CASE("password: eight characters of any script, and not the name")
{
	CHECK(people::check_password("八个汉字也算密码", "name").has_value());
	CHECK_FALSE(people::check_password("seven77", "name").has_value());
	CHECK_FALSE(people::check_password("same name", "same name").has_value());
	CHECK_FALSE(people::check_password(std::string(201, 'x'), "name").has_value());
}

TEST_CASE("password: what is guessed first is refused, with what to do instead")
{
	for (const char* guessed :
		 {"password", "12345678", "88888888", "87654321", "13937512345", "a1234567", "admin888", "P@ssw0rd", "1qaz2wsx", "iloveyou",
		  "abcd1234", "pufa2025", "sifa8888", "lushan2025", "Lushan@2025"})
	{
		CAPTURE(guessed);
		const auto refused = people::check_password(guessed, "lushan");
		REQUIRE_FALSE(refused.has_value());
		CHECK(refused.error().code == "weak_password");
		CHECK_FALSE(refused.error().detail.empty());
	}
	for (const char* good :
		 {"法律进乡村真好啊", "三月八日在鲁山县", "kite seven lamp", "tianqihenhao", "correct horse", "Mxk7wqLp", "83648102746193750284"})
	{
		CAPTURE(good);
		CHECK(people::check_password(good, "lushan").has_value());
	}
}

TEST_CASE("password: those that are made differ and pass")
{
	std::set<std::string> made;
	for (int i = 0; i < 50; ++i) { made.insert(people::make_password()); }
	CHECK(made.size() == 50);
	for (const std::string& password : made)
	{
		CHECK(password.size() == 16);
		CHECK(people::check_password(password, "name").has_value());
	}
}

TEST_CASE("password: it is the same however the keyboard writes its letters")
{
	const std::string composed = "caf\u00E9 au soleil";
	const std::string decomposed = "cafe\u0301 au soleil";
	CHECK(people::is_password(people::hash_password(composed), decomposed));
	CHECK(people::is_password(people::hash_password(decomposed), composed));
	CHECK_FALSE(people::is_password(people::hash_password(composed), "cafe au soleil"));
	CHECK_FALSE(people::is_password(people::hash_password(composed), " " + composed));
	CHECK(people::check_password(" \u3000\u200B\u3164\u2060\u200B\u200B\u200B", "name").error().code == "weak_password");
	CHECK(people::check_password("ＬＵＳＨＡＮ４１０４２３", "lushan410423").error().code == "weak_password");
}

TEST_CASE("username: 1 to 50 characters without control characters, and something to be seen")
{
	for (const char* good : {"a", "鲁山", "Zhang San", " a "}) { CHECK(people::check_username(good).has_value()); }
	for (const char* bad : {"", " ", "\u200B", "\u3164\u2800", "a\nb"}) { CHECK_FALSE(people::check_username(bad).has_value()); }
	CHECK_FALSE(people::check_username(std::string(51, 'x')).has_value());
}
