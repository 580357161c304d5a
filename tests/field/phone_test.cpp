#include "tests/field/field_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tools/field/phone.hpp"

#include <stdexcept>

using namespace bajin;
using namespace bajin::field;
using namespace bajin::field::testing;

namespace
{

// A phone with one event that the server has taken as version 1.
struct Synced
{
	explicit Synced(std::uint64_t seed = 1) : phone(phone_options(seed))
	{
		id = phone.record_event(noon);
		phone.take_answer(accept_all(*phone.make_request(noon), 1));
	}
	[[nodiscard]] const Copy& copy() const { return phone.copies().at(id); }
	void edit(std::string_view field, const Json& value)
	{
		Json content = copy().local;
		content[std::string(field)] = value;
		REQUIRE(phone.put_event(id, content, noon));
	}
	[[nodiscard]] Json with(std::string_view field, const Json& value) const
	{
		Json content = copy().content;
		content[std::string(field)] = value;
		return content;
	}

	Phone phone;
	Uuid id;
};

} // namespace

TEST_CASE("phone: a recorded event is sent with base 0 and is settled once accepted")
{
	Phone phone(phone_options());
	const Uuid id = phone.record_event(noon);
	CHECK_FALSE(phone.is_settled());
	const Json request = *phone.make_request(noon);
	REQUIRE(request["changes"].size() == 1);
	CHECK(request["changes"][0]["id"] == to_string(id));
	CHECK(request["changes"][0]["base"] == 0);
	CHECK(request["changes"][0]["op"] == "put");
	CHECK(request["cursor"].is_null());
	phone.take_answer(accept_all(request, 1));
	CHECK(phone.is_settled());
	CHECK(phone.copies().at(id).version == 1);
	CHECK(phone.copies().at(id).pushed_version == 1);
	CHECK(phone.copies().at(id).receipt == "R-1");
	CHECK((*phone.make_request(noon))["cursor"] == "c");
}

TEST_CASE("phone: no second request while an exchange is under way")
{
	Phone phone(phone_options());
	REQUIRE(phone.make_request(noon));
	CHECK_FALSE(phone.make_request(noon));
	phone.lose_answer();
	CHECK(phone.make_request(noon));
}

TEST_CASE("phone: after a lost answer or a crash the very same change is sent again")
{
	Synced synced;
	synced.edit("consultations", 7);
	const Json first = *synced.phone.make_request(noon);
	synced.edit("consultations", 8);
	const bool crashes = GENERATE(false, true);
	crashes ? synced.phone.crash() : synced.phone.lose_answer();
	const Json second = *synced.phone.make_request(noon + std::chrono::minutes(5));
	CHECK(second["changes"] == first["changes"]);
	CHECK(second["changes"][0]["event"]["consultations"] == 7);
	CHECK(synced.phone.counts().changes_repeated == 1);
}

TEST_CASE("phone: an edit made while the first was in flight goes out afterwards, based on what was acknowledged")
{
	Synced synced;
	synced.edit("consultations", 7);
	const Json first = *synced.phone.make_request(noon);
	synced.edit("note", "后来补充");
	synced.phone.take_answer(accept_all(first, 2));
	const Json second = *synced.phone.make_request(noon);
	REQUIRE(second["changes"].size() == 1);
	CHECK(second["changes"][0]["base"] == 2);
	CHECK(second["changes"][0]["change_id"] != first["changes"][0]["change_id"]);
	CHECK(second["changes"][0]["event"]["consultations"] == 7);
	CHECK(second["changes"][0]["event"]["note"] == "后来补充");
}

TEST_CASE("phone: a merge is taken over from current, with later edits on top")
{
	Synced synced;
	synced.edit("consultations", 7);
	const Json first = *synced.phone.make_request(noon);
	synced.edit("note", "后来补充");
	Json merged = first["changes"][0]["event"];
	merged["title"] = "别人改的标题";
	Json results = list_of(result(first["changes"][0], "merged", 3, element(to_string(synced.id), 3, merged)));
	synced.phone.take_answer(answer("c2", results));
	CHECK(same_value(synced.copy().content, merged));
	const Json second = *synced.phone.make_request(noon);
	REQUIRE(second["changes"].size() == 1);
	CHECK(second["changes"][0]["base"] == 3);
	CHECK(second["changes"][0]["event"]["title"] == "别人改的标题");
	CHECK(second["changes"][0]["event"]["note"] == "后来补充");
}

TEST_CASE("phone: unchanged with current takes over the newer copy")
{
	Synced synced;
	synced.edit("consultations", 7);
	const Json first = *synced.phone.make_request(noon);
	Json newer = first["changes"][0]["event"];
	newer["title"] = "别人改的标题";
	synced.phone.take_answer(answer("c2", list_of(result(first["changes"][0], "unchanged", 2, element(to_string(synced.id), 4, newer)))));
	CHECK(synced.copy().version == 4);
	CHECK(synced.copy().local["title"] == "别人改的标题");
	CHECK(synced.phone.is_settled());
}

