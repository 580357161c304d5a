// How far a download has come: only its asker sees it, and cancelling it ends the work.
#include "server/api/requests/download.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <thread>

using namespace bajin;
using namespace bajin::test;
using namespace std::chrono_literals;
using api::Method;
using files::ProgressBoard;
using store::Role;
using State = files::ProgressBoard::State;

namespace
{

const ProgressBoard::Key download{parse_uuid(make_id(1)), parse_uuid(make_id(3)).value()};
const ProgressBoard::Key of_other{parse_uuid(make_id(2)), download.id};
const ProgressBoard::Key of_machine{std::nullopt, download.id};
const auto start = ProgressBoard::Clock::now();

State state_of(ProgressBoard& board, const ProgressBoard::Key& key)
{
	return board.find(key, start).value().state;
}

ProgressBoard::Key key_of(std::uint64_t number)
{
	return {download.holder, parse_uuid(make_id(1'000 + number)).value()};
}

} // namespace

TEST_CASE("progress: counts what is done, and is seen by who asked alone")
{
	ProgressBoard board;
	CHECK(!board.find(download, start));
	const auto progress = board.begin(download, start);
	REQUIRE(progress);
	CHECK(!board.find(download, start)->total);
	progress->expect(3);
	CHECK(progress->step());
	const auto seen = board.find(download, start);
	CHECK(seen->state == State::working);
	CHECK(seen->done == 1);
	CHECK(seen->total == 3);
	CHECK(!board.find(of_other, start));
	CHECK(!board.find(of_machine, start));
	CHECK(progress->step());
	CHECK(!board.begin(download, start));  // in use
	REQUIRE(board.begin(of_other, start)); // the same id by chance
	CHECK(board.find(of_other, start)->done == 0);
	board.end(download, State::ready, start);
	CHECK(state_of(board, download) == State::ready);
	CHECK(board.cancel(download, start)->state == State::ready); // too late
	CHECK(board.begin(download, start));                         // the same once more
	CHECK(state_of(board, download) == State::working);
}

TEST_CASE("progress: who cancels ends the work at its next step, also of a download that waits for its turn")
{
	ProgressBoard board;
	const auto progress = board.begin(download, start);
	CHECK(board.cancel(download, start)->state == State::cancelled);
	CHECK(!progress->step());
	board.end(download, State::cancelled, start);
	CHECK(state_of(board, download) == State::cancelled);
	const auto waiting = key_of(1);
	CHECK(board.cancel(waiting, start)->state == State::cancelled);
	CHECK(!board.begin(waiting, start)->step());
}

TEST_CASE("progress: what is over is forgotten after an hour, or when there is no room, what is worked on stays")
{
	ProgressBoard board;
	REQUIRE(board.begin(download, start));
	for (std::size_t i = 1; i < ProgressBoard::entries_max; ++i)
	{
		REQUIRE(board.begin(key_of(i), start));
		board.end(key_of(i), State::ready, start + std::chrono::seconds(i));
	}
	REQUIRE(board.begin(key_of(0), start));
	CHECK(!board.find(key_of(1), start)); // the oldest made room
	CHECK(board.find(key_of(2), start));
	const auto later = start + ProgressBoard::kept_for + 100s;
	CHECK(!board.find(key_of(2), later));
	CHECK(board.find(key_of(200), later));
	CHECK(board.find(download, later));
	ProgressBoard full;
	for (std::size_t i = 0; i < ProgressBoard::entries_max; ++i) { REQUIRE(full.begin(key_of(i), start)); }
	CHECK(!full.begin(download, start));
	CHECK(!full.cancel(download, start));
}

TEST_CASE("progress: room is made by what is over, wherever among the ids what is worked on stands")
{
	ProgressBoard board;
	for (std::size_t i = 0; i < ProgressBoard::entries_max; ++i)
	{
		REQUIRE(board.begin(key_of(i), start));
		if (i != 100) { board.end(key_of(i), State::ready, start + std::chrono::seconds(ProgressBoard::entries_max - i)); }
	}
	REQUIRE(board.begin(key_of(9'000), start));
	CHECK(board.find(key_of(100), start));
	CHECK(board.find(key_of(0), start));
	CHECK(!board.find(key_of(ProgressBoard::entries_max - 1), start)); // was over first
}

TEST_CASE("progress: when the process ends, what is being made ends at its next step, also what nobody asks about or begins later")
{
	ProgressBoard board;
	const auto named = board.begin(download, start);
	const auto unnamed = board.begin();
	CHECK(named->step());
	CHECK(unnamed->step());
	board.close();
	CHECK(!named->step());
	CHECK(!unnamed->step());
	CHECK(!board.begin()->step());
	CHECK(!board.begin(key_of(1), start)->step());
}

TEST_CASE("progress: threads that begin, count, ask and cancel do not disturb each other")
{
	ProgressBoard board;
	std::vector<std::thread> threads;
	for (std::uint64_t worker = 0; worker < 4; ++worker)
	{
		threads.emplace_back(
			[&board, worker]
			{
				for (std::uint64_t round = 0; round < 100; ++round)
				{
					const auto key = key_of(100'000 * (worker + 1) + round);
					const auto progress = board.begin(key, start);
					static_cast<void>(progress && progress->step());
					static_cast<void>(board.cancel(key, start));
					board.end(key, State::cancelled, start);
					static_cast<void>(board.find(key, start));
				}
			});
	}
	for (std::thread& thread : threads) { thread.join(); }
	CHECK(board.begin(download, start));
}

TEST_CASE("progress endpoint: 404 before the work, then its state, cancelled before it began, the download answers 409")
{
	TestServer server;
	const std::string chief = server.add_account("chief", Role::admin, "410400");
	const std::string clerk = server.add_account("clerk", Role::coordinator, "410423");
	const std::string path = "/api/v1/progress/" + make_id(7);
	const std::string evidence = "/api/v1/evidence.zip?area=410423&progress=" + make_id(7);
	CHECK(server.call_as(chief, Method::get, path).status == 404);
	CHECK(server.call_as(chief, Method::get, "/api/v1/progress/7").status == 404);
	CHECK(server.call_as(chief, Method::get, evidence).status == 200);
	const auto seen = server.call_as(chief, Method::get, path);
	CHECK(Json::parse(seen.body) == Json({{"state", "ready"}, {"done", 0}, {"total", 0}}));
	CHECK(server.call_as(clerk, Method::get, path).status == 404);
	CHECK(server.call_as(clerk, Method::get, evidence).status == 200); // the same id by chance
	CHECK(server.call_as(clerk, Method::get, "/api/v1/evidence.zip?progress=7").status == 400);
	const auto before = server.call_as(clerk, Method::remove, "/api/v1/progress/" + make_id(8));
	CHECK(Json::parse(before.body)["state"] == "cancelled");
	const auto cancelled = server.call_as(clerk, Method::get, "/api/v1/evidence.zip?progress=" + make_id(8));
	CHECK(cancelled.status == 409);
	CHECK(Json::parse(cancelled.body)["code"] == "cancelled");
	CHECK(!cancelled.file);
	const std::string records = "/api/v1/statistics.xlsx?year=2025&records=yes&progress=" + make_id(9);
	static_cast<void>(server.call_as(clerk, Method::remove, "/api/v1/progress/" + make_id(9)));
	CHECK(server.call_as(clerk, Method::get, records).status == 409);
}

TEST_CASE("progress endpoint: an auditor's asking for it does not fill the audit trail")
{
	TestServer server;
	const std::string auditor = server.add_account("auditor", Role::auditor, "410423");
	CHECK(server.call_as(auditor, Method::get, "/api/v1/evidence.zip?progress=" + make_id(7)).status == 200);
	for (int i = 0; i < 3; ++i) { CHECK(server.call_as(auditor, Method::get, "/api/v1/progress/" + make_id(7)).status == 200); }
	const auto trail = server.call_as(auditor, Method::get, "/api/v1/audit");
	CHECK(trail.body.find("/api/v1/progress") == std::string::npos);
}
