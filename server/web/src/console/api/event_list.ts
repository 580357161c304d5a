// GET /api/v1/events, to the end of a page. A search that reads records answers after a while with what it found so far and
// where it goes on; people want the page, so it is asked on, for some rounds. Beyond them a page may be short, even empty, and
// still have a `next`: nothing was found yet, which is not the same as that there is nothing.
import type * as Api from "@/common/api/schema";
import { ask, type AskOptions, type Query } from "./http";
import type { EventState } from "./types";

export type EventPage = Api.EventPage;

const roundsMax = 20; // some 30 seconds of the server's searching

export async function askEvents(
	query: Query & { limit: number; after?: string | undefined },
	options: AskOptions = {},
): Promise<EventPage> {
	let { after } = query;
	const events: EventState[] = [];
	for (let round = 1; ; round += 1) {
		const page = await ask<EventPage>("/events", { ...query, limit: query.limit - events.length, after }, options);
		events.push(...page.events);
		if (page.next === null || events.length >= query.limit || round === roundsMax) return { events, next: page.next };
		after = page.next;
	}
}
