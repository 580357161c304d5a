// Statistics, sealed versions and their differences, as the server answers them; and what to call a figure.
import type { AsOf, Attribution, Basis, States } from "../../api/types";
import type { EventFilter } from "../../links";

export const metrics = ["sessions", "eight_entry_sessions", "lectures", "women_children_lectures", "reach", "materials", "consultations"] as const;
export type Metric = (typeof metrics)[number];

export type Row = { key: string | null; name: string; unit?: string; copies?: number; events?: number; attendance?: number } & Partial<Record<Metric, number>>;

export const dimensions = ["venue_type", "area", "month", "topic", "campaign", "team"] as const;
export type Dimension = (typeof dimensions)[number];

export interface Statistics {
	from: string;
	to: string;
	area: string;
	area_name: string;
	basis: Basis;
	attribution: Attribution;
	totals: Record<Metric, number>;
	states: States;
	by: Record<Dimension | "material" | "audience", Row[]>;
	text: string;
	as_of: AsOf;
}

export interface SealedReport {
	id: string;
	version: number;
	area: string;
	area_name: string;
	from: string;
	to: string;
	basis: Basis;
	reason: string;
	sealed_at: string;
	sealed_by: string;
	sha256: string;
}

export interface ChangedFigure {
	figure: string;
	before: number;
	after: number;
	change: number;
	causes: { event: string; change: number }[];
}

export type ChangeKind = "added" | "edited" | "reviewed" | "removed" | "codes";

export interface ChangedEvent {
	id: string;
	kind: ChangeKind;
	occurred_on: string;
	area: string;
	title: string;
	team: string;
}

export interface Difference {
	before: SealedReport;
	after: SealedReport | null;
	figures: ChangedFigure[];
	places: { venue_type: string; place: string; change: number; events: string[] }[];
	events: ChangedEvent[];
}

// "area/total/sessions" → { attribution: "area", dimension: "total", key: "", metric: "sessions" }. A state has no metric.
export function partsOf(figure: string): { attribution: Attribution; dimension: string; key: string; metric: string } {
	const [attribution, dimension, ...rest] = figure.split("/");
	const metric = rest.pop() ?? "";
	return { attribution: attribution === "team" ? "team" : "area", dimension: dimension ?? "", key: rest.join("/"), metric };
}

// The totals of an attribution, of all that changed.
export function changedTotals(difference: Difference, attribution: Attribution): (ChangedFigure & { metric: string })[] {
	return difference.figures
		.map((figure) => ({ ...figure, ...partsOf(figure.figure) }))
		.filter((figure) => figure.attribution === attribution && figure.dimension === "total");
}

// The events behind a total. What counts as reach or sessions is all of them.
export function filterOf(statistics: Statistics, metric: Metric): EventFilter {
	const has = { lectures: "lectures", women_children_lectures: "women_children_lectures", materials: "materials", consultations: "consultations" } as const;
	return {
		area: statistics.area,
		from: statistics.from,
		to: statistics.to,
		basis: statistics.basis,
		attribution: statistics.attribution === "team" ? "team" : undefined,
		kind: metric === "sessions" ? "session" : undefined,
		has: metric in has ? has[metric as keyof typeof has] : undefined,
	};
}

// Of the row of a dimension; null where no list can show it.
export function filterOfRow(statistics: Statistics, dimension: Dimension, key: string | null): EventFilter | null {
	const { has: _, kind: __, ...all } = filterOf(statistics, "reach");
	if (key === null || (dimension === "team" && key === "other")) return null;
	switch (dimension) {
		case "month":
			return { ...all, from: key, to: key };
		case "area":
			return key === statistics.area ? { ...all, exact: true } : statistics.attribution === "team" ? null : { ...all, area: key };
		default:
			return { ...all, [dimension]: key };
	}
}
