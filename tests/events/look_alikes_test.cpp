// The scan for look-alikes: what it finds, forgets and keeps while records come, change and go.
#include "server/events/look_alikes.hpp"
#include "server/events/redaction.hpp"
#include "server/events/review.hpp"
#include "server/store/event_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>

using namespace bajin;
using namespace bajin::test;

namespace
{

Uuid id_of(std::uint64_t number)
{
	return *parse_uuid(make_id(number));
}

struct PairField : TestServer
{
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	TestDevice phone = add_device(team);
	std::uint64_t changes = 1'000;
	events::LookAlikeScan scan;

	std::int64_t put(Json record, std::int64_t base = 0)
	{
		const Json answer = sync(phone, make_push({make_put(make_id(++changes), base, std::move(record))}));
		REQUIRE((answer["results"][0]["outcome"] == "accepted" || answer["results"][0]["outcome"] == "unchanged"));
		return answer["results"][0]["version"];
	}

	void remove(std::uint64_t number, std::int64_t base)
	{
		const Json answer = sync(phone, make_push({make_delete(make_id(++changes), make_id(number), base)}));
		REQUIRE(answer["results"][0]["outcome"] == "accepted");
	}

	// Until there is nothing more, as the follower does it; gives how often something was saved.
	int follow(const std::function<bool()>& go_on = [] { return true; })
	{
		int saved = 0;
		for (bool more = true; more;)
		{
			reader().begin_snapshot();
			const auto step = scan.next(reader(), go_on);
			reader().end_snapshot();
			more = step.more || step.to_save.has_value();
			if (step.to_save)
			{
				writer().run_alone([&] { events::save_findings(writer(), *step.to_save); });
				++saved;
			}
		}
		return saved;
	}

	std::optional<store::LookAlikePair> pair(std::uint64_t one, std::uint64_t other)
	{
		return store::find_look_alike(writer().database(), store::make_pair_id(id_of(one), id_of(other)));
	}
	bool is_open(std::uint64_t number) { return store::has_open_look_alike(writer().database(), id_of(number)); }

	Result<store::LookAlikePair> clear(std::uint64_t one, std::uint64_t other, bool cleared = true)
	{
		events::ClearRequest request{store::make_pair_id(id_of(one), id_of(other)), cleared, "own", "上午、下午各一场"};
		return writer().run_alone([&] { return events::clear_look_alike(writer(), request, now()); });
	}

	void review(std::uint64_t number, ReviewState state, std::optional<Uuid> of = std::nullopt)
	{
		const auto head = store::find_event(writer().database(), id_of(number));
		events::ReviewRequest request;
		request.id = head->id;
		request.version = head->version;
		request.state = state;
		request.reason = "重复";
		request.of = of;
		request.by = "own";
		request.scope = reference()->areas.root().id;
		REQUIRE(writer().run_alone([&] { return events::apply_review(writer(), request, now()); }).has_value());
	}
};

Json in_other_village(std::uint64_t number)
{
	Json record = make_record(make_id(number));
	record["area"] = "410423102202";
	return record;
}

} // namespace

TEST_CASE("look-alikes: two records of one visit become an open pair, a third in the next village does not join")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.put(make_record(make_id(2)));
	field.put(in_other_village(3));
	field.follow();
	REQUIRE(field.pair(1, 2));
	CHECK(field.pair(1, 2)->found.score >= look_alike_threshold);
	CHECK_FALSE(field.pair(1, 3));
	CHECK(field.is_open(1));
	CHECK(field.is_open(2));
	CHECK_FALSE(field.is_open(3));
}

TEST_CASE("look-alikes: a second look at the same rows changes nothing and saves nothing")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.put(make_record(make_id(2)));
	CHECK(field.follow() == 1);
	CHECK(field.follow() == 0);
	field.reader().begin_snapshot();
	const auto findings = events::find_look_alikes(field.reader(), 0, 100, [] { return true; });
	field.reader().end_snapshot();
	CHECK(findings.found.empty());
	CHECK(findings.gone.empty());
	CHECK_FALSE(findings.more);
}

TEST_CASE("look-alikes: an edit that makes a record another visit takes the pair away, and one that makes it alike brings it back")
{
	PairField field;
	field.put(make_record(make_id(1)));
	const auto version = field.put(make_record(make_id(2)));
	field.follow();
	const auto moved = field.put(in_other_village(2), version);
	field.follow();
	CHECK_FALSE(field.pair(1, 2));
	field.put(make_record(make_id(2)), moved);
	field.follow();
	CHECK(field.is_open(1));
}

