#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <set>

using namespace bajin;
using namespace bajin::test;

namespace
{

struct PullField : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);
	TestDevice reader_phone = add_device(team);

	void push_events(std::uint64_t from, std::uint64_t count)
	{
		for (std::uint64_t i = from; i < from + count; ++i)
		{
			sync(phone, make_push({make_put(make_id(10'000 + i), 0, make_record(make_id(i)))}));
		}
	}
	Json pull(const TestDevice& device, const Json& cursor, int limit)
	{
		return sync(device, {{"cursor", cursor}, {"limit", limit}, {"changes", Json::array()}});
	}
};

} // namespace

TEST_CASE("pull: pages give every event once, in commit order, and the cursor moves only over what they cover")
{
	PullField field;
	field.push_events(1, 25);
	std::set<std::string> seen;
	Json cursor = nullptr;
	int pages = 0;
	for (bool more = true; more; ++pages)
	{
		const Json page = field.pull(field.reader_phone, cursor, 10);
		for (const Json& change : page["changes"]) { CHECK(seen.insert(change["id"]).second); }
		CHECK(page["reset"] == false);
		cursor = page["cursor"];
		more = page["more"];
	}
	CHECK(pages == 3);
	CHECK(seen.size() == 25);
	CHECK(field.pull(field.reader_phone, cursor, 10)["changes"].empty());

	field.sync(field.phone, make_push({make_put(make_id(20'001), 1, make_record(make_id(3), 777))}));
	const Json page = field.pull(field.reader_phone, cursor, 10);
	REQUIRE(page["changes"].size() == 1);
	CHECK(page["changes"][0]["event"]["reach"]["total"] == 777);
}

TEST_CASE("pull: pushing never moves the cursor past the changes of others, and leaves out only what was just sent")
{
	PullField field;
	const Json start = field.pull(field.phone, nullptr, 10)["cursor"];
	field.sync(field.reader_phone, make_push({make_put(make_id(101), 0, make_record(make_id(1)))}));
	Json body = make_push({make_put(make_id(102), 0, make_record(make_id(2)))});
	body["cursor"] = start;
	body["limit"] = 10;
	const Json answer = field.sync(field.phone, body);
	REQUIRE(answer["changes"].size() == 1);
	CHECK(answer["changes"][0]["id"] == make_id(1));
	CHECK(field.pull(field.phone, answer["cursor"], 10)["changes"].empty());
}

TEST_CASE("pull: a cursor that does not fit starts over, whatever is wrong with it")
{
	PullField field;
	field.push_events(1, 3);
	const Json cursor = field.pull(field.phone, nullptr, 10)["cursor"];
	std::string damaged = cursor;
	damaged[10] = damaged[10] == 'A' ? 'B' : 'A';
	const TestDevice stranger = field.add_device(field.add_team("叶县普法讲师团", "410422"));
	const Json foreign = field.pull(stranger, nullptr, 10)["cursor"];
	for (const Json& bad : {Json("x"), Json(damaged), foreign, Json(17)})
	{
		const Json page = field.pull(field.phone, bad, 10);
		CHECK(page["reset"] == true);
		CHECK(page["changes"].size() == 3);
	}
	field.save_backup("backup.db");
	field.restore_backup("backup.db");
	CHECK(field.pull(field.phone, cursor, 10)["reset"] == true);
}

TEST_CASE("pull: a limit of 0 pushes only, above 1,000 is clamped")
{
	PullField field;
	field.push_events(1, 2);
	CHECK(field.pull(field.reader_phone, nullptr, 0)["changes"].empty());
	CHECK(field.pull(field.reader_phone, nullptr, 5'000)["changes"].size() == 2);
}
