// Shapes of answers about review: what is like an event, and what happened to it.
import type { EventRecord, Review, ReviewState } from "@/common/records/event";
import type { EventState } from "@/console/api/types";

export interface Cleared {
	by: string;
	at: string;
	reason: string;
}

export interface Reason {
	code: string;
	text: string;
}

export type PairKind = "duplicate" | "joint";

export interface LookAlike {
	event: EventState;
	score: number;
	kind: PairKind;
	reasons: Reason[];
	cleared: Cleared | null;
}

export interface Pair {
	id: string;
	score: number;
	kind: PairKind;
	reasons: Reason[];
	events: [EventState, EventState];
	cleared: Cleared | null;
}

export type Adds = "materials" | "lectures" | "consultations";
export const addsOfJoint: readonly Adds[] = ["materials", "lectures", "consultations"];

export interface HistoryRow {
	version: number;
	seq: number;
	at: string;
	by: string | null;
	device: string | null;
	op: "put" | "delete" | "review" | "void_request" | "redact" | "answer";
	event: EventRecord | null;
	review: Review & { mode?: "single" | "bulk" | null };
}

export interface Decision {
	state: Exclude<ReviewState, "void_requested">;
	reason?: string;
	fields?: string[];
	due_on?: string;
	of?: string;
	adds?: Adds[];
}
