#include "shared/area_list.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/paths.hpp"

#include <fstream>
#include <iterator>

using namespace bajin;

namespace
{

constexpr std::string_view small_list = "code,name,level,parent,valid_from,valid_to,successor\n"
										"410423102201,甲村,village,410423102,,,\n"
										"410400,平顶山市,prefecture,,,,\n"
										"410423,鲁山县,county,410400,,,\n"
										"410423102,梁洼镇,township,410423,,,\n"
										"410423102202,乙村,village,410423102,,2019-12-31,410423102001\n"
										"410423102001,丙社区,community,410423102,2020-01-01,,\n"
										"410482,汝州市,county,410400,,,\n"
										"410499001,由汝州代管的乡,township,410482,,,\n";

AreaTree tree_of(std::string_view text)
{
	auto areas = parse_area_csv(text);
	REQUIRE(areas.has_value());
	auto tree = AreaTree::build(std::move(*areas));
	REQUIRE(tree.has_value());
	return std::move(*tree);
}

AreaId id_of(const AreaTree& tree, std::string_view code)
{
	const Area* area = tree.find(code);
	REQUIRE(area != nullptr);
	return area->id;
}

} // namespace

TEST_CASE("area: the official list has its counties, townships, villages and communities")
{
	std::ifstream file(test::source_directory() + "/schema/areas/410400.csv", std::ios::binary);
	REQUIRE(file);
	const std::string text{std::istreambuf_iterator<char>(file), {}};
	const AreaTree tree = tree_of(text);
	const Date today = make_date(2025, 6, 30);
	CHECK(tree.root().code == "410400");
	CHECK(tree.children(tree.root().id).size() == 12);
	CHECK(tree.count_places(tree.root().id, AreaLevel::township, today) == 148);
	CHECK(tree.count_places(tree.root().id, AreaLevel::village, today) == 2'549);
	CHECK(tree.count_places(tree.root().id, AreaLevel::community, today) == 279);
	CHECK(tree.all().size() == 2'989);
	CHECK(tree.root().id == 1);
}

TEST_CASE("area: parents stand in the list, not in the codes")
{
	const AreaTree tree = tree_of(small_list);
	const AreaId township = id_of(tree, "410499001");
	CHECK(tree.contains(id_of(tree, "410482"), township));
	CHECK(tree.ancestor_at(township, AreaLevel::county) == id_of(tree, "410482"));
}

TEST_CASE("area: the way up and down the tree")
{
	const AreaTree tree = tree_of(small_list);
	const AreaId root = tree.root().id;
	const AreaId county = id_of(tree, "410423");
	const AreaId township = id_of(tree, "410423102");
	const AreaId village = id_of(tree, "410423102201");
	CHECK(tree.contains(root, village));
	CHECK(tree.contains(village, village));
	CHECK_FALSE(tree.contains(village, county));
	CHECK_FALSE(tree.contains(id_of(tree, "410482"), village));
	CHECK(tree.ancestor_at(village, AreaLevel::county) == county);
	CHECK(tree.ancestor_at(village, AreaLevel::village) == village);
	CHECK(tree.ancestor_at(county, AreaLevel::township) == 0);
	CHECK(tree.branch_of(village) == township);
	CHECK(tree.branch_of(id_of(tree, "410423102001")) == township);
	CHECK(tree.branch_of(township) == township);
	CHECK(tree.branch_of(county) == county);
	CHECK(tree.child_towards(root, village) == county);
	CHECK(tree.child_towards(township, village) == village);
	CHECK(tree.child_towards(village, village) == 0);
	CHECK(tree.child_towards(id_of(tree, "410482"), village) == 0);
	REQUIRE(tree.children(township).size() == 3);
	CHECK(tree.at(tree.children(township)[0]).code == "410423102001");
	CHECK(tree.children(village).empty());
}

TEST_CASE("area: places count while they are valid")
{
	const AreaTree tree = tree_of(small_list);
	const AreaId root = tree.root().id;
	CHECK(tree.count_places(root, AreaLevel::village, make_date(2019, 12, 31)) == 2);
	CHECK(tree.count_places(root, AreaLevel::village, make_date(2020, 1, 1)) == 1);
	CHECK(tree.count_places(root, AreaLevel::community, make_date(2019, 12, 31)) == 0);
	CHECK(tree.count_places(root, AreaLevel::community, make_date(2020, 1, 1)) == 1);
	CHECK(tree.find("410423102202")->successor == "410423102001");
}

TEST_CASE("area: unknown codes are not found")
{
	const AreaTree tree = tree_of(small_list);
	CHECK(tree.find("410423102299") == nullptr);
	CHECK(tree.find("") == nullptr);
	CHECK(tree.find("4104") == nullptr);
	CHECK(tree.find("41042310220x") == nullptr);
	CHECK(AreaTree().find("410400") == nullptr);
}

TEST_CASE("area: quoted fields, a byte order mark and Windows line ends are read")
{
	const AreaTree tree = tree_of("\xEF\xBB\xBFname,parent,level,code\r\n\"平顶山, \"\"市\"\"\",,prefecture,410400\r\n\r\n");
	CHECK(tree.root().name == "平顶山, \"市\"");
}

TEST_CASE("area: a list that cannot be read is refused with its line")
{
	const std::string header = "code,name,level,parent,valid_to\n";
	const std::string root = "410400,平顶山市,prefecture,,\n";
	const auto [text, line] = GENERATE_COPY(table<std::string, std::string>({
		{"", ""},
		{header, ""},
		{"name,level\n1,2\n", "line 1"},
		{"code,name\n1,2\n", "line 2"},
		{header + root + "410423,鲁山县,region,410400,\n", "line 3"},
		{header + root + "410423,鲁山县,county,410499,\n", "line 3"},
		{header + root + root, "line 3"},
		{header + root + "410423,,county,410400,\n", "line 3"},
		{header + root + "410423,鲁山县,county,410400,2025-02-30\n", "line 3"},
	}));
	const auto areas = parse_area_csv(text);
	INFO(text);
	REQUIRE_FALSE(areas.has_value());
	CHECK(areas.error().code == "area_list_invalid");
	CHECK(areas.error().detail.find(line) != std::string::npos);
}

TEST_CASE("area: a list that is no tree is refused")
{
	const auto area = [](AreaId id, const char* code, AreaLevel level, AreaId parent)
	{
		Area made;
		made.id = id;
		made.code = code;
		made.name = code;
		made.level = level;
		made.parent = parent;
		return made;
	};
	const Area root = area(1, "410400", AreaLevel::prefecture, 0);
	const Area county = area(2, "410423", AreaLevel::county, 1);
	CHECK(AreaTree::build({county, root}).has_value());
	CHECK_FALSE(AreaTree::build({}).has_value());
	CHECK_FALSE(AreaTree::build({root, area(2, "410500", AreaLevel::prefecture, 0)}).has_value());
	CHECK_FALSE(AreaTree::build({root, area(1, "410423", AreaLevel::county, 1)}).has_value());
	CHECK_FALSE(AreaTree::build({root, county, area(3, "410423", AreaLevel::county, 1)}).has_value());
	CHECK_FALSE(AreaTree::build({root, area(2, "410423", AreaLevel::county, 9)}).has_value());
	CHECK_FALSE(AreaTree::build({root, county, area(3, "410424", AreaLevel::county, 2)}).has_value());
	CHECK_FALSE(AreaTree::build({root, area(2, "4104", AreaLevel::county, 1)}).has_value());
	CHECK_FALSE(AreaTree::build({root, area(-2, "410423", AreaLevel::county, 1)}).has_value());
	const Area village = area(3, "410423102201", AreaLevel::village, 2);
	CHECK_FALSE(AreaTree::build({root, county, village, area(4, "410423102001", AreaLevel::community, 3)}).has_value());
}
