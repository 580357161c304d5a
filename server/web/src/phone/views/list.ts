// The list of events: rows and drafts as items, newest first, filtered by state and by what the person typed. Plain
// functions over what the database gave.
import type { EventRecord } from "@/common/records/event";
import type { Draft } from "@/phone/storage/database";
import type { EventRow } from "@/phone/rows/row";
import { isDeleteWaiting, isLate, knownRecord, needsPerson, stateOf, type EventState } from "@/phone/rows/state";

export interface Item {
	id: string;
	state: EventState;
	late: boolean;
	deleting: boolean; // what waits to be sent is its deletion
	record: Partial<EventRecord>;
	receipt: string | null;
	// Of a draft: when it was last touched; it stands on top until it is saved.
	draftOf: Draft | null;
	dueOn: string | null;
}

export type Filter = "all" | "needs" | "late" | EventState;

export function itemsOf(rows: EventRow[], drafts: Draft[]): Item[] {
	const begun = new Map(drafts.map((draft) => [draft.id, draft]));
	const items: Item[] = [];
	for (const row of rows) {
		const draft = begun.get(row.id) ?? null;
		begun.delete(row.id);
		const record = knownRecord(row);
		const state = stateOf(row);
		// A tombstone of what this phone never held has nothing to show.
		if (!record && state !== "waiting") continue;
		items.push({
			id: row.id,
			state,
			late: isLate(row),
			deleting: isDeleteWaiting(row),
			record: record ?? { id: row.id },
			receipt: row.marks.receipt ?? null,
			draftOf: draft,
			dueOn: state === "returned" ? (row.marks.review?.due_on ?? null) : null,
		});
	}
	for (const draft of begun.values()) {
		items.push({
			id: draft.id,
			state: "draft",
			late: false,
			deleting: false,
			record: draft.event,
			receipt: null,
			draftOf: draft,
			dueOn: null,
		});
	}
	return items.sort(inOrder);
}

// What needs the person first, then drafts, then by day.
function group(item: Item): number {
	const pressing = needsPerson.indexOf(item.state);
	if (pressing >= 0) return pressing;
	return item.state === "draft" ? needsPerson.length : needsPerson.length + 1;
}

function inOrder(left: Item, right: Item): number {
	const byGroup = group(left) - group(right);
	if (byGroup !== 0) return byGroup;
	const byDay = (right.record.occurred_on ?? "9999").localeCompare(left.record.occurred_on ?? "9999");
	return byDay !== 0 ? byDay : right.id.localeCompare(left.id);
}

export function matches(item: Item, filter: Filter): boolean {
	if (filter === "needs") return needsPerson.includes(item.state);
	if (filter === "late") return item.late;
	return filter === "all" || item.state === filter;
}

export function countByFilter(items: Item[]): Map<Filter, number> {
	const counts = new Map<Filter, number>([["all", items.length]]);
	const add = (filter: Filter) => counts.set(filter, (counts.get(filter) ?? 0) + 1);
	for (const item of items) {
		add(item.state);
		if (needsPerson.includes(item.state)) add("needs");
		if (item.late) add("late");
	}
	return counts;
}
