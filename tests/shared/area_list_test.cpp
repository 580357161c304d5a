// Lists of areas as offices have them: published codes of twelve digits, Chinese headings, GB 18030, and codes that lie.
#include "shared/area_list.hpp"
#include "tests/support/catch.hpp"

#include <map>

using namespace bajin;

namespace
{

AreaTree listed(std::string_view text)
{
	auto areas = parse_area_csv(text);
	INFO((areas ? "" : areas.error().detail));
	REQUIRE(areas.has_value());
	auto tree = AreaTree::build(std::move(*areas));
	INFO((tree ? "" : tree.error().detail));
	REQUIRE(tree.has_value());
	return std::move(*tree);
}

// "parent level" of each code.
std::map<std::string, std::string> shape_of(const AreaTree& tree)
{
	std::map<std::string, std::string> shape;
	for (const Area& area : tree.all())
	{
		shape[area.code] = (area.parent == 0 ? "-" : tree.at(area.parent).code) + " " + std::string(to_string(area.level));
	}
	return shape;
}

} // namespace

TEST_CASE("area list: the official list is read as it is published")
{
	const AreaTree tree = listed("统计用区划代码,城乡分类代码,名称\n"
								 "410000000000,,河南省\n"
								 "410400000000,,平顶山市\n"
								 "410423000000,,鲁山县\n"
								 "410423102000,,梁洼镇\n"
								 "410423102001,121,梁洼社区居委会\n"
								 "410423102201,220,鹁鸽吴村委会\n"
								 "410423102401,220,矿区社区\n"
								 "410423102501,220,林场\n");
	CHECK(
		shape_of(tree) == std::map<std::string, std::string>{
							  {"410000", "- province"},
							  {"410400", "410000 prefecture"},
							  {"410423", "410400 county"},
							  {"410423102", "410423 township"},
							  {"410423102001", "410423102 community"},
							  {"410423102201", "410423102 village"},
							  {"410423102401", "410423102 community"},
							  {"410423102501", "410423102 village"},
						  });
	CHECK(tree.find("410423102201")->name == "鹁鸽吴村委会");
}

TEST_CASE("area list: a municipality, a county of a province, and towns below a prefecture find what stands above them")
{
	CHECK(
		shape_of(listed("代码,名称\n110000000000,北京市\n110100000000,市辖区\n110101000000,东城区\n110101001000,东华门街道\n")) ==
		std::map<std::string, std::string>{
			{"110000", "- province"}, {"110100", "110000 prefecture"}, {"110101", "110100 county"}, {"110101001", "110101 township"}});
	CHECK(
		shape_of(listed("区划代码,单位名称\n110000,北京市\n110101,东城区\n")) ==
		std::map<std::string, std::string>{{"110000", "- province"}, {"110101", "110000 county"}});
	CHECK(
		shape_of(listed("code,name\n441900000000,东莞市\n441900003000,东城街道\n441900003001,岗贝社区\n")) ==
		std::map<std::string, std::string>{
			{"441900", "- prefecture"}, {"441900003", "441900 township"}, {"441900003001", "441900003 community"}});
	CHECK(
		shape_of(listed("code,name\n410423000000,鲁山县\n410423102000,梁洼镇\n")) ==
		std::map<std::string, std::string>{{"410423", "- county"}, {"410423102", "410423 township"}});
}

TEST_CASE("area list: with a column of parents codes are taken at their word")
{
	const AreaTree tree = listed("代码,名称,级别,上级代码\n"
								 "110000,某市,省级,\n"
								 "110100000000,一区,县级,110000\n"
								 "999999,开发区,县级,110000\n"
								 "110100001,一镇,乡级,999999\n"
								 "110100001201,一村,村,110100001\n"
								 "110100001202,一社区,社区,110100001\n");
	CHECK(
		shape_of(tree) == std::map<std::string, std::string>{
							  {"110000", "- province"},
							  {"110100000000", "110000 county"},
							  {"999999", "110000 county"},
							  {"110100001", "999999 township"},
							  {"110100001201", "110100001 village"},
							  {"110100001202", "110100001 community"},
						  });
}

TEST_CASE("area list: GB 18030 is read, with its signs of four bytes")
{
	// 代码,名称 / 410400,平顶山市 / 410423,鲁山县㐀 (U+3400 takes four bytes)
	const AreaTree tree = listed("\xB4\xFA\xC2\xEB,\xC3\xFB\xB3\xC6\r\n410400,\xC6\xBD\xB6\xA5\xC9\xBD\xCA\xD0\r\n"
								 "410423,\xC2\xB3\xC9\xBD\xCF\xD8\x81\x39\xEE\x39\r\n");
	CHECK(tree.root().name == "平顶山市");
	CHECK(tree.find("410423")->name == "鲁山县㐀");
}

TEST_CASE("area list: what Excel writes is read")
{
	CHECK(listed("code\tname\n410400\t平顶山市\n").root().code == "410400");
	CHECK(listed("code;name\n410400;\"平顶山; 市\"\n").root().name == "平顶山; 市");
	CHECK(
		listed(
			"\xFF\xFE" + std::string(
							 "c\0o\0d\0e\0\t\0n\0a\0m\0e\0\n\0"
							 "4\0"
							 "1\0"
							 "0\0"
							 "4\0"
							 "0\0"
							 "0\0\t\0\x02\x5E\n\0",
							 38))
			.root()
			.name == "市");
	const auto scientific = parse_area_csv("code,name\n4.10423E+11,平顶山市\n");
	REQUIRE(!scientific.has_value());
	CHECK(scientific.error().detail.find("line 2") != std::string::npos);
	CHECK(parse_area_csv("code,name\n4104,平顶山市\n").error().detail.find("6, 9 or 12 digits") != std::string::npos);
}

TEST_CASE("area list: every list of ours keeps its shape when parents and levels are left to the codes")
{
	const std::string text = "code,name,level,parent\n410400,平顶山市,prefecture,\n410402,新华区,county,410400\n"
							 "410402001,曙光街街道,township,410402\n410402001001,一社区,community,410402001\n"
							 "410402001201,一村,village,410402001\n";
	std::string bare;
	for (std::size_t at = 0; at < text.size();)
	{
		const std::size_t end = text.find('\n', at);
		const std::string line = text.substr(at, end - at);
		bare += line.substr(0, line.find(',', line.find(',') + 1)) + "\n";
		at = end + 1;
	}
	CHECK(shape_of(listed(bare)) == shape_of(listed(text)));
}
