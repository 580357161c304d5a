// @vitest-environment happy-dom
// Both apps read a record with the same words: where one of them says it otherwise, that is named here.
import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import type { EventRecord } from "@/common/records/event";
import { formOrder } from "@/common/records/form";
import { namesFrom, validOn } from "@/common/records/names";
import type { Code, Reference } from "@/common/reference";
import * as console_ from "@/console/records/fields";
import { reference as consoleReference } from "@/console/composables/names";
import { language } from "@/console/texts/language";
import * as consoleProblems from "@/console/texts/problems";
import { settings } from "@/phone/app";
import { reference as phoneReference } from "@/phone/composables/names";
import * as phoneProblems from "@/phone/texts/problems";
import * as phone from "@/phone/views/fields";

const code = (name: string, more: Partial<Code> = {}): Code => ({
	code: name,
	zh: `${name}（中）`,
	en: `${name} (en)`,
	valid_from: null,
	valid_to: null,
	replaced_by: null,
	...more,
});

const reference: Reference = {
	etag: "",
	entityTag: "",
	vocabulary: {
		venue_types: [code("village"), code("elsewhere", { eight_entry: false })],
		audiences: [code("women")],
		items: [code("leaflet", { unit: "份" })],
		topics: [code("marriage", { valid_to: "2020-12-31" })],
		campaigns: [code("drugs")],
		forms: [code("stand")],
	},
	venues: [{ id: "v1", venue_type: "village", area: "410423102201", name: "文化广场", valid_from: null, valid_to: null }],
	teams: [{ id: "t1", name: "鲁山县讲师团", area: "410423", members: [] }],
	people: [{ username: "wang", name: "王芳", unit: "鲁山县司法局" }],
};

const record = {
	id: "e1",
	kind: "session",
	occurred_on: "2015-11-20",
	venue_type: "village",
	area: "410423102201",
	venue_id: "v1",
	title: "婚姻法宣传",
	reach: { total: 1234, women: 1000, children: 34, method: "counted" },
	materials: [{ item: "leaflet", copies: 1200 }],
	lectures: [{ audience: "women", topic: "marriage", attendance: 1001 }],
	topics: ["marriage", "unheard_of"],
	organizers: ["县妇联", "县司法局"],
	host: { organization: "村委会", contact: "李明", signature: "M0 0" },
	location: { latitude: 33.7, longitude: 112.9, accuracy_m: 12.4 },
	photos: [{ sha256: "00" }],
	weather: { sky: "晴", warm: true },
} as unknown as EventRecord;

const valuesOf = (fields: { name: string; value: string }[]) => Object.fromEntries(fields.map(({ name, value }) => [name, value]));

beforeEach(() => {
	consoleReference.value = phoneReference.value = reference;
	language.value = "zh";
	settings.value = { ...settings.value, language: "zh" };
});

function speak(chosen: "zh" | "en"): void {
	language.value = chosen;
	settings.value = { ...settings.value, language: chosen };
}

describe("a record", () => {
	it("has the same values in words in both apps, but for the style of the date and of a signature", () => {
		const [here, there] = [valuesOf(console_.fieldsOf(record)), valuesOf(phone.fieldsOf(record))];
		expect(here).toMatchObject({
			reach: "共 1,234 人次、妇女 1,000、儿童 34、清点",
			materials: "leaflet（中） 1,200 份",
			lectures: "women（中） · marriage（中） · 1,001 人听",
			topics: "marriage（中）、unheard_of",
			venue_id: "文化广场",
			organizers: "县妇联、县司法局",
			host: "村委会、李明、签字确认",
			location: "33.70000, 112.90000（误差约 12 米）",
			photos: "1 张",
			weather: "sky：晴、warm：是",
			occurred_on: "2015 年 11 月 20 日（周五）",
		});
		// The areas are not there yet: the phone waits for them, the console shows the code.
		expect(here.area).toBe("410423102201");
		expect(there).toEqual({
			...Object.fromEntries(Object.entries(here).filter(([name]) => name !== "area")),
			occurred_on: "2015年11月20日",
			host: "村委会、李明、现场签字",
		});
	});

	it("has them in English too", () => {
		speak("en");
		const [here, there] = [valuesOf(console_.fieldsOf(record)), valuesOf(phone.fieldsOf(record))];
		expect([here.materials, there.materials]).toEqual(Array(2).fill("leaflet (en) 1,200 copies"));
		expect([here.photos, there.photos]).toEqual(["1 photo", "1 photo"]);
		expect([here.reach, there.reach]).toEqual(Array(2).fill("1,234 in all, women 1,000, children 34, counted"));
		expect([here.weather, there.weather]).toEqual(Array(2).fill("sky: 晴, warm: Yes"));
	});

	it("is read when a refused change holds what no form writes", () => {
		for (const { fieldValue } of [console_, phone]) {
			expect(fieldValue("materials", [{ item: "leaflet" }])).toBe("leaflet（中） ? 份");
			expect(fieldValue("reach", [1, 2])).not.toBe("");
			expect(fieldValue("topics", "marriage")).toBe("marriage");
			expect(fieldValue("note", "")).toBe("");
		}
	});

	it("has fields of the same names, but for those that the phone asks for in its own words", () => {
		const other = () => formOrder.filter((name) => console_.fieldLabel(name) !== phone.fieldLabel(name));
		expect(other()).toEqual(["occurred_on"]);
		speak("en");
		expect(other()).toEqual(["started_at", "ended_at", "venue_type", "place", "venue_id", "consultations"]);
	});
});

