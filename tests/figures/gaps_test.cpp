#include "server/figures/gaps.hpp"
#include "server/store/target_store.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"

using namespace bajin;
using figures::Attribution;
using figures::Gap;
using figures::GapFilter;
using figures::GapList;
using test::FigureDatabase;
using test::VariedRecords;

namespace
{

void set_gap_target(FigureDatabase& database, std::string_view area, const std::string& type, std::int64_t value, int year = 2015)
{
	store::Target target;
	target.year = year;
	target.area = database.reader().reference()->areas.find(area)->id;
	target.venue_type = type;
	target.metric = "sessions";
	target.value = value;
	database.writer().run_alone([&] { store::insert_target(database.writer().database(), target); });
}

// Sessions of an area and a type, from the records alone.
std::int64_t recount(VariedRecords& records, const figures::FigureQuery& query, AreaId area, const std::string& type)
{
	const ReferencePointer reference = records.database.reader().reference();
	std::int64_t sessions = 0;
	records.for_each(
		[&](const store::EventHead& head, const Event& event)
		{
			const bool is_asked_for = event.occurred_on >= query.period.days.first && event.occurred_on <= query.period.days.last &&
									  (type.empty() || event.venue_type == type) && event.kind == EventKind::session &&
									  is_counted(head.state, query.basis);
			const AreaId where = query.attribution == Attribution::team ? records.area_of_team(head.team) : event.area;
			sessions += is_asked_for && reference->areas.contains(area, where) ? 1 : 0;
		});
	return sessions;
}

std::vector<std::string> keys(const GapList& list)
{
	std::vector<std::string> found;
	for (const Gap& gap : list.gaps)
	{
		found.push_back(
			gap.key.area + " " + gap.key.venue_type + " " + std::to_string(gap.key.sessions) + "/" + std::to_string(gap.key.target));
	}
	return found;
}

} // namespace

TEST_CASE("gaps: the sessions of each equal a recount of the records")
{
	VariedRecords records(11);
	FigureDatabase& database = records.database;
	for (const char* area : {"410400", "410422", "410423", "410423100", "410423101", "410422100", "410423100201"})
	{
		for (const char* type : {"", "village", "school", "agency"})
		{
			set_gap_target(database, area, type, 500);
			set_gap_target(database, area, type, 30, 2014);
		}
	}
	for (const auto& [from, to] : {std::pair("2015-01", "2015-12"), std::pair("2014-01", "2015-12")})
	{
		for (const auto& [area, rows] :
			 {std::pair("410400", 20), std::pair("410423", 12), std::pair("410423100", 4), std::pair("410423100201", 0)})
		{
			for (const Basis basis : {Basis::received, Basis::verified})
			{
				for (const Attribution attribution : {Attribution::area, Attribution::team})
				{
					auto query = database.query(from, to, area);
					query.basis = basis;
					query.attribution = attribution;
					const GapList list = figures::compute_gaps(database.reader(), query, {});
					CHECK(std::ssize(list.gaps) == rows);
					for (const Gap& gap : list.gaps)
					{
						INFO(from << " " << area << ": " << gap.key.area << " " << gap.key.venue_type << ", by " << code_of(attribution));
						CHECK(gap.key.sessions == recount(records, query, gap.area, gap.key.venue_type));
						CHECK(gap.key.target == (std::string_view(from) == "2015-01" ? 500 : 530));
					}
				}
			}
		}
	}
}

