#include "server/net/gzip.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using namespace bajin::net;

namespace
{

std::string code_of(const Result<std::string>& result)
{
	return result ? "" : result.error().code;
}

} // namespace

TEST_CASE("gzip: what was compressed comes back")
{
	for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{100'000}, std::size_t{1'000'000}})
	{
		std::string plain;
		for (std::size_t i = 0; i < length; ++i) { plain.push_back(static_cast<char>('a' + (i * i % 10'007) % 26)); }
		const auto back = decompress_gzip(compress_gzip(plain), length);
		REQUIRE(back.has_value());
		CHECK(*back == plain);
	}
}

TEST_CASE("gzip: a body of exactly the limit is taken, one byte more is too large")
{
	const std::string compressed = compress_gzip(std::string(5'000, 'x'));
	CHECK(decompress_gzip(compressed, 5'000).has_value());
	CHECK(code_of(decompress_gzip(compressed, 4'999)) == "body_too_large");
	CHECK(code_of(decompress_gzip(compressed, 0)) == "body_too_large");
}

TEST_CASE("gzip: a bomb is refused at the limit")
{
	const std::string bomb = compress_gzip(std::string(100'000'000, '\0'));
	CHECK(bomb.size() < 1'000'000);
	CHECK(code_of(decompress_gzip(bomb, 4U * 1024 * 1024)) == "body_too_large");
}

TEST_CASE("gzip: rubbish, a cut body, a broken check and rubbish behind the end are corrupt")
{
	const std::string good = compress_gzip("每一次宣讲都算数");
	std::string broken_check = good;
	broken_check[good.size() - 5] = static_cast<char>(broken_check[good.size() - 5] ^ 1);
	CHECK(code_of(decompress_gzip("", 100)) == "bad_gzip");
	CHECK(code_of(decompress_gzip("not gzip at all", 100)) == "bad_gzip");
	CHECK(code_of(decompress_gzip(good.substr(0, good.size() - 1), 100)) == "bad_gzip");
	CHECK(code_of(decompress_gzip(broken_check, 100)) == "bad_gzip");
	CHECK(code_of(decompress_gzip(good + "x", 100)) == "bad_gzip");
	CHECK(decompress_gzip(good, 100).value() == "每一次宣讲都算数");
}

TEST_CASE("gzip: two members one after the other are one body")
{
	CHECK(decompress_gzip(compress_gzip("one ") + compress_gzip("two"), 100).value() == "one two");
}

TEST_CASE("gzip: a body of members that give nothing is refused")
{
	const std::string empty = compress_gzip("");
	std::string members;
	for (int i = 0; i < 64; ++i) { members += empty; }
	CHECK(decompress_gzip(members, 100).value().empty());
	CHECK(code_of(decompress_gzip(members + empty, 100)) == "bad_gzip");
	while (members.size() < 4U * 1024 * 1024) { members += members; }
	CHECK(code_of(decompress_gzip(members, 4U * 1024 * 1024)) == "bad_gzip");
}

TEST_CASE("gzip: a body that gives 200 times what it takes is refused, whatever the limit")
{
	CHECK(code_of(decompress_gzip(compress_gzip(std::string(100'000'000, '\0')), 200'000'000)) == "body_too_large");
	CHECK(decompress_gzip(compress_gzip(std::string(60'000, '\0')), 200'000'000).has_value());
}

TEST_CASE("gzip: Accept-Encoding is read with its weights")
{
	CHECK(accepts_gzip("gzip"));
	CHECK(accepts_gzip("deflate, GZIP;q=0.5, br"));
	CHECK(accepts_gzip("*"));
	CHECK_FALSE(accepts_gzip(""));
	CHECK_FALSE(accepts_gzip("br, deflate"));
	CHECK_FALSE(accepts_gzip("gzip;q=0"));
	CHECK_FALSE(accepts_gzip("gzip;Q=0"));
	CHECK_FALSE(accepts_gzip("gzip\t;\tq=0.000"));
	CHECK(accepts_gzip("br,\tgzip;Q=0.1"));
	CHECK_FALSE(accepts_gzip("*, gzip;q=0"));
	CHECK_FALSE(accepts_gzip("gzip;q=rubbish"));
}

TEST_CASE("gzip: only long text is compressed, and only once")
{
	api::Response small;
	small.body = "{}";
	compress_answer(small);
	CHECK(small.headers.empty());

	api::Response long_text;
	long_text.body = std::string(5'000, 'x');
	compress_answer(long_text);
	const std::string once = long_text.body;
	compress_answer(long_text);
	CHECK(long_text.body == once);
	CHECK(decompress_gzip(once, 5'000).value() == std::string(5'000, 'x'));

	api::Response workbook;
	workbook.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	workbook.body = std::string(5'000, 'x');
	compress_answer(workbook);
	CHECK(workbook.body.size() == 5'000);
}
