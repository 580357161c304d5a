// A history of any length: the same answers as a walk along the chain gives, and by a probe.
#include "server/store/event_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/ran_statements.hpp"
#include "tests/support/test_server.hpp"

#include <random>
#include <ranges>

using namespace bajin;
using namespace bajin::test;

namespace
{

// One event with `rows` rows: puts, and reviews that keep the version, as the seed has it.
class LongHistory
{
public:
	LongHistory(TestServer& server, std::uint64_t event, int rows, std::uint32_t seed)
	{
		std::mt19937 random(seed);
		const auto write = [&]
		{
			store::HistoryRow row;
			row.event = parse_uuid(make_id(event)).value();
			for (int i = 0; i < rows; ++i)
			{
				const bool is_put = i == 0 || random() % 3 != 0;
				row.seq = server.writer().take_seq();
				row.version += is_put ? 1 : 0;
				row.op = is_put ? store::HistoryOp::put : store::HistoryOp::review;
				row.change_id.reset();
				if (is_put) { row.change_id = parse_uuid(make_id(event * 1'000 + static_cast<std::uint64_t>(i))).value(); }
				store::insert_history(server.writer().database(), row);
				rows_.push_back(row);
				row.previous_seq = row.seq;
			}
		};
		server.writer().run_alone(write);
	}

	[[nodiscard]] std::int64_t newest() const { return rows_.back().seq; }
	[[nodiscard]] const std::vector<store::HistoryRow>& rows() const { return rows_; }

	// As the rule says, row by row.
	[[nodiscard]] std::optional<std::int64_t> record_version(std::int64_t version) const
	{
		for (const store::HistoryRow& row : std::views::reverse(rows_))
		{
			if (row.op == store::HistoryOp::put && row.version <= version) { return row.seq; }
		}
		return std::nullopt;
	}

private:
	std::vector<store::HistoryRow> rows_;
};

} // namespace

TEST_CASE("long history: every change and every version is found, whatever the length, and nothing of another event")
{
	TestServer server;
	store::Database& database = server.writer().database();
	std::uint32_t seed = 0;
	for (const int length : {1, 2, 16, 17, 18, 19, 40, 200})
	{
		INFO(length);
		++seed;
		const LongHistory history(server, 100 + seed, length, seed);
		for (const auto& row : history.rows())
		{
			if (!row.change_id) { continue; }
			const auto found = store::find_applied_change(database, history.newest(), *row.change_id);
			REQUIRE(found.has_value());
			CHECK(found->seq == row.seq);
		}
		for (std::int64_t version = 0; version <= history.rows().back().version + 1; ++version)
		{
			const auto found = store::find_record_version(database, history.newest(), version);
			CHECK((found ? std::optional(found->seq) : std::nullopt) == history.record_version(version));
		}
		const Uuid of_the_first = parse_uuid(make_id(101'000)).value();
		CHECK(store::find_applied_change(database, history.newest(), of_the_first).has_value() == (seed == 1));
	}
}

TEST_CASE("long history: beyond the first rows nothing is walked")
{
	TestServer server;
	const LongHistory history(server, 7, 40, 7);
	store::Database& database = server.writer().database();
	const std::int64_t newest = history.newest();
	const std::string by_change =
		plans_of(database, [&] { static_cast<void>(store::find_applied_change(database, newest, *history.rows().back().change_id)); });
	CHECK(by_change.find("SEARCH history USING INDEX history_deep_change (event=? AND change_id=?)\n") != std::string::npos);
	const std::string of_none =
		plans_of(database, [&] { static_cast<void>(store::find_applied_change(database, newest, *parse_uuid(make_id(1)))); });
	CHECK(of_none.find("SEARCH history USING INDEX history_deep_start (event=?)\n") != std::string::npos);
	const std::string by_version = plans_of(database, [&] { static_cast<void>(store::find_record_version(database, newest, 30)); });
	CHECK(by_version.find("SEARCH history USING INDEX history_deep_version (event=? AND version<?)\n") != std::string::npos);
	for (const std::string& plans : {by_change, of_none, by_version})
	{
		INFO(plans);
		CHECK(plans.find("SCAN") == std::string::npos);
	}
}

TEST_CASE("long history: who wrote a redacted record is found, however many decisions stand between")
{
	TestServer server;
	std::uint64_t event = 300;
	for (const int reviews : {0, 3, 15, 16, 40})
	{
		INFO(reviews);
		store::HistoryRow row;
		store::EventHead head;
		const auto add = [&](store::HistoryOp op, const std::string& actor)
		{
			row.previous_seq = row.seq == 0 ? std::nullopt : std::optional(row.seq);
			row.seq = server.writer().take_seq();
			row.op = op;
			row.actor = actor;
			row.body.reset();
			if (store::brings_record(op))
			{
				++row.version;
				row.body = "{}";
				head.body_seq = row.seq;
			}
			store::insert_history(server.writer().database(), row);
			head.seq = row.seq;
			head.version = row.version;
		};
		const auto write = [&]
		{
			row.event = head.id = parse_uuid(make_id(++event)).value();
			add(store::HistoryOp::put, "first");
			add(store::HistoryOp::put, "writer");
			for (int i = 0; i < reviews; ++i) { add(store::HistoryOp::review, "coordinator"); }
			add(store::HistoryOp::redact, "redactor");
			for (int i = 0; i < reviews; ++i) { add(store::HistoryOp::review, "coordinator"); }
			add(store::HistoryOp::redact, "redactor");
		};
		server.writer().run_alone(write);
		store::Database& database = server.writer().database();
		const RanStatements ran = statements_of(database, [&] { CHECK(store::load_event_state(database, head).entered_by == "writer"); });
		CHECK(ran.scanned_rows == 0);
		if (reviews == 40) { CHECK(ran.plans.find("history_deep_version (event=? AND version<?)\n") != std::string::npos); }
	}
}
