// The server's time, from the phone's clock and how far that was off when the server was last heard. Without a network it
// cannot be measured again; it is forgotten when the clock may have been put right meanwhile.
import { shanghaiDay } from "@/common/calendar";
import type { PhoneDatabase } from "@/phone/storage/database";

const negligibleMs = 60_000;

// What is still to be believed of an offset (phone minus server) at the time `now` of a clock that was last looked at when it
// said `seen`. A step back, or one as large as the offset itself, can be the clock that was put right.
export function offsetAfter(offsetMs: number | null, seen: number | null, now: number): number | null {
	if (offsetMs === null || seen === null || Math.abs(offsetMs) <= negligibleMs) return offsetMs;
	const step = now - seen;
	return step < -negligibleMs || step >= Math.abs(offsetMs) ? null : offsetMs;
}

// Notes what the clock says, and gives the offset to go by from here, in ms.
export async function lookAtClock(db: PhoneDatabase, now: number): Promise<number> {
	return db.transaction("rw", db.meta, async () => {
		const offset = offsetAfter(await db.read("clockOffsetMs"), await db.read("clockSeen"), now);
		await db.write("clockOffsetMs", offset);
		await db.write("clockSeen", now);
		return offset ?? 0;
	});
}

// The time by the server, in ms since 1970, for what the clock says.
export async function serverTime(db: PhoneDatabase, now = Date.now()): Promise<number> {
	return now - (await lookAtClock(db, now));
}

export async function serverDay(db: PhoneDatabase, now = Date.now()): Promise<string> {
	return shanghaiDay(await serverTime(db, now));
}
