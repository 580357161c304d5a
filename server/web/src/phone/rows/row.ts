// What the phone keeps of one event, in one row of its database. The rules that change rows are in rules.ts.
import { sameValue } from "@/common/json";
import type { EventRecord, Marks, Problem } from "@/common/records/event";

// A change as it goes over the wire.
export interface WireChange {
	change_id: string;
	id: string;
	base: number;
	op: "put" | "delete" | "answer";
	edited_at: string;
	review_revision?: number;
	team?: string;
	reason?: string;
	resolves?: string[];
	heal?: true;
	event?: EventRecord;
}

// A content that the server once acknowledged, to be sent again after the server was restored from a backup.
export interface HealCopy {
	version: number;
	deleted: boolean;
	content: EventRecord | null;
}

// A change that the server did not apply. It keeps it too; here it waits for the person.
export interface Refused {
	outcome: "conflict" | "rejected";
	changeId: string;
	problems: Problem[];
	sent: EventRecord | null; // null: a delete
	at: string;
}

// To a return of that revision: why nothing is to be corrected.
export interface Answer {
	reason: string;
	revision: number;
	at: string;
}

export interface EventRow {
	id: string;
	team: string; // for which it is recorded; '' while the phone was in no team

	// The newest version whose content the phone holds; version 0: the server never acknowledged the event.
	version: number;
	deleted: boolean;
	content: EventRecord | null;
	marks: Marks;
	gone?: EventRecord | null; // of a tombstone: what stood there before, to know it by

	// What the person sees; unlike the above while something is unsent.
	localDeleted: boolean;
	local: EventRecord | null;
	editedAt: string;
	seenRevision: number; // of the review that the person had before them when editing
	reason: string; // of the delete
	resolves: string[]; // change ids that the next change settles
	blocked: boolean; // rejected: not sent again before the person has edited it
	refused: Refused[];
	answer?: Answer | null; // waits to be sent; not there in rows of earlier versions of the app

	inFlight: WireChange | null; // at most one, frozen: sent unchanged until it has its result
	heals: HealCopy[]; // oldest first
	// The newest version that answered a change of this phone, while the copy above is older: an edit made meanwhile, a delete
	// say, could not be moved onto it.
	acknowledged?: HealCopy | null;

	// For indexes, derived by withIndexes().
	day: string;
	unsent: Unsent;
}

// 0: nothing; 1: to be sent; 2: refused, waits for the person.
export type Unsent = 0 | 1 | 2;

export function sameContent(leftDeleted: boolean, left: EventRecord | null, rightDeleted: boolean, right: EventRecord | null): boolean {
	return leftDeleted === rightDeleted && (leftDeleted || sameValue(left, right));
}

export function isDirty(row: EventRow): boolean {
	return !sameContent(row.localDeleted, row.local, row.deleted, row.content);
}

// Also at version 0: when the answer to the first change was lost, others edited meanwhile, and the edits made here since
// could not be moved onto theirs.
export function isKnownToServer(row: EventRow): boolean {
	return row.version > 0 || !!row.marks.receipt;
}

// The person said something that the server has not answered for; a heal says only again what it had.
export function hasUnsentWork(row: EventRow): boolean {
	return (row.inFlight !== null && !row.inFlight.heal) || isDirty(row) || !!row.answer;
}

export function isUnsent(row: EventRow): boolean {
	return row.inFlight !== null || row.heals.length > 0 || (isDirty(row) && !row.blocked) || !!row.answer;
}

export function withIndexes(row: EventRow): EventRow {
	const shown = row.local ?? row.content ?? row.gone;
	if (shown) row.day = shown.occurred_on;
	row.unsent = isUnsent(row) ? 1 : isDirty(row) || row.refused.length > 0 ? 2 : 0;
	return row;
}

// A row that holds nothing yet.
export function emptyRow(id: string): EventRow {
	return {
		id,
		team: "",
		version: 0,
		deleted: false,
		content: null,
		marks: {},
		localDeleted: false,
		local: null,
		editedAt: "",
		seenRevision: 0,
		reason: "",
		resolves: [],
		blocked: false,
		refused: [],
		answer: null,
		inFlight: null,
		heals: [],
		day: "",
		unsent: 0,
	};
}
