// The year-end report of an area and a span, as GET /api/v1/report answers it; and the records behind its numbers.
import type { AsOf, Attribution, Basis, States } from "@/console/api/types";
import type { Indicator } from "@/console/utils/indicators";
import type { EventFilter } from "@/console/utils/links";
import { monthWithin } from "@/console/utils/periods";
import type { Coverage } from "@/console/figures/coverage";
import type { Submissions } from "./office/submissions";

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

export interface EarlierPeriod {
	from: string;
	to: string;
	totals: Metrics | null; // null: nothing that old
}

export interface Comparison {
	earlier: EarlierPeriod[]; // three, the last first
	change: Metrics | null;
	change_percent: Record<Indicator, number | null> | null;
	mean_of_three: Metrics | null;
	change_from_mean_percent: Record<Indicator, number | null> | null;
}

export type TargetMetric = "sessions" | "women_children_lectures" | "materials" | "places_visited";

interface TargetValue {
	value: number;
	from: string;
	document_no: string;
	reason: string;
}

export interface TargetRow {
	area?: string;
	area_name?: string;
	team?: string;
	team_name?: string;
	venue_type: string | null; // null: of all types together
	metric: TargetMetric;
	initial: TargetValue;
	current: TargetValue | null; // null: taken away
	changes: number;
	reached: number;
	percent_of_initial: number | null;
	percent_of_current: number | null;
}

export interface YearTargets {
	year: number;
	rows: TargetRow[];
}

export interface Attributions {
	by_area: Metrics;
	by_team: Metrics;
	agree: boolean;
	rows: { area: string; name: string; by_area: Metrics; by_team: Metrics }[];
}

export interface Quality {
	states: States;
	void_requested: number;
	written_off: number;
	reach_estimated: number;
	reach_not_estimated: number;
	teams: number;
	silent_teams: number;
	months_reported: number;
	months_nil: number;
	months_overdue: number;
	owing: { team: string; name: string; area_name: string; months_overdue: number }[];
	areas_without_team: { area: string; name: string }[];
	reviews?: { single: number; bulk: number; other: number };
}

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

export interface Cover extends Record<CoverField, string> {
	inherited: CoverField[]; // from the area above, or from the settings
	changed_at: string | null;
	changed_by: string | null;
}

// What is expected of the running year.
export interface Estimate {
	metric: Metric;
	value: number;
	grounds: string;
	by: string;
	at: string;
	so_far?: number; // in a report
}

export interface Estimates {
	year: number;
	rows: (Estimate & { so_far: number })[];
}

export interface Report {
	from: string;
	to: string;
	area: string;
	area_name: string;
	basis: Basis;
	attribution: Attribution;
	totals: Metrics;
	states: States;
	by: Record<Dimension, Row[]> & {
		material: (Named & { unit: string; copies: number; events: number })[];
		audience: (Named & { lectures: number; attendance: number })[];
	};
	text: string;
	as_of: AsOf;
	coverage: Pick<Coverage, "venue_types" | "rows" | "total">;
	attributions: Attributions;
	comparison: Comparison | null;
	targets: YearTargets[] | null;
	teams: { teams: number; active_teams: number; members: number; members_by_team: { team: string; name: string; members: number }[] };
	quality: Quality;
	cover: Cover;
	is_draft: boolean; // it has estimates
	estimates: Estimates | null;
	submissions: Submissions | null; // where no county is concerned
}

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
