// The outbox as a file: everything unsent, under the ids with which it will be sent, and nothing changed by making it.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PhoneDatabase } from "@/phone/storage/database";
import { countInFile, fileName, makeOutboxFile, takeDrafts } from "@/phone/storage/outbox_file";
import type { EventRecord } from "@/common/records/event";
import { makeRequest } from "@/phone/sync/exchange";
import { edit, freeze, takeResult } from "@/phone/rows/rules";
import { emptyRow, withIndexes, type EventRow } from "@/phone/rows/row";

const now = Date.parse("2025-03-07T17:30:00Z"); // the eighth in China
const at = "2025-03-07T08:00:00Z";

function record(id: string, title = id): EventRecord {
	return { id, kind: "session", occurred_on: "2025-03-07", venue_type: "village", area: "410423", title, reach: { total: 10 } };
}

function saved(id: string, title = id): EventRow {
	const row = { ...emptyRow(id), team: "team-1" };
	edit(row, record(id, title), at);
	return row;
}

function acknowledged(id: string): EventRow {
	return {
		...emptyRow(id),
		team: "team-1",
		version: 3,
		content: record(id),
		local: record(id),
		marks: { receipt: "R", review: { state: "returned", revision: 2 } },
	};
}

function refusedResult(row: EventRow, outcome: "conflict" | "rejected") {
	const { change_id, id } = row.inFlight ?? { change_id: null, id: null };
	const current = { id: row.id, version: 5, deleted: false, event: record(row.id, "theirs") };
	return {
		change_id,
		id,
		outcome,
		version: 0,
		receipt: null,
		problems: [],
		warnings: [],
		current: outcome === "conflict" ? current : null,
	};
}

