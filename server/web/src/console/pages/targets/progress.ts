// How far targets are reached: against the value set first, and against the one in force.
import type * as Api from "@/common/api/schema";
import { eventsLink, type EventFilter } from "@/console/utils/links";
import type { RouteLocationRaw } from "vue-router";
import type { Basis } from "@/console/api/types";
import type { By, Metric } from "./targets";

export type ProgressValue = Api.TargetValue;
export type ProgressRow = Api.TargetProgressRow;

export type ProgressOrder = "area" | "worst";

// In whole percent, never rounded up to a hundred that was not reached. A target of nothing is reached.
export function percentOf(reached: number, target: number): number {
	return target === 0 ? 100 : Math.floor((reached * 100) / target);
}

export const rowKey = (row: ProgressRow) => `${row.team ?? row.area ?? ""} ${row.venue_type ?? ""} ${row.metric}`;

function rateOf(row: ProgressRow): number {
	return row.current === null ? Number.POSITIVE_INFINITY : percentOf(row.reached, row.current.value);
}

export interface ProgressChoice {
	by: By;
	metric: Metric;
	venueType: string; // "" all, "total" the totals alone
	order: ProgressOrder;
	rows: string[]; // areas or teams in the order of the page
	types: string[];
}

export function chosenRows(rows: ProgressRow[], choice: ProgressChoice): ProgressRow[] {
	const place = new Map(choice.rows.map((key, index) => [key, index]));
	const whose = (row: ProgressRow) => row.team ?? row.area ?? "";
	const typeAt = (row: ProgressRow) => (row.venue_type === null ? choice.types.length : choice.types.indexOf(row.venue_type));
	const chosen = rows.filter((row) => {
		const isType =
			choice.venueType === "" || (choice.venueType === "total" ? row.venue_type === null : row.venue_type === choice.venueType);
		return (row.team !== undefined) === (choice.by === "team") && row.metric === choice.metric && isType && place.has(whose(row));
	});
	const byPlace = (left: ProgressRow, right: ProgressRow) =>
		(place.get(whose(left)) ?? 0) - (place.get(whose(right)) ?? 0) || typeAt(left) - typeAt(right);
	return chosen.sort((left, right) =>
		choice.order === "worst" ? rateOf(left) - rateOf(right) || byPlace(left, right) : byPlace(left, right),
	);
}

// The events behind a figure; places visited are places, not events.
export function reachedLink(row: ProgressRow, year: string, area: string, basis: Basis): RouteLocationRaw | null {
	const whose: EventFilter = row.team ? { team: row.team } : { area: row.area };
	const filter: EventFilter = { ...whose, year, basis, venue_type: row.venue_type ?? undefined };
	switch (row.metric) {
		case "sessions":
			return eventsLink({ ...filter, kind: "session" });
		case "women_children_lectures":
			return eventsLink({ ...filter, has: "women_children_lectures" });
		case "materials":
			return eventsLink({ ...filter, has: "materials" });
		case "places_visited":
			if (row.team || row.venue_type === null) return null;
			return { path: "/places", query: { area: row.area ?? area, year, basis, visited: "true", venue_type: row.venue_type } };
	}
}