TEST_CASE("phone: a conflict puts the sent edit aside and takes over the server's copy")
{
	Synced synced;
	synced.edit("title", "我的标题");
	const Json first = *synced.phone.make_request(noon);
	const Json theirs = synced.with("title", "别人的标题");
	synced.phone.take_answer(answer("c2", list_of(result(first["changes"][0], "conflict", 2, element(to_string(synced.id), 2, theirs)))));
	CHECK(synced.copy().local["title"] == "别人的标题");
	REQUIRE(synced.phone.attention().size() == 1);
	CHECK(synced.phone.attention()[0].content["title"] == "我的标题");
	CHECK(synced.phone.is_settled());
}

TEST_CASE("phone: a refused record waits for its author and goes out anew once edited")
{
	PhoneOptions options = phone_options();
	options.mistake_share = 1.0;
	Phone phone(options);
	const Uuid id = phone.record_event(noon);
	const Json first = *phone.make_request(noon);
	phone.take_answer(answer("c", list_of(result(first["changes"][0], "rejected", 0))));
	CHECK(phone.copies().at(id).needs_attention);
	CHECK((*phone.make_request(noon))["changes"].empty());
	phone.lose_answer();
	REQUIRE(phone.edit_some_event(noon));
	const Json second = *phone.make_request(noon);
	REQUIRE(second["changes"].size() == 1);
	CHECK(second["changes"][0]["change_id"] != first["changes"][0]["change_id"]);
	const Json& reach = second["changes"][0]["event"]["reach"];
	CHECK(reach["women"].get<int>() + reach["children"].get<int>() <= reach["total"].get<int>());
}

TEST_CASE("phone: a pulled version joins unsent edits of other fields")
{
	Synced synced;
	synced.edit("note", "未发送");
	const Json pulled = element(to_string(synced.id), 2, synced.with("title", "别人的标题"));
	// The edit is in flight only in this exchange, whose request was made before it.
	Phone& phone = synced.phone;
	const Json request = *phone.make_request(noon);
	phone.lose_answer();
	CHECK(request["changes"].size() == 1);
	const Json again = *phone.make_request(noon);
	Json merged = again["changes"][0]["event"];
	merged["title"] = "别人的标题";
	phone.take_answer(
		answer("c2", list_of(result(again["changes"][0], "merged", 3, element(to_string(synced.id), 3, merged))), list_of(pulled)));
	CHECK(synced.copy().version == 3);
	CHECK(synced.copy().local["title"] == "别人的标题");
	CHECK(synced.copy().local["note"] == "未发送");
}

TEST_CASE("phone: an unsent edit of the field that another changed keeps its base, so that the server sees the conflict")
{
	Synced synced;
	const Json pull = *synced.phone.make_request(noon);
	REQUIRE(pull["changes"].empty());
	synced.edit("title", "我的标题");
	synced.phone.take_answer(answer("c2", Json::array(), list_of(element(to_string(synced.id), 2, synced.with("title", "别人的标题")))));
	const Json next = *synced.phone.make_request(noon);
	REQUIRE(next["changes"].size() == 1);
	CHECK(next["changes"][0]["base"] == 1);
	CHECK(next["changes"][0]["event"]["title"] == "我的标题");
}

TEST_CASE("phone: an event deleted before it was ever sent leaves no trace")
{
	Phone phone(phone_options());
	const Uuid id = phone.record_event(noon);
	REQUIRE(phone.delete_some_event(noon));
	CHECK(phone.copies().count(id) == 0);
	CHECK((*phone.make_request(noon))["changes"].empty());
}

TEST_CASE("phone: a delete names the version it was made on")
{
	Synced synced;
	REQUIRE(synced.phone.delete_some_event(noon));
	const Json request = *synced.phone.make_request(noon);
	REQUIRE(request["changes"].size() == 1);
	CHECK(request["changes"][0]["op"] == "delete");
	CHECK(request["changes"][0]["base"] == 1);
	CHECK_FALSE(request["changes"][0].contains("event"));
	synced.phone.take_answer(accept_all(request, 2));
	CHECK(synced.copy().deleted);
	CHECK(synced.phone.is_settled());
}

