#include "shared/likeness.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;

namespace
{

Likeness likeness(std::string_view text)
{
	return Likeness(to_plain(text));
}

} // namespace

TEST_CASE("likeness: width, spaces, punctuation, numerals and common short forms make no difference")
{
	CHECK(to_plain("１２·４　法制宣传") == U"124法制宣传");
	CHECK(to_plain("“三八”维权周") == U"38维权周");
	CHECK(to_plain("ABC ａｂｃ") == U"abcabc");
	CHECK(to_plain("第三初级中学") == U"3中");
	CHECK(to_plain("温楼村村民委员会") == U"温楼村");
	CHECK(to_plain("").empty());
	CHECK(to_plain("！，。（）").empty());
}

TEST_CASE("likeness: broken text ends where it breaks and harms nothing")
{
	CHECK(to_plain("普法\xE5\x8F") == U"普法");
	CHECK(to_plain("\x80") == U"");
}

TEST_CASE("likeness: equal texts are 100, strangers 0, one wrong character costs two pairs")
{
	CHECK(likeness("妇女权益保障").dice(likeness("妇女权益保障")) == 100);
	CHECK(likeness("妇女权益保障").dice(likeness("防诈骗知识")) == 0);
	CHECK(likeness("妇女权益保障").dice(likeness("妇女权宜保障")) == 60);
	CHECK(likeness("").dice(likeness("普法")) == 0);
	CHECK(likeness("").dice(likeness("")) == 0);
	CHECK(likeness("街").dice(likeness("街")) == 100);
}

TEST_CASE("likeness: a short name lies within the long one that holds it")
{
	CHECK(likeness("育红小学").within(likeness("鲁山县育红小学多功能教室")) == 100);
	CHECK(likeness("鲁山县育红小学多功能教室").within(likeness("育红小学")) == 100);
	CHECK(likeness("").within(likeness("育红小学")) == 0);
}

TEST_CASE("likeness: names that differ by a number or a direction alone are told apart")
{
	CHECK(likeness("第二初级中学").differs_by_ordinal(likeness("第三初级中学")));
	CHECK(likeness("东街小学").differs_by_ordinal(likeness("西街小学")));
	CHECK(likeness("讲座（七年级）").differs_by_ordinal(likeness("讲座（八年级）")));
	CHECK_FALSE(likeness("第二初级中学").differs_by_ordinal(likeness("第二初级中学")));
	CHECK_FALSE(likeness("普法讲座").differs_by_ordinal(likeness("普法讲座（二）")));
	CHECK_FALSE(likeness("1").differs_by_ordinal(likeness("2")));
	CHECK_FALSE(likeness("县医院").differs_by_ordinal(likeness("县法院")));
}
