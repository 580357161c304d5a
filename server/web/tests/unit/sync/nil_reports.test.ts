import { beforeEach, describe, expect, it } from "vitest";
import type { PhoneDatabase } from "@/phone/storage/database";
import { saveEvent } from "@/phone/storage/events";
import { reportableMonths, reportNothing, unreportNothing } from "@/phone/storage/nil_reports";
import { makeRequest, takeAnswer, type SyncRequest } from "@/phone/sync/exchange";
import { answer, freshDatabase, record } from "../support/records";

const now = Date.parse("2025-03-08T10:00:00.000Z");
const first = "01957a3e-4c7b-7d21-9a55-000000000001";
const second = "01957a3e-4c7b-7d21-9a55-000000000002";
let db: PhoneDatabase;

const request = () => makeRequest(db, { now, appVersion: "1", changesMax: 100 });
const take = (sent: SyncRequest) => takeAnswer(db, sent, answer(sent), now);
const save = (id: string, change = {}) => saveEvent(db, record(id, change), "team-1", now);

beforeEach(async () => {
	db = await freshDatabase();
});

describe("months without an event", () => {
	it("go with the next sync, once", async () => {
		await reportNothing(db, "2025-02", now);
		await reportNothing(db, "2025-02", now);
		const sent = await request();
		expect(sent.nil_reports).toEqual([{ change_id: expect.any(String), month: "2025-02" }]);
		await take(sent);
		expect(await request()).not.toHaveProperty("nil_reports");
		expect(await unreportNothing(db, "2025-02")).toBe(false);
	});

	it("are taken back by an event of that month, whether they had been sent or not", async () => {
		await reportNothing(db, "2025-03", now);
		await take(await request());
		await save(first, { occurred_on: "2025-03-07" });
		const sent = await request();
		expect(sent.nil_reports).toEqual([{ change_id: expect.any(String), month: "2025-03", withdrawn: true }]);
		await take(sent);
		expect(await request()).not.toHaveProperty("nil_reports");
		await reportNothing(db, "2025-03", now);
		expect((await request()).nil_reports).toEqual([{ change_id: expect.any(String), month: "2025-03" }]);
		await save(second, { occurred_on: "2025-03-08" });
		expect((await request()).nil_reports).toEqual([expect.objectContaining({ withdrawn: true })]);
	});

	it("can be said of last month in the first days of this one", () => {
		expect(reportableMonths("2025-03-05")).toEqual(["2025-03", "2025-02"]);
		expect(reportableMonths("2025-01-01")).toEqual(["2025-01", "2024-12"]);
		expect(reportableMonths("2025-03-11")).toEqual(["2025-03"]);
	});
});