TEST_CASE("phone: after a reset it heals what the server has lost, with a fresh change and the acknowledged version as base")
{
	Synced synced;
	synced.edit("consultations", 7);
	synced.phone.take_answer(accept_all(*synced.phone.make_request(noon), 2));
	const Json held = synced.copy().content;

	const bool lost_altogether = GENERATE(true, false);
	REQUIRE(synced.phone.make_request(noon));
	Json first_page = answer("n1");
	first_page["reset"] = true;
	first_page["more"] = true;
	synced.phone.take_answer(first_page);
	CHECK(synced.phone.is_resetting());
	CHECK(synced.copy().version == 2);
	CHECK((*synced.phone.make_request(noon))["changes"].empty());
	Json older = Json::array();
	if (!lost_altogether) { older.push_back(element(to_string(synced.id), 1, synced.with("consultations", 1))); }
	synced.phone.take_answer(answer("n2", Json::array(), older));
	CHECK_FALSE(synced.phone.is_settled());
	CHECK(same_value(synced.copy().content, held));

	const Json heal = *synced.phone.make_request(noon);
	REQUIRE(heal["changes"].size() == 1);
	CHECK(heal["changes"][0]["heal"] == true);
	CHECK(heal["changes"][0]["base"] == 2);
	CHECK(same_value(heal["changes"][0]["event"], held));
	synced.phone.take_answer(accept_all(heal, 2, "n3"));
	CHECK(synced.phone.is_settled());
	CHECK(same_value(synced.copy().content, held));
}

TEST_CASE("phone: after a reset nothing is healed that the pages show at its acknowledged version")
{
	Synced synced;
	REQUIRE(synced.phone.make_request(noon));
	Json page = answer("n1", Json::array(), list_of(element(to_string(synced.id), 1, synced.copy().content)));
	page["reset"] = true;
	synced.phone.take_answer(page);
	CHECK(synced.phone.is_settled());
	CHECK((*synced.phone.make_request(noon))["changes"].empty());
}

TEST_CASE("phone: a copy that a later edit on the restored server may not descend from is offered as a heal")
{
	Synced synced;
	const Json held = synced.copy().content;
	REQUIRE(synced.phone.make_request(noon));
	Json page = answer("n1", Json::array(), list_of(element(to_string(synced.id), 1'003, synced.with("title", "恢复后修改"))));
	page["reset"] = true;
	synced.phone.take_answer(page);
	CHECK(synced.copy().version == 1'003);
	const Json heal = *synced.phone.make_request(noon);
	REQUIRE(heal["changes"].size() == 1);
	CHECK(heal["changes"][0]["base"] == 1);
	CHECK(same_value(heal["changes"][0]["event"], held));
	synced.phone.take_answer(answer("n2", list_of(result(heal["changes"][0], "unchanged", 1'003))));
	CHECK(synced.copy().version == 1'003);
	CHECK(synced.copy().local["title"] == "恢复后修改");
	CHECK(synced.phone.is_settled());
}

TEST_CASE("phone: an answer that breaks the protocol is refused as a whole")
{
	Phone phone(phone_options());
	phone.record_event(noon);
	const Json request = *phone.make_request(noon);
	Json bad = accept_all(request, 1);
	SECTION("a result is missing")
	{
		bad["results"] = Json::array();
	}
	SECTION("a result of another change")
	{
		bad["results"][0]["change_id"] = "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f";
	}
	SECTION("an unknown outcome")
	{
		bad["results"][0]["outcome"] = "fine";
	}
	SECTION("accepted without a receipt")
	{
		bad["results"][0]["receipt"] = nullptr;
	}
	SECTION("merged without current")
	{
		bad["results"][0]["outcome"] = "merged";
	}
	SECTION("no cursor")
	{
		bad["cursor"] = nullptr;
	}
	CHECK_THROWS_AS(phone.take_answer(bad), std::runtime_error);
	phone.lose_answer();
	CHECK((*phone.make_request(noon))["changes"] == request["changes"]);
}

TEST_CASE("phone: what is saved is all it goes on from")
{
	Synced synced;
	synced.edit("note", "未发送");
	synced.phone.record_event(noon);
	REQUIRE(synced.phone.make_request(noon));
	Phone loaded = Phone::load(phone_options(), synced.phone.save());
	CHECK(to_text(loaded.save()) == to_text(synced.phone.save()));
	CHECK(loaded.make_request(noon));
	CHECK(loaded.record_event(noon) == synced.phone.record_event(noon));
}

TEST_CASE("phone: a request carries no more changes than allowed, and the rest counts as pending")
{
	PhoneOptions options = phone_options();
	options.changes_max = 3;
	Phone phone(options);
	for (int count = 0; count < 5; ++count) { phone.record_event(noon); }
	const Json request = *phone.make_request(noon);
	CHECK(request["changes"].size() == 3);
	CHECK(request["pending"]["events"] == 2);
	CHECK(request["pending"]["oldest"] == to_string(noon));
	phone.take_answer(accept_all(request, 1));
	CHECK(phone.unsent() == 2);
}
