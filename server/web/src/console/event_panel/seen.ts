// A decision is about an event as the person saw it. What came in since, by itself, does not count as seen: the server refuses
// the decision (412), what happened is shown, and only then may the person decide otherwise.
import { shallowRef } from "vue";
import { ask } from "@/console/api/http";
import type { EventState } from "@/console/api/types";
import { changesBetween, type Meanwhile } from "./meanwhile";

// Whether `one` was read from the server after `other`, the same event.
const isNewer = (one: EventState, other: EventState) =>
	one.version > other.version || (one.version === other.version && one.review.revision > other.review.revision);

export function useSeen() {
	const shown = new Map<string, EventState>(); // by event: the newest whose difference was shown
	const meanwhile = shallowRef<Meanwhile | null>(null);

	function asSeen(event: EventState): EventState {
		const later = shown.get(event.id);
		return later && isNewer(later, event) ? later : event;
	}

	// Shows how `after` differs from what was seen. `isToldOnly`: it came by itself, under a form that may hide it; it counts as
	// seen when the person says so (`close`).
	function show(before: EventState, after: EventState, isToldOnly = false): Meanwhile | null {
		const changes = changesBetween(before, after);
		if (!changes) return null;
		meanwhile.value = changes;
		if (!isToldOnly) shown.set(after.id, after);
		return changes;
	}

	// After a refusal: how the event stands, with what happened to it shown.
	async function refused(about: EventState): Promise<EventState> {
		const after = await ask<EventState>(`/events/${about.id}`);
		show(about, after);
		return after;
	}

	function close(): void {
		if (meanwhile.value) shown.set(meanwhile.value.after.id, meanwhile.value.after);
		meanwhile.value = null;
	}

	return { meanwhile, asSeen, show, refused, close };
}
