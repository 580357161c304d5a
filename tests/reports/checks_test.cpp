// The checks before a report is sealed: what each rule finds, and that what is lawful trips none.
#include "server/reports/checks.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace bajin;
using namespace bajin::reports;

namespace
{

Metrics metrics(std::initializer_list<std::pair<Metric, std::int64_t>> values)
{
	Metrics metrics;
	for (const auto& [metric, value] : values) { metrics[metric] = value; }
	return metrics;
}

// One prefecture with two counties; what is given is of the first, and of the whole.
CheckInput input_of(const Metrics& now, std::optional<Metrics> before = std::nullopt)
{
	const Metrics some = metrics({{Metric::events, 1}, {Metric::sessions, 1}, {Metric::reach, 10}});
	CheckInput input;
	input.whole = {"410400", "平顶山市", false, now, std::nullopt};
	input.below = {{"410423", "鲁山县", true, now, before}, {"410425", "郏县", true, some, before ? std::optional(some) : std::nullopt}};
	input.sums = {now, now};
	return input;
}

std::set<std::string> keys_of(const CheckInput& input)
{
	std::set<std::string> keys;
	for (const CheckFinding& finding : run_checks(input)) { keys.insert(finding.key()); }
	return keys;
}

} // namespace

TEST_CASE("checks: a lecture that is held on its own trips nothing")
{
	const Metrics lecture = metrics(
		{{Metric::events, 1}, {Metric::lectures, 1}, {Metric::women_children_lectures, 1}, {Metric::reach, 60}, {Metric::reach_women, 60}});
	CHECK(keys_of(input_of(lecture)).empty());
	CHECK(keys_of(input_of(lecture, lecture)).empty());
}

TEST_CASE("checks: figures that contradict themselves stop, and only these")
{
	CheckInput torn = input_of(metrics({{Metric::events, 2}, {Metric::sessions, 2}, {Metric::reach, 20}}));
	torn.sums.back()[Metric::sessions] = 3;
	CHECK(keys_of(torn) == std::set<std::string>{"sessions_add_up/410400"});
	const auto findings = run_checks(torn);
	CHECK(findings.front().rule->kind == CheckKind::mandatory);
	CHECK(findings.front().value == 3);
	CHECK(findings.front().against == 2);
	CHECK(
		keys_of(input_of(metrics({{Metric::events, 1}, {Metric::sessions, 1}, {Metric::eight_entry_sessions, 2}}))) ==
		std::set<std::string>{"eight_over_sessions/410400", "eight_over_sessions/410423"});
	for (const CheckRule& rule : check_rules)
	{
		INFO(rule.code);
		CHECK(
			(rule.kind == CheckKind::mandatory) ==
			(rule.form == CheckForm::adds_up || (rule.form == CheckForm::at_most && rule.left == rule.beside)));
	}
}

TEST_CASE("checks: children and women beyond all, and a county without an event, ask for a word")
{
	const Metrics many =
		metrics({{Metric::events, 1}, {Metric::sessions, 1}, {Metric::reach, 10}, {Metric::reach_women, 6}, {Metric::reach_children, 5}});
	CHECK(keys_of(input_of(many)) == std::set<std::string>{"children_over_reach/410400", "children_over_reach/410423"});
	CheckInput silent = input_of(metrics({{Metric::events, 1}, {Metric::sessions, 1}}));
	silent.below.push_back({"410402", "新华区", true, {}, std::nullopt});
	silent.below.push_back({"410423100", "一镇", false, {}, std::nullopt}); // a township may well be empty
	CHECK(keys_of(silent) == std::set<std::string>{"county_at_zero/410402"});
}

TEST_CASE("checks: moved by more than half against last year, and by at least five sessions or a thousand person-times")
{
	const auto sessions = [](std::int64_t now, std::int64_t before)
	{
		const Metrics today = metrics({{Metric::events, 1}, {Metric::sessions, now}});
		return keys_of(input_of(today, metrics({{Metric::events, 1}, {Metric::sessions, before}}))).contains("sessions_moved/410423");
	};
	CHECK_FALSE(sessions(5, 10)); // just half
	CHECK(sessions(4, 10));
	CHECK(sessions(16, 10));
	CHECK_FALSE(sessions(15, 10));
	CHECK_FALSE(sessions(1, 5)); // four sessions
	CHECK(sessions(0, 5));
	CHECK(sessions(5, 0));
	CHECK_FALSE(sessions(4, 0));
	const auto reach = [](std::int64_t now, std::int64_t before)
	{
		const Metrics today = metrics({{Metric::events, 1}, {Metric::reach, now}});
		return keys_of(input_of(today, metrics({{Metric::events, 1}, {Metric::reach, before}}))).contains("reach_moved/410423");
	};
	CHECK_FALSE(reach(1'000, 1'999));
	CHECK(reach(900, 1'900));
	CHECK_FALSE(reach(901, 1'900));
	// Without a year before there is nothing to be held against.
	CHECK(keys_of(input_of(metrics({{Metric::events, 1}, {Metric::sessions, 500}, {Metric::reach, 90'000}}))).empty());
}
