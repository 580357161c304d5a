import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { nextTick } from "vue";
import { db, settings } from "@/phone/app";
import { areas, reference } from "@/phone/composables/names";
import type { EventRecord } from "@/common/records/event";
import { createRecordForm } from "@/phone/records/record_form";
import { nothingRecent } from "@/phone/records/recent";
import { AreaIndex } from "@/common/areas";
import { metaDefaults, type Draft } from "@/phone/storage/database";
import { draftOf, newDraft } from "@/phone/storage/events";
import { emptyRow, type EventRow } from "@/phone/rows/row";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const village = "410423102201";
const record: EventRecord = {
	id: "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f",
	kind: "session",
	occurred_on: "2025-03-08",
	venue_type: "village",
	area: village,
	title: "宣传",
	reach: { total: 80 },
	weather: "晴",
};

async function openNew(settingsOfPhone = {}) {
	await db.write("settings", { ...metaDefaults.settings, ...settingsOfPhone });
	settings.value = await db.read("settings");
	const draft: Draft = await newDraft(db, Date.now());
	return createRecordForm({ draft, row: null, recent: nothingRecent });
}

async function openEvent(row: Partial<EventRow>) {
	const stored: EventRow = { ...emptyRow(record.id), team: "t", version: 1, content: record, local: record, ...row };
	await db.events.put(stored);
	const draft = await draftOf(db, record.id, Date.now());
	if (!draft) throw new Error("no draft");
	return createRecordForm({ draft, row: stored, recent: nothingRecent });
}

