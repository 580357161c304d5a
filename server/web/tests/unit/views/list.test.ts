import { describe, expect, it } from "vitest";
import { adopt, edit } from "@/phone/rows/rules";
import { emptyRow, withIndexes, type EventRow } from "@/phone/rows/row";
import { countByFilter, itemsOf, matches } from "@/phone/views/list";
import { cardSearch, type CardWords } from "@/phone/views/search";
import { isLate, stateOf } from "@/phone/rows/state";
import type { ReviewState } from "@/common/records/event";
import type { Draft } from "@/phone/storage/database";
import { record } from "../support/records";

function acknowledged(id: string, state: ReviewState, change = {}): EventRow {
	const content = record(id, change);
	return withIndexes({
		...emptyRow(id),
		version: 1,
		content,
		local: content,
		marks: { receipt: `R-${id}`, review: { state, revision: 1 } },
	});
}

function refused(id: string, outcome: "conflict" | "rejected"): EventRow {
	return { ...acknowledged(id, "submitted"), refused: [{ outcome, changeId: "c", problems: [], sent: record(id), at: "" }] };
}

const draft = (id: string, editing = false): Draft => ({
	id,
	event: { id, title: "草稿" },
	editing,
	team: "",
	areaConfirmed: false,
	updatedAt: "",
});

describe("the state of an event", () => {
	it.each(["submitted", "verified", "returned", "duplicate", "joint", "void_requested"] as const)(
		"%s is what the server said",
		(state) => {
			expect(stateOf(acknowledged("a", state))).toBe(state);
		},
	);

	it("is waiting as soon as the person changed it, whatever it was before", () => {
		for (const state of ["submitted", "verified", "returned"] as const) {
			const row = acknowledged("a", state);
			edit(row, record("a", { note: "补充" }), "2025-03-09T00:00:00Z");
			expect(stateOf(row)).toBe("waiting");
		}
	});

	it("is not waiting because a restored server is told again what it once had", () => {
		const row = acknowledged("a", "verified");
		row.inFlight = { change_id: "c", id: "a", base: 1, op: "put", edited_at: "", heal: true };
		expect(stateOf(row)).toBe("verified");
		expect(stateOf({ ...row, inFlight: null, heals: [{ version: 1, deleted: false, content: row.content }] })).toBe("verified");
	});

	it("is what was refused before anything else", () => {
		expect(stateOf(refused("a", "conflict"))).toBe("conflict");
		expect(stateOf(refused("a", "rejected"))).toBe("rejected");
	});

	it("is deleted for a tombstone, and late beside the state", () => {
		expect(stateOf({ ...acknowledged("a", "deleted"), deleted: true, localDeleted: true, local: null, content: null })).toBe("deleted");
		const late = acknowledged("a", "submitted");
		late.marks.warnings = ["late"];
		expect([stateOf(late), isLate(late)]).toEqual(["submitted", true]);
	});
});

