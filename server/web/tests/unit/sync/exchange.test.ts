import { beforeEach, describe, expect, it } from "vitest";
import { BrokenAnswer, makeRequest, pruneFormerTeams, takeAnswer, type SyncRequest } from "@/phone/sync/exchange";
import { eraseAcknowledged } from "@/phone/sync/engine";
import {
	answerReturn,
	copyAsNew,
	deleteEvent,
	draftOf,
	dropRefused,
	newDraft,
	saveDraft,
	saveEvent,
	undoDelete,
} from "@/phone/storage/events";
import { findUnsent } from "@/phone/storage/health";
import { stateOf } from "@/phone/rows/state";
import type { PhoneDatabase } from "@/phone/storage/database";
import type { EventRow } from "@/phone/rows/row";
import { answer, element, freshDatabase, record, result } from "../support/records";

const now = Date.parse("2025-03-08T10:00:00.000Z");
const first = "01957a3e-4c7b-7d21-9a55-000000000001";
const second = "01957a3e-4c7b-7d21-9a55-000000000002";
let db: PhoneDatabase;

const request = (changesMax = 100) => makeRequest(db, { now, appVersion: "1", changesMax });
const take = (sent: SyncRequest, change = {}) => takeAnswer(db, sent, answer(sent, change), now);
const save = (id: string, change = {}) => saveEvent(db, record(id, change), "team-1", now);

async function row(id: string): Promise<EventRow> {
	const found = await db.events.get(id);
	if (!found) throw new Error(`${id} is not on the phone`);
	return found;
}

// An event that the server has acknowledged as version 1.
async function acknowledged(id: string, change = {}): Promise<void> {
	await save(id, change);
	await take(await request());
}

beforeEach(async () => {
	db = await freshDatabase();
});

describe("the outbox", () => {
	it("shows a saved event as waiting until its receipt is stored, then as received", async () => {
		await save(first);
		expect(stateOf(await row(first))).toBe("waiting");
		const sent = await request();
		expect(stateOf(await row(first))).toBe("waiting");
		await take(sent);
		const stored = await row(first);
		expect(stateOf(stored)).toBe("submitted");
		expect(stored.marks.receipt).toBe("7F3K-92QX");
		expect(stored.unsent).toBe(0);
		expect((await request()).changes).toEqual([]);
	});

	it("sends the same frozen change with the same change id until it is answered, whatever is edited meanwhile", async () => {
		await save(first);
		const lost = await request();
		await save(first, { title: "改过的名称" });
		const again = await request();
		expect(again.changes).toEqual(lost.changes);
		await take(again);
		const next = await request();
		expect(next.changes).toHaveLength(1);
		expect(next.changes[0]).toMatchObject({ base: 1, event: { title: "改过的名称" } });
		expect(next.changes[0]?.change_id).not.toBe(lost.changes[0]?.change_id);
	});

	it("names the team of a new event, and the review it was edited under of an old one", async () => {
		await save(first);
		const sent = await request();
		expect(sent.changes[0]).toMatchObject({ base: 0, team: "team-1" });
		expect(sent.changes[0]).not.toHaveProperty("review_revision");
		await take(sent);
		await save(first, { title: "改过的名称" });
		expect((await request()).changes[0]).toMatchObject({ base: 1, review_revision: 0 });
	});

	it("tells what stays unsent beside the request, drafts excluded", async () => {
		await save(first);
		await save(second);
		await newDraft(db, now);
		const sent = await request(1);
		expect(sent.changes).toHaveLength(1);
		expect(sent.pending).toEqual({ events: 1, edits: 0, photos: 0, oldest: "2025-03-08T10:00:00.000Z" });
	});

	it("takes over nothing of an answer that breaks the protocol", async () => {
		await save(first);
		const sent = await request();
		const broken = [
			{ results: [] },
			{ results: [result(sent, 0, { change_id: "other" })] },
			{ results: [result(sent, 0, { receipt: null })] },
			{ cursor: "" },
		];
		for (const change of broken) {
			await expect(take(sent, change)).rejects.toThrow(BrokenAnswer);
			expect((await row(first)).inFlight).not.toBeNull();
		}
		expect(await db.read("lastSuccess")).toBeNull();
	});

	it("keeps fields that it does not know", async () => {
		await take(await request(), { changes: [element(record(first, { x_weather: "小雨" }), 4)] });
		const draft = await draftOf(db, first, now);
		await saveEvent(db, { ...record(first), ...draft?.event, title: "改过的名称" }, "team-1", now);
		expect((await request()).changes[0]?.event).toMatchObject({ x_weather: "小雨", title: "改过的名称" });
	});
});

