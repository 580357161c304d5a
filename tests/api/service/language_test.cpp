#include "server/api/http/language.hpp"
#include "server/api/http/problem.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;

TEST_CASE("language: it is chosen by the weights of Accept-Language")
{
	for (const char* english :
		 {"en", "en-GB", "EN-us", "en, zh", "en;q=0.9, zh;q=0.8", "zh;q=0.8, en;q=0.9", "fr, en;q=0.5", "zh;q=0, en;q=0.1",
		  "zh-CN;q=0.5,en", "en ; q=0.7 , zh ; q=0.6", "de, *;q=0.1, zh;q=0", "en;q=1.000"})
	{
		INFO(english);
		CHECK(api::prefers_english(english));
	}
	for (const char* chinese :
		 {"", "zh", "zh-CN,zh;q=0.9,en;q=0.8", "zh, en", "en;q=0.8, zh;q=0.9", "en;q=0", "fr", "*", "enm", "en;q=2", "en;q=x", "en;r=1",
		  ",;,", "zh-CN,en-US;q=0.9", "en;q=0.5,zh;q=0.50,zh-CN;q=0.6"})
	{
		INFO(chinese);
		CHECK_FALSE(api::prefers_english(chinese));
	}
	CHECK(api::problem(api::refuse("overloaded"), true).body.find("The server is busy") != std::string::npos);
	CHECK(api::problem(api::refuse("overloaded"), false).body.find("服务器繁忙") != std::string::npos);
}
