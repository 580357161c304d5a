#include "server/net/target.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using bajin::net::read_target;

namespace
{

std::string value_of(const api::Request& request, const std::string& name)
{
	const auto found = request.query.find(name);
	return found == request.query.end() ? "(absent)" : found->second;
}

} // namespace

TEST_CASE("target: path and query are taken apart and decoded")
{
	api::Request request;
	REQUIRE(read_target("/api/v1/events/a%20b?area=410423&text=%E6%B3%95+%2B&empty=&flag", request));
	CHECK(request.path == "/api/v1/events/a b");
	CHECK(value_of(request, "area") == "410423");
	CHECK(value_of(request, "text") == "法 +");
	CHECK(value_of(request, "empty").empty());
	CHECK(value_of(request, "flag").empty());
	CHECK(value_of(request, "other") == "(absent)");
}

TEST_CASE("target: a plus sign in the path stays one")
{
	api::Request request;
	REQUIRE(read_target("/a+b", request));
	CHECK(request.path == "/a+b");
}

TEST_CASE("target: the absolute form is taken")
{
	api::Request request;
	REQUIRE(read_target("http://example.org:8080/api?x=1", request));
	CHECK(request.path == "/api");
	api::Request root;
	REQUIRE(read_target("https://example.org", root));
	CHECK(root.path == "/");
}

TEST_CASE("target: what is no target is refused")
{
	for (const char* target :
		 {"", "*", "api", "/%", "/%4", "/%zz", "/%00", "/?a=%", "/%ff", "/%C0%AF", "/%ED%A0%80", "/%F4%90%80%80", "/?%80=1"})
	{
		api::Request request;
		INFO(target);
		CHECK_FALSE(read_target(target, request));
	}
}
