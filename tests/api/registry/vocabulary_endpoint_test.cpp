// The code lists, as the administrator changes them: what is new, what is renamed, and what must stay as it was counted.
#include "tests/support/registry.hpp"

using namespace bajin;
using namespace bajin::test;
using api::Method;

namespace
{

Json find_code(const Json& vocabulary, const std::string& list, const std::string& code)
{
	for (const Json& found : vocabulary[list])
	{
		if (found["code"] == code) { return found; }
	}
	return nullptr;
}

// The name of a row of statistics, or of a column of coverage.
std::string name_in(const Json& rows, const std::string& key)
{
	for (const Json& row : rows)
	{
		if (row["key"] == key) { return row["name"]; }
	}
	return "";
}

std::string refusal(Registry& registry, Method method, const std::string& path, const Json& body)
{
	return code_of(registry.call(registry.admin, method, "/vocabulary/" + path, body));
}

} // namespace

TEST_CASE("vocabulary: a venue type that is added is a phone's, and is covered from its first day on")
{
	Registry registry;
	const std::string etag = registry.get("/reference")["etag"];
	const Json made = registry.done(
		Method::post, "/vocabulary/venue_types",
		{{"code", "temple"}, {"zh", "宗教场所"}, {"valid_from", "2025-01-01"}, {"eight_entry", true}, {"unusual_reach_above", 500}});
	CHECK(
		made == Json{
					{"code", "temple"},
					{"zh", "宗教场所"},
					{"en", "宗教场所"},
					{"valid_from", "2025-01-01"},
					{"valid_to", nullptr},
					{"replaced_by", nullptr},
					{"eight_entry", true},
					{"unusual_reach_above", 500}});
	const Json reference = Json::parse(registry.server.call_as(registry.phone.token, Method::get, "/api/v1/reference").body);
	CHECK(reference["etag"] != etag);
	CHECK(find_code(reference["vocabulary"], "venue_types", "temple") == made);
	CHECK(reference["vocabulary"]["venue_types"].back()["code"] == "other");
	CHECK(registry.get("/vocabulary") == reference["vocabulary"]);
	CHECK(name_in(registry.get("/coverage?year=2024")["venue_types"], "temple") == "");
	CHECK(name_in(registry.get("/coverage?year=2025")["venue_types"], "temple") == "宗教场所");
	CHECK(registry.record(1, {{"venue_type", "temple"}})["outcome"] == "accepted");
	const std::string venue = registry.add_venue("文殊寺", "410423101", "temple");
	registry.record(2, {{"venue_type", "temple"}, {"venue_id", venue}});
	const Json cell = registry.get("/coverage?year=2025&area=410423")["total"]["cells"]["temple"];
	CHECK(cell["sessions"] == 2);
	CHECK(cell["places_visited"] == 1);
	CHECK(registry.server.recount() == "");
	registry.server.restart();
	CHECK(find_code(registry.get("/vocabulary"), "venue_types", "temple") == made);
}

TEST_CASE("vocabulary: a new name holds from its day, and figures of earlier periods keep the old one")
{
	Registry registry;
	registry.record(1, {{"occurred_on", "2024-03-08"}});
	registry.record(2, {{"occurred_on", "2025-03-08"}});
	registry.done(Method::patch, "/vocabulary/venue_types/school", {{"zh", "校园"}, {"en", "Campus"}, {"from", "2025-01-01"}});
	const auto in_coverage = [&](const std::string& year)
	{ return name_in(registry.get("/coverage?year=" + year)["venue_types"], "school"); };
	const auto in_statistics = [&](const std::string& year)
	{ return name_in(registry.get("/statistics?from=" + year + "-01&to=" + year + "-12")["by"]["venue_type"], "school"); };
	CHECK(in_coverage("2024") == "学校");
	CHECK(in_coverage("2025") == "校园");
	CHECK(in_statistics("2024") == "学校");
	CHECK(in_statistics("2025") == "校园");
	CHECK(name_in(registry.get("/months?year=2024")["venue_types"], "school") == "学校");
	CHECK(name_in(registry.get("/months?year=2025")["venue_types"], "school") == "校园");
	CHECK(registry.call(registry.admin, Method::get, "/statistics.csv?from=2024-01&to=2024-12").body.find("校园") == std::string::npos);

	registry.done(Method::patch, "/vocabulary/venue_types/school", {{"zh", "各类学校"}, {"from", "2026-01-01"}});
	// The same day once more: the name that held for no day at all is forgotten.
	const Json code = registry.done(Method::patch, "/vocabulary/venue_types/school", {{"zh", "大中小学"}, {"from", "2026-01-01"}});
	const Json names = {
		{{"zh", "学校"}, {"en", "School"}, {"until", "2024-12-31"}}, {{"zh", "校园"}, {"en", "Campus"}, {"until", "2025-12-31"}}};
	CHECK(code["former_names"] == names);
	CHECK(code["zh"] == "大中小学");
	CHECK(in_coverage("2024") == "学校");
	CHECK(in_coverage("2025") == "校园");
	CHECK(refusal(registry, Method::patch, "venue_types/school", {{"zh", "x"}, {"from", "2025-06-01"}}) == "invalid_field");

	// Without a day the name itself was wrong.
	registry.done(Method::patch, "/vocabulary/topics/constitution", {{"zh", "宪法学习"}});
	CHECK(find_code(registry.get("/vocabulary"), "topics", "constitution")["zh"] == "宪法学习");
	CHECK_FALSE(find_code(registry.get("/vocabulary"), "topics", "constitution").contains("former_names"));
	CHECK(registry.server.recount() == "");
}

