// The scan that keeps the index of searches: what it saves, repeats and forgets while records come, change and go.
#include "server/events/redaction.hpp"
#include "server/events/search_scan.hpp"
#include "server/store/event_store.hpp"
#include "server/store/query.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/search_index.hpp"
#include "tests/support/test_server.hpp"

#include <fstream>
#include <iterator>

using namespace bajin;
using namespace bajin::test;

namespace
{

using Rows = std::vector<std::int64_t>;

struct IndexField : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);
	std::uint64_t changes = 1'000;
	events::SearchScan scan{{.rows_a_block = 8, .rows_between_saves = 1}};

	store::Database& database() { return writer().database(); }

	// One row of the history; gives the version.
	std::int64_t put(std::uint64_t number, const std::string& note, std::int64_t base = 0)
	{
		Json record = make_record(make_id(number));
		record["note"] = note;
		const Json answer = sync(phone, make_push({make_put(make_id(++changes), base, std::move(record))}));
		REQUIRE(answer["results"][0]["outcome"] == "accepted");
		return answer["results"][0]["version"];
	}

	int follow(const std::function<bool()>& go_on = [] { return true; }) { return follow_search(writer(), reader(), scan, go_on); }

	events::SearchScan::Step look()
	{
		reader().begin_snapshot();
		auto step = scan.next(reader(), [] { return true; });
		reader().end_snapshot();
		return step;
	}

	void save(const events::SearchFindings& findings)
	{
		writer().run_alone([&] { events::save_findings(writer(), findings); });
	}

	void redact_note(std::uint64_t number)
	{
		events::RedactionRequest request;
		request.event = *parse_uuid(make_id(number));
		request.fields = {"note"};
		request.by = "chief";
		REQUIRE(writer().run_alone([&] { return events::redact(writer(), request, now()); }).has_value());
	}

	Rows find(std::string_view part) { return store::find_search_rows(database(), search_terms_of_part(part)); }
	std::vector<store::SearchBlock> blocks() { return store::list_search_blocks(database()); }
	std::int64_t newest() { return writer().last_seq(); }
};

bool file_holds(IndexField& field, const std::string& bytes)
{
	field.writer().truncate_log();
	std::ifstream file(field.database_file(), std::ios::binary);
	const std::string content{std::istreambuf_iterator<char>(file), {}};
	REQUIRE(content.size() > 100'000);
	return content.find(bytes) != std::string::npos;
}

using Blocks = std::vector<store::SearchBlock>;

} // namespace

TEST_CASE("search scan: small blocks follow the commits, and one for good takes their place")
{
	IndexField field;
	field.put(1, "甲乙");
	CHECK(field.follow() == 1);
	field.put(2, "乙丙");
	field.put(3, "甲乙丙");
	CHECK(field.follow() == 1);
	CHECK(field.blocks() == Blocks{{1, 1, false}, {2, 3, false}});
	CHECK(field.find("甲乙") == Rows{1, 3});
	CHECK(field.find("乙丙") == Rows{2, 3});
	for (std::uint64_t number = 4; number <= 8; ++number) { field.put(number, "丙丁"); }
	CHECK(field.follow() == 1);
	CHECK(field.blocks() == Blocks{{1, 8, true}});
	CHECK(field.find("甲乙") == Rows{1, 3});
	CHECK(field.find("丙丁") == Rows{4, 5, 6, 7, 8});
	CHECK(field.recount() == "");
	CHECK(field.follow() == 0);
}

TEST_CASE("search scan: a few rows are not worth a save, and wait for more")
{
	IndexField field;
	field.scan = events::SearchScan({.rows_a_block = 8, .rows_between_saves = 3});
	field.put(1, "甲乙");
	field.put(2, "甲乙");
	CHECK(field.follow() == 0);
	field.put(3, "甲乙");
	CHECK(field.follow() == 1);
	CHECK(field.find("甲乙") == Rows{1, 2, 3});
}

TEST_CASE("search scan: a look that is cut short goes on where it stopped, and saves nothing half read")
{
	IndexField field;
	for (std::uint64_t number = 1; number <= 6; ++number) { field.put(number, "甲乙"); }
	CHECK(field.follow([] { return false; }) == 1); // one row a step, saved when there is nothing more
	CHECK(field.blocks() == Blocks{{1, 6, false}});
	CHECK(field.find("甲乙").size() == 6);
}

