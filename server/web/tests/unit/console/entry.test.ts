// @vitest-environment happy-dom
// The form for paper: what is typed into days, times and numbers, codes of a day, venues, what is wrong; corrections on
// top of somebody else's.
import { effectScope, nextTick } from "vue";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import vocabulary from "../../../../../schema/vocabulary.json";
import { AreaIndex } from "@/common/areas";
import type { EventRecord } from "@/common/records/event";
import type { Code, Reference } from "@/common/reference";
import { areas, reference } from "@/console/composables/names";
import { validOn } from "@/common/records/names";
import { isRetired, nextSheet, toDraft, toEntry } from "@/console/record_form/draft";
import { moveOn, onEnter } from "@/console/record_form/enter_key";
import { createEntryForm, type EntryForm } from "@/console/record_form/entry_form";
import { rebase } from "@/console/pages/entry/rebase";
import { readDay, readTime } from "@/console/record_form/typed";

const id = "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f";
const whole: EventRecord = {
	id,
	kind: "session",
	occurred_on: "2015-12-09",
	venue_type: "village",
	area: "410423102201",
	title: "普法进村",
	reach: { total: 120, women: 60 },
};

beforeEach(() => {
	reference.value = {
		etag: "",
		entityTag: "",
		vocabulary,
		venues: [],
		teams: [],
	} as unknown as Reference;
	const row = (code: string, name: string, parent: string | null) => ({ code, name, level: "", parent, valid_to: null, successor: null });
	areas.value = new AreaIndex([
		row("410400", "平顶山市", null),
		row("410423", "鲁山县", "410400"),
		row("410423102", "下汤镇", "410423"),
		row("410423102201", "东街村", "410423102"),
	]);
});

describe("a day", () => {
	it("is read in all the ways people write one", () => {
		for (const text of [
			"20151209",
			"2015-12-09",
			"2015-12-9",
			"2015.12.9",
			"2015/12/09",
			"2015年12月9日",
			"２０１５.１２.９",
			"15.12.9",
		])
			expect(readDay(text, "2026-11-24"), text).toBe("2015-12-09");
		expect(readDay("12-9", "2015-03-01")).toBe("2015-12-09");
		expect(readDay("12月9日", "2015-03-01")).toBe("2015-12-09");
		expect(readDay("9", "2015-12-01")).toBe("2015-12-09");
		expect(readDay("9号", "2015-12-01")).toBe("2015-12-09");
		expect(readDay("12.9", "2026-11-24", "2026-11-25")).toBe("2025-12-09"); // paper is of the past
	});

	it("stays as typed when there is no such day", () => {
		for (const text of ["2015-02-30", "32", "昨天", "2015-13-01", "1999-12-31", ""]) expect(readDay(text, "2015-12-01")).toBe(text);
	});
});

describe("a time", () => {
	it("is read in all the ways people write one", () => {
		for (const text of ["0930", "930", "9:30", "09:30", "9：30", "9.30", "9点30", "9点30分", "9点半", "９：３０"])
			expect(readTime(text), text).toBe("09:30");
		expect(readTime("9")).toBe("09:00");
		expect(readTime("14点")).toBe("14:00");
	});

	it("stays as typed when there is no such time", () => {
		for (const text of ["25:00", "9:75", "上午", ""]) expect(readTime(text)).toBe(text);
	});
});

describe("a refused record", () => {
	it("goes into the form as far as it fits; what was lost is named", () => {
		const { event, lost } = toDraft({
			...whole,
			reach: { total: "１２０人", women: 60, children: -3 },
			host: "村委会",
			speakers: "张晓红、李建国",
			title: 20151209,
			kind: "party",
			materials: [{ item: "leaflet", copies: "200" }, "手册"],
			topics: ["constitution", 5],
			consultations: "30",
			started_at: null,
			x_weather: { sky: "rain" },
		});
		expect(event).toEqual({
			id,
			occurred_on: "2015-12-09",
			venue_type: "village",
			area: "410423102201",
			title: "20151209",
			reach: { total: 120, women: 60, children: "-3" }, // as it was typed, for the form to say what is wrong
			host: { organization: "村委会" },
			speakers: ["张晓红", "李建国"],
			materials: [{ item: "leaflet", copies: 200 }],
			topics: ["constitution"],
			consultations: 30,
			x_weather: { sky: "rain" },
		});
		expect(lost.sort()).toEqual(["kind", "materials", "topics"]);
	});

	it("may be nothing at all", () => {
		expect(toDraft("…")).toEqual({ event: {}, lost: [] });
		expect(toDraft(null)).toEqual({ event: {}, lost: [] });
	});
});

