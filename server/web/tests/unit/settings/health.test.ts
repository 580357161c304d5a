// Which warnings stand above the tabs.
import { describe, expect, it } from "vitest";
import { PhoneDatabase } from "@/phone/storage/database";
import { findBanners, findUnsent, readCookie, type Health } from "@/phone/storage/health";
import { edit, freeze } from "@/phone/rows/rules";
import { emptyRow, withIndexes } from "@/phone/rows/row";

const day = 86_400_000;
const now = Date.parse("2025-03-08T04:00:00Z");
const well: Health = {
	barrier: null,
	unsent: { count: 0, oldest: null },
	lastNag: null,
	now,
	updateWaiting: false,
	appStored: true,
	writable: true,
	persisted: true,
	installed: true,
	installDismissed: false,
	usage: 10,
	quota: 10 ** 10,
};
const kinds = (change: Partial<Health>) => findBanners({ ...well, ...change }).map((banner) => banner.kind);

describe("findBanners", () => {
	it("says nothing when all is well", () => expect(kinds({})).toEqual([]));

	it("nags after two days, once a day", () => {
		const unsent = { count: 3, oldest: now - 2 * day };
		expect(findBanners({ ...well, unsent })).toEqual([{ kind: "nag", level: "warn", count: 3, days: 2 }]);
		expect(kinds({ unsent: { count: 3, oldest: now - 2 * day + 1 } })).toEqual([]);
		expect(kinds({ unsent, lastNag: "2025-03-08T01:00:00Z" })).toEqual([]);
		// 15:59 and 16:01 of UTC are two days in China.
		expect(kinds({ unsent, lastNag: "2025-03-07T15:59:00Z" })).toEqual(["nag"]);
		expect(kinds({ unsent, lastNag: "2025-03-07T16:01:00Z" })).toEqual([]);
	});

	it("shows two at most, the most pressing first", () => {
		const all: Partial<Health> = {
			barrier: "device_lost",
			unsent: { count: 1, oldest: 0 },
			updateWaiting: true,
			persisted: false,
			installed: false,
			quota: 20,
		};
		expect(kinds(all)).toEqual(["device_lost", "full"]);
		expect(kinds({ ...all, barrier: "unauthenticated", quota: null })).toEqual(["nag", "unauthenticated"]);
	});

	it("asks once to install where the data is not safe", () => {
		expect(kinds({ persisted: false, installed: false })).toEqual(["not_persistent"]);
		expect(kinds({ persisted: null, installed: false })).toEqual(["not_persistent"]);
		expect(kinds({ persisted: false, installed: true })).toEqual([]);
		expect(kinds({ persisted: false, installed: false, installDismissed: true })).toEqual([]);
	});
});

describe("findUnsent", () => {
	it("counts what is saved or under way, and neither heals nor what was answered", async () => {
		const db = new PhoneDatabase("health-unsent");
		const record = (id: string) => ({
			id,
			kind: "session" as const,
			occurred_on: "2025-03-01",
			venue_type: "village",
			area: "410423",
			title: id,
			reach: { total: 1 },
		});
		const saved = emptyRow("saved");
		edit(saved, record("saved"), "2025-03-02T00:00:00Z");
		const flying = emptyRow("flying");
		edit(flying, record("flying"), "2025-03-01T00:00:00Z");
		freeze(flying, "c", "2025-03-03T00:00:00Z", false);
		const healing = {
			...emptyRow("healing"),
			version: 1,
			content: record("healing"),
			local: record("healing"),
			heals: [{ version: 1, deleted: false, content: record("healing") }],
		};
		const done = { ...emptyRow("done"), version: 1, content: record("done"), local: record("done") };
		await db.events.bulkPut([saved, flying, healing, done].map(withIndexes));
		await db.nilReports.bulkPut([
			{ month: "2025-01", changeId: "a", at: "2025-02-28T00:00:00Z", sentAt: null },
			{ month: "2024-12", changeId: "b", at: "2025-01-01T00:00:00Z", sentAt: "2025-01-01T00:00:01Z" },
		]);
		expect(await findUnsent(db)).toEqual({ count: 3, oldest: Date.parse("2025-02-28T00:00:00Z") });
		await db.delete();
	});
});

describe("readCookie", () => {
	it("finds the name among others, and does not mind nonsense", () => {
		const cookie = `a=1; bajin-joined=${encodeURIComponent(JSON.stringify({ name: "红米; 张", at: "2025" }))}; b=2`;
		expect(readCookie(cookie)).toEqual({ name: "红米; 张", at: "2025" });
		expect(readCookie("a=1")).toBeNull();
		expect(readCookie("bajin-joined=%7")).toEqual({ name: "", at: "" });
	});
});
