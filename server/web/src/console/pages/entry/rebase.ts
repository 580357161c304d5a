// Somebody else has changed the record while it was being corrected: what was typed goes onto what is stored now. Pure.
import { plain } from "@/common/json";
import type { EventRecord } from "@/common/records/event";
import { mergeRecords } from "@/common/records/merge";

export interface BothChanged {
	name: string; // top-level field
	mine: unknown;
	theirs: unknown;
}

export interface Rebased {
	record: EventRecord; // where both changed a field, mine stands until somebody chooses
	both: BothChanged[];
}

export function rebase(base: EventRecord | null, stored: EventRecord, typed: EventRecord): Rebased {
	const { merged, conflicts } = mergeRecords(base, stored, typed);
	const record: Record<string, unknown> = { ...merged };
	const both = conflicts.map((name) => ({ name, mine: typed[name], theirs: stored[name] }));
	for (const { name, mine } of both) {
		if (mine === undefined || mine === null) Reflect.deleteProperty(record, name);
		else record[name] = mine;
	}
	return { record: plain(record) as EventRecord, both };
}
