// Decisions about events, one and many. Each names the version and the revision that were seen, so that a decision about a
// record that has changed meanwhile is refused (412) and nothing is overrun.
import { shallowRef } from "vue";
import type { ReviewState } from "@/common/records/event";
import { send } from "@/console/api/http";
import type { EventState } from "@/console/api/types";
import type { Decision } from "./types";

export interface Made {
	event: EventState; // as it stands after
	from: ReviewState; // as it stood before
}

// What `u` takes back.
export const lastMade = shallowRef<Made | null>(null);

export async function decide(event: EventState, decision: Decision): Promise<EventState> {
	const body = { version: event.version, revision: event.review.revision, ...decision };
	const after = await send<EventState>("POST", `/events/${event.id}/review`, body);
	lastMade.value = after.review.state === "deleted" || decision.state === "submitted" ? null : { event: after, from: event.review.state };
	return after;
}

// Only to the beginning: what stood before the decision was of somebody who can decide again.
export async function undoLast(): Promise<EventState | null> {
	const made = lastMade.value;
	if (!made) return null;
	try {
		return await decide(made.event, { state: "submitted" });
	} finally {
		lastMade.value = null;
	}
}

export function setDifferent(id: string, other: string, isDifferent: boolean, reason: string): Promise<unknown> {
	return send("PUT", `/events/${id}/look_alikes/${other}`, { cleared: isDifferent, reason });
}