TEST_CASE("look-alikes: a record that moves to another day leaves its pair")
{
	PairField field;
	field.put(make_record(make_id(1)));
	const auto version = field.put(make_record(make_id(2)));
	field.follow();
	Json later = make_record(make_id(2));
	later["occurred_on"] = "2025-03-09";
	field.put(later, version);
	field.follow();
	CHECK_FALSE(field.pair(1, 2));
}

TEST_CASE("look-alikes: a deleted event closes its pair, and what was said of it holds when it is revived")
{
	PairField field;
	field.put(make_record(make_id(1)));
	const auto version = field.put(make_record(make_id(2)));
	field.follow();
	REQUIRE(field.clear(1, 2).has_value());
	field.remove(2, version);
	field.follow();
	CHECK_FALSE(field.is_open(1));
	const auto tombstone = store::find_event(field.writer().database(), id_of(2))->version;
	field.put(make_record(make_id(2), 101), tombstone);
	field.follow();
	REQUIRE(field.pair(1, 2));
	CHECK(field.pair(1, 2)->cleared);
	CHECK_FALSE(field.is_open(1));
}

TEST_CASE("look-alikes: a review closes a pair and its undoing opens it, without a scan")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.put(make_record(make_id(2)));
	field.follow();
	field.review(2, ReviewState::duplicate, id_of(1));
	CHECK_FALSE(field.is_open(1));
	field.review(2, ReviewState::submitted);
	CHECK(field.is_open(1));
	field.review(1, ReviewState::verified);
	CHECK(field.is_open(2));
	CHECK(field.follow() == 0);
}

TEST_CASE("look-alikes: a cleared pair stays cleared through edits while both are alike, and not beyond")
{
	PairField field;
	field.put(make_record(make_id(1)));
	auto version = field.put(make_record(make_id(2)));
	field.follow();
	REQUIRE(field.clear(1, 2).has_value());
	version = field.put(make_record(make_id(2), 99), version);
	field.follow();
	REQUIRE(field.pair(1, 2));
	REQUIRE(field.pair(1, 2)->cleared);
	CHECK(field.pair(1, 2)->cleared->by == "own");
	CHECK(field.pair(1, 2)->cleared->reason == "上午、下午各一场");
	version = field.put(in_other_village(2), version);
	field.follow();
	field.put(make_record(make_id(2)), version);
	field.follow();
	REQUIRE(field.pair(1, 2));
	CHECK_FALSE(field.pair(1, 2)->cleared);
}

TEST_CASE("look-alikes: a pair can be cleared before it was scanned, taken back, and only while it is alike")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.put(make_record(make_id(2)));
	field.put(in_other_village(3));
	REQUIRE(field.clear(2, 1).has_value());
	field.follow();
	CHECK_FALSE(field.is_open(1));
	REQUIRE(field.clear(1, 2, false).has_value());
	CHECK(field.is_open(1));
	CHECK(field.clear(1, 3).error().code == "not_look_alike");
	CHECK(field.clear(1, 77).error().code == "not_look_alike");
	CHECK(field.clear(1, 1).error().code == "not_look_alike");
}

TEST_CASE("look-alikes: what was found by an older look does not overwrite a newer one, nor remove it")
{
	PairField field;
	field.put(make_record(make_id(1)));
	const auto version = field.put(make_record(make_id(2)));
	field.reader().begin_snapshot();
	const auto old_findings = events::find_look_alikes(field.reader(), 0, 100, [] { return true; });
	field.reader().end_snapshot();
	field.put(make_record(make_id(2), 99), version);
	field.follow();
	const auto newer = field.pair(1, 2);
	field.writer().run_alone([&] { events::save_findings(field.writer(), old_findings); });
	CHECK(field.pair(1, 2)->high_seq == newer->high_seq);
	events::LookAlikeFindings removal;
	removal.gone.push_back(old_findings.found.at(0));
	field.writer().run_alone([&] { events::save_findings(field.writer(), removal); });
	CHECK(field.pair(1, 2));
}

TEST_CASE("look-alikes: a scan that is cut short goes on where it stopped")
{
	PairField field;
	for (std::uint64_t number = 1; number <= 6; ++number) { field.put(make_record(make_id(number))); }
	field.follow([] { return false; }); // one record a step
	for (std::uint64_t number = 2; number <= 6; ++number) { CHECK(field.pair(1, number)); }
}

