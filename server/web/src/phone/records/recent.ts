// What the team chose lately, from its own records on this phone: the form offers it first.
import type { PhoneDatabase } from "../storage/database";
import { shownRecord } from "../views/state";

export interface Recent {
	topics: string[];
	items: string[];
	audiences: string[];
	forms: string[];
	organizers: string[];
	speakers: string[];
	hosts: string[];
}

const eventsLookedAt = 60;

export const nothingRecent: Recent = { topics: [], items: [], audiences: [], forms: [], organizers: [], speakers: [], hosts: [] };

// Each once, the latest first.
function latest(values: (string | null | undefined)[]): string[] {
	return [...new Set(values.filter((value): value is string => typeof value === "string" && value !== ""))];
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
