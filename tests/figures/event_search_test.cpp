// Lists by words and codes with an index of searches beside the records: the same lists as without it.
#include "server/events/redaction.hpp"
#include "server/events/review.hpp"
#include "server/figures/event_list.hpp"
#include "server/store/event_store.hpp"
#include "shared/plain_text.hpp"
#include "shared/search_terms.hpp"
#include "tests/figures/figure_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/search_index.hpp"
#include "tests/support/test_server.hpp"

#include <algorithm>
#include <array>
#include <random>

using namespace bajin;
using figures::EventFilter;
using figures::EventFilterText;
using test::FigureDatabase;

namespace
{

using Ids = std::vector<Uuid>;

// Few characters, so that words of two meet often.
std::string random_words(std::mt19937& generator, std::size_t characters_max)
{
	constexpr std::array alphabet = {"普", "法", "宣", "传", "进", "村", "，", "A", "b", "B"};
	std::string text;
	for (std::size_t length = generator() % (characters_max + 1); length > 0; --length) { text += alphabet[generator() % alphabet.size()]; }
	return text;
}

std::string random_part(std::mt19937& generator)
{
	std::string part;
	while (part.empty()) { part = random_words(generator, 4); }
	return part;
}

// All pages, one after another; each page the same whatever the index says is asked of the caller.
Ids list_pages(store::Reader& reader, EventFilter filter, std::size_t few_max)
{
	Ids ids;
	filter.limit = 3;
	for (;;)
	{
		const auto page = figures::list_event_page(reader, filter, {.few_max = few_max});
		for (const auto& head : page.events) { ids.push_back(head.id); }
		if (!page.next) { return ids; }
		REQUIRE(page.events.size() == 3);
		filter.after = page.next;
	}
}

constexpr std::array<std::size_t, 3> few_limits = {0, 5, figures::search_few_max};

// Records of every kind of area and state, searched by words, by codes, by both, with other filters beside them.
struct Searched
{
	FigureDatabase database;
	std::mt19937 generator;
	events::SearchScan scan{{.rows_a_block = 16, .rows_between_saves = 1}};

	explicit Searched(std::uint32_t seed) : generator(seed)
	{
		const std::array teams = {database.add_team("鲁山讲师团", "410423"), database.add_team("叶县讲师团", "410422")};
		for (int i = 0; i < 90; ++i) { database.add_event(pick(teams), random_entry()); }
	}

	template <class List>
	typename List::value_type pick(const List& list)
	{
		return list[generator() % list.size()];
	}
	bool one_in(std::uint32_t count) { return generator() % count == 0; }

	FigureDatabase::Entry random_entry()
	{
		constexpr std::array areas = {"410400", "410422", "410423", "410423100201", "410423100202", "410422100"};
		constexpr std::array states = {
			ReviewState::submitted, ReviewState::verified, ReviewState::deleted, ReviewState::joint, ReviewState::returned};
		FigureDatabase::Entry entry;
		entry.area = pick(areas);
		entry.occurred_on = to_string(Date{make_date(2015, 1, 1).days + static_cast<std::int32_t>(generator() % 60)});
		entry.state = pick(states);
		if (entry.state == ReviewState::joint) { entry.adds.materials = one_in(2); }
		entry.more = {{"title", random_words(generator, 8)}, {"speakers", {random_words(generator, 3), random_words(generator, 3)}}};
		if (one_in(3)) { entry.more["topics"] = {one_in(2) ? "marriage_law" : "other_law"}; }
		if (one_in(3)) { entry.more["materials"] = {{{"item", one_in(2) ? "leaflet" : "gift"}, {"copies", 2}}}; }
		if (one_in(3)) { entry.more["lectures"] = {{{"audience", one_in(2) ? "women" : "general"}}}; }
		return entry;
	}

	EventFilter random_filter()
	{
		const std::string part = one_in(5) ? std::string() : random_part(generator);
		EventFilterText text{.text = part};
		if (one_in(4)) { text.topic = one_in(3) ? "" : "marriage_law"; }
		if (one_in(6)) { text.item = "gift"; }
		if (one_in(6)) { text.audience = "women"; }
		if (one_in(4)) { text.area = "410423"; }
		if (one_in(4)) { text.attribution = "team"; }
		if (one_in(4)) { text.state = "deleted,submitted"; }
		if (one_in(4)) { text.basis = "received"; }
		if (one_in(4)) { text.from = "2015-02"; }
		if (one_in(6)) { text.to = "2015-02-10"; }
		const auto& reference = *database.reader().reference();
		return figures::parse_event_filter(text, reference, make_date(2026, 1, 1)).value();
	}

