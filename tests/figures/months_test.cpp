#include "server/figures/months.hpp"
#include "tests/figures/varied_records.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <set>

using namespace bajin;
using figures::Attribution;
using test::VariedRecords;

namespace
{

using Four = std::array<std::int64_t, 4>;

Four four_of(const Json& json)
{
	return {json["sessions"], json["lectures"], json["reach"], json["materials"]};
}

// The four figures from the records alone, by whatever key names what they were added up for.
class ExpectedMonth
{
public:
	ExpectedMonth(VariedRecords& records, const figures::FigureQuery& query)
	{
		const ReferencePointer reference = records.database.reader().reference();
		const AreaTree& areas = reference->areas;
		records.for_each(
			[&](const store::EventHead& head, const Event& event)
			{
				const AreaId where = query.attribution == Attribution::team ? records.area_of_team(head.team) : event.area;
				if (!areas.contains(query.area, where)) { return; }
				const auto measured = measures(event, "", head.state, head.adds, reference->vocabulary).front();
				const Metrics& metrics = measured.counts.on(query.basis);
				const std::string month = to_string(month_of(event.occurred_on));
				const std::string year = month.substr(0, 4);
				const AreaId child = areas.child_towards(query.area, where);
				add(year, metrics);
				add(month, metrics);
				add(month + " " + event.venue_type, metrics);
				add(year + " " + areas.at(child == 0 ? query.area : child).code, metrics);
			});
	}

	// Each may be asked for once: what is left in the end was not shown.
	Four take(const std::string& key)
	{
		const auto found = sums_.find(key);
		const Four sum = found == sums_.end() ? Four{} : found->second;
		sums_.erase(key);
		return sum;
	}

	[[nodiscard]] bool is_all_taken() const
	{
		return std::ranges::all_of(sums_, [](const auto& entry) { return entry.second == Four{}; });
	}

private:
	void add(const std::string& key, const Metrics& metrics)
	{
		Four& sum = sums_[key];
		sum[0] += metrics[Metric::sessions];
		sum[1] += metrics[Metric::lectures];
		sum[2] += metrics[Metric::reach];
		sum[3] += metrics[Metric::materials];
	}

	std::map<std::string, Four> sums_;
};

void check_months(const Json& months, ExpectedMonth& expected)
{
	REQUIRE(months.size() == 12);
	for (const Json& json : months)
	{
		const std::string month = json["month"];
		INFO(month);
		CHECK(four_of(json) == expected.take(month));
		for (const auto& [type, cell] : json["venue_types"].items())
		{
			INFO(type);
			CHECK(four_of(cell) == expected.take(month + " " + type));
		}
	}
}

void check(VariedRecords& records, const figures::FigureQuery& query)
{
	const Json json = figures::to_json(figures::compute_months(records.database.reader(), query, true));
	ExpectedMonth expected(records, query);
	check_months(json["months"], expected);
	check_months(json["last_year"], expected);
	CHECK(four_of(json["total"]) == expected.take("2015"));
	CHECK(four_of(json["last_year_total"]) == expected.take("2014"));
	for (const Json& row : json["areas"])
	{
		const std::string area = row["area"];
		INFO(area);
		CHECK(four_of(row) == expected.take("2015 " + area));
		CHECK(four_of(row["last_year"]) == expected.take("2014 " + area));
	}
	CHECK(expected.is_all_taken());
}

} // namespace

TEST_CASE("months: every number of both years equals a recount of the records")
{
	VariedRecords records(13);
	for (const char* area : {"410400", "410422", "410423", "410423100", "410423100201"})
	{
		for (const Basis basis : {Basis::received, Basis::verified})
		{
			for (const Attribution attribution : {Attribution::area, Attribution::team})
			{
				INFO(area << ", " << to_string(basis) << ", by " << code_of(attribution));
				auto query = records.database.query("2015-01", "2015-12", area);
				query.basis = basis;
				query.attribution = attribution;
				check(records, query);
			}
		}
	}
}

TEST_CASE("months: types and areas without records are shown, the area itself only with some")
{
	test::FigureDatabase database;
	const auto query = database.query("2015-01", "2015-12");
	const auto json_of = [&](bool with_last_year)
	{ return figures::to_json(figures::compute_months(database.reader(), query, with_last_year)); };
	const Json empty = json_of(true);
	CHECK(empty["year"] == 2015);
	CHECK(empty["attribution"] == "area");
	CHECK(empty["venue_types"].size() == 5);
	CHECK(empty["venue_types"][1] == Json({{"key", "village"}, {"name", "乡村"}}));
	CHECK(empty["areas"].size() == 2);
	CHECK(empty["months"][11]["month"] == "2015-12");
	CHECK(empty["months"][11]["venue_types"]["school"]["sessions"] == 0);
	CHECK(empty["last_year"][0]["month"] == "2014-01");

	const Uuid team = database.add_team("市讲师团", "410400");
	database.add_event(team, {.area = "410400", .occurred_on = "2014-05-01", .venue_type = "temple"});
	const Json json = json_of(true);
	CHECK(json["venue_types"].size() == 6);
	REQUIRE(json["areas"].size() == 3);
	CHECK(json["areas"][2]["area"] == "410400");
	CHECK(json["areas"][2]["last_year"]["sessions"] == 1);

	const Json half = json_of(false);
	CHECK(half["last_year"].is_null());
	CHECK(half["last_year_total"].is_null());
	CHECK(half["areas"][0]["last_year"].is_null());
}
