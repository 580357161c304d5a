// Sealed versions and their differences, as the server answers them; and what to call a figure.
import type * as Api from "@/common/api/schema";
import type { Attribution } from "@/console/api/types";

// Going through every record takes its time.
export const sealTimeoutMs = 120_000;

export type SealedReport = Api.SealedReport;
export type ChangedFigure = Api.ChangedFigure;
export type ChangeKind = Api.ChangedEvent["kind"];
export type ChangedEvent = Api.ChangedEvent;
export type ChangedPlace = Api.ChangedPlace;
export type SealedTarget = Api.SealedTarget;

// Null on the side that has none.
export type ChangedCode = Api.ChangedCode;

export type SealedSubmission = Api.SealedSubmission;
export type Difference = Api.ReportDifference;

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