describe("makeOutboxFile", () => {
	let db: PhoneDatabase;
	const make = () => makeOutboxFile(db, { now, appVersion: "1.2.3" });
	const put = (...rows: EventRow[]) => db.events.bulkPut(rows.map(withIndexes));

	beforeEach(async () => {
		db = new PhoneDatabase(`outbox-${Math.random()}`);
		await db.write("device", {
			token: "secret",
			deviceId: "device-1",
			name: "张晓红/红米",
			team: "team-1",
			area: "410423",
			enrolledAt: at,
		});
	});

	afterEach(() => db.delete());

	it("names the phone and never carries its token", async () => {
		const file = await make();
		expect(file).toEqual({
			format: "bajin-outbox",
			format_version: 1,
			made_at: "2025-03-07T17:30:00.000Z",
			app: { name: "bajin-web", version: "1.2.3" },
			device_id: "device-1",
			device_name: "张晓红/红米",
			teams: ["team-1"],
			changes: [],
			nil_reports: [],
			drafts: [],
		});
		expect(fileName(file, (day, device) => `${day} ${device}`)).toBe("2025-03-08 张晓红-红米");
		expect(countInFile(file)).toBe(0);
	});

	it("freezes what waits, so that the next sync sends the very same changes", async () => {
		const edited = acknowledged("b");
		edit(edited, record("b", "corrected"), at);
		await put(saved("a"), edited, acknowledged("c"));
		const file = await make();
		expect(file.changes).toMatchObject([
			{ id: "a", base: 0, op: "put", team: "team-1", edited_at: at, event: { title: "a" } },
			{ id: "b", base: 3, op: "put", review_revision: 2, event: { title: "corrected" } },
		]);
		expect((await make()).changes).toEqual(file.changes);
		const request = await makeRequest(db, { now, appVersion: "1", changesMax: 100 });
		expect(request.changes).toEqual(file.changes);
		expect(await db.events.get("a")).toMatchObject({ version: 0, unsent: 1, local: { title: "a" } });
	});

	it("carries a delete, and what is under way as it was frozen", async () => {
		const flying = saved("a");
		const sent = { ...freeze(flying, "change-1", at, false) };
		const gone = acknowledged("b");
		edit(gone, null, at, "记错了");
		await put(flying, gone);
		const file = await make();
		expect(file.changes[0]).toEqual(sent);
		expect(file.changes[1]).toMatchObject({ id: "b", op: "delete", base: 3, reason: "记错了" });
		expect(file.changes[1]).not.toHaveProperty("event");
	});

	it("carries what was typed since the change under way, and leaves the row as it is", async () => {
		const first = saved("a");
		freeze(first, "change-1", at, false);
		edit(first, record("a", "newer"), at);
		const later = acknowledged("b");
		edit(later, record("b", "one"), at);
		freeze(later, "change-2", at, false);
		edit(later, record("b", "two"), at);
		await put(first, later);
		const before = await db.events.toArray();
		const file = await make();
		expect(file.changes).toMatchObject([
			{ change_id: "change-1", base: 0, event: { title: "a" } },
			{ id: "a", base: 1, event: { title: "newer" } },
			{ change_id: "change-2", base: 3, event: { title: "one" } },
			{ id: "b", base: 3, event: { title: "two" } },
		]);
		expect(new Set(file.changes.map((change) => change.change_id)).size).toBe(4);
		expect(countInFile(file)).toBe(2);
		expect(await db.events.toArray()).toEqual(before);
	});

	it("carries what was refused, as it was sent", async () => {
		const rejected = saved("a");
		freeze(rejected, "change-1", at, false);
		takeResult(rejected, refusedResult(rejected, "rejected"), at);
		const conflicting = acknowledged("b");
		edit(conflicting, record("b", "mine"), at);
		freeze(conflicting, "change-2", at, false);
		takeResult(conflicting, refusedResult(conflicting, "conflict"), at);
		await put(rejected, conflicting);
		const file = await make();
		expect(file.changes).toHaveLength(2);
		expect(file.changes).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ change_id: "change-1", id: "a", base: 0, team: "team-1", event: record("a") }),
				expect.objectContaining({ change_id: "change-2", id: "b", op: "put", event: record("b", "mine") }),
			]),
		);
		expect((await db.events.get("a"))?.inFlight).toBeNull();
	});

	it("says nothing again that was acknowledged, heals included, but the edit behind a heal", async () => {
		const healing = acknowledged("a");
		healing.heals = [{ version: 3, deleted: false, content: record("a") }];
		const edited = acknowledged("b");
		edited.heals = [{ version: 3, deleted: false, content: record("b") }];
		edit(edited, record("b", "newer"), at);
		await put(healing, edited);
		const file = await make();
		expect(file.changes).toMatchObject([{ id: "b", base: 3, event: { title: "newer" } }]);
		expect(file.changes[0]).not.toHaveProperty("heal");
		expect((await db.events.get("b"))?.heals).toHaveLength(1);
	});

	it("carries reports of months without an event that were not sent", async () => {
		await db.nilReports.bulkPut([
			{ month: "2025-01", changeId: "nil-1", at, sentAt: at },
			{ month: "2025-02", changeId: "nil-2", at, sentAt: null },
		]);
		const file = await make();
		expect(file.nil_reports).toEqual([{ change_id: "nil-2", month: "2025-02" }]);
		expect(countInFile(file)).toBe(1);
	});

	it("carries drafts as they are, and another phone takes up those it does not have", async () => {
		const id = (end: number) => `01957a3e-4c7b-7d21-9a55-0000000000${end}`;
		const draft = (end: number, editing = false) => ({
			id: id(end),
			event: { id: id(end), kind: "session" as const, title: `draft ${end}` },
			editing,
			team: "team-1",
			areaConfirmed: false,
			updatedAt: at,
			unfinished: { names: { "/speakers": "张晓" } },
		});
		await db.drafts.bulkPut([draft(11), draft(12), draft(13, true)]);
		const file = await make();
		expect(file.drafts).toEqual([draft(11), draft(12), draft(13, true)]);
		expect(countInFile(file)).toBe(0); // the office counts records

		await db.drafts.clear();
		const own = { ...draft(11), event: { id: id(11), title: "begun here" } };
		await db.drafts.put(own);
		// 12 is new here; 11 is being written, and what 13 would edit is not on this phone.
		expect(await takeDrafts(db, JSON.stringify(file))).toBe(1);
		expect(await db.drafts.toArray()).toEqual([own, draft(12)]);
		await db.drafts.clear();
		await db.events.bulkPut([{ ...emptyRow(id(12)) }, { ...emptyRow(id(13)) }]);
		expect(await takeDrafts(db, JSON.stringify(file))).toBe(2);
		expect((await db.drafts.toArray()).map((taken) => taken.id)).toEqual([id(11), id(13)]);
	});

	it("takes drafts from nothing but such a file", async () => {
		expect(await takeDrafts(db, "not a file")).toBeNull();
		expect(await takeDrafts(db, '{"format":"bajin-outbox"}')).toBeNull();
		expect(await takeDrafts(db, '{"format":"bajin-outbox","drafts":[null,{"id":"x","event":{}},{"id":7}]}')).toBe(0);
		expect(await db.drafts.count()).toBe(0);
	});
});
