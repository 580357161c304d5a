import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PhoneDatabase } from "@/phone/storage/database";
import { lookAtClock, offsetAfter, serverDay } from "@/phone/sync/clock";

const minute = 60_000;
const day = 86_400_000;
const noon = Date.parse("2025-03-08T04:00:00Z");

describe("how far the phone's clock is off", () => {
	it.each([
		["a day slow, and running on", -day, noon, noon + minute, -day],
		["a day slow, looked at again after a night", -day, noon, noon + 10 * 60 * minute, -day],
		["a day slow, put right", -day, noon, noon + day + minute, null],
		["a year slow, put right", -365 * day, noon, noon + 365 * day, null],
		["an hour fast, put right", 60 * minute, noon, noon - 59 * minute, null],
		["a second off", 1_000, noon, noon + 30 * day, 1_000],
		["a day slow, after two days without a look: it may have been put right", -day, noon, noon + 2 * day, null],
		["never measured", null, noon, noon + day, null],
		["never looked at, by an earlier version of the app", -day, null, noon, -day],
	])("%s", (_what, offset, seen, now, expected) => {
		expect(offsetAfter(offset, seen, now)).toBe(expected);
	});
});

describe("the day by the server", () => {
	let db: PhoneDatabase;
	beforeEach(() => {
		db = new PhoneDatabase("clock");
	});
	afterEach(async () => {
		await db.delete();
	});

	it("is offered on a phone that believes it is 1970, and stays today when its clock is put right without a network", async () => {
		const slow = Date.parse("1970-01-01T00:00:00Z");
		await db.write("clockOffsetMs", slow - noon);
		await db.write("clockSeen", slow);
		expect(await serverDay(db, slow + minute)).toBe("2025-03-08");
		expect(await serverDay(db, noon + 2 * minute)).toBe("2025-03-08");
		expect(await db.read("clockOffsetMs")).toBeNull();
		expect(await lookAtClock(db, noon + 3 * minute)).toBe(0);
	});
});