describe("rows", () => {
	it("into which nothing was filled are none", () => {
		const entry = toEntry({ ...whole, materials: [{ item: "leaflet", copies: 0 }, {} as never], lectures: [{} as never] });
		expect(entry.materials).toEqual([{ item: "leaflet", copies: 0 }]);
		expect(entry.lectures).toBeUndefined();
	});
});

describe("the next sheet", () => {
	it("keeps day and area, and has an id of its own", () => {
		expect(nextSheet({ ...whole, topics: ["constitution"], note: "x", recorded_by: "张" }, "b")).toEqual({
			id: "b",
			kind: "session",
			occurred_on: "2015-12-09",
			area: "410423102201",
			recorded_by: "张",
			reach: {},
		});
	});
});

describe("codes", () => {
	const code = (name: string, from: string | null, to: string | null) =>
		({ code: name, zh: name, en: name, valid_from: from, valid_to: to, replaced_by: null }) as Code;
	const codes = [code("always", null, null), code("marriage", null, "2020-12-31"), code("civil", "2021-01-01", null)];
	it("are those of the day, and what was chosen before", () => {
		expect(validOn(codes, "2015-12-09").map((entry) => entry.code)).toEqual(["always", "marriage"]);
		expect(validOn(codes, "2021-01-01").map((entry) => entry.code)).toEqual(["always", "civil"]);
		expect(validOn(codes, "2021-01-01", ["marriage", undefined]).map((entry) => entry.code)).toEqual(["always", "marriage", "civil"]);
		expect(codes.map((entry) => isRetired(entry, "2021-01-01"))).toEqual([false, true, false]);
	});
});

describe("the form", () => {
	const scope = effectScope();
	afterEach(() => scope.stop());
	function open(event: object): EntryForm {
		const form = effectScope(true).run(() => createEntryForm({ event, team: "t1", today: "2026-11-24" }));
		if (!form) throw new Error("no form");
		return form;
	}

	it("says what is wrong with a field once it was left, or saving was tried", () => {
		const form = open({ id });
		expect(form.problems.value.map((problem) => problem.pointer)).toEqual([
			"/occurred_on",
			"/venue_type",
			"/area",
			"/title",
			"/reach/total",
		]);
		expect(form.problemTexts(["/reach/total"])).toEqual([]);
		form.touched.add("/reach/total");
		expect(form.problemTexts(["/reach/total"])).toEqual(["请填受教育人次，没有人就填 0"]);
		expect(form.problemTexts(["/area"])).toEqual([]);
		form.pressed.value = true;
		expect(form.problemTexts(["/area"])).toEqual(["请选地区"]);
		expect(form.problemTexts(["/occurred_on"])).toEqual(["请选活动日期"]);
	});

	it("refuses what the phone refuses, and warns of what the phone warns of", () => {
		const form = open({
			...whole,
			reach: { total: 5000, women: 4000, children: 2000 },
			materials: [{ item: "leaflet" }],
			venue_type: "village",
		});
		form.pressed.value = true;
		expect(form.problemTexts(["/reach"])).toEqual(["妇女加儿童比总人次还多"]);
		expect(form.problemTexts(["/materials/0"], true)).toEqual(["请填数量"]);
		expect(form.warnings.value).toEqual(["unusual_reach", "old_date"]);
	});

	it("suggests a title until another is typed", async () => {
		const form = open({ id });
		form.state.event.venue_type = "village";
		await nextTick();
		expect(form.state.event.title).toBe("法律知识进乡村宣传");
		form.state.event.topics = ["constitution"];
		await nextTick();
		expect(form.state.event.title).toBe("宪法进乡村宣传");
		form.state.event.title = "自己起的";
		form.state.event.venue_type = "school";
		await nextTick();
		expect(form.state.event.title).toBe("自己起的");
		const correction = open(whole);
		correction.state.event.venue_type = "school";
		await nextTick();
		expect(correction.state.event.title).toBe("普法进村");
	});

	it("says what the server refused until that field is changed", () => {
		const form = open(whole);
		form.tellServerProblems([{ pointer: "/event/area", code: "unknown_code", message: "" }]);
		expect(form.problemTexts(["/area"])).toEqual(["地区名单里没有这个地方"]);
		form.state.event.area = "410423102";
		expect(form.problemTexts(["/area"])).toEqual([]);
	});

	it("adds nothing to a record that is only looked at", () => {
		const full = {
			...whole,
			location: { latitude: 33.6, longitude: 112.8 },
			photos: [{ sha256: "a".repeat(64) }],
			x_other: 1,
			host: { organization: "村委会", signature: "M1 1L2 2" },
		};
		expect(open(full).record.value).toEqual(full);
		expect(open(whole).record.value).toEqual(whole);
	});
});

