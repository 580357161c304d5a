// The diary of syncs: when, how much, with what end. It tells nothing of what was sent, so that it can be given to who helps.
// Bounded: runs in a row in which nothing happened are one entry, and the oldest entries go.
import type { Traffic } from "@/common/http";
import type { DiaryEntry, PhoneDatabase } from "@/phone/storage/database";

export interface RunCount extends Traffic {
	sent: number;
	received: number;
}

const entriesMax = 100;

export const nothingMoved = (): RunCount => ({ sent: 0, received: 0, up: 0, down: 0 });

export function withRun(diary: DiaryEntry[], end: string, count: RunCount, from: string, at: string): DiaryEntry[] {
	const last = diary[diary.length - 1];
	const isQuiet = count.sent === 0 && count.received === 0;
	if (last && isQuiet && last.end === end && last.sent === 0 && last.received === 0) {
		const more = { ...last, at, runs: last.runs + 1, up: last.up + count.up, down: last.down + count.down };
		return [...diary.slice(0, -1), more];
	}
	return [...diary, { from, at, runs: 1, end, ...count }].slice(-entriesMax);
}

// A phone without room for it goes without.
export async function noteRun(db: PhoneDatabase, end: string, count: RunCount, from: number, at: number): Promise<void> {
	try {
		await db.transaction("rw", db.meta, async () => {
			const [began, ended] = [new Date(from).toISOString(), new Date(at).toISOString()];
			await db.write("diary", withRun(await db.read("diary"), end, count, began, ended));
		});
	} catch {
		// What was synced is stored all the same.
	}
}