	// Gives over when so many rows are in the index.
	void index_through(std::int64_t rows)
	{
		store::Reader& reader = database.reader();
		for (std::int64_t through = 0; through < rows;)
		{
			reader.end_snapshot();
			reader.begin_snapshot();
			const auto step = scan.next(reader, [&] { return false; });
			reader.end_snapshot();
			if (step.to_save)
			{
				database.writer().run_alone([&] { events::save_findings(database.writer(), *step.to_save); });
			}
			through = store::find_search_state(database.writer().database()).through;
		}
	}
};

} // namespace

TEST_CASE("event search: lists and their pages are the same without an index, with a half, and with all of it")
{
	std::size_t listed = 0;
	for (std::uint32_t seed = 1; seed <= 6; ++seed)
	{
		Searched searched(seed);
		std::vector<EventFilter> filters;
		for (int i = 0; i < 60; ++i) { filters.push_back(searched.random_filter()); }
		std::vector<Ids> expected;
		for (const EventFilter& filter : filters)
		{
			expected.push_back(list_pages(searched.database.reader(), filter, 0));
			listed += expected.back().size();
		}
		for (const std::int64_t rows : {16, 48, 80})
		{
			searched.index_through(rows);
			for (std::size_t i = 0; i < filters.size(); ++i)
			{
				INFO("seed " << seed << ", indexed " << rows << ", filter " << i << ", text '" << filters[i].text << "'");
				for (const std::size_t few : few_limits) { CHECK(list_pages(searched.database.reader(), filters[i], few) == expected[i]); }
			}
		}
		test::follow_search(searched.database.writer(), searched.database.reader(), searched.scan);
		CHECK(store::find_search_state(searched.database.writer().database()).through == 90);
		for (std::size_t i = 0; i < filters.size(); ++i)
		{
			INFO("seed " << seed << ", all indexed, filter " << i << ", text '" << filters[i].text << "'");
			for (const std::size_t few : few_limits) { CHECK(list_pages(searched.database.reader(), filters[i], few) == expected[i]); }
		}
	}
	CHECK(listed > 1'000);
}

namespace
{

// A server whose phone, administrator and operator do what they please, with an index that is somewhere behind.
struct Restless : test::TestServer
{
	std::mt19937 generator;
	Uuid team = add_team("鲁山县普法讲师团", "410423");
	test::TestDevice phone = add_device(team);
	events::SearchScan scan{{.rows_a_block = 12, .rows_between_saves = 1}};
	std::uint64_t changes = 100'000;
	std::uint64_t made = 0;
	bool has_backup = false;

	explicit Restless(std::uint32_t seed) : generator(seed) {}

	std::optional<store::EventHead> random_event()
	{
		return made == 0 ? std::nullopt : store::find_event(writer().database(), *parse_uuid(test::make_id(1 + generator() % made)));
	}

	void put(const std::string& id, std::int64_t base)
	{
		Json record = test::make_record(id);
		record["title"] = "题" + random_words(generator, 6);
		record["note"] = random_words(generator, 6);
		record["occurred_on"] = to_string(Date{make_date(2025, 3, 1).days + static_cast<std::int32_t>(generator() % 20)});
		static_cast<void>(sync(phone, test::make_push({test::make_put(test::make_id(++changes), base, std::move(record))})));
	}

	void redact(const Uuid& event)
	{
		events::RedactionRequest request;
		request.event = event;
		request.fields = {"note"};
		request.by = "chief";
		REQUIRE(writer().run_alone([&] { return events::redact(writer(), request, now()); }).has_value());
	}

	void review(const store::EventHead& head)
	{
		events::ReviewRequest request;
		request.id = head.id;
		request.version = head.version;
		request.state = ReviewState::verified;
		request.by = "own";
		request.scope = reference()->areas.root().id;
		static_cast<void>(writer().run_alone([&] { return events::apply_review(writer(), request, now()); }));
	}

	void act()
	{
		const auto head = random_event();
		const auto choice = generator() % 14;
		if (choice < 4 || !head) { put(test::make_id(++made), 0); }
		else if (choice < 6) { put(to_string(head->id), head->version); }
		else if (choice == 6)
		{
			const std::string id = to_string(head->id);
			static_cast<void>(sync(phone, test::make_push({test::make_delete(test::make_id(++changes), id, head->version)})));
		}
		else if (choice == 7) { redact(head->id); }
		else if (choice == 8) { review(*head); }
		else if (choice == 9) { scan.forget(); }
		else if (choice == 10 && generator() % 4 == 0)
		{
			save_backup("backup");
			has_backup = true;
		}
		else if (choice == 11 && has_backup && generator() % 4 == 0)
		{
			restore_backup("backup");
			scan = events::SearchScan({.rows_a_block = 12, .rows_between_saves = 1});
		}
		else { test::follow_search(writer(), reader(), scan); }
	}

	// Each record looked at, by nothing but its text.
	Ids expect(std::string_view part)
	{
		const SoughtText sought(part);
		std::vector<store::EventHead> found;
		for (const store::EventHead& head : store::list_all_events(reader().database(), std::nullopt, 1'000))
		{
			if (head.state == ReviewState::deleted || head.body_seq == 0) { continue; }
			const auto record = parse_json(store::find_body(reader().database(), head.body_seq)).value().value;
			if (any_searched_text(record, [&sought](std::string_view text) { return sought.is_in(text); })) { found.push_back(head); }
		}
		std::ranges::sort(
			found, [](const auto& left, const auto& right)
			{ return left.occurred_on != right.occurred_on ? left.occurred_on > right.occurred_on : left.id > right.id; });
		Ids ids;
		for (const store::EventHead& head : found) { ids.push_back(head.id); }
		return ids;
	}
};

} // namespace

TEST_CASE("event search: edits, tombstones, reviews, redactions and restores are searched as they stand, wherever the index is")
{
	std::size_t listed = 0;
	for (std::uint32_t seed = 1; seed <= 12; ++seed)
	{
		Restless restless(seed);
		for (int step = 0; step < 70; ++step)
		{
			restless.act();
			const std::string part = random_part(restless.generator);
			INFO("seed " << seed << ", step " << step << ", text '" << part << "'");
			restless.reader().begin_snapshot();
			const Ids expected = restless.expect(part);
			const auto& reference = *restless.reader().reference();
			const auto filter = figures::parse_event_filter({.text = part}, reference, make_date(2026, 1, 1)).value();
			for (const std::size_t few : few_limits) { CHECK(list_pages(restless.reader(), filter, few) == expected); }
			restless.reader().end_snapshot();
			listed += expected.size();
		}
		CHECK(restless.recount() == "");
	}
	CHECK(listed > 500);
}

TEST_CASE("event search: a rare word among 20,000 records reads those that hold it, and what is not indexed yet")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	std::vector<FigureDatabase::Entry> entries;
	for (int i = 0; i < 20'000; ++i)
	{
		const Date day{make_date(2010, 1, 1).days + i % 2'000};
		FigureDatabase::Entry entry{.area = "410423100201", .occurred_on = to_string(day)};
		if (i % 7'000 == 5) { entry.more["note"] = "松垛沟来了戏班"; }
		if (i % 7'000 == 6) { entry.more["note"] = "戏说班主"; } // both characters, and not the word
		entries.push_back(std::move(entry));
	}
	database.add_events(team, entries);
	const auto list = [&](const EventFilterText& text, std::size_t few_max = figures::search_few_max)
	{
		store::Reader& reader = database.reader();
		const auto filter = figures::parse_event_filter(text, *reader.reference(), make_date(2026, 1, 1)).value();
		const auto page = figures::list_event_page(reader, filter, {.few_max = few_max});
		CHECK_FALSE(page.next);
		return std::pair(page.events.size(), page.records_read);
	};
	CHECK(list({.text = "戏班"}) == std::pair(std::size_t{3}, std::int64_t{20'000}));
	events::SearchScan scan;
	test::follow_search(database.writer(), database.reader(), scan);
	REQUIRE(store::find_search_state(database.writer().database()).through == 20'000);
	CHECK(list({.text = "戏班"}) == std::pair(std::size_t{3}, std::int64_t{3}));
	CHECK(list({.text = "戏班"}, 2) == std::pair(std::size_t{3}, std::int64_t{3})); // in the order of days, past all others
	CHECK(list({.text = "没有"}) == std::pair(std::size_t{0}, std::int64_t{0}));
	CHECK(list({.item = "gift"}) == std::pair(std::size_t{0}, std::int64_t{0}));
	entries.resize(10);
	database.add_events(team, entries);
	CHECK(test::follow_search(database.writer(), database.reader(), scan) == 0); // too few to be saved
	CHECK(list({.text = "戏班"}) == std::pair(std::size_t{4}, std::int64_t{3 + 10}));
}
