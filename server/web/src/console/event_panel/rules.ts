// What may be done with an event by whom, as the server decides it, so that a button that would be refused says so before
// it is pressed. Pure.
import type { ReviewState } from "@/common/records/event";
import type { EventState } from "@/console/api/types";
import type { HistoryRow, LookAlike } from "./types";

export type Action = "verify" | "return" | "duplicate" | "joint" | "undo" | "agree" | "refuse" | "different";

const counted: readonly ReviewState[] = ["submitted", "verified", "void_requested"];

export function isCounted(event: EventState): boolean {
	return !event.deleted && counted.includes(event.review.state);
}

const actions: Record<ReviewState, readonly Action[]> = {
	submitted: ["verify", "return", "duplicate", "joint"],
	verified: ["return", "duplicate", "joint", "undo"],
	returned: ["verify", "return", "duplicate", "joint", "undo"],
	duplicate: ["joint", "undo"],
	joint: ["duplicate", "joint", "undo"],
	void_requested: ["agree", "refuse"],
	deleted: [],
};

export function actionsOf(event: EventState): readonly Action[] {
	return actions[event.review.state];
}

// Who entered or corrected a record does not verify it: what they wrote lives on in later versions. Without the history
// only the newest version is known.
export function wroteIt(me: string, event: EventState, history: HistoryRow[] | null): boolean {
	if (event.entered_by === me) return true;
	return (history ?? []).some((row) => row.op === "put" && row.device === null && row.by === me);
}

export function isOpenPair(event: EventState, other: Pick<LookAlike, "event" | "cleared">): boolean {
	return other.cleared === null && isCounted(event) && isCounted(other.event);
}