TEST_CASE("gaps: the smallest part reached first, what is reached left out, page by page")
{
	FigureDatabase database;
	const Uuid team = database.add_team("鲁山讲师团", "410423");
	for (const char* day : {"2015-01-10", "2015-02-10"})
	{
		database.add_event(team, {.area = "410423100201", .occurred_on = day});
		database.add_event(team, {.area = "410422100", .occurred_on = day, .venue_type = "school"});
	}
	set_gap_target(database, "410400", "village", 1'000);
	set_gap_target(database, "410423", "village", 4);
	set_gap_target(database, "410423100", "village", 2);
	set_gap_target(database, "410423101", "village", 3);
	set_gap_target(database, "410422", "school", 8);
	set_gap_target(database, "410422", "", 4);
	set_gap_target(database, "410422100", "school", 4);
	set_gap_target(database, "410422100", "agency", 3);
	set_gap_target(database, "410423101", "school", 3);
	set_gap_target(database, "410423101", "agency", 0);
	const auto query = database.query("2015-01", "2015-12");
	const std::vector<std::string> all = {"410422100 agency 0/3", "410423101 school 0/3", "410423101 village 0/3", "410422 school 2/8",
										  "410422  2/4",          "410422100 school 2/4", "410423 village 2/4"};
	CHECK(keys(figures::compute_gaps(database.reader(), query, {})) == all);
	CHECK(keys(figures::compute_gaps(database.reader(), query, {.venue_type = "agency"})) == std::vector{all[0]});
	CHECK(keys(figures::compute_gaps(database.reader(), query, {.level = AreaLevel::county})) == std::vector{all[3], all[4], all[6]});
	CHECK(
		keys(figures::compute_gaps(database.reader(), query, {.level = AreaLevel::township})) ==
		std::vector{all[0], all[1], all[2], all[5]});

	std::vector<std::string> paged;
	GapFilter filter{.limit = 2};
	do {
		const GapList page = figures::compute_gaps(database.reader(), query, filter);
		CHECK(page.gaps.size() <= 2);
		const auto some = keys(page);
		paged.insert(paged.end(), some.begin(), some.end());
		filter.after = page.next ? figures::read_gap_position(figures::write_position(*page.next)) : std::nullopt;
	} while (filter.after);
	CHECK(paged == all);
	for (const char* text : {"", "1", "1.2.410423", "1.0.410423.school", "-1.2.410423.school", "a.2.410423.school"})
	{
		CHECK(!figures::read_gap_position(text));
	}
	CHECK(figures::compute_gaps(database.reader(), database.query("2015-01", "2015-11"), {}).gaps.empty());
}

TEST_CASE("gaps: rows tell the county, the teams and how far their data goes, and the table opens in a spreadsheet")
{
	FigureDatabase database;
	const Uuid heard = database.add_team("甲", "410423");
	const Uuid silent = database.add_team("乙", "410423100");
	const auto query = database.query("2015-01", "2015-12");
	database.add_heard_device(heard, query.now, 0);
	database.add_heard_device(silent, query.now - std::chrono::days(20), 0);
	set_gap_target(database, "410423", "village", 4);
	set_gap_target(database, "410423100", "", 2);
	database.add_event(heard, {.area = "410423100201", .occurred_on = "2015-01-10"});
	const GapList list = figures::compute_gaps(database.reader(), query, {});
	const Json json = figures::to_json(list);
	CHECK(json["year"] == 2015);
	CHECK(json["area_name"] == "平顶山市");
	CHECK(json["next"].is_null());
	REQUIRE(json["gaps"].size() == 2);
	CHECK(
		json["gaps"][0] == Json(
							   {{"area", "410423"},
								{"area_name", "鲁山县"},
								{"county", nullptr},
								{"level", "county"},
								{"venue_type", "village"},
								{"venue_type_name", "乡村"},
								{"sessions", 1},
								{"target", 4},
								{"gap", 3},
								{"teams", 2},
								{"silent_teams", 1},
								{"data_as_of", to_string(query.now - std::chrono::days(20))}}));
	CHECK(json["gaps"][1]["county"] == "鲁山县");
	CHECK(json["gaps"][1]["venue_type"].is_null());
	CHECK(json["gaps"][1]["teams"] == 1);
	const std::string csv = figures::to_csv(list);
	CHECK(csv.starts_with("\xEF\xBB\xBF开始,截止,统计口径,"));
	CHECK(csv.find("410423,,鲁山县,县级,乡村,4,1,3,25%,2,1,2015-12-11 08:00\r\n") != std::string::npos);
	CHECK(csv.find("410423100,鲁山县,下汤镇,乡级,全部类型,2,1,1,50%,1,1,2015-12-11 08:00\r\n") != std::string::npos);
}
