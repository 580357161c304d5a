#include "server/figures/paragraph.hpp"
#include "tests/support/catch.hpp"

#include <utility>

using namespace bajin;
using figures::round_number;

TEST_CASE("paragraph: numbers below ten thousand are exact")
{
	CHECK(round_number(0) == "0");
	CHECK(round_number(1) == "1");
	CHECK(round_number(1'012) == "1012");
	CHECK(round_number(9'999) == "9999");
}

TEST_CASE("paragraph: larger numbers are truncated, and say so only when something was cut off")
{
	const std::pair<std::int64_t, const char*> examples[] = {
		{10'000, "1万"},         {10'001, "1万余"},         {10'300, "1万余"},         {12'000, "1.2万"},
		{12'345, "1.2万余"},     {20'500, "2万余"},         {99'999, "9.9万余"},       {100'000, "10万"},
		{100'001, "10余万"},     {120'000, "12万"},         {123'000, "12万余"},       {123'456, "12万余"},
		{200'000, "20万"},       {203'000, "20余万"},       {999'999, "99万余"},       {1'000'000, "100万"},
		{1'000'001, "100余万"},  {3'000'000, "300万"},      {6'700'000, "670万"},      {6'754'321, "670余万"},
		{6'799'999, "670余万"},  {20'000'000, "2000万"},    {99'999'999, "9990余万"},  {100'000'000, "1亿"},
		{100'000'001, "1亿余"},  {105'000'000, "1亿余"},    {110'000'000, "1.1亿"},    {119'999'999, "1.1亿余"},
		{1'000'000'000, "10亿"}, {1'000'000'001, "10余亿"}, {1'030'000'000, "10.3亿"}, {1'239'999'999, "12.3亿余"},
	};
	for (const auto& [value, text] : examples)
	{
		INFO(value);
		CHECK(round_number(value) == text);
	}
}

TEST_CASE("paragraph: the published five-year result")
{
	Metrics totals;
	totals[Metric::sessions] = 1'012;
	totals[Metric::materials] = 3'000'000;
	totals[Metric::reach] = 6'754'321;
	totals[Metric::women_children_lectures] = 1'600;
	CHECK(
		figures::write_paragraph(totals) == "组织各级普法讲师团成员开展“法律知识八进”等宣传活动1012场次，发放宣传资料300万份，受教育群众670"
											"余万人次，专场为妇女儿童开展讲座1600次。");
}

TEST_CASE("paragraph: a template keeps braces that name no metric")
{
	Metrics metrics;
	metrics[Metric::events] = 7;
	CHECK(figures::fill_template("{events}{nothing}{", metrics) == "7{nothing}{");
	CHECK(figures::fill_template("", metrics).empty());
}