const words: CardWords = {
	area: () => "鲁山县 梁洼镇 东街村",
	venueType: (code) => (code === "village" ? "乡村" : code),
	state: (item) => (item.state === "returned" ? "退回补正" : "已核实"),
	day: (day) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`,
	month: (month) => `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`,
	people: (count) => `${count} 人次`,
};

describe("the list", () => {
	it("shows a voided record as what it was, in its place, and nothing of one that this phone never held", () => {
		const voided = acknowledged("voided", "verified", { title: "送法进校园", occurred_on: "2025-02-01" });
		const tombstone = (id: string) => ({
			id,
			version: 2,
			deleted: true,
			event: null,
			review: { state: "deleted" as const, revision: 2 },
		});
		adopt(voided, tombstone("voided"));
		const unknown = emptyRow("unknown");
		adopt(unknown, tombstone("unknown"));
		const rows = [voided, unknown, acknowledged("new", "submitted", { occurred_on: "2025-03-01" })].map(withIndexes);
		const items = itemsOf(rows, []);
		expect(items.map((item) => [item.id, item.state, item.record.title])).toEqual([
			["new", "submitted", expect.any(String)],
			["voided", "deleted", "送法进校园"],
		]);
		expect(voided.day).toBe("2025-02-01");
	});

	it("has what needs the person on top, then drafts, then the newest day", () => {
		const rows = [
			acknowledged("old", "verified", { occurred_on: "2025-01-01" }),
			acknowledged("new", "submitted", { occurred_on: "2025-03-01" }),
			acknowledged("returned", "returned", { occurred_on: "2024-01-01" }),
			refused("conflict", "conflict"),
			refused("rejected", "rejected"),
		];
		expect(itemsOf(rows, [draft("draft")]).map((item) => item.id)).toEqual(["rejected", "conflict", "returned", "draft", "new", "old"]);
	});

	it("shows an event that is being edited once, with its draft", () => {
		const items = itemsOf([acknowledged("a", "returned")], [draft("a", true)]);
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({ state: "returned", draftOf: { id: "a" } });
	});

	it("is searched by title, place, speaker, area, day and receipt, and filtered by state", () => {
		const [item] = itemsOf([acknowledged("a", "returned", { place: "村文化广场", speakers: ["张晓红"] })], []);
		if (!item) throw new Error("no item");
		const find = cardSearch(words);
		for (const text of ["妇女权益", "文化广场", "张晓红", "梁洼", "2025-03", "r-a", ""]) expect(find(text)(item)).toBe(true);
		expect(find("景区")(item)).toBe(false);
		expect(matches(item, "needs")).toBe(true);
		expect(matches(item, "verified")).toBe(false);
		expect(matches(item, "late")).toBe(false);
		expect(matches(item, "all")).toBe(true);
	});

	it.each([
		"乡村", // the kind of place
		"三月",
		"3月",
		"3月份",
		"2025年",
		"2025年3月",
		"3月8日",
		"３月８号",
		"退回补正", // its state
		"80 人次",
		"妇女 广场", // two words, of two parts of the card
		"广场 三月 乡村",
		"梁洼镇，东街",
		"文化 广场", // one name that somebody wrote apart
		"2025-03 张晓红",
	])("finds by %s, as the card shows it", (text) => {
		const [item] = itemsOf([acknowledged("a", "returned", { place: "村文化广场", speakers: ["张晓红"] })], []);
		expect(item && cardSearch(words)(text)(item)).toBe(true);
	});

	it.each(["13月", "2月", "11月", "2024年", "妇女 学校", "8月3日", "3月18日"])("does not find by %s", (text) => {
		const [item] = itemsOf([acknowledged("a", "returned", { place: "村文化广场" })], []);
		expect(item && cardSearch(words)(text)(item)).toBe(false);
	});

	it("does not take November for January, nor the 18th for the 8th", () => {
		const [item] = itemsOf([acknowledged("a", "verified", { occurred_on: "2025-11-18", title: "宣传" })], []);
		const find = (text: string) => item && cardSearch(words)(text)(item);
		expect(["11月", "11月18日", "18日", "十一月"].map(find)).toEqual([true, true, true, true]);
		expect(["1月", "8日", "1月18日", "一月"].map(find)).toEqual([false, false, false, false]);
	});

	it("finds a month that stands in the title of another", () => {
		const [item] = itemsOf([acknowledged("a", "verified", { occurred_on: "2025-04-02", title: "3月宣传月总结" })], []);
		expect(item && ["3月", "4月"].map((text) => cardSearch(words)(text)(item))).toEqual([true, true]);
	});

	it("counts what each filter would show", () => {
		const items = itemsOf([acknowledged("a", "returned"), acknowledged("b", "verified"), refused("c", "conflict")], [draft("d")]);
		const counts = countByFilter(items);
		for (const filter of ["all", "needs", "returned", "verified", "conflict", "draft"] as const) {
			expect(counts.get(filter)).toBe(items.filter((item) => matches(item, filter)).length);
		}
	});
});
