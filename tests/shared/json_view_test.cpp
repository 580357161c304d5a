// A document looks the same, whichever way it was read: as a tree, or as simdjson holds it.
#include "shared/json_view.hpp"
#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

#include <random>

using namespace bajin;
using namespace bajin::test;

namespace
{

Json any_value(std::mt19937& random, int depth)
{
	const std::uint32_t kind = static_cast<std::uint32_t>(random()) % (depth < 4 ? 10U : 8U);
	const std::string texts[] = {"", "中\n\"\\", "a/b", "\x01", "put", "普法宣传进乡村"};
	switch (kind)
	{
	case 0:
		return nullptr;
	case 1:
		return (random() & 1U) != 0;
	case 2:
		return static_cast<std::uint64_t>(random()) << 32U | random();
	case 3:
		return -static_cast<std::int64_t>(random());
	case 4:
		return static_cast<std::uint64_t>(random() % 1'000);
	case 5:
		return static_cast<double>(random() % 1'000) / 8.0;
	case 6:
	case 7:
		return texts[random() % std::size(texts)];
	case 8:
	{
		Json array = Json::array();
		for (std::uint32_t left = static_cast<std::uint32_t>(random()) % 5; left > 0; --left)
		{
			array.push_back(any_value(random, depth + 1));
		}
		return array;
	}
	default:
		Json object = Json::object();
		for (std::uint32_t left = static_cast<std::uint32_t>(random()) % 5; left > 0; --left)
		{
			object["k" + std::to_string(random() % 20)] = any_value(random, depth + 1);
		}
		return object;
	}
}

void check_same(JsonView flat, JsonView tree)
{
	REQUIRE(static_cast<bool>(flat) == static_cast<bool>(tree));
	CHECK(flat.is_null() == tree.is_null());
	CHECK(flat.is_string() == tree.is_string());
	CHECK(flat.is_boolean() == tree.is_boolean());
	CHECK(flat.is_number() == tree.is_number());
	CHECK(flat.is_array() == tree.is_array());
	CHECK(flat.is_object() == tree.is_object());
	CHECK(flat.text() == tree.text());
	CHECK(flat.boolean() == tree.boolean());
	CHECK(flat.integer() == tree.integer());
	CHECK(flat.natural() == tree.natural());
	CHECK(flat.number() == tree.number());
	REQUIRE(flat.size() == tree.size());
	std::vector<JsonView> of_tree;
	std::vector<std::string> keys;
	tree.for_each_entry([&](std::size_t /*number*/, JsonView entry) { of_tree.push_back(entry); });
	tree.for_each_member(
		[&](std::string_view key, JsonView value)
		{
			keys.emplace_back(key);
			of_tree.push_back(value);
		});
	REQUIRE(of_tree.size() == tree.size());
	flat.for_each_entry([&](std::size_t number, JsonView entry) { check_same(entry, of_tree.at(number)); });
	std::size_t number = 0;
	flat.for_each_member(
		[&](std::string_view key, JsonView value)
		{
			CHECK(keys.at(number) == key);
			check_same(value, of_tree.at(number));
			CHECK(static_cast<bool>(flat.member(key)) == !value.is_null());
			check_same(flat.member(key), tree.member(key));
			++number;
		});
	CHECK_FALSE(flat.member("not there"));
	CHECK(content_digest(flat) == content_digest(tree));
	CHECK(to_text(flat) == to_text(tree));
	CHECK(to_json(flat) == to_json(tree));
}

} // namespace

TEST_CASE("json view: any document looks the same both ways")
{
	std::mt19937 random(11); // NOLINT: the same each time
	for (int round = 0; round < 300; ++round)
	{
		const Json tree = any_value(random, 0);
		const std::string text = to_text(tree);
		INFO(text);
		const auto flat = FlatJson::read(text);
		REQUIRE(flat.has_value());
		check_same(flat->root(), tree);
	}
}

TEST_CASE("json view: nothing is nothing, and has nothing")
{
	const JsonView nothing;
	CHECK_FALSE(nothing);
	CHECK_FALSE(nothing.is_null());
	CHECK_FALSE(nothing.is_object());
	CHECK(nothing.text().empty());
	CHECK_FALSE(nothing.integer());
	CHECK(nothing.number() == 0);
	CHECK(nothing.size() == 0);
	CHECK_FALSE(nothing.member("a"));
	CHECK(to_json(nothing).is_null());
}

TEST_CASE("json view: what is not plainly well is left to the exact way")
{
	std::string many = "{";
	for (int i = 0; i < 65; ++i) { many += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":1"; }
	for (const std::string& text :
		 {std::string(R"({"a":1,"a":2})"), std::string(R"({"a":{"b":1,"b":1}})"), std::string(33, '[') + std::string(33, ']'),
		  std::string(R"(["\ud800"])"), std::string("[1e400]"), std::string("{"), std::string(), many + "}"})
	{
		INFO(text);
		CHECK_FALSE(FlatJson::read(text).has_value());
	}
	CHECK(FlatJson::read(std::string(32, '[') + std::string(32, ']')).has_value());
}

TEST_CASE("json view: a document of very many values is left to the exact way, which reads it")
{
	const auto zeros = [](std::size_t count)
	{
		std::string text = "[0";
		for (std::size_t i = 1; i < count; ++i) { text += ",0"; }
		return text + "]";
	};
	const auto most = FlatJson::read(zeros(524'287)); // with the list itself 512 Ki
	REQUIRE(most.has_value());
	CHECK(most->root().size() == 524'287);
	CHECK_FALSE(FlatJson::read(zeros(524'288)).has_value());
	CHECK(parse_json(zeros(524'288)).value().value.size() == 524'288);
}

TEST_CASE("json view: documents that are held at the same time do not disturb each other")
{
	std::vector<FlatJson> held;
	for (int i = 0; i < 6; ++i)
	{
		auto read = FlatJson::read("{\"number\":" + std::to_string(i) + "}");
		REQUIRE(read.has_value());
		held.push_back(std::move(*read));
	}
	for (int i = 0; i < 6; ++i) { CHECK(held[static_cast<std::size_t>(i)].root().member("number").integer() == i); }
	held.erase(held.begin() + 1, held.begin() + 4);
	const auto later = FlatJson::read("[7]");
	CHECK(to_text(held[1].root()) == R"({"number":4})");
	CHECK(to_text(later.value().root()) == "[7]");
}
