// Whatever JSON stands in one change, the others get the answer that they would get without it.
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <random>
#include <string>
#include <vector>

using namespace bajin;
using namespace bajin::test;

namespace
{

// Text of a JSON value, of every kind, with what parsers trip over: null, numbers beyond every type, half a character, keys
// that stand twice, depths beyond all use, the members of a change with values of a wrong type.
class HostileJson
{
public:
	explicit HostileJson(std::uint32_t seed) : random_(seed) {}

	std::string value(int depth)
	{
		switch (pick(depth > 0 ? 12 : 9))
		{
		case 0:
			return "null";
		case 1:
			return pick(2) == 0 ? "true" : "false";
		case 2:
			return pick_of({"0", "-1", "1.5", "9223372036854775807", "-9223372036854775808", "18446744073709551615"});
		case 3:
			return pick_of({"1e400", "-1e400", "1E+999999999", "123456789012345678901234567890", "1e-400"});
		case 4:
			return pick_of({R"("")", R"("\ud83d")", R"("\udc00\ud83d")", R"("\u0000")", R"("put")", R"("\uD83D\uDE00")"});
		case 5:
			return '"' + make_id(pick(50)) + '"';
		case 6:
			return std::string(pick(2) == 0 ? 40 : 400, '[');
		case 7:
			return pick_of({R"("2025-13-45")", R"("yesterday")", R"("2025-03-08T08:00:00+08:00")"});
		case 8:
			return "{}";
		case 9:
			return list(depth);
		default:
			return object(depth);
		}
	}

	// Of balanced brackets only: the text as a whole stays JSON.
	std::string balanced(int depth)
	{
		std::string text = value(depth);
		long open = 0;
		for (const char c : text) { open += c == '[' ? 1 : c == ']' ? -1 : 0; }
		return text + std::string(static_cast<std::size_t>(std::max(open, 0L)), ']');
	}

private:
	std::uint32_t pick(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }
	std::string pick_of(std::initializer_list<const char*> texts)
	{
		return *(texts.begin() + pick(static_cast<std::uint32_t>(texts.size())));
	}

	std::string list(int depth)
	{
		std::string text = "[";
		for (std::uint32_t i = pick(4); i > 0; --i) { text += (text.size() > 1 ? "," : "") + balanced(depth - 1); }
		return text + "]";
	}

	std::string object(int depth)
	{
		std::string text = "{";
		for (std::uint32_t i = pick(9); i > 0; --i)
		{
			text +=
				(text.size() > 1 ? ",\"" : "\"") +
				pick_of(
					{"change_id", "id", "op", "base", "event", "team", "heal", "reason", "resolves", "edited_at", "title", "reach", "x"}) +
				"\":" + balanced(depth - 1);
		}
		return text + "}";
	}

	std::mt19937 random_;
};

// What the results have in common on two servers: everything but receipts, which each server makes with its own key.
Json without_receipts(Json results)
{
	for (Json& result : results) { result.erase("receipt"); }
	return results;
}

} // namespace

TEST_CASE("one bad change: the others get the answer that they would get without it")
{
	TestServer with;
	TestServer without;
	const TestDevice phone = with.add_device(with.add_team("鲁山县普法讲师团", "410423"));
	const TestDevice other = without.add_device(without.add_team("鲁山县普法讲师团", "410423"));
	int bad_taken = 0;
	for (std::uint32_t seed = 0; seed < 400; ++seed)
	{
		HostileJson hostile(seed);
		const std::string bad = hostile.balanced(4);
		const std::string first = make_put(make_id(1'000 + seed), 0, make_record(make_id(10'000 + seed))).dump();
		const std::string last = make_put(make_id(5'000 + seed), 0, make_record(make_id(20'000 + seed), -1)).dump();
		INFO(seed << ": " << bad.substr(0, 500));
		const api::Response answer = with.sync_text(phone, R"({"limit":0,"changes":[)" + first + "," + bad + "," + last + "]}");
		REQUIRE(answer.status == 200);
		const api::Response plain = without.sync_text(other, R"({"limit":0,"changes":[)" + first + "," + last + "]}");
		REQUIRE(plain.status == 200);
		Json results = Json::parse(answer.body).at("results");
		REQUIRE(results.size() == 3);
		bad_taken += results[1]["outcome"] == "accepted" ? 1 : 0;
		CHECK(results[1]["outcome"] == "rejected");
		results.erase(1);
		CHECK(without_receipts(results) == without_receipts(Json::parse(plain.body).at("results")));
	}
	CHECK(bad_taken == 0);
	CHECK(with.recount().empty());
}

TEST_CASE("one bad change: a change that is null is refused, kept, and answered the same the next time")
{
	TestServer server;
	const TestDevice phone = server.add_device(server.add_team("鲁山县普法讲师团", "410423"));
	const std::string good = make_put(make_id(1), 0, make_record(make_id(2))).dump();
	for (int time = 0; time < 2; ++time)
	{
		const api::Response answer = server.sync_text(phone, R"({"limit":0,"changes":[null,)" + good + "]}");
		REQUIRE(answer.status == 200);
		const Json results = Json::parse(answer.body).at("results");
		CHECK(results[0]["outcome"] == "rejected");
		CHECK(results[0]["problems"][0]["code"] == "invalid_change");
		CHECK(results[1]["outcome"] == (time == 0 ? "accepted" : "unchanged"));
	}
}

TEST_CASE("one bad change: advice that cannot be read stops no record, and is named in the answer")
{
	TestServer server;
	const TestDevice phone = server.add_device(server.add_team("鲁山县普法讲师团", "410423"));
	const std::string good = make_put(make_id(1), 0, make_record(make_id(2))).dump();
	const api::Response answer = server.sync_text(
		phone, R"({"limit":"x","sent_at":"2025-03-08T08:00:00","pending":{"events":9223372036854775807,"oldest":"gestern"},)"
			   R"("client":{"version":1},"nil_reports":[7,{"change_id":")" +
				   make_id(9) + R"(","month":"2025-02"}],"x":1e400,"changes":[)" + good + "]}");
	REQUIRE(answer.status == 200);
	const Json json = Json::parse(answer.body);
	CHECK(json["results"][0]["outcome"] == "accepted");
	std::vector<std::string> pointers;
	for (const Json& problem : json["problems"])
	{
		pointers.push_back(problem["pointer"]);
		CHECK_FALSE(problem["code"].get<std::string>().empty());
	}
	CHECK(pointers == std::vector<std::string>{"/client/version", "/limit", "/sent_at", "/pending/oldest", "/nil_reports/0", "/x"});
}
