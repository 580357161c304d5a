#include "shared/json.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;

namespace
{

JsonDocument read(std::string_view text)
{
	auto document = parse_json(text);
	INFO(text);
	REQUIRE(document.has_value());
	return std::move(*document);
}

Json value(std::string_view text)
{
	JsonDocument document = read(text);
	REQUIRE(document.flaws.empty());
	return std::move(document.value);
}

std::vector<std::string> flaws(std::string_view text)
{
	std::vector<std::string> found;
	for (const JsonFlaw& flaw : read(text).flaws) { found.push_back(flaw.code + " " + flaw.pointer); }
	return found;
}

using Flaws = std::vector<std::string>;

std::string nested(std::size_t depth, const std::string& inside)
{
	return std::string(depth, '[') + inside + std::string(depth, ']');
}

} // namespace

TEST_CASE("json: a document comes back in the order in which it was sent")
{
	const char* text = R"({"z":1,"a":[true,null,"中\n"],"m":{"x":-5,"y":0.25,"e":{},"l":[]}})";
	CHECK(to_text(value(text)) == text);
	CHECK(to_text(value(" 12 ")) == "12");
	CHECK(to_text(value("\xEF\xBB\xBF{}")) == "{}");
}

TEST_CASE("json: what is no JSON text is refused")
{
	const std::string text = GENERATE(
		std::string(), std::string(" "), std::string("{"), std::string("{\"a\":}"), std::string("[1,]"), std::string("nul"),
		std::string("{} {}"), std::string("{'a':1}"), std::string("\"\xff\""), std::string("\"\xed\xa0\x80\""), std::string("\"\xe4\xb8\""),
		std::string("1e999e1"), std::string("[-01e999]"), std::string("[1.e999]"), std::string("[1e999,]"), std::string("NaN"),
		std::string("\"\\x\""), std::string("\"\\ud83d\" x"), std::string("{}\0", 3), std::string("\"a\0b\"", 5), std::string("\"\n\""),
		std::string("01"), std::string("\"\\u12\""));
	const auto document = parse_json(text);
	INFO(text);
	REQUIRE_FALSE(document.has_value());
	CHECK(document.error().code == "invalid_json");
	CHECK(document.error().detail.find("byte") != std::string::npos);
}

TEST_CASE("json: of a duplicate key the first value stays and the second is reported")
{
	CHECK(to_text(read(R"({"a":1,"a":{"b":[1,{"c":2}]},"d":3})").value) == R"({"a":1,"d":3})");
	CHECK(flaws(R"({"a":1,"a":{"b":[1,{"c":2}]},"d":3})") == Flaws{"duplicate_key /a"});
	CHECK(flaws(R"({"l":[0,{"x":1,"x":2,"x":[3]}]})") == Flaws{"duplicate_key /l/1/x", "duplicate_key /l/1/x"});
	CHECK(flaws(R"({"a/b~":{"":1,"":2}})") == Flaws{"duplicate_key /a~1b~0/"});
	CHECK(flaws(R"({"a":1,"\u0061":2})") == Flaws{"duplicate_key /a"});
	CHECK(flaws(R"([{"a":1},{"a":1}])").empty());
}