TEST_CASE("vocabulary: how a code counts stays once a counted event names it, until then it may change")
{
	Registry registry;
	const Json lecture = {{"audience", "elderly"}, {"attendance", 9}};
	const Json more = {{"materials", {{{"item", "gift"}, {"copies", 3}}}}, {"lectures", {lecture}}, {"venue_type", "other"}};
	const std::vector<std::pair<std::string, Json>> changes = {
		{"items/gift", {{"counts_as_material", true}}},
		{"audiences/elderly", {{"counts_as", {"women"}}}},
		{"venue_types/other", {{"eight_entry", true}}}};
	registry.record(1, more);
	for (const auto& [path, change] : changes)
	{
		INFO(path);
		CHECK(refusal(registry, Method::patch, path, change) == "code_in_use");
	}
	// What does not change a figure goes.
	registry.done(
		Method::patch, "/vocabulary/items/gift",
		{{"unit", "件"}, {"zh", "纪念品"}, {"valid_to", "2025-12-31"}, {"counts_as_material", false}});
	CHECK(registry.server.recount() == "");

	// A returned record counts for nothing, and once corrected it counts as the code does then.
	registry.review(1, "returned");
	for (const auto& [path, change] : changes)
	{
		const bool is_type = path.starts_with("venue");
		INFO(path);
		CHECK(registry.call(registry.admin, Method::patch, "/vocabulary/" + path, change).status == (is_type ? 409 : 200));
	}
	CHECK(registry.server.recount() == "");
	Json corrected = more;
	corrected["title"] = "改正";
	registry.record(1, corrected, 1);
	CHECK(registry.get("/statistics?from=2025-01&to=2025-12")["totals"]["materials"] == 3);
	CHECK(registry.get("/statistics?from=2025-01&to=2025-12")["totals"]["women_children_lectures"] == 1);
	CHECK(registry.server.recount() == "");
}

TEST_CASE("vocabulary: a code that records already name can be added only as they have counted")
{
	Registry registry;
	registry.record(1, {{"materials", {{{"item", "calendar"}, {"copies", 7}}}}, {"topics", {"drug_law"}}});
	const Json item = {{"code", "calendar"}, {"zh", "年历"}, {"unit", "份"}, {"counts_as_material", true}};
	CHECK(refusal(registry, Method::post, "items", item) == "code_in_use");
	registry.done(Method::post, "/vocabulary/items", {{"code", "calendar"}, {"zh", "年历"}, {"unit", "份"}});
	registry.done(Method::post, "/vocabulary/topics", {{"code", "drug_law"}, {"zh", "禁毒法"}});
	const Json by = registry.get("/statistics?from=2025-01&to=2025-12")["by"];
	CHECK(name_in(by["material"], "calendar") == "年历");
	CHECK(name_in(by["topic"], "drug_law") == "禁毒法");
	CHECK(registry.server.recount() == "");
}

TEST_CASE("vocabulary: what is wrong is refused and changes nothing, what changes is audited with what was before")
{
	Registry registry;
	const Json before = registry.get("/vocabulary");
	const auto add = [&](const std::string& list, const Json& body) { return refusal(registry, Method::post, list, body); };
	CHECK(add("colors", {{"code", "x"}, {"zh", "x"}}) == "not_found");
	CHECK(add("topics", {{"code", "constitution"}, {"zh", "x"}}) == "code_exists");
	for (const char* code : {"", "X", "1a", "a-b", "中"}) { CHECK(add("topics", {{"code", code}, {"zh", "x"}}) == "invalid_field"); }
	CHECK(add("topics", {{"code", "x"}}) == "invalid_field");
	CHECK(add("topics", {{"code", "x"}, {"zh", "x"}, {"unit", "份"}}) == "unknown_field");
	CHECK(add("topics", {{"code", "x"}, {"zh", "x"}, {"from", "2025-01-01"}}) == "unknown_field");
	CHECK(add("items", {{"code", "x"}, {"zh", "x"}}) == "invalid_field");
	CHECK(add("audiences", {{"code", "x"}, {"zh", "x"}, {"counts_as", {"men"}}}) == "invalid_field");
	CHECK(add("topics", {{"code", "x"}, {"zh", "x"}, {"replaced_by", "y"}}) == "invalid_field");
	const auto change = [&](const Json& body) { return refusal(registry, Method::patch, "topics/constitution", body); };
	CHECK(change({{"zh", ""}}) == "invalid_field");
	CHECK(change({{"code", "y"}}) == "unknown_field");
	CHECK(change({{"replaced_by", "constitution"}}) == "invalid_field");
	CHECK(change({{"valid_from", "2025-02-01"}, {"valid_to", "2025-01-01"}}) == "invalid_field");
	CHECK(refusal(registry, Method::patch, "topics/nothing", {{"zh", "x"}}) == "not_found");
	CHECK(registry.get("/vocabulary") == before);
	CHECK(registry.get("/audit?action=change_code")["rows"].empty());

	for (int i = 0; i < 2; ++i)
	{
		registry.done(Method::patch, "/vocabulary/topics/constitution", {{"valid_to", "2030-12-31"}, {"reason", "x"}});
	}
	const Json rows = registry.get("/audit?action=change_code")["rows"];
	REQUIRE(rows.size() == 1);
	CHECK(rows[0]["subject"] == "topics/constitution");
	CHECK(rows[0]["details"] == Json{{"before", {{"valid_to", nullptr}}}, {"after", {{"valid_to", "2030-12-31"}}}, {"reason", "x"}});
	CHECK(registry.done(Method::patch, "/vocabulary/topics/constitution", {{"valid_to", nullptr}})["valid_to"].is_null());
}