describe("what is wrong with it", () => {
	const pointers = ["", "/reach/women", "/materials/3/copies", "/lectures/*/topic", "/host/phone", "/topics/1", "/photos/0/sha256"];

	it("names the same fields", () => {
		for (const pointer of pointers) expect(phoneProblems.zh.fieldName(pointer)).toBe(consoleProblems.zh.fieldName(pointer));
		expect(consoleProblems.zh.fieldName("/materials/3/copies")).toBe("资料数量");
		expect(consoleProblems.en.fieldName("/photos/0/sha256")).toBe("Photos");
		expect(consoleProblems.zh.fieldName("/unheard_of")).toBe("/unheard_of");
	});

	it("is said alike where nothing has to be done about it in the field", () => {
		const said = (problem: Parameters<typeof consoleProblems.zh.text>[0]) => [
			consoleProblems.zh.text(problem),
			phoneProblems.zh.problemText(problem),
		];
		expect(said({ pointer: "/materials/1/copies", code: "negative" })).toEqual(Array(2).fill("第 2 行：资料数量不能小于 0"));
		expect(said({ pointer: "/note", code: "too_long", limit: 2000 })).toEqual(Array(2).fill("备注太长了，最多 2,000 个字"));
		expect(said({ pointer: "/place", code: "wrong_type" })).toEqual(["地点填得不对", "具体地点填得不对，请重新填"]);
		expect(said({ pointer: "/note", code: "new_code", message: "服务器的话" })).toEqual(Array(2).fill("服务器的话"));
		expect(said({ pointer: "/note", code: "new_code" })).toEqual(["备注有问题", "备注有问题，请检查"]);
	});
});

describe("names", () => {
	const names = namesFrom({ reference: () => reference, isEnglish: () => false });

	it("are those of the reference data, or the code", () => {
		expect(names.codeName("topics", "marriage")).toBe("marriage（中）");
		expect([names.codeName("topics", "new"), names.codeName("topics", null)]).toEqual(["new", ""]);
		expect([names.venueName("v1"), names.venueName("v2"), names.teamName("t1"), names.teamName("t2")]).toEqual([
			"文化广场",
			"v2",
			"鲁山县讲师团",
			"",
		]);
		expect([names.personName("wang"), names.personName("wang", true), names.personName("li")]).toEqual([
			"王芳",
			"王芳（鲁山县司法局）",
			"li",
		]);
	});

	it("make a title once enough is chosen", () => {
		expect(names.titleNames({ kind: "session" })).toBeNull();
		expect(names.titleNames({ kind: "session", venue_type: "village", topics: ["marriage"] })).toEqual({
			lecture: false,
			venue: "village（中）",
			topic: "marriage（中）",
			campaign: null,
			audience: null,
		});
		expect(names.titleNames({ kind: "session", venue_type: "elsewhere" })).toMatchObject({ venue: null });
		expect(names.titleNames({ kind: "lecture", venue_type: "village" })).toBeNull();
	});

	it("of a list are those that hold on the day, and what is chosen already", () => {
		const { topics } = reference.vocabulary;
		expect([validOn(topics, "2020-12-31").length, validOn(topics, "2021-01-01").length]).toEqual([1, 0]);
		expect(validOn(topics, "2021-01-01", ["marriage"])).toHaveLength(1);
	});
});