TEST_CASE("json: duplicate keys are found in objects with very many members too")
{
	std::string text = "{";
	for (int i = 0; i < 20'000; ++i) { text += "\"k" + std::to_string(i) + "\":0,"; }
	CHECK(
		flaws(text + "\"k3\":1,\"k19999\":1,\"new\":1,\"new\":2}") ==
		Flaws{"duplicate_key /k3", "duplicate_key /k19999", "duplicate_key /new"});
}

TEST_CASE("json: values too deep are left out and reported, the rest is kept")
{
	CHECK(to_text(value(nested(json_depth_max, "1"))) == nested(json_depth_max, "1"));
	CHECK(to_text(read(nested(json_depth_max + 1, "1")).value) == nested(json_depth_max, "null"));
	const std::string hostile = "{\"a\":1,\"deep\":" + nested(100'000, "") + ",\"b\":2}";
	const JsonDocument document = read(hostile);
	CHECK(document.value["a"] == 1);
	CHECK(document.value["b"] == 2);
	REQUIRE(document.flaws.size() == 1);
	CHECK(document.flaws[0].code == "too_deep");
	CHECK(document.flaws[0].pointer.starts_with("/deep/0/0/"));
}

TEST_CASE("json: a number that no double can hold is left out and reported where it stands")
{
	const JsonDocument document = read(R"({"a":1e400,"b":[1,-1E+999999,2.5e-400],"c":"1e400","d":{"a":7,"a":1e500}})");
	CHECK(to_text(document.value["a"]) == "null");
	CHECK(to_text(document.value["b"][1]) == "null");
	CHECK(document.value["b"][2] == 0);
	CHECK(document.value["c"] == "1e400");
	CHECK(document.value["d"]["a"] == 7);
	CHECK(
		flaws(R"({"a":1e400,"b":[1,-1E+999999,2.5e-400],"c":"1e400","d":{"a":7,"a":1e500}})") ==
		Flaws{"number_out_of_range /a", "number_out_of_range /b/1", "duplicate_key /d/a"});
	CHECK(flaws(std::string("[") + std::string(400, '9') + ",1]") == Flaws{"number_out_of_range /0"});
	CHECK(flaws(R"(["\ud83d",1e400,"\"1e400"])") == Flaws{"invalid_text /0", "number_out_of_range /1"});
}

TEST_CASE("json: half a surrogate pair becomes U+FFFD and is reported where it stands")
{
	const JsonDocument document = read(R"({"ok":"\ufffd\ud83d\ude00","title":"a\ud83d","list":["x","\ude00b","\\ud83d"],"n":"�"})");
	CHECK(document.value["ok"] == "\xEF\xBF\xBD\xF0\x9F\x98\x80");
	CHECK(document.value["title"] == "a\xEF\xBF\xBD");
	CHECK(
		document.value["list"][1] == "\xEF\xBF\xBD"
									 "b");
	CHECK(document.value["list"][2] == "\\ud83d");
	REQUIRE(document.flaws.size() == 2);
	CHECK(document.flaws[0].pointer == "/title");
	CHECK(document.flaws[0].code == "invalid_text");
	CHECK(document.flaws[1].pointer == "/list/1");
	CHECK(
		flaws(R"({"a":{"k\uD83D":"\uDC00\uD83D\uDE00\uD83D"}})") ==
		Flaws{"invalid_text /a/k\xEF\xBF\xBD", "invalid_text /a/k\xEF\xBF\xBD"});
	CHECK(flaws(R"(["\ud83d\ud83d\ude00"])") == Flaws{"invalid_text /0"});
	CHECK(flaws(R"({"a":1,"a":"\ud83d","b":"\ud83d"})") == Flaws{"duplicate_key /a", "invalid_text /b"});
}

TEST_CASE("json: values are the same whatever their order, their nulls and the spelling of their numbers")
{
	const char* base = R"({"a":1,"b":{"c":[1,{"d":2}],"e":"x"},"f":true})";
	const char* same = GENERATE(
		R"({"a":1,"b":{"c":[1,{"d":2}],"e":"x"},"f":true})", R"({"f":true,"b":{"e":"x","c":[1,{"d":2}]},"a":1})",
		R"({"a":1.0,"b":{"c":[1e0,{"d":2,"n":null}],"e":"x","z":null},"f":true,"g":null})");
	INFO(same);
	CHECK(same_value(value(base), value(same)));
	CHECK(same_value(value(same), value(base)));
	CHECK(content_digest(value(base)) == content_digest(value(same)));
}

TEST_CASE("json: other values are not the same")
{
	const char* base = R"({"a":1,"b":{"c":[1,{"d":2}],"e":"x"},"f":true})";
	const char* other = GENERATE(
		R"({"a":1,"b":{"c":[1,{"d":2}],"e":"x"}})", R"({"a":"1","b":{"c":[1,{"d":2}],"e":"x"},"f":true})",
		R"({"a":1,"b":{"c":[{"d":2},1],"e":"x"},"f":true})", R"({"a":1,"b":{"c":[1,{"d":2},null],"e":"x"},"f":true})",
		R"({"a":1,"b":{"c":[1,{"d":2}],"e":"y"},"f":true})", R"({"a":1,"b":{"c":[1,{"d":2}],"e":"x"},"f":false})",
		R"({"a":-1,"b":{"c":[1,{"d":2}],"e":"x"},"f":true})", R"({"a":1.5,"b":{"c":[1,{"d":2}],"e":"x"},"f":true})",
		R"({"a":1,"b":{"c":[1,{"d":2}],"e":"x"},"f":true,"g":0})", R"({"f":1,"b":{"c":[1,{"d":2}],"e":"x"},"a":true})", "null", "[]");
	INFO(other);
	CHECK_FALSE(same_value(value(base), value(other)));
	CHECK_FALSE(same_value(value(other), value(base)));
	CHECK(content_digest(value(base)) != content_digest(value(other)));
}

TEST_CASE("json: large numbers are compared exactly")
{
	CHECK(same_value(value("9007199254740992"), value("9007199254740992.0")));
	CHECK_FALSE(same_value(value("9007199254740993"), value("9007199254740992.0")));
	CHECK(same_value(value("0"), value("-0.0")));
	CHECK(content_digest(value("0")) == content_digest(value("-0.0")));
	CHECK(same_value(value("18446744073709551615"), value("18446744073709551615")));
	CHECK_FALSE(same_value(value("18446744073709551615"), value("-1")));
	CHECK(content_digest(value("18446744073709551615")) != content_digest(value("-1")));
	CHECK(same_value(value("-9223372036854775808"), value("-9.223372036854775808e18")));
	CHECK(same_value(value("1e300"), value("1e300")));
}

TEST_CASE("json: digests are stored, so they stay what they are")
{
	CHECK(content_digest(value("null")) == 0xE166071E7FB45925U);
	CHECK(content_digest(value(R"({"title":"三八妇女权益保障法宣传","reach":{"total":800},"f":[1,-2,0.5,true]})")) == 0xF660EDB55540B6D7U);
}

TEST_CASE("json: what a text may not hold as it is, is escaped wherever it stands")
{
	for (int letter = 1; letter < 256; ++letter)
	{
		if (letter >= 0x80 && letter != 0x80 + '"' && letter != 0x80 + 0x1F) { continue; }
		const std::string odd =
			letter < 0x80 ? std::string(1, static_cast<char>(letter)) : "\xC2" + std::string(1, static_cast<char>(letter));
		for (std::size_t before = 0; before < 18; ++before)
		{
			std::string text = "abcdefghijklmnopqr";
			text.insert(before, odd);
			INFO(letter << " after " << before);
			CHECK(to_text(Json(text)) == Json(text).dump());
			text += odd + odd;
			CHECK(to_text(Json(text)) == Json(text).dump());
		}
	}
	CHECK(to_text(Json(std::string("a\0b", 3))) == "\"a\\u0000b\"");
}

TEST_CASE("json: a null member is as good as absent")
{
	const Json object = value(R"({"a":null,"b":0})");
	CHECK(member(object, "a") == nullptr);
	CHECK(member(object, "c") == nullptr);
	REQUIRE(member(object, "b") != nullptr);
	CHECK(*member(object, "b") == 0);
	CHECK(member(value("[1]"), "b") == nullptr);
}

TEST_CASE("json: a member is added to the text of an object")
{
	std::string text = "[{}";
	append_member(text, "a", "[1]");
	CHECK(text == R"([{"a":[1]})");
	append_member(text, "b", R"({"c":"}"})");
	CHECK(text == R"([{"a":[1],"b":{"c":"}"}})");
}