describe("a correction on top of somebody else's", () => {
	it("takes both, and asks where both changed the same", () => {
		const theirs = { ...whole, title: "普法进东街", note: "补充", reach: { total: 130 } };
		const mine = { ...whole, title: "普法进东街村", place: "村委会", reach: { total: 130 } };
		const { record, both } = rebase(whole, theirs, mine);
		expect(record).toEqual({ ...whole, title: "普法进东街村", note: "补充", place: "村委会", reach: { total: 130 } });
		expect(both).toEqual([{ name: "title", mine: "普法进东街村", theirs: "普法进东街" }]);
	});

	it("knows a field that was taken away", () => {
		const base = { ...whole, note: "甲" };
		const { record, both } = rebase(base, { ...whole, note: "乙" }, whole);
		expect(both).toEqual([{ name: "note", mine: undefined, theirs: "乙" }]);
		expect(record.note).toBeUndefined();
	});
});

describe("Enter", () => {
	function page(html: string): HTMLElement {
		document.body.innerHTML = `<form>${html}</form>`;
		const form = document.querySelector("form");
		if (!form) throw new Error("no form");
		for (const element of form.querySelectorAll<HTMLElement>("*")) element.getClientRects = () => [{}] as unknown as DOMRectList;
		return form;
	}
	const focused = () => (document.activeElement as HTMLElement | null)?.id;
	function press(form: HTMLElement, from: string, change: KeyboardEventInit = {}): boolean {
		const target = form.querySelector<HTMLElement>(`#${from}`);
		target?.focus();
		const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...change });
		let used = false;
		form.addEventListener(
			"keydown",
			(heard) => {
				used = onEnter(heard, form);
			},
			{ capture: true, once: true },
		);
		target?.dispatchEvent(event);
		return used;
	}

	it("goes to the next field, into the chosen one of a group, past what the keyboard skips", () => {
		const form = page(
			`<input id="a"><input id="skip" tabindex="-1"><input type="radio" name="r" id="r1"><input type="radio" name="r" id="r2" checked><input id="b"><button id="no"></button><button id="go" data-enter></button>`,
		);
		expect(press(form, "a")).toBe(true);
		expect(focused()).toBe("r2");
		press(form, "r2");
		expect(focused()).toBe("b");
		press(form, "b");
		expect(focused()).toBe("go");
		moveOn(form, form);
	});

	it("is left alone in an open list, while composing, in a text of several lines", () => {
		const form = page(
			`<input id="open" role="combobox" aria-expanded="true"><input id="half" role="combobox" aria-expanded="false" value="张"><input id="a"><textarea id="t"></textarea><input id="z">`,
		);
		expect(press(form, "open")).toBe(false);
		expect(press(form, "half")).toBe(false);
		expect(press(form, "a", { isComposing: true })).toBe(false);
		expect(press(form, "t")).toBe(false);
		expect(press(form, "a", { ctrlKey: true })).toBe(false);
	});
});