TEST_CASE("search scan: records of very many different words make smaller blocks, so that no job of the write lane is long")
{
	IndexField field;
	field.scan = events::SearchScan({.rows_a_block = 1'000, .terms_a_block = 40, .rows_between_saves = 1});
	for (std::uint64_t number = 1; number <= 6; ++number) { field.put(number, "甲乙丙丁戊己庚辛"); }
	field.put(7, "春夏秋冬东西南北春天夏天秋天冬天东方西方南方北方");
	field.put(8, "甲乙");
	CHECK(field.follow() == 2);
	CHECK(field.blocks() == Blocks{{1, 7, true}, {8, 8, false}});
	CHECK(field.find("甲乙").size() == 7);
	CHECK(field.recount() == "");
}

TEST_CASE("search scan: after a restart it reads the unfinished block again and goes on")
{
	IndexField field;
	for (std::uint64_t number = 1; number <= 11; ++number) { field.put(number, "甲乙"); }
	field.follow();
	CHECK(field.blocks() == Blocks{{1, 8, true}, {9, 11, false}});
	for (std::uint64_t number = 12; number <= 13; ++number) { field.put(number, "甲乙"); }
	field.follow();
	field.restart();
	field.scan = events::SearchScan({.rows_a_block = 8, .rows_between_saves = 1});
	field.put(14, "甲乙");
	CHECK(field.follow() == 1);
	CHECK(field.blocks() == Blocks{{1, 8, true}, {9, 11, false}, {12, 13, false}, {14, 14, false}});
	for (std::uint64_t number = 15; number <= 19; ++number) { field.put(number, "甲乙"); }
	field.follow();
	CHECK(field.blocks() == Blocks{{1, 8, true}, {9, 16, true}, {17, 19, false}});
	CHECK(field.find("甲乙").size() == 19);
	CHECK(field.recount() == "");
}

TEST_CASE("search scan: what was not saved is found again, and what was saved twice stands once")
{
	IndexField field;
	field.put(1, "甲乙");
	auto lost = field.look();
	REQUIRE(lost.to_save);
	field.scan.forget();
	CHECK(field.follow() == 1);
	field.save(*lost.to_save);
	CHECK(field.blocks() == Blocks{{1, 1, false}});
	field.put(2, "甲乙");
	CHECK(field.follow() == 1);
	CHECK(field.find("甲乙") == Rows{1, 2});
}

TEST_CASE("search scan: an edit and a tombstone leave what was indexed, and the new record joins it")
{
	IndexField field;
	const auto version = field.put(1, "甲乙");
	field.put(1, "丙丁", version);
	field.follow();
	CHECK(field.find("甲乙") == Rows{1});
	CHECK(field.find("丙丁") == Rows{2});
	const auto head = store::find_event_of_record(field.database(), 2);
	REQUIRE(head);
	CHECK(head->id == *parse_uuid(make_id(1)));
	CHECK_FALSE(store::find_event_of_record(field.database(), 1)); // replaced
	const Json gone = field.sync(field.phone, make_push({make_delete(make_id(5'000), make_id(1), head->version)}));
	REQUIRE(gone["results"][0]["outcome"] == "accepted");
	field.follow();
	CHECK(field.find("丙丁") == Rows{2});
	CHECK(field.recount() == "");
}

TEST_CASE("search scan: what is redacted leaves the index with it, in blocks for good, in small ones, and unread")
{
	IndexField field;
	for (std::uint64_t number = 1; number <= 8; ++number) { field.put(number, number == 3 ? "秘密甲乙" : "甲乙"); }
	field.follow();
	field.put(9, "秘密甲乙");
	field.follow();
	field.put(10, "秘密甲乙");
	CHECK(field.find("秘密") == Rows{3, 9});
	for (const std::uint64_t number : {3U, 9U, 10U}) { field.redact_note(number); }
	CHECK(field.find("秘密").empty());
	CHECK(field.find("甲乙") == Rows{1, 2, 4, 5, 6, 7, 8});
	CHECK(field.recount() == "");
	field.follow();
	CHECK(field.find("秘密").empty());
	CHECK(field.recount() == "");
}

TEST_CASE("search scan: what was read before a redaction is not saved after it")
{
	IndexField field;
	for (std::uint64_t number = 1; number <= 8; ++number) { field.put(number, "秘密"); }
	const auto before = field.look();
	REQUIRE(before.to_save);
	field.redact_note(4);
	field.save(*before.to_save);
	CHECK(field.blocks().empty());
	field.follow();
	CHECK(field.find("秘密").size() == 7);
	CHECK(field.recount() == "");

	// And neither is what is gathered over several looks.
	field.put(20, "机密");
	field.follow();
	field.redact_note(20);
	for (std::uint64_t number = 21; number <= 30; ++number) { field.put(number, "甲乙"); }
	field.follow();
	CHECK(field.find("机密").empty());
	CHECK(field.recount() == "");
}

TEST_CASE("search scan: of a redacted text neither the bytes nor the terms are in the database file any more")
{
	IndexField field;
	field.put(1, "甲乙");
	field.put(2, "甲乙，绝密");
	for (std::uint64_t number = 3; number <= 5; ++number) { field.put(number, "甲乙"); }
	field.follow();
	field.put(6, "甲乙");
	field.follow();
	// As SQLite writes the term: a number of six bytes, after that of the block.
	const SearchTerm term = search_terms_of_part("绝密").front();
	std::string bytes;
	for (int shift = 40; shift >= 0; shift -= 8) { bytes += static_cast<char>(term >> shift & 0xFF); }
	REQUIRE(file_holds(field, bytes));
	REQUIRE(file_holds(field, "绝密"));
	field.redact_note(2);
	CHECK_FALSE(file_holds(field, bytes));
	CHECK_FALSE(file_holds(field, "绝密"));
	for (std::uint64_t number = 7; number <= 9; ++number) { field.put(number, "甲乙"); }
	field.follow();
	CHECK_FALSE(file_holds(field, bytes));
	CHECK(field.blocks().front().whole);
}

TEST_CASE("search scan: an index of other rules is emptied and made anew")
{
	IndexField field;
	field.put(1, "甲乙");
	field.put(2, "甲乙");
	field.follow();
	field.writer().run_alone(
		[&]
		{
			store::clear_search(field.database(), search_rules + 1);
			store::put_search_block(field.database(), {1, 2, false}, std::vector<store::SearchPosting>{{7, "\x01"}});
		});
	CHECK(field.follow() == 2);
	CHECK(field.find("甲乙") == Rows{1, 2});
	CHECK(store::find_search_rows(field.database(), std::vector<SearchTerm>{7}).empty());
	CHECK(store::find_search_state(field.database()).rules == search_rules);
	CHECK(field.recount() == "");
}

TEST_CASE("search scan: after a restore the index is that of the restored records, and goes on with the new epoch")
{
	IndexField field;
	field.put(1, "甲乙");
	field.follow();
	field.put(2, "乙丙");
	field.save_backup("backup");
	field.put(3, "丙丁");
	field.follow();
	REQUIRE(field.find("丙丁") == Rows{3});
	field.restore_backup("backup");
	CHECK(field.find("丙丁").empty());
	field.scan = events::SearchScan({.rows_a_block = 8, .rows_between_saves = 1});
	field.follow();
	CHECK(field.find("乙丙") == Rows{2});
	field.put(4, "丙丁");
	CHECK(field.newest() > 1'000);
	field.follow();
	CHECK(field.find("丙丁") == Rows{field.newest()});
	CHECK(field.recount() == "");
}

TEST_CASE("search scan: a check tells of a term too many, a term too few, and a gap")
{
	IndexField field;
	for (std::uint64_t number = 1; number <= 8; ++number) { field.put(number, "甲乙"); }
	field.follow();
	field.put(9, "丙丁");
	field.follow();
	CHECK(field.recount() == "");
	const SearchTerm term = search_terms_of_part("丙丁").front();
	const std::vector<SearchTerm> terms = {term};
	field.writer().run_alone([&] { store::remove_search_terms(field.database(), 9, terms); });
	CHECK(field.recount() == "index of searches, rows 9 to 9: terms that differ from the records: 1\n");
	const std::vector<store::SearchPosting> postings = {{7, store::pack_rows(10, Rows{10})}};
	field.put(10, "丙丁");
	field.writer().run_alone([&] { store::put_search_block(field.database(), {10, 10, false}, postings); });
	CHECK(field.recount().find("rows 10 to 10: ") != std::string::npos);
	field.writer().run_alone([&] { store::put_search_block(field.database(), {10, 10, false}, {}); });
	field.writer().run_alone([&] { store::Query(field.database(), "DELETE FROM search_block WHERE first = 9").run(); });
	CHECK(field.recount().find("rows 10 to 10: does not follow on row 8") != std::string::npos);
}