describe("two phones, one record", () => {
	it("takes the merged record", async () => {
		await acknowledged(first);
		await save(first, { title: "我改的名称" });
		const sent = await request();
		const merged = record(first, { title: "我改的名称", reach: { total: 90 } });
		await take(sent, { results: [result(sent, 0, { outcome: "merged", version: 3, current: element(merged, 3) })] });
		expect(await row(first)).toMatchObject({ version: 3, local: merged, content: merged, unsent: 0 });
	});

	it("puts an edit made meanwhile onto the answer", async () => {
		await acknowledged(first);
		await save(first, { title: "我改的名称" });
		const sent = await request();
		await save(first, { title: "我改的名称", note: "后来想起来的" });
		const merged = record(first, { title: "我改的名称", reach: { total: 90 } });
		await take(sent, { results: [result(sent, 0, { outcome: "merged", version: 3, current: element(merged, 3) })] });
		expect((await request()).changes[0]).toMatchObject({ base: 3, event: { note: "后来想起来的", reach: { total: 90 } } });
	});

	it("shows a conflict, keeps both versions, and settles it with the choice", async () => {
		await acknowledged(first);
		await save(first, { reach: { total: 70 } });
		const sent = await request();
		const theirs = record(first, { reach: { total: 90 } });
		await take(sent, { results: [result(sent, 0, { outcome: "conflict", version: 2, receipt: null, current: element(theirs, 2) })] });
		const conflicting = await row(first);
		expect(stateOf(conflicting)).toBe("conflict");
		expect(conflicting.refused[0]?.sent?.reach.total).toBe(70);
		expect(conflicting.content?.reach.total).toBe(90);
		expect((await request()).changes).toEqual([]);
		await save(first, { reach: { total: 85 } });
		const settled = await request();
		expect(settled.changes[0]).toMatchObject({ base: 2, resolves: [sent.changes[0]?.change_id], event: { reach: { total: 85 } } });
		await take(settled);
		expect(stateOf(await row(first))).toBe("submitted");
	});

	it("does not take over a newer copy as the base of an edit that touches the same field", async () => {
		await acknowledged(first);
		await save(first, { reach: { total: 70 } });
		const empty: SyncRequest = { ...(await request(1)), changes: [] };
		await take(empty, { changes: [element(record(first, { reach: { total: 90 } }), 2)] });
		expect(await row(first)).toMatchObject({ version: 1, local: { reach: { total: 70 } } });
	});
});

describe("what the server refuses", () => {
	it("waits for the person, is not sent again by itself, and is corrected with a new change", async () => {
		await save(first, { area: "410499" });
		const sent = await request();
		const problems = [{ pointer: "/area", code: "unknown_code", message: "区划名单里没有这个地区" }];
		await take(sent, { results: [result(sent, 0, { outcome: "rejected", version: 0, receipt: null, problems })] });
		expect(stateOf(await row(first))).toBe("rejected");
		const quiet = await request();
		expect(quiet.changes).toEqual([]);
		expect(quiet.pending.events).toBe(1);
		await save(first);
		expect((await request()).changes[0]).toMatchObject({ base: 0, resolves: [sent.changes[0]?.change_id] });
	});

	it("does not hold up the others", async () => {
		await save(first);
		await save(second);
		const sent = await request();
		const results = sent.changes.map((_, index) =>
			result(sent, index, index === 0 ? { outcome: "rejected", version: 0, receipt: null } : {}),
		);
		await take(sent, { results });
		expect([stateOf(await row(first)), stateOf(await row(second))]).toEqual(["rejected", "submitted"]);
	});

	it("can be given up: then what the server has stands", async () => {
		await acknowledged(first);
		await save(first, { reach: { total: 70 } });
		const sent = await request();
		await take(sent, { results: [result(sent, 0, { outcome: "rejected", version: 1, receipt: null })] });
		await dropRefused(db, first);
		expect(stateOf(await row(first))).toBe("submitted");
		expect((await row(first)).local?.reach.total).toBe(80);
	});
});