TEST_CASE("look-alikes: after a restart the scan goes on from the saved position, and repeats what was not saved")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.put(make_record(make_id(2)));
	field.follow();
	const auto saved = store::find_look_alike_progress(field.writer().database());
	CHECK(saved.seq == 2);
	CHECK(saved.rules == look_alike_rules);
	field.put(in_other_village(3));
	field.follow();
	CHECK(store::find_look_alike_progress(field.writer().database()).seq == 2);
	field.restart();
	field.scan = events::LookAlikeScan();
	field.put(in_other_village(4));
	field.follow();
	CHECK(field.pair(3, 4));
}

TEST_CASE("look-alikes: a long way without a find is saved too")
{
	PairField field;
	field.scan = events::LookAlikeScan(3);
	for (std::uint64_t number = 1; number <= 3; ++number)
	{
		Json record = make_record(make_id(number));
		record["occurred_on"] = "2025-03-0" + std::to_string(number);
		field.put(record);
	}
	CHECK(field.follow() == 1);
	CHECK(store::find_look_alike_progress(field.writer().database()).seq == 3);
}

TEST_CASE("look-alikes: findings that could not be saved are found again")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.put(make_record(make_id(2)));
	field.reader().begin_snapshot();
	CHECK(field.scan.next(field.reader(), [] { return true; }).to_save);
	field.reader().end_snapshot();
	field.scan.forget();
	field.follow();
	CHECK(field.pair(1, 2));
}

TEST_CASE("look-alikes: other rules begin anew and take away what they no longer find")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.put(in_other_village(2));
	field.follow();
	// As older rules might have left it.
	store::LookAlikePair odd{store::make_pair_id(id_of(1), id_of(2)), 1, 2, 0, {}, {60, LookAlikeKind::duplicate, {}}, {}};
	store::Writer& writer = field.writer();
	writer.run_alone(
		[&]
		{
			store::put_look_alike(writer.database(), odd);
			store::save_look_alike_progress(writer.database(), {2, look_alike_rules - 1});
		});
	field.scan = events::LookAlikeScan();
	field.follow();
	CHECK_FALSE(field.pair(1, 2));
	CHECK(store::find_look_alike_progress(writer.database()).rules == look_alike_rules);
}

TEST_CASE("look-alikes: after a restore the scan follows the new epoch, and pairs are those of the restored records")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.save_backup("backup");
	field.put(make_record(make_id(2)));
	field.follow();
	REQUIRE(field.pair(1, 2));
	field.restore_backup("backup");
	field.scan = events::LookAlikeScan();
	field.follow();
	CHECK_FALSE(field.pair(1, 2));
	field.put(make_record(make_id(3)));
	field.follow();
	CHECK(field.is_open(1));
	CHECK(field.is_open(3));
}

TEST_CASE("look-alikes: a redaction is compared anew")
{
	PairField field;
	Json first = make_record(make_id(1));
	first["speakers"] = {"张晓红"};
	Json second = make_record(make_id(2));
	second["speakers"] = {"张晓红"};
	field.put(first);
	field.put(second);
	field.follow();
	const auto has_speakers = [&]
	{
		const auto reasons = field.pair(1, 2)->found.reasons;
		return std::ranges::any_of(reasons, [](const LookAlikeReason& reason) { return reason.code == "same_speakers"; });
	};
	CHECK(has_speakers());
	store::Writer& writer = field.writer();
	events::RedactionRequest request;
	request.event = id_of(2);
	request.fields = {"speakers"};
	request.by = "chief";
	REQUIRE(writer.run_alone([&] { return events::redact(writer, request, now()); }).has_value());
	field.follow();
	CHECK_FALSE(has_speakers());
}

TEST_CASE("look-alikes: of very many events of one day and township the newest are compared, and known pairs are kept")
{
	PairField field;
	field.put(make_record(make_id(1)));
	field.put(make_record(make_id(2)));
	field.follow();
	store::Writer& writer = field.writer();
	Json push = make_push({});
	for (std::uint64_t number = 3; number < 3 + static_cast<std::uint64_t>(events::look_alike_candidates_max); ++number)
	{
		Json record = in_other_village(number);
		record["venue_type"] = "other"; // not compared, and yet in the way
		push["changes"].push_back(make_put(make_id(++field.changes), 0, std::move(record)));
	}
	const Json answer = field.sync(field.phone, push);
	for (const Json& result : answer["results"]) { REQUIRE(result["outcome"] == "accepted"); }
	field.put(make_record(make_id(1), 99), store::find_event(writer.database(), id_of(1))->version);
	field.follow();
	CHECK(field.pair(1, 2));
}
