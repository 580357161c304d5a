import { describe, expect, it } from "vitest";
import { trimmed } from "@/common/plain_text";
import type { EventRecord } from "@/common/records/event";
import { combine, concerns, splitNames, tidyNames, titleParts, toRecord, valueAt } from "@/common/records/form";

const small: EventRecord = {
	id: "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f",
	kind: "session",
	occurred_on: "2025-03-08",
	venue_type: "village",
	area: "410423102201",
	title: "宣传",
	reach: { total: 80 },
};

describe("what is typed", () => {
	it("loses the spaces around it, the wide one too", () => {
		expect(trimmed("　村 广场 \n")).toBe("村 广场");
		expect(trimmed(" 　")).toBe("");
	});

	it("is split into names at what people put between them, each once", () => {
		expect(splitNames("张晓红、李建国，张晓红； 王 秀兰")).toEqual(["张晓红", "李建国", "王 秀兰"]);
		expect(tidyNames(["", " 李 ", null, 3, "李"])).toEqual(["李"]);
	});
});

describe("the record made of a draft", () => {
	it("leaves out what is empty and keeps zero", () => {
		const draft = {
			...small,
			started_at: "",
			place: " 　",
			venue_id: null,
			note: undefined,
			topics: [],
			speakers: [" ", "张晓红 "],
			consultations: 0,
			location: null,
			reach: { total: 0, women: undefined, children: null, method: null },
			host: { organization: "", contact: null, phone: undefined },
			materials: [{ item: "leaflet", copies: 20 }],
			lectures: [{ audience: "" }],
		};
		expect(toRecord(draft)).toEqual({
			...small,
			speakers: ["张晓红"],
			consultations: 0,
			reach: { total: 0 },
			materials: [{ item: "leaflet", copies: 20 }],
		});
	});

	it("keeps fields it does not know, in the record and in its parts, even when they are empty", () => {
		const unknown = {
			...small,
			weather: "晴",
			empty: "",
			list: [],
			reach: { total: 80, online: 5 },
			host: { organization: "村委会", stamp: { by: "x" } },
			materials: [{ item: "leaflet", copies: 1, batch: 7 }],
		};
		expect(toRecord(unknown)).toEqual(unknown);
	});

	it("shares nothing with the draft", () => {
		const draft = { ...small, topics: ["constitution"] };
		toRecord(draft).topics?.push("civil_code");
		expect(draft.topics).toEqual(["constitution"]);
	});

	it("keeps the empty row of a lecture on its own, so that what is missing is said", () => {
		expect(toRecord({ ...small, kind: "lecture", lectures: [{ audience: "" }] }).lectures).toEqual([{}]);
		expect(toRecord({ ...small, kind: "session", lectures: [{ audience: "" }, { audience: "women" }] }).lectures).toEqual([
			{ audience: "women" },
		]);
	});

	it("keeps a row of material whose number is not typed yet, and an unfinished reach is none", () => {
		expect(toRecord({ ...small, materials: [{ item: "leaflet" } as never] }).materials).toEqual([{ item: "leaflet" }]);
		expect("reach" in toRecord({ ...small, reach: { total: undefined as never } })).toBe(false);
	});

	it("keeps a signature that was given on paper", () => {
		expect(toRecord({ ...small, host: { confirmed: "signature" } }).host).toEqual({ confirmed: "signature" });
	});
});

describe("pointers", () => {
	it("name values and concern fields", () => {
		expect(valueAt({ materials: [{ copies: 3 }] }, "/materials/0/copies")).toBe(3);
		expect(valueAt({}, "/host/phone")).toBeUndefined();
		expect(concerns("/reach/total", "/reach")).toBe(true);
		expect(concerns("/reach", "/reach/total")).toBe(true);
		expect(concerns("/reach", "/reach_more")).toBe(false);
		expect(concerns("", "/reach")).toBe(false);
	});
});

describe("the title", () => {
	it("is made of the first law, or that of the first lecture that has something", () => {
		expect(titleParts({ ...small, topics: ["civil_code", "x"], campaigns: ["womens_day"] })).toEqual({
			venue: "village",
			topic: "civil_code",
			campaign: "womens_day",
			audience: undefined,
		});
		expect(titleParts({ ...small, lectures: [{ audience: "" }, { audience: "women", topic: "womens_rights_law" }] })).toMatchObject({
			topic: "womens_rights_law",
			audience: "women",
		});
	});
});

describe("what came from another phone while the form was open", () => {
	it("is kept beside what was typed here", () => {
		const result = combine(small, { ...small, note: "别处写的", consultations: 3 }, { ...small, reach: { total: 90 } });
		expect(result).toEqual({
			record: { ...small, note: "别处写的", consultations: 3, reach: { total: 90 } },
			fromElsewhere: true,
			bothChanged: [],
		});
	});

	it("gives way where both changed the same field, and that is told", () => {
		const result = combine(small, { ...small, title: "甲", place: "广场" }, { ...small, title: "乙" });
		expect(result.record.title).toBe("乙");
		expect(result.record.place).toBe("广场");
		expect(result.bothChanged).toEqual(["title"]);
	});

	it("does not bring back what was taken out here, nor keep what was taken out there", () => {
		const base = { ...small, note: "旧", place: "旧" };
		const { note: _note, ...without } = base;
		expect("note" in combine(base, { ...base, title: "新" }, without).record).toBe(false);
		expect("note" in combine(base, without, { ...base, title: "新" }).record).toBe(false);
	});

	it("changes nothing when nothing came", () => {
		expect(combine(small, { ...small }, { ...small, title: "新" })).toEqual({
			record: { ...small, title: "新" },
			fromElsewhere: false,
			bothChanged: [],
		});
		expect(combine(null, small, small).fromElsewhere).toBe(false);
	});
});
