// Sealed versions and their differences, as the server answers them; and what to call a figure.
import type { Attribution, Basis } from "@/console/api/types";

// Going through every record takes its time.
export const sealTimeoutMs = 120_000;

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

export interface ChangedPlace {
	venue_type: string;
	place: string; // the code of a village, or the id of a venue
	change: number;
	events: string[];
}

export interface SealedTarget {
	year: number;
	area?: string;
	team?: string;
	venue_type: string | null;
	metric: string;
	value: number;
	from: string;
	document_no: string;
}

// Null on the side that has none.
export interface ChangedCode {
	list: string; // a code list, or areas, teams, venues
	code: string;
	before: unknown;
	after: unknown;
}

export interface SealedSubmission {
	state: string;
	version: number | null;
}

export interface Difference {
	before: SealedReport;
	after: SealedReport | null;
	same: boolean; // nothing at all differs
	figures: ChangedFigure[];
	places: ChangedPlace[];
	events: ChangedEvent[]; // of this page
	events_count: number; // in all
	next: string | null;
	targets: { before: SealedTarget[]; after: SealedTarget[] };
	codes: ChangedCode[];
	cover: { field: string; before: string | null; after: string | null }[];
	submissions: { area: string; before: SealedSubmission | null; after: SealedSubmission | null }[];
	text: { before: string; after: string };
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

// With the next page of its events, and the causes among them.
export function withMore(shown: Difference, more: Difference): Difference {
	const causes = new Map(more.figures.map((figure) => [figure.figure, figure.causes]));
	return {
		...more,
		events: [...shown.events, ...more.events],
		figures: shown.figures.map((figure) => ({ ...figure, causes: [...figure.causes, ...(causes.get(figure.figure) ?? [])] })),
	};
}