function fillIn(form: Awaited<ReturnType<typeof openNew>>): void {
	form.event.venue_type = "village";
	form.event.area = village;
	form.draft.areaConfirmed = true;
	form.event.reach = { total: 80 };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const codes = (form: { problems: { value: { pointer: string; code: string }[] } }) =>
	form.problems.value.map((problem) => `${problem.pointer} ${problem.code}`);

beforeEach(async () => {
	await Promise.all(db.tables.map((table) => table.clear()));
	settings.value = { ...metaDefaults.settings };
	areas.value = new AreaIndex([
		{ code: "410423", name: "鲁山县", level: "county", parent: null, valid_to: null, successor: null },
		{ code: village, name: "东街村民委员会", level: "village", parent: "410423", valid_to: null, successor: null },
	]);
	reference.value = {
		etag: "e",
		entityTag: "e",
		vocabulary: JSON.parse(readFileSync(`${root}schema/vocabulary.json`, "utf8")),
		venues: [],
		teams: [],
	};
});

describe("a new record", () => {
	it("is saved with a title of its own, and its area and writer are remembered", async () => {
		const form = await openNew();
		fillIn(form);
		form.event.recorded_by = " 张晓红 ";
		await nextTick();
		expect(form.event.title).toBe("法律知识进乡村宣传");
		expect(await form.save()).toEqual({ kind: "saved", fromElsewhere: false, bothChanged: [] });
		const row = await db.events.get(form.draft.id);
		expect(row?.local).toMatchObject({ title: "法律知识进乡村宣传", recorded_by: "张晓红", reach: { total: 80 } });
		expect(await db.drafts.count()).toBe(0);
		expect(settings.value).toMatchObject({ recentAreas: [village], recordedBy: "张晓红" });
	});

	it("is not saved while something is wrong, and says what from top to bottom", async () => {
		const form = await openNew();
		expect(await form.save()).toEqual({ kind: "problems" });
		expect(codes(form)).toEqual(["/venue_type missing", "/area missing", "/reach/total missing"]);
		expect(await db.events.count()).toBe(0);
	});

	it("asks to confirm the area of last time", async () => {
		const form = await openNew({ recentAreas: [village] });
		expect(form.event.area).toBe(village);
		expect(form.areaOffered.value).toBe(true);
		expect(codes(form)).toContain("/area area_unconfirmed");
		form.draft.areaConfirmed = true;
		expect(codes(form).filter((code) => code.startsWith("/area"))).toEqual([]);
	});

	it("is not offered the whole county of the team as if it had been there", async () => {
		await db.write("device", { token: "", deviceId: "", name: "", team: "t", area: "410423", enrolledAt: "" });
		const form = await openNew();
		expect(form.areaOffered.value).toBe(false);
		expect(codes(form)).toContain("/area missing");
	});

	it("says what is wrong with a field only once it was touched or the button was pressed", async () => {
		const form = await openNew();
		expect(form.problemTexts(["/reach/total"], true)).toEqual([]);
		form.touch("/reach/total");
		expect(form.problemTexts(["/reach/total"], true)).toEqual(["请填受教育人次，没有人就填 0"]);
		expect(form.problemTexts(["/title"], true)).toEqual([]);
		await form.save();
		expect(form.problemTexts(["/venue_type"], true)).toEqual(["请选场所类型"]);
	});

	it("asks for no title that comes by itself, and for one that was emptied", async () => {
		const form = await openNew();
		await form.save();
		expect(form.problemTexts(["/title"], true)).toEqual([]);
		form.event.venue_type = "village";
		await nextTick();
		form.event.title = "";
		expect(form.problemTexts(["/title"], true)).toEqual(["请写活动名称"]);

		form.event.kind = "lecture";
		form.event.lectures = [{ audience: "" }];
		expect(codes(form)).not.toContain("/title missing");
		expect(codes(form)).toContain("/lectures/0/audience missing");
		form.event.lectures = [{ audience: "women" }];
		await nextTick();
		expect(form.event.title).toBe("法律知识妇女专题讲座");
	});

	it("keeps a title that somebody typed", async () => {
		const form = await openNew();
		form.event.venue_type = "village";
		await nextTick();
		form.event.topics = ["womens_rights_law"];
		await nextTick();
		expect(form.event.title).toBe("妇女权益保障法进乡村宣传");
		form.event.title = "我起的名字";
		form.event.venue_type = "school";
		await nextTick();
		expect(form.event.title).toBe("我起的名字");
	});
});

describe("the draft", () => {
	it("is in the database a moment after a change, and at once when the app is put away", async () => {
		const form = await openNew();
		form.event.note = "一";
		await wait(400);
		expect((await db.drafts.get(form.draft.id))?.event.note).toBe("一");
		expect(form.stored.value).toBe("saved");
		form.event.note = "二";
		await nextTick();
		await form.flush();
		expect((await db.drafts.get(form.draft.id))?.event.note).toBe("二");
	});

	it("does not come back behind the record, even when something is typed at the last moment", async () => {
		const form = await openNew();
		fillIn(form);
		await nextTick();
		const saving = form.save();
		form.event.note = "晚了";
		await saving;
		await wait(400);
		await form.leave();
		expect(await db.drafts.count()).toBe(0);
	});

	it("stays when the person goes back, and goes when nothing was entered", async () => {
		const empty = await openNew();
		await empty.leave();
		expect(await db.drafts.count()).toBe(0);
		const begun = await openNew();
		begun.event.place = "广场";
		await nextTick();
		await begun.leave();
		expect((await db.drafts.get(begun.draft.id))?.event.place).toBe("广场");
	});

	it("takes over a name of which the button was not pressed", async () => {
		const form = await openNew();
		form.pendingInputs.add(() => {
			form.event.speakers = ["李建国"];
		});
		await form.leave();
		expect((await db.drafts.get(form.draft.id))?.event.speakers).toEqual(["李建国"]);
	});
});

describe("a record that is corrected", () => {
	it("keeps what this app does not know", async () => {
		const form = await openEvent({});
		form.event.reach = { total: 90 };
		await form.save();
		expect((await db.events.get(record.id))?.local).toEqual({ ...record, reach: { total: 90 } });
	});

	it("leaves no draft when nothing was changed", async () => {
		const form = await openEvent({});
		await form.leave();
		expect(await db.drafts.count()).toBe(0);
	});

	it("shows what the county wants corrected until it is", async () => {
		const review = { state: "returned" as const, revision: 2, reason: "人数不对", fields: ["/reach/total"] };
		const form = await openEvent({ marks: { review } });
		expect(form.review?.reason).toBe("人数不对");
		expect(form.markOf(["/reach/total"])).toBe("open");
		expect(form.markOf(["/title"])).toBeNull();
		form.event.reach = { total: 90 };
		expect(form.markOf(["/reach/total"])).toBe("corrected");
	});

	it("shows why the server refused it, beside the field too", async () => {
		const problems = [{ pointer: "/area", code: "unknown_code", message: "" }];
		const form = await openEvent({
			version: 0,
			content: null,
			blocked: true,
			refused: [{ outcome: "rejected", changeId: "c", problems, sent: record, at: "" }],
		});
		expect(form.isRejected).toBe(true);
		expect(form.problemTexts(["/area"], true)).toEqual(["地区名单里没有这个地方，请重新选"]);
		form.event.area = "410423";
		expect(form.problemTexts(["/area"], true)).toEqual([]);
	});

	it("does not undo what another phone changed meanwhile, also after the app was closed in between", async () => {
		const first = await openEvent({});
		first.event.reach = { total: 90 };
		await nextTick();
		await first.leave();
		const elsewhere = { ...record, note: "别处写的" };
		const row: EventRow = { ...emptyRow(record.id), team: "t", version: 2, content: elsewhere, local: elsewhere };
		await db.events.put(row);
		const draft = await draftOf(db, record.id, Date.now());
		if (!draft) throw new Error("no draft");
		const form = createRecordForm({ draft, row, recent: nothingRecent });
		expect(await form.save()).toEqual({ kind: "saved", fromElsewhere: true, bothChanged: [] });
		expect((await db.events.get(record.id))?.local).toEqual({ ...record, note: "别处写的", reach: { total: 90 } });
	});
});

describe("a correction of what came long ago", () => {
	it("is not called old: that is about the day on which the record came", async () => {
		const longAgo = { ...record, occurred_on: "2015-11-02" };
		const row = { content: longAgo, local: longAgo };
		const arrived = { ...emptyRow(record.id).marks, received_at: "2015-11-04T02:00:00Z" };
		expect((await openEvent({ ...row, marks: arrived })).warnings.value).not.toContain("old_date");
		const late = { ...arrived, received_at: "2016-11-03T02:00:00Z" };
		expect((await openEvent({ ...row, marks: late })).warnings.value).toContain("old_date");
		expect((await openEvent(row)).warnings.value).toContain("old_date");
	});
});

describe("a phone that cannot store", () => {
	it("says so, and still has everything that was typed", async () => {
		const form = await openNew();
		fillIn(form);
		await nextTick();
		const refuse = () => {
			throw new DOMException("full", "QuotaExceededError");
		};
		db.events.hook("creating", refuse);
		expect(await form.save()).toEqual({ kind: "failed" });
		db.events.hook("creating").unsubscribe(refuse);
		expect(form.event.reach).toEqual({ total: 80 });
		await form.flush();
		expect((await db.drafts.get(form.draft.id))?.event.reach).toEqual({ total: 80 });
		expect((await form.save()).kind).toBe("saved");
	});
});

describe("what is typed and not added yet", () => {
	it("is in the draft, with the strokes of a signature, and leaves it when it is taken over", async () => {
		const form = await openNew();
		form.keepNames("/speakers", "张晓");
		form.keepNames("/organizers", "县妇");
		form.keepStrokes([[{ x: 1, y: 2 }]]);
		await nextTick();
		await form.flush();
		const stored = await db.drafts.get(form.draft.id);
		expect(stored?.unfinished).toEqual({ names: { "/speakers": "张晓", "/organizers": "县妇" }, strokes: [[{ x: 1, y: 2 }]] });
		expect(form.record.value).not.toHaveProperty("unfinished");

		const again = createRecordForm({ draft: stored as Draft, row: null, recent: nothingRecent });
		expect([again.namesTyped("/speakers"), again.namesTyped("/recorded_by")]).toEqual(["张晓", ""]);
		again.keepNames("/speakers", "");
		again.keepNames("/organizers", "");
		again.keepStrokes([]);
		await nextTick();
		await again.flush();
		expect((await db.drafts.get(form.draft.id))?.unfinished).toEqual({});
	});

	it("keeps an edit that is a begun signature and nothing else", async () => {
		const form = await openEvent({});
		form.keepStrokes([[{ x: 1, y: 2 }]]);
		await form.leave();
		expect(await db.drafts.get(record.id)).toMatchObject({ unfinished: { strokes: [[{ x: 1, y: 2 }]] } });
	});
});

describe("the back button", () => {
	it("goes back inside the newest popup until that closes", async () => {
		const form = await openNew();
		let level = 2;
		const back = () => {
			level -= 1;
			if (level === 0) form.popups.splice(form.popups.indexOf(back), 1);
		};
		form.popups.push(back);
		expect([form.closePopup(), level, form.closePopup(), level, form.closePopup()]).toEqual([true, 1, true, 0, false]);
	});
});
