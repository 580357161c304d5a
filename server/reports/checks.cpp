#include "server/reports/checks.hpp"

#include "server/figures/tally.hpp"
#include "server/reports/submissions.hpp"

#include <algorithm>
#include <cstdlib>

namespace bajin::reports
{

namespace
{

Metrics sum_of(const std::vector<figures::StatisticsRow>& rows)
{
	Metrics sum;
	for (const figures::StatisticsRow& row : rows)
	{
		for (std::size_t i = 0; i < metric_count; ++i) { sum.values[i] += row.metrics.values[i]; }
	}
	return sum;
}

std::int64_t left_of(const CheckRule& rule, const Metrics& metrics)
{
	return metrics[rule.left] + (rule.beside == rule.left ? 0 : metrics[rule.beside]);
}

// Empty: the rule holds there.
std::optional<CheckFinding> look_at(const CheckRule& rule, const CheckedArea& area)
{
	const auto found = [&](std::int64_t value, std::int64_t against) { return CheckFinding{&rule, area.area, area.name, value, against}; };
	const std::int64_t value = left_of(rule, area.now);
	switch (rule.form)
	{
	case CheckForm::at_most:
		if (value > area.now[rule.right]) { return found(value, area.now[rule.right]); }
		break;
	case CheckForm::county_zero:
		if (area.reports_here && value == 0) { return found(0, area.year_before ? (*area.year_before)[rule.left] : 0); }
		break;
	case CheckForm::moved_by_half:
		if (area.year_before)
		{
			const std::int64_t before = (*area.year_before)[rule.left];
			const std::int64_t change = std::abs(value - before);
			if (change >= rule.least && 2 * change > before) { return found(value, before); }
		}
		break;
	case CheckForm::adds_up:
		break;
	}
	return std::nullopt;
}

} // namespace

CheckInput check_input(store::Reader& reader, const Report& report)
{
	const figures::Statistics& statistics = report.statistics;
	const AreaTree& areas = reader.reference()->areas;
	CheckInput input;
	input.whole = {statistics.area_code, statistics.area_name, false, report.attributions.by_area, {}};
	std::map<AreaId, Counts> before;
	bool has_before = false;
	if (report.comparison && report.comparison->earlier.front().totals)
	{
		figures::FigureQuery query = statistics.query;
		query.period = report.comparison->earlier.front().period;
		query.attribution = figures::Attribution::area;
		const figures::Tally sums = figures::tally(reader, query);
		input.whole.year_before = sums.total.on(query.basis);
		before = sums.by_area;
		has_before = true;
	}
	const std::vector<AreaId> reporting = reporting_areas(areas, statistics.query.area);
	for (const AreaId child : areas.children(statistics.query.area))
	{
		const Area& area = areas.at(child);
		CheckedArea below{area.code, area.name, std::ranges::find(reporting, child) != reporting.end(), {}, {}};
		for (const AttributionRow& row : report.attributions.rows)
		{
			if (row.area == area.code) { below.now = row.by_area; }
		}
		if (has_before)
		{
			const auto found = before.find(child);
			below.year_before = found == before.end() ? Metrics() : found->second.on(statistics.query.basis);
		}
		input.below.push_back(std::move(below));
	}
	for (const auto* rows : {&statistics.by_venue_type, &statistics.by_area, &statistics.by_month, &statistics.by_team})
	{
		input.sums.push_back(sum_of(*rows));
	}
	return input;
}

std::vector<CheckFinding> run_checks(const CheckInput& input)
{
	std::vector<CheckFinding> findings;
	for (const CheckRule& rule : check_rules)
	{
		if (rule.form == CheckForm::adds_up)
		{
			for (const Metrics& sum : input.sums)
			{
				if (sum[rule.left] == input.whole.now[rule.left]) { continue; }
				findings.push_back({&rule, input.whole.area, input.whole.name, sum[rule.left], input.whole.now[rule.left]});
				break; // one is enough to stop
			}
			continue;
		}
		if (auto finding = look_at(rule, input.whole)) { findings.push_back(std::move(*finding)); }
		for (const CheckedArea& area : input.below)
		{
			// Movements below a county are many and small.
			if (rule.form == CheckForm::moved_by_half && !area.reports_here) { continue; }
			if (auto finding = look_at(rule, area)) { findings.push_back(std::move(*finding)); }
		}
	}
	return findings;
}

std::string_view code_of(CheckKind kind) noexcept
{
	return kind == CheckKind::mandatory ? "mandatory" : "verify";
}

std::string_view check_kind_name(CheckKind kind) noexcept
{
	return kind == CheckKind::mandatory ? "强制性" : "核实性";
}

Json to_json(const CheckFinding& finding)
{
	return {
		{"key", finding.key()},       {"check", finding.rule->code},    {"kind", code_of(finding.rule->kind)},
		{"zh", finding.rule->zh},     {"en", finding.rule->en},         {"metric", to_string(finding.rule->left)},
		{"area", finding.area},       {"area_name", finding.area_name}, {"value", finding.value},
		{"against", finding.against},
	};
}

Json to_json(const std::vector<Explanation>& explanations)
{
	Json list = Json::array();
	for (const Explanation& explanation : explanations)
	{
		list.push_back({{"findings", explanation.findings}, {"text", explanation.text}});
	}
	return list;
}

} // namespace bajin::reports