describe("review", () => {
	const review = { state: "returned" as const, revision: 1, reason: "请核对人数", fields: ["/reach/total"], due_on: "2025-03-20" };

	it("reopens what was returned, and an edit sends it for another look", async () => {
		await acknowledged(first);
		await take(await request(), { changes: [element(record(first), 1, { review })] });
		expect(stateOf(await row(first))).toBe("returned");
		await save(first, { reach: { total: 60 } });
		expect(stateOf(await row(first))).toBe("waiting");
		const sent = await request();
		expect(sent.changes[0]).toMatchObject({ base: 1, review_revision: 1 });
		await take(sent);
		expect(stateOf(await row(first))).toBe("submitted");
	});

	it("leaves an event returned when the edit was made before that was seen", async () => {
		await acknowledged(first);
		await save(first, { note: "补充" });
		const sent = await request();
		await take(sent, { changes: [element(record(first, { note: "补充" }), 2, { review })] });
		expect(stateOf(await row(first))).toBe("returned");
	});

	it("does not claim that a return was seen which came while the form was open, or before the edit was sent", async () => {
		await acknowledged(first);
		const begun = await draftOf(db, first, now);
		await take(await request(), { changes: [element(record(first), 1, { review })] });
		await saveEvent(db, record(first, { note: "表单开着的时候被退回" }), "team-1", now, begun?.seenRevision);
		expect((await request()).changes[0]).toMatchObject({ base: 1, review_revision: 0 });

		await acknowledged(second);
		await save(second, { note: "先改的" });
		const empty: SyncRequest = { ...(await request(0)), changes: [] };
		await take(empty, { changes: [element(record(second), 1, { review })] });
		const sent = (await request()).changes.find((change) => change.id === second);
		expect(sent).toMatchObject({ review_revision: 0 });
	});

	it("is answered where nothing is to be corrected: the record goes back as it is, once, and the answer outlives a lost one", async () => {
		await acknowledged(first);
		await take(await request(), { changes: [element(record(first), 1, { review })] });
		expect(await answerReturn(db, first, "签到表上就是这么多", now)).toBe(true);
		expect(stateOf(await row(first))).toBe("waiting");
		expect(await findUnsent(db)).toEqual({ count: 1, oldest: now });
		const sent = await request();
		expect(sent.changes).toEqual([
			expect.objectContaining({ op: "answer", base: 1, reason: "签到表上就是这么多", review_revision: 1, id: first }),
		]);
		expect(sent.changes[0]).not.toHaveProperty("event");
		expect((await request()).changes).toEqual(sent.changes);
		const current = element(record(first), 1, { review: { state: "submitted", revision: 2, answer: "签到表上就是这么多" } });
		await take(sent, { results: [result(sent, 0, { version: 1, current })] });
		expect(stateOf(await row(first))).toBe("submitted");
		expect((await row(first)).marks.review?.answer).toBe("签到表上就是这么多");
		expect((await request()).changes).toEqual([]);
		expect(await answerReturn(db, first, "再说一次", now)).toBe(false);
	});

	it("is not answered twice: an edit is an answer, and a second return wants its own", async () => {
		await acknowledged(first);
		await take(await request(), { changes: [element(record(first), 1, { review })] });
		await answerReturn(db, first, "没有要改的", now);
		await save(first, { reach: { total: 60 } });
		expect((await request()).changes).toEqual([expect.objectContaining({ op: "put", review_revision: 1 })]);

		await acknowledged(second);
		await take(await request(), { changes: [element(record(second), 1, { review })] });
		await answerReturn(db, second, "没有要改的", now);
		const sent = await request();
		const index = sent.changes.findIndex((change) => change.id === second);
		const current = element(record(second), 1, { review: { ...review, revision: 3 } });
		await take(sent, { results: sent.changes.map((_, at) => result(sent, at, at === index ? { outcome: "conflict", current } : {})) });
		expect(stateOf(await row(second))).toBe("returned");
		expect((await row(second)).resolves).toEqual([sent.changes[index]?.change_id]);
	});

	it("asks to void a verified event, which still counts", async () => {
		await acknowledged(first);
		await take(await request(), { changes: [element(record(first), 1, { review: { state: "verified", revision: 1 } })] });
		await deleteEvent(db, first, "记错了学校", now);
		const sent = await request();
		expect(sent.changes[0]).toMatchObject({ op: "delete", reason: "记错了学校", base: 1 });
		const current = element(record(first), 1, { review: { state: "void_requested", revision: 2 } });
		await take(sent, { results: [result(sent, 0, { version: 1, current })] });
		expect(stateOf(await row(first))).toBe("void_requested");
	});
});

