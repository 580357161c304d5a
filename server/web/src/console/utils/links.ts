// Addresses of the console, made in one place. From a number to the events behind it: the filter is that of
// GET /api/v1/events, so that the list holds exactly what was counted.
import type { LocationQueryRaw, RouteLocationRaw } from "vue-router";
import type { Attribution, Basis } from "@/console/api/types";
import type { Indicator } from "./indicators";

export interface EventFilter {
	area?: string;
	exact?: boolean;
	year?: string;
	from?: string;
	to?: string;
	basis?: Basis;
	attribution?: Attribution;
	venue_type?: string;
	place_type?: string;
	venue?: string;
	kind?: "session" | "lecture";
	team?: string;
	state?: string; // states with commas between
	topic?: string;
	campaign?: string;
	item?: string;
	audience?: string;
	has?: Indicator; // adds to that figure
	source?: string;
	warning?: string; // "none": without any
	text?: string;
}

function queryOf(filter: EventFilter): LocationQueryRaw {
	const { year, exact, ...rest } = filter;
	const span = year ? { from: `${year}-01`, to: `${year}-12` } : {};
	const given = Object.entries({ ...rest, exact: exact ? "true" : undefined, ...span });
	return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ""));
}

export function eventsLink(filter: EventFilter): RouteLocationRaw {
	return { path: "/events", query: queryOf(filter) };
}

export function eventLink(id: string): RouteLocationRaw {
	return { path: `/events/${id}` };
}

// A reminder to the teams of an area, written as far as it can be.
export function noticeLink(draft: { area: string; title: string; text: string }): RouteLocationRaw {
	return { path: "/notices", query: { area: draft.area, write: "reminder", title: draft.title, text: draft.text } };
}
