#include "shared/merge.hpp"
#include "tests/shared/reference_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using bajin::test::parse;

namespace
{

using Names = std::vector<std::string>;

MergeResult merge(std::string_view base, std::string_view stored, std::string_view sent)
{
	return merge_records(parse(base), parse(stored), parse(sent));
}

// The text of a merge in which nothing may conflict.
std::string merged(std::string_view base, std::string_view stored, std::string_view sent)
{
	const MergeResult result = merge(base, stored, sent);
	CHECK(result.conflicts == Names{});
	return to_text(result.merged);
}

Names conflicts(std::string_view base, std::string_view stored, std::string_view sent)
{
	return merge(base, stored, sent).conflicts;
}

} // namespace

TEST_CASE("merge: a field changed on one side takes that side")
{
	CHECK(merged(R"({"a":1,"b":1})", R"({"a":2,"b":1})", R"({"a":1,"b":3})") == R"({"a":2,"b":3})");
	CHECK(merged(R"({"a":1})", R"({"a":1})", R"({"a":2})") == R"({"a":2})");
	CHECK(merged(R"({"a":1})", R"({"a":2})", R"({"a":1})") == R"({"a":2})");
	CHECK(merged(R"({"a":1})", R"({"a":1})", R"({"a":1})") == R"({"a":1})");
}

TEST_CASE("merge: the same change on both sides is no conflict")
{
	CHECK(merged(R"({"a":1})", R"({"a":2})", R"({"a":2})") == R"({"a":2})");
	CHECK(merged(R"({})", R"({"a":{"x":1,"y":2}})", R"({"a":{"y":2.0,"x":1,"z":null}})") == R"({"a":{"x":1,"y":2}})");
	CHECK(merged(R"({"a":1,"b":1})", R"({"b":1})", R"({"b":1})") == R"({"b":1})");
}

TEST_CASE("merge: different changes of one field conflict, by name, in the order of the stored record")
{
	CHECK(conflicts(R"({"a":1})", R"({"a":2})", R"({"a":3})") == Names{"a"});
	CHECK(conflicts(R"({})", R"({"c":1,"b":1,"a":1})", R"({"a":2,"b":2,"c":1})") == Names{"b", "a"});
	CHECK(conflicts(R"({"a":1})", R"({"a":2})", R"({})") == Names{"a"});
	CHECK(conflicts(R"({"a":1})", R"({})", R"({"a":2})") == Names{"a"});
}

TEST_CASE("merge: one conflict does not keep other fields from being merged")
{
	const MergeResult result = merge(R"({"a":1,"b":1,"c":1})", R"({"a":2,"b":2,"c":1})", R"({"a":3,"b":1,"c":3})");
	CHECK(result.conflicts == Names{"a"});
	CHECK(result.merged.at("b") == 2);
	CHECK(result.merged.at("c") == 3);
}

TEST_CASE("merge: fields are compared whole, not by their members")
{
	CHECK(
		conflicts(R"({"reach":{"total":1,"women":1}})", R"({"reach":{"total":2,"women":1}})", R"({"reach":{"total":1,"women":0}})") ==
		Names{"reach"});
	CHECK(conflicts(R"({"topics":["a"]})", R"({"topics":["a","b"]})", R"({"topics":["a","c"]})") == Names{"topics"});
	CHECK(conflicts(R"({"topics":["a","b"]})", R"({"topics":["b","a"]})", R"({"topics":["a"]})") == Names{"topics"});
}

TEST_CASE("merge: a field that one side removed is gone")
{
	CHECK(merged(R"({"a":1,"b":1})", R"({"a":1,"b":1})", R"({"b":1})") == R"({"b":1})");
	CHECK(merged(R"({"a":1,"b":1})", R"({"b":1})", R"({"a":1,"b":1})") == R"({"b":1})");
	CHECK(merged(R"({"a":1,"b":1})", R"({"a":1,"b":2})", R"({"a":null,"b":1})") == R"({"b":2})");
	CHECK(merged(R"({"host":{"phone":"1"},"b":1})", R"({"host":{"phone":"1"},"b":1})", R"({"b":1})") == R"({"b":1})");
}

TEST_CASE("merge: null is like absent on every side, and does not come out")
{
	CHECK(merged(R"({"a":null})", R"({})", R"({"a":null})") == R"({})");
	CHECK(merged(R"({"b":1})", R"({"a":null,"b":1})", R"({"b":2})") == R"({"b":2})");
	CHECK(merged(R"({"a":null,"b":1})", R"({"b":1})", R"({"a":5,"b":1})") == R"({"b":1,"a":5})");
}