describe("delete and undo", () => {
	it("forgets what never left the phone, and brings it back", async () => {
		await save(first);
		const before = await deleteEvent(db, first, "", now);
		expect(await db.events.get(first)).toBeUndefined();
		if (before) await undoDelete(db, before, now);
		expect(stateOf(await row(first))).toBe("waiting");
	});

	// The search of tests/interleavings found it: the delete was taken for one of an event that never left the phone.
	it("sends the delete of an event whose answer was lost and that another phone has edited since", async () => {
		await save(first);
		await request(); // and its answer is lost
		await save(first, { reach: { total: 90 } });
		const again = await request();
		const current = element(record(first, { reach: { total: 70 } }), 2);
		await take(again, { results: [result(again, 0, { outcome: "unchanged", version: 1, current })], changes: [current] });
		await deleteEvent(db, first, "记重了", now);
		const sent = await request();
		expect(sent.changes).toHaveLength(1);
		expect(sent.changes[0]).toMatchObject({ id: first, op: "delete", reason: "记重了" });
		await take(sent, { results: [result(sent, 0, { outcome: "conflict", version: 2, receipt: null, current })] });
		expect(await row(first)).toMatchObject({ version: 2, local: { reach: { total: 70 } }, unsent: 2 });
	});

	it("revives what was deleted on the server before the undo", async () => {
		await acknowledged(first);
		const before = await deleteEvent(db, first, "记重了", now);
		const sent = await request();
		if (before) await undoDelete(db, before, now);
		await take(sent);
		expect((await request()).changes[0]).toMatchObject({ op: "put", base: 2, event: { title: "妇女权益保障法进村" } });
	});

	it("sends nothing when the undo comes before the delete was sent", async () => {
		await acknowledged(first);
		const before = await deleteEvent(db, first, "记重了", now);
		if (before) await undoDelete(db, before, now);
		expect((await request()).changes).toEqual([]);
		expect(stateOf(await row(first))).toBe("submitted");
	});
});

describe("reset and healing", () => {
	it("sends again what a restored server has lost, as a heal with the version as base, and nothing else", async () => {
		await acknowledged(first);
		await acknowledged(second);
		const pull = await request();
		await take(pull, { reset: true, more: true, changes: [element(record(second), 1)] });
		expect((await request()).changes).toEqual([]); // not before the last page
		await take(await request(), { changes: [] });
		const heals = await request();
		expect(heals.changes).toHaveLength(1);
		expect(heals.changes[0]).toMatchObject({ id: first, base: 1, heal: true, op: "put" });
		expect(stateOf(await row(first))).toBe("submitted");
		await take(heals, { results: [result(heals, 0, { outcome: "accepted", version: 1, receipt: "NEW-RECEIPT" })] });
		expect(await row(first)).toMatchObject({ version: 1, marks: { receipt: "NEW-RECEIPT" }, unsent: 0 });
	});

	it("heals the answer to its own edit too, which a delete made meanwhile could not be moved onto", async () => {
		await acknowledged(first);
		await save(first, { note: "补充" });
		const sent = await request();
		await deleteEvent(db, first, "记错了", now);
		const merged = element(record(first, { note: "补充", title: "别人改的" }), 3);
		await take(sent, { results: [result(sent, 0, { outcome: "merged", version: 3, current: merged })] });
		expect(await row(first)).toMatchObject({ version: 1, localDeleted: true });
		const empty: SyncRequest = { ...(await request(0)), changes: [] };
		await take(empty, { reset: true, changes: [element(record(first), 1)] });
		expect((await request()).changes).toEqual([
			expect.objectContaining({
				base: 3,
				heal: true,
				op: "put",
				event: expect.objectContaining({ note: "补充", title: "别人改的" }),
			}),
		]);
	});

	it("heals tombstones, before edits", async () => {
		await acknowledged(first);
		await deleteEvent(db, first, "记重了", now);
		await take(await request());
		await take(await request(), { reset: true, changes: [element(record(first), 1)] });
		expect((await request()).changes[0]).toMatchObject({ op: "delete", heal: true, base: 2 });
	});

	it("keeps an unsent edit through a reset and sends it after the heal", async () => {
		await acknowledged(first);
		await save(first, { note: "还没上传" });
		const empty: SyncRequest = { ...(await request(0)), changes: [] };
		await take(empty, { reset: true, changes: [] });
		const heal = await request();
		expect(heal.changes[0]).toMatchObject({ heal: true, base: 1 });
		await take(heal, { results: [result(heal, 0, { version: 1 })] });
		const edit = await request();
		expect(edit.changes[0]).toMatchObject({ base: 1, event: { note: "还没上传" } });
		expect(edit.changes[0]).not.toHaveProperty("heal");
	});

	it("lets the events of former teams go only when all was answered", async () => {
		await acknowledged(first);
		await take(await request(), { reset: true, changes: [element(record(first), 1)] });
		await save(second);
		await pruneFormerTeams(db, ["team-2"]);
		expect(await db.events.count()).toBe(2);
		await take(await request());
		await pruneFormerTeams(db, ["team-2"]);
		expect(await db.events.count()).toBe(0);
	});
});

