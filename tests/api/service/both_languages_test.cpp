// What is wrong with a record or a table is said in the language of whoever asks: Chinese, or English where it weighs more.
#include "server/api/http/language.hpp"
#include "shared/event.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <string>

using namespace bajin;
using namespace bajin::test;
using api::Method;
using store::Role;

namespace
{

struct TwoLanguages
{
	TestServer server;
	std::string chief = server.add_account("chief", Role::admin, "410400");
	TestDevice phone = server.add_device(server.add_team("鲁山", "410423"));

	// The first sentence of the first list `problems` in the answer.
	std::string said(const std::string& language, const std::string& token, Method method, const std::string& path, const Json& body)
	{
		api::Request request;
		request.method = method;
		request.path = path;
		request.authorization = "Bearer " + token;
		request.wants_english = api::prefers_english(language);
		if (!body.is_null()) { request.body = body.dump(); }
		const Json answer = Json::parse(server.call(std::move(request)).body);
		for (const char* list : {"results", "kept"})
		{
			if (answer.contains(list)) { return answer[list][0]["problems"][0]["message"]; }
		}
		return answer["problems"][0]["message"];
	}

	void check_both(const std::string& token, Method method, const std::string& path, const Json& body = Json())
	{
		INFO(path);
		const std::string zh = said("zh-CN", token, method, path, body);
		const std::string en = said("en-GB,zh;q=0.5", token, method, path, body);
		CHECK(count_characters(zh) < zh.size());
		CHECK_FALSE(en.empty());
		CHECK(count_characters(en) == en.size());
	}
};

} // namespace

TEST_CASE("languages: the problems of a change, a kept one, an entry and a table of venues are said in both")
{
	TwoLanguages office;
	const std::string id = "00000000-0000-4000-8000-000000000001";
	Json change = {{"change_id", id}, {"id", id}, {"base", 0}, {"op", "put"}, {"event", {{"id", id}}}};
	office.check_both(office.phone.token, Method::post, "/api/v1/sync", {{"changes", {change}}});
	change["op"] = "move";
	office.check_both(office.phone.token, Method::post, "/api/v1/sync", {{"changes", {change}}});
	office.check_both(office.chief, Method::get, "/api/v1/kept");
	office.check_both(office.chief, Method::post, "/api/v1/events", {{"team", id}, {"event", {{"id", id}}}});
	office.check_both(office.chief, Method::post, "/api/v1/venues/import", {{"csv", "场所类型,地区代码,名称\n学校,1,一中\n"}});
}
