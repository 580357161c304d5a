// The queue of what is to be reviewed: its filter in the address, its pages, and where one goes on after a decision. The
// names of the filter are its own where those of the figures' question travel along from page to page.
import type { LocationQuery } from "vue-router";
import type { Query } from "@/console/api/http";
import type { EventState } from "@/console/api/types";

export const queueTabs = ["submitted", "void_requested", "returned", "all"] as const;
export type QueueTab = (typeof queueTabs)[number];

export const eventsOfQueuePage = 50;

export interface QueueFilter {
	tab: QueueTab;
	area: string;
	venue_type: string;
	team: string;
	month: string;
	source: string;
	warning: string;
	text: string;
}

const one = (value: unknown): string => (typeof value === "string" ? value : "");

export function queueFilterOf(query: LocationQuery): QueueFilter {
	const tab = queueTabs.find((name) => name === query.tab) ?? "submitted";
	return {
		tab,
		area: one(query.area),
		venue_type: one(query.venue_type),
		team: one(query.team),
		month: one(query.month),
		source: one(query.source),
		warning: one(query.warning),
		text: one(query.text),
	};
}

export function isFiltered(filter: QueueFilter, home: string): boolean {
	const { tab: _tab, area, ...rest } = filter;
	return (area !== "" && area !== home) || Object.values(rest).some((value) => value !== "");
}

const unlessEmpty = (value: string) => (value === "" ? undefined : value);

export function queueQuestion(filter: QueueFilter): Query {
	return {
		state: filter.tab === "all" ? undefined : filter.tab,
		area: unlessEmpty(filter.area),
		venue_type: unlessEmpty(filter.venue_type),
		team: unlessEmpty(filter.team),
		from: unlessEmpty(filter.month),
		to: unlessEmpty(filter.month),
		source: unlessEmpty(filter.source),
		warning: unlessEmpty(filter.warning),
		text: unlessEmpty(filter.text),
	};
}

// The event at that many steps from the one that is open. One that has left the list meanwhile was at `lastIndex`, and
// what stands there now comes next.
export function neighbour(events: EventState[], open: string, lastIndex: number, steps: 1 | -1): EventState | null {
	const index = events.findIndex((event) => event.id === open);
	if (index >= 0) return events[index + steps] ?? null;
	return events[steps > 0 ? lastIndex : lastIndex - 1] ?? null;
}

// After a decision one goes on to the event below, else to the one above: the decided one is about to leave the list.
export function afterDecision(events: EventState[], open: string, lastIndex: number): EventState | null {
	return neighbour(events, open, lastIndex, 1) ?? neighbour(events, open, lastIndex, -1);
}
