// What leaves the phone as a calendar entry, as a receipt, as a diary; and the number on the icon.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AreaIndex } from "@/common/areas";
import { settings } from "@/phone/app";
import { countForPerson, followBadge } from "@/phone/composables/badge";
import { areas, reference } from "@/phone/composables/names";
import { metaDefaults } from "@/phone/storage/database";
import { emptyRow, withIndexes, type EventRow } from "@/phone/rows/row";
import { calendarFile } from "@/phone/views/calendar_file";
import { diaryText } from "@/phone/views/diary_text";
import { receiptText } from "@/phone/views/receipt_text";
import { freshDatabase, record } from "../support/records";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const village = "410423102201";

beforeEach(() => {
	settings.value = { ...metaDefaults.settings };
	areas.value = new AreaIndex([
		{ code: "410423", name: "鲁山县", level: "county", parent: null, valid_to: null, successor: null },
		{ code: village, name: "东街村民委员会", level: "village", parent: "410423", valid_to: null, successor: null },
	]);
	const vocabulary = JSON.parse(readFileSync(`${root}schema/vocabulary.json`, "utf8"));
	const team = { id: "t", name: "鲁山县普法讲师团", area: "410423", members: [] };
	reference.value = { etag: "e", entityTag: "e", vocabulary, venues: [], teams: [team] };
});

afterEach(() => vi.unstubAllGlobals());

const row = (id: string, change: Partial<EventRow> = {}): EventRow => {
	const content = record(id, { place: "村文化广场" });
	return withIndexes({ ...emptyRow(id), team: "t", version: 1, content, local: content, ...change });
};

describe("a calendar entry", () => {
	const entry = { id: "01957a3e", day: "2026-02-28", title: "八进：改好《三八宣传》", text: "人数，请核对;签到表\n谢谢" };
	const text = calendarFile(entry, Date.parse("2026-02-20T03:04:05.678Z"));
	const lines = text.replace(/\r\n /g, "").split("\r\n");

	it("is a whole day with a reminder, and stays one entry", () => {
		expect(lines).toContain("UID:01957a3e@bajin");
		expect(lines).toContain("DTSTAMP:20260220T030405Z");
		expect(lines).toContain("DTSTART;VALUE=DATE:20260228");
		expect(lines).toContain("DTEND;VALUE=DATE:20260301");
		expect(lines).toContain("TRIGGER:-PT15H");
		expect(lines).toContain("DESCRIPTION:人数，请核对\\;签到表\\n谢谢");
		expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
	});

	it("folds lines at 75 bytes, and no character in two", () => {
		const long = calendarFile({ ...entry, text: "字".repeat(100) }, 0);
		for (const line of long.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
		expect(long.replace(/\r\n /g, "")).toContain(`DESCRIPTION:${"字".repeat(100)}\r\n`);
	});
});

describe("a receipt", () => {
	it("says by what the event is known, as the server has it", () => {
		const marks = {
			receipt: "7F3K-92QX",
			received_at: "2025-03-08T11:20:06.120Z",
			review: { state: "verified" as const, revision: 1 },
		};
		expect(receiptText(row("a", { marks })).split("\n")).toEqual([
			"八进普法活动 接收回执",
			"回执号：7F3K-92QX",
			"讲师团：鲁山县普法讲师团",
			expect.stringContaining("活动名称："),
			"日期：2025年3月8日",
			"场所类型：乡村",
			expect.stringMatching(/^地点：.*东街村.* 村文化广场$/),
			"受教育人次：80 人次",
			"接收时间：2025-03-08 19:20",
			"现在的状态：已核实",
		]);
	});

	it("is none before there is one", () => expect(receiptText(row("a"))).toBe(""));
});

describe("the diary", () => {
	it("tells in words when, how much and with what end", () => {
		const at = "2026-03-08T01:00:00.000Z";
		const later = "2026-03-08T02:00:00.000Z";
		const entries = [
			{ from: at, at, runs: 1, end: "done", sent: 2, received: 5, up: 2000, down: 4000 },
			{ from: at, at: later, runs: 12, end: "no_answer", sent: 0, received: 0, up: 100, down: 0 },
		];
		const of = {
			phone: "张晓红的手机",
			deviceId: "device-1",
			appVersion: "1.0.0",
			browser: "Chrome",
			unsent: 3,
			refused: 1,
			drafts: 0,
		};
		expect(diaryText(entries, { ...of, clockMinutes: 0 }).split("\n")).toEqual([
			"同步日记",
			"张晓红的手机 device-1",
			"1.0.0 · Chrome",
			"待上传 3，要处理 1，草稿 0",
			"",
			expect.stringMatching(/^2026-03-08 09:00 至 2026-03-08 10:00，12 次 {2}连不上服务器。.*（流量约 1 KB） \[no_answer\]$/),
			"2026-03-08 09:00  成功，传上去 2 条，取回 5 条（流量约 6 KB） [done]",
		]);
	});
});

describe("the number on the icon", () => {
	it("is of the records that wait for the person, and goes with the last", async () => {
		const db = await freshDatabase();
		const returned = row("returned", { marks: { review: { state: "returned", revision: 1 } } });
		const rejected = row("rejected", { refused: [{ outcome: "rejected", changeId: "c", problems: [], sent: null, at: "" }] });
		await db.events.bulkPut([row("fine"), returned, rejected]);
		expect(await countForPerson(db)).toBe(2);

		const shown: number[] = [];
		vi.stubGlobal("navigator", {
			setAppBadge: async (count: number) => void shown.push(count),
			clearAppBadge: async () => void shown.push(0),
		});
		const end = followBadge(db);
		await vi.waitFor(() => expect(shown).toEqual([2]));
		await db.events.bulkDelete(["returned", "rejected"]);
		await vi.waitFor(() => expect(shown).toEqual([2, 0]));
		end();
	});
});
