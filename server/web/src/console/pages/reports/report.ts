// The year-end report of an area and a span, as GET /api/v1/report answers it; and the records behind its numbers.
import type * as Api from "@/common/api/schema";
import type { Indicator } from "@/console/utils/indicators";
import type { EventFilter } from "@/console/utils/links";
import { monthWithin } from "@/console/utils/periods";

export { indicators, type Indicator } from "@/console/utils/indicators";

export type Metrics = Record<Indicator, number>;

// Those that are told first.
export const metrics = [
	"sessions",
	"eight_entry_sessions",
	"lectures",
	"women_children_lectures",
	"reach",
	"materials",
	"consultations",
] as const satisfies Indicator[];
export type Metric = (typeof metrics)[number];

export interface Named {
	key: string | null;
	name: string;
}
export type Row = Named & Metrics & { participations?: number };

export const dimensions = ["venue_type", "area", "month", "topic", "campaign", "team"] as const;
export type Dimension = (typeof dimensions)[number];

export type EarlierPeriod = Api.EarlierPeriod;
export type Comparison = Api.Comparison;
export type TargetMetric = Api.TargetMetric;
export type TargetRow = Api.TargetCompletion;
export type YearTargets = Api.YearTargets;
export type Attributions = Api.Attributions;
export type Quality = Api.DataQuality;

// The nine that are filled in for an area; empty where nobody has.
export const coverFields = [
	"form_number",
	"issued_by",
	"approval_number",
	"compiled_by",
	"head",
	"statistics_head",
	"checked_by",
	"filled_by",
	"telephone",
] as const;
export type CoverField = (typeof coverFields)[number];

export type Cover = Api.CoverSheet;

// What is expected of the running year.
export type Estimate = Api.Estimate;

export type Estimates = Api.ReportEstimates;
export type Report = Api.Report;

// What the records behind a number have in common.
const shares: Record<Indicator, Pick<EventFilter, "kind" | "has">> = {
	events: {},
	sessions: { kind: "session" },
	eight_entry_sessions: { has: "eight_entry_sessions" },
	lectures: { has: "lectures" },
	women_children_lectures: { has: "women_children_lectures" },
	reach: {},
	reach_women: { has: "reach_women" },
	reach_children: { has: "reach_children" },
	reach_estimated: { has: "reach_estimated" },
	materials: { has: "materials" },
	consultations: { has: "consultations" },
};

// The records behind an indicator, of all or of those that `within` names.
export function filterOf(report: Report, indicator: Indicator, within: EventFilter = {}): EventFilter {
	return {
		area: report.area,
		from: report.from,
		to: report.to,
		basis: report.basis,
		attribution: report.attribution === "team" ? "team" : undefined,
		...shares[indicator],
		...within,
	};
}

// What the records of a row have in common; null where no list can show just them.
export function withinRow(report: Report, dimension: Dimension, key: string | null): EventFilter | null {
	if (key === null || (dimension === "team" && key === "other")) return null;
	if (dimension === "month") return monthWithin(key, report);
	if (dimension === "area") return withinArea(report, key);
	return { [dimension]: key };
}

// The area's own row holds what lies no deeper.
export function withinArea(report: Report, area: string): EventFilter {
	return area === report.area ? { exact: true } : { area };
}