describe("a phone declared lost", () => {
	it("loses what was acknowledged and keeps what was not", async () => {
		await acknowledged(first);
		await save(second);
		await eraseAcknowledged(db);
		expect(await db.events.get(first)).toBeUndefined();
		expect(stateOf(await row(second))).toBe("waiting");
	});
});

describe("notices", () => {
	const notice = {
		id: "n1",
		number: 7,
		kind: "reminder" as const,
		title: null,
		text: "请上报三月活动",
		due_on: "2025-03-31",
		from: "鲁山县",
		at: "2025-03-08T09:00:00Z",
		withdrawn: false,
		read: false,
	};

	it("are asked for after the last one held, and leave when withdrawn", async () => {
		await take(await request(), { notices: [notice] });
		const next = await request();
		expect(next.notices).toEqual({ after: 7 });
		await take(next, { notices: [{ ...notice, number: 8, withdrawn: true }] });
		expect(await db.notices.count()).toBe(0);
		expect((await request()).notices).toEqual({ after: 8 });
	});
});

describe("another version of the server", () => {
	it("that knows no notices is understood", async () => {
		await save(first);
		await take(await request(), { notices: undefined });
		expect(stateOf(await row(first))).toBe("submitted");
	});

	it("that says more than this app knows is understood, and what it says is kept", async () => {
		const sealed = { ...element(record(first), 2), x_seal: "2025-1" };
		await take(await request(), { changes: [sealed], x_new: true });
		expect((await row(first)).marks).toMatchObject({ x_seal: "2025-1" });
	});
});

describe("drafts", () => {
	it("survive, and one event has one", async () => {
		const draft = await newDraft(db, now);
		draft.event.title = "写到一半";
		await saveDraft(db, draft, now);
		expect((await draftOf(db, draft.id, now))?.event.title).toBe("写到一半");
		await saveEvent(db, { ...record(draft.id), ...draft.event } as ReturnType<typeof record>, "team-1", now);
		expect(await db.drafts.count()).toBe(0);
	});

	it("copy an event without what belonged to that day", async () => {
		await acknowledged(first, {
			location: { latitude: 33.9, longitude: 112.8 },
			host: { contact: "王主任", signature: "M0 0", confirmed: "signature" },
			reach: { total: 120, women: 30 },
			consultations: 4,
			note: "那天下雨",
			materials: [{ item: "leaflet", copies: 300 }],
			lectures: [{ audience: "women", topic: "civil_code", attendance: 90 }],
			speakers: ["李讲师"],
		});
		const draft = await copyAsNew(db, first, Date.parse("2025-04-01T01:00:00Z"));
		expect(draft?.id).not.toBe(first);
		expect(draft?.event).toMatchObject({ occurred_on: "2025-04-01", title: "妇女权益保障法进村", host: { contact: "王主任" } });
		for (const field of ["location", "reach", "consultations", "note"]) expect(draft?.event).not.toHaveProperty(field);
		expect(draft?.event).toMatchObject({ speakers: ["李讲师"], materials: [{ item: "leaflet" }] });
		expect(draft?.event.materials).toEqual([{ item: "leaflet" }]);
		expect(draft?.event.lectures).toEqual([{ audience: "women", topic: "civil_code" }]);
		expect(draft?.event.host).not.toHaveProperty("signature");
	});
});
