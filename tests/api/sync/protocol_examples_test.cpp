// Plays the exchanges of shared/PROTOCOL.md, in order, against the server: the document says what happens, or this fails.
#include "server/events/review.hpp"
#include "server/people/enrolment.hpp"
#include "server/store/event_store.hpp"
#include "server/store/notice_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/document.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/test_server.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

using namespace bajin;
using namespace bajin::test;

namespace
{

std::string read_protocol()
{
	std::ifstream file(source_directory() + "/shared/PROTOCOL.md", std::ios::binary);
	return {std::istreambuf_iterator<char>(file), {}};
}

class Replay : public TestServer
{
public:
	Replay()
	{
		placeholders_.set("id team", to_string(team_));
		placeholders_.set("id other team", to_string(other_team_));
		placeholders_.set("id zhang", to_string(phones_.at("zhang").id));
		placeholders_.set("today", to_string(shanghai_date(now())));
		placeholders_.set("now", to_string(now()));
		const auto code = writer().run_alone([this] { return people::create_enrolment(writer().database(), {team_}, now()).code; });
		placeholders_.set("code", people::show_code(code));
	}

	// What differs from the document, one line each.
	std::string play(const std::vector<DocumentStep>& steps)
	{
		std::string differences;
		const DocumentStep* request = nullptr;
		for (const DocumentStep& step : steps)
		{
			const std::string where = "PROTOCOL.md:" + std::to_string(step.line) + " " + step.name;
			if (step.kind == DocumentStep::Kind::action) { act(step.text); }
			else if (step.kind != DocumentStep::Kind::answer) { request = &step; }
			else if (request == nullptr || request->name != step.name) { differences += where + ": an answer without its request\n"; }
			else
			{
				const api::Response response = send(*request);
				if (response.status != step.status) { differences += where + ": status " + std::to_string(response.status) + '\n'; }
				differences += placeholders_.compare(Json::parse(step.text), Json::parse(response.body), where + ' ');
				++exchanges_;
				request = nullptr;
			}
		}
		return differences;
	}
	[[nodiscard]] int exchanges() const noexcept { return exchanges_; }

private:
	api::Response send(const DocumentStep& step)
	{
		if (step.kind == DocumentStep::Kind::sync)
		{
			return sync_text(phones_.at(step.phone), placeholders_.fill(Json::parse(step.text)).dump());
		}
		const std::string text = placeholders_.fill_text(step.text);
		const auto space = text.find(' ');
		const auto end = text.find('\n');
		api::Request request;
		request.method = text.substr(0, space) == "POST" ? api::Method::post : api::Method::get;
		request.path = text.substr(space + 1, end - space - 1);
		request.wants_english = true;
		request.body = text.substr(end + 1);
		if (!step.phone.empty()) { request.authorization = "Bearer " + phones_.at(step.phone).token; }
		return call(std::move(request));
	}

	void act(const std::string& text)
	{
		if (text == "save backup") { save_backup("backup.db"); }
		else if (text == "restore backup") { restore_backup("backup.db"); }
		else if (text == "move zhang to wang's team") { move_device(phones_.at("zhang"), other_team_); }
		else if (text == "wang's phone is lost") { revoke_device(phones_.at("wang"), true); }
		else if (text.starts_with("return ")) { review(text.substr(7), ReviewState::returned); }
		else if (text.starts_with("verify ")) { review(text.substr(7), ReviewState::verified); }
		else if (text == "a reminder goes to the teams of 410423") { remind(); }
		else if (text == "the reminder is withdrawn")
		{
			writer().run_alone([&] { store::withdraw_notice(writer().database(), writer().epoch(), reminder_, now()); });
		}
		else { throw std::runtime_error("the document asks for what the test cannot do: " + text); }
	}

	void remind()
	{
		reminder_.id = parse_uuid(make_id(0xA07)).value();
		reminder_.kind = protocol::NoticeKind::reminder;
		reminder_.title = "三月数据";
		reminder_.text = "请于四月五日前上报三月的活动。";
		reminder_.due_on = parse_date("2025-04-05");
		reminder_.area = reference()->areas.find("410423")->id;
		reminder_.made_by = "鲁山县审核员";
		reminder_.made_at = now();
		writer().run_alone([&] { store::insert_notice(writer().database(), writer().epoch(), reminder_); });
	}

	void review(const std::string& id, ReviewState state)
	{
		const auto head = store::find_event(writer().database(), parse_uuid(id).value());
		REQUIRE(head.has_value());
		events::ReviewRequest request;
		request.id = head->id;
		request.version = head->version;
		request.state = state;
		request.by = "鲁山县审核员";
		request.scope = reference()->areas.root().id;
		if (state == ReviewState::returned)
		{
			request.reason = "请核对人数";
			request.fields = {"/reach/total"};
		}
		REQUIRE(writer().run_alone([&] { return events::apply_review(writer(), request, now()); }).has_value());
	}

	Uuid team_ = add_team("鲁山县普法讲师团", "410423");
	Uuid other_team_ = add_team("叶县普法讲师团", "410422");
	std::map<std::string, TestDevice> phones_ = {
		{"zhang", add_device(team_)}, {"li", add_device(team_)}, {"wang", add_device(other_team_)}};
	Placeholders placeholders_;
	store::Notice reminder_;
	int exchanges_ = 0;
};

} // namespace

TEST_CASE("protocol examples: the server answers what the document says")
{
	Replay replay;
	const auto steps = read_document_steps(read_protocol());
	const std::string differences = replay.play(steps);
	INFO(differences);
	CHECK(differences.empty());
	CHECK(replay.exchanges() >= 30);
	CHECK(replay.recount().empty());
}

TEST_CASE("protocol examples: every request of the document has its answer")
{
	std::size_t requests = 0;
	std::size_t answers = 0;
	for (const DocumentStep& step : read_document_steps(read_protocol()))
	{
		if (step.kind == DocumentStep::Kind::answer) { ++answers; }
		else if (step.kind != DocumentStep::Kind::action) { ++requests; }
	}
	CHECK(requests == answers);
}

TEST_CASE("protocol examples: a document that says something else is found out")
{
	std::string text = read_protocol();
	const auto replace = [&text](std::string_view written, std::string_view by)
	{
		const auto at = text.find(written);
		REQUIRE(at != std::string::npos);
		text.replace(at, written.size(), by);
	};
	SECTION("another outcome")
	{
		replace(R"("outcome": "merged")", R"("outcome": "accepted")");
	}
	SECTION("a member that is not answered")
	{
		replace(R"("notices": [])", R"("notices": [], "advice": null)");
	}
	SECTION("a member that is not documented")
	{
		replace(R"("photos_stored": [],)", "");
	}
	SECTION("another status")
	{
		replace("answer too-old 426", "answer too-old 400");
	}
	SECTION("another receipt")
	{
		replace(R"("receipt": "<receipt second>")", R"("receipt": "<receipt first>")");
	}
	Replay replay;
	CHECK_FALSE(replay.play(read_document_steps(text)).empty());
}
