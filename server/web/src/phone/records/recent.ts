// What the team chose lately, from its own records on this phone: the form offers it first.
import type { EventRecord } from "@/common/records/event";
import type { PhoneDatabase } from "@/phone/storage/database";
import { shownRecord } from "@/phone/rows/state";

// What went together more than once.
export interface UsualSet {
	topics: string[];
	items: string[];
	speakers: string[];
}

export interface Recent {
	topics: string[];
	items: string[];
	audiences: string[];
	forms: string[];
	organizers: string[];
	speakers: string[];
	hosts: string[];
	sets: UsualSet[]; // the commonest first
	hasRecords: boolean; // somebody has been through the form before
}

const eventsLookedAt = 60;

export const nothingRecent: Recent = {
	topics: [],
	items: [],
	audiences: [],
	forms: [],
	organizers: [],
	speakers: [],
	hosts: [],
	sets: [],
	hasRecords: false,
};

// Each once, the latest first.
function latest(values: (string | null | undefined)[]): string[] {
	return [...new Set(values.filter((value): value is string => typeof value === "string" && value !== ""))];
}

const setsMax = 3;

// At least two of laws, materials and speakers, recorded together at least twice; `records` the latest first.
export function usualSets(records: EventRecord[]): UsualSet[] {
	const found = new Map<string, { set: UsualSet; count: number }>();
	for (const record of records) {
		const set: UsualSet = {
			topics: latest(record.topics ?? []),
			items: latest((record.materials ?? []).map((row) => row.item)),
			speakers: latest(record.speakers ?? []),
		};
		const parts = Object.values(set) as string[][];
		if (parts.filter((part) => part.length > 0).length < 2) continue;
		const key = JSON.stringify(parts.map((part) => [...part].sort()));
		const before = found.get(key);
		if (before) before.count += 1;
		else found.set(key, { set, count: 1 });
	}
	return [...found.values()]
		.filter(({ count }) => count > 1)
		.sort((left, right) => right.count - left.count)
		.slice(0, setsMax)
		.map(({ set }) => set);
}

export async function recentChoices(db: PhoneDatabase): Promise<Recent> {
	const rows = await db.events.orderBy("day").reverse().limit(eventsLookedAt).toArray();
	const records = rows.flatMap((row) => shownRecord(row) ?? []);
	return {
		topics: latest(records.flatMap((record) => [...(record.topics ?? []), ...(record.lectures ?? []).map((row) => row.topic)])),
		items: latest(records.flatMap((record) => (record.materials ?? []).map((row) => row.item))),
		audiences: latest(records.flatMap((record) => (record.lectures ?? []).map((row) => row.audience))),
		forms: latest(records.flatMap((record) => record.forms ?? [])),
		organizers: latest(records.flatMap((record) => record.organizers ?? [])),
		speakers: latest(records.flatMap((record) => record.speakers ?? [])),
		hosts: latest(records.map((record) => record.host?.organization)),
		sets: usualSets(records),
		hasRecords: records.length > 0,
	};
}

// The recently chosen first, the rest in its own order.
export function recentFirst<T extends { code: string }>(codes: T[], recent: string[]): T[] {
	const rank = (code: T) => {
		const index = recent.indexOf(code.code);
		return index < 0 ? recent.length : index;
	};
	return [...codes].sort((left, right) => rank(left) - rank(right));
}
