// Targets as the server answers them, and the cells of the sheet in which they stand: whose, which venue type (null: all
// together), which metric.
import type * as Api from "@/common/api/schema";

export const metrics = ["sessions", "women_children_lectures", "places_visited", "materials"] as const;
export type Metric = (typeof metrics)[number];
export type By = "area" | "team";

export type Target = Api.Target;
export type HistoryEntry = Api.TargetChange;

export interface TargetCell {
	by: By;
	whose: string; // code of the area, or the team
	venueType: string | null;
	metric: Metric;
}

export function keyOf({ by, whose, venueType, metric }: TargetCell): string {
	return `${by} ${whose} ${venueType ?? ""} ${metric}`;
}

export function cellOf(target: Target): TargetCell {
	return {
		by: target.team ? "team" : "area",
		whose: target.team ?? target.area ?? "",
		venueType: target.venue_type,
		metric: target.metric,
	};
}

export function byCell<T extends Target>(targets: T[]): Map<string, T> {
	return new Map(targets.map((target) => [keyOf(cellOf(target)), target]));
}

// Every value of each cell, the oldest first.
export function historyByCell(changes: HistoryEntry[]): Map<string, HistoryEntry[]> {
	const found = new Map<string, HistoryEntry[]>();
	for (const change of changes) {
		const key = keyOf(cellOf(change));
		found.set(key, [...(found.get(key) ?? []), change]);
	}
	return found;
}

export interface Occasion {
	from: string;
	document_no: string;
	reason: string;
}

// The body of PUT /targets.
export function bodyOf(changes: Iterable<{ cell: TargetCell; value: number | null }>, occasion: Occasion): Target[] {
	return [...changes].map(({ cell, value }) => ({
		...(cell.by === "team" ? { team: cell.whose } : { area: cell.whose }),
		venue_type: cell.venueType,
		metric: cell.metric,
		value,
		...occasion,
	}));
}

// Sets a year's first targets from its first day; later changes from today, while the year runs.
export function usualFrom(year: string, isFirst: boolean, today: string): string {
	const isRunning = today.startsWith(year);
	return isFirst || !isRunning ? `${year}-01-01` : today;
}
