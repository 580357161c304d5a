// From a number of the matrix to exactly the events that it counts.
import type { RouteLocationRaw } from "vue-router";
import { eventsLink, type EventFilter } from "@/console/utils/links";
import { isOwnRow, periodOf, type Coverage, type Measure, type Row } from "@/console/figures/coverage";

function ofMeasure(measure: Measure, venueType: string | undefined): EventFilter | null {
	switch (measure) {
		case "sessions":
			return { kind: "session", venue_type: venueType };
		case "lectures":
		case "materials":
			return { has: measure, venue_type: venueType };
		case "places":
			// Places of several types at once have no list of events.
			return venueType === undefined ? null : { place_type: venueType };
		default:
			return { venue_type: venueType };
	}
}

// Without a type: all of the row. `row` is null for the total.
export function cellLink(coverage: Coverage, row: Row | null, measure: Measure, venueType?: string): RouteLocationRaw | null {
	const filter = ofMeasure(measure, venueType);
	if (!filter) return null;
	return eventsLink({
		area: row?.area ?? coverage.area,
		exact: row !== null && isOwnRow(coverage, row) ? true : undefined,
		...periodOf(coverage),
		basis: coverage.basis,
		// Places stand where they lie, whoever went there.
		attribution: coverage.attribution === "team" && measure !== "places" ? "team" : undefined,
		...filter,
	});
}

export function statesLink(coverage: Coverage, state: string): RouteLocationRaw {
	const attribution = coverage.attribution === "team" ? "team" : undefined;
	return eventsLink({ area: coverage.area, ...periodOf(coverage), attribution, state });
}

// The places of a row that nobody has been to.
export function unvisitedLink(coverage: Coverage, row: Row | null, venueType?: string): RouteLocationRaw {
	const { year, from, to } = periodOf(coverage);
	return { path: "/places", query: { area: row?.area ?? coverage.area, year, from, to, basis: coverage.basis, venue_type: venueType } };
}
