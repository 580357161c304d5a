// Which event comes before and after one in the list it was opened from. The pages that were listed are remembered as they
// were shown, so that an event that was decided, and left the list with that, still has its neighbours.
import type { LocationQuery, LocationQueryRaw } from "vue-router";
import { askEvents, type EventPage } from "@/console/api/event_list";
import { filterOf, listQuery, questionOf } from "./event_filter";

export const eventsOfPage = 100;

interface Listed {
	list: string; // the question without the page
	ids: string[];
	after: string | undefined;
	next: string | null;
	before: Listed | null; // the page it was reached from
}

export interface Neighbour {
	id: string;
	query: LocationQueryRaw;
}

export interface Place {
	previous: Neighbour | null;
	next: Neighbour | null;
}

const pages = new Map<string, Listed>();
const pagesMax = 200;

function keyOf(query: LocationQuery | LocationQueryRaw): string {
	return JSON.stringify(Object.entries(listQuery(query as LocationQuery)).sort(([left], [right]) => left.localeCompare(right)));
}

const listOf = (query: LocationQuery | LocationQueryRaw) => keyOf({ ...query, after: undefined });

export function askPage(query: LocationQuery, signal?: AbortSignal): Promise<EventPage> {
	const { after, sort } = listQuery(query) as Record<string, string | undefined>;
	return askEvents({ ...questionOf(filterOf(query)), limit: eventsOfPage, after, sort, figures: "yes" }, { signal });
}

export function rememberPage(query: LocationQuery | LocationQueryRaw, page: EventPage): Listed {
	const key = keyOf(query);
	const { after } = listQuery(query as LocationQuery);
	// Places in a sorted list are numbers, which other lists have too.
	const isSameList = (other: Listed) => other.list === listOf(query);
	const before = [...pages.values()].find((other) => other.next !== null && other.next === after && isSameList(other)) ?? null;
	const listed: Listed = {
		list: listOf(query),
		ids: page.events.map((event) => event.id),
		after: after as string | undefined,
		next: page.next,
		before,
	};
	if (pages.size >= pagesMax) pages.delete(pages.keys().next().value ?? "");
	pages.set(key, listed);
	return listed;
}

const withAfter = (query: LocationQuery, after: string | undefined): LocationQueryRaw => ({ ...listQuery(query), after });

async function listedAt(query: LocationQuery, fresh: boolean): Promise<Listed> {
	const known = fresh ? undefined : pages.get(keyOf(query));
	return known ?? rememberPage(query, await askPage(query));
}

// Empty where the address names no list, or the event is not in it.
export async function placeOf(id: string, query: LocationQuery): Promise<Place> {
	const nowhere: Place = { previous: null, next: null };
	if (Object.keys(listQuery(query)).length === 0) return nowhere;
	let page = await listedAt(query, false);
	if (!page.ids.includes(id)) page = await listedAt(query, true);
	const index = page.ids.indexOf(id);
	if (index < 0) return nowhere;
	const here = withAfter(query, page.after);
	const before = page.ids[index - 1];
	const after = page.ids[index + 1];
	const lastBefore = page.before?.ids[page.before.ids.length - 1];
	const previous = before
		? { id: before, query: here }
		: lastBefore
			? { id: lastBefore, query: withAfter(query, page.before?.after) }
			: null;
	if (after) return { previous, next: { id: after, query: here } };
	if (page.next === null) return { previous, next: null };
	const nextQuery = withAfter(query, page.next);
	const first = (await listedAt(nextQuery as LocationQuery, false)).ids[0];
	return { previous, next: first ? { id: first, query: nextQuery } : null };
}