TEST_CASE("merge: fields that nobody knows are merged like any other")
{
	CHECK(merged(R"({"x":1})", R"({"x":1,"weather":"rain"})", R"({"x":1,"bus":7})") == R"({"x":1,"weather":"rain","bus":7})");
}

TEST_CASE("merge: without a base only what both sides say alike can stand")
{
	CHECK(merged(R"({})", R"({"a":1,"b":2})", R"({"a":1,"c":3})") == R"({"a":1,"b":2,"c":3})");
	CHECK(conflicts(R"({})", R"({"a":1})", R"({"a":2})") == Names{"a"});
}

TEST_CASE("merge: photos added on both sides are all in, the stored ones first")
{
	CHECK(
		merged(
			R"({"photos":[{"sha256":"1"}]})", R"({"photos":[{"sha256":"1"},{"sha256":"2"}]})",
			R"({"photos":[{"sha256":"3"},{"sha256":"1"}]})") == R"({"photos":[{"sha256":"1"},{"sha256":"2"},{"sha256":"3"}]})");
	CHECK(
		merged(R"({})", R"({"photos":[{"sha256":"2"}]})", R"({"photos":[{"sha256":"3"}]})") ==
		R"({"photos":[{"sha256":"2"},{"sha256":"3"}]})");
}

TEST_CASE("merge: a photo that either side took away is gone, what the other added stays")
{
	const char* base = R"({"photos":[{"sha256":"1"},{"sha256":"2"}]})";
	CHECK(
		merged(base, R"({"photos":[{"sha256":"2"}]})", R"({"photos":[{"sha256":"1"},{"sha256":"2"},{"sha256":"3"}]})") ==
		R"({"photos":[{"sha256":"2"},{"sha256":"3"}]})");
	CHECK(merged(base, R"({"photos":[{"sha256":"2"}]})", R"({"photos":[{"sha256":"1"}]})") == R"({"photos":[]})");
	CHECK(merged(base, R"({"photos":[{"sha256":"1"},{"sha256":"2"},{"sha256":"4"}]})", R"({})") == R"({"photos":[{"sha256":"4"}]})");
	CHECK(merged(base, R"({})", R"({"photos":[{"sha256":"1"},{"sha256":"2"},{"sha256":"4"}]})") == R"({"photos":[{"sha256":"4"}]})");
}

TEST_CASE("merge: of a photo described anew the changed description stands, on both sides that of the sender")
{
	const char* base = R"({"photos":[{"sha256":"1","role":"scene"}]})";
	const char* by_server = R"({"photos":[{"sha256":"1","role":"stall"},{"sha256":"2"}]})";
	CHECK(
		merged(base, by_server, R"({"photos":[{"sha256":"1","role":"scene"},{"sha256":"3"}]})") ==
		R"({"photos":[{"sha256":"1","role":"stall"},{"sha256":"2"},{"sha256":"3"}]})");
	CHECK(
		merged(base, R"({"photos":[{"sha256":"1","role":"scene"},{"sha256":"2"}]})", R"({"photos":[{"sha256":"1","role":"sheet"}]})") ==
		R"({"photos":[{"sha256":"1","role":"sheet"},{"sha256":"2"}]})");
	CHECK(
		merged(base, by_server, R"({"photos":[{"sha256":"1","role":"sheet"}]})") ==
		R"({"photos":[{"sha256":"1","role":"sheet"},{"sha256":"2"}]})");
}

TEST_CASE("merge: two phones that edit different fields of one record both find their edit in it")
{
	const Json base = bajin::test::full_record();
	Json stored = base;
	Json sent = base;
	stored["title"] = "改过的名称";
	stored["photos"].push_back(parse(R"({"sha256":"aa"})"));
	sent["reach"]["total"] = 900;
	sent["photos"].push_back(parse(R"({"sha256":"bb"})"));
	const MergeResult result = merge_records(base, stored, sent);
	CHECK(result.conflicts == Names{});
	CHECK(result.merged.at("title") == "改过的名称");
	CHECK(result.merged.at("reach").at("total") == 900);
	CHECK(result.merged.at("photos").size() == 3);
	CHECK(same_value(result.merged.at("materials"), base.at("materials")));
}
