// @vitest-environment happy-dom
// A record in words and the differences of two, as the console says them.
import { beforeEach, describe, expect, it } from "vitest";
import vocabulary from "../../../../../schema/vocabulary.json";
import type { EventRecord } from "@/common/records/event";
import type { Reference } from "@/common/reference";
import type { EventState } from "@/console/api/types";
import { language } from "@/console/texts/language";
import { reference } from "@/console/composables/names";
import { differingFields, fieldOfPointer } from "@/common/records/reading";
import { differences, fieldsOf, fieldValue } from "@/console/records/fields";
import { markLines } from "@/console/records/lines";
import { timeText } from "@/console/utils/times";
import { marksOf, skewText, warningsOf } from "@/console/records/warnings";

const record: EventRecord = {
	id: "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f",
	kind: "session",
	occurred_on: "2015-03-08",
	started_at: "09:30",
	venue_type: "village",
	area: "410423102201",
	title: "“三八”维权周",
	topics: ["womens_rights_law", "marriage_law"],
	reach: { total: 1200, women: 800, method: "estimated" },
	materials: [
		{ item: "law_reader", copies: 50 },
		{ item: "leaflet", copies: 2000 },
	],
	lectures: [{ audience: "women", topic: "womens_rights_law", attendance: 120 }],
	host: { organization: "村委会", contact: "王村长", confirmed: "stamp" },
	location: { latitude: 33.9, longitude: 112.8, accuracy_m: 12 },
};

beforeEach(() => {
	language.value = "zh";
	reference.value = { etag: "", entityTag: "", vocabulary, venues: [], teams: [] } as unknown as Reference;
});

describe("a record in words", () => {
	it("keeps the order of the form and says codes by their names", () => {
		const fields = fieldsOf(record);
		expect(fields.map((field) => field.name)).toEqual([
			"kind",
			"occurred_on",
			"started_at",
			"venue_type",
			"area",
			"title",
			"reach",
			"materials",
			"lectures",
			"topics",
			"host",
			"location",
		]);
		const value = (name: string) => fields.find((field) => field.name === name)?.value;
		expect(value("occurred_on")).toBe("2015 年 3 月 8 日（周日）");
		expect(value("venue_type")).toBe("乡村");
		expect(value("reach")).toBe("共 1,200 人次、妇女 800、估计");
		expect(value("materials")).toBe("《法律知识读本》 50 册\n宣传单 2,000 份");
		expect(value("lectures")).toMatch(/^妇女 · .+ · 120 人听$/);
		expect(value("host")).toBe("村委会、王村长、盖章确认");
		expect(value("location")).toBe("33.90000, 112.80000（误差约 12 米）");
		expect(fields.every((field) => field.label !== field.name)).toBe(true);
	});

	it("says what other programs wrote without the marks of a program, and survives what has another shape", () => {
		const fields = fieldsOf({ weather: { sky: "晴", wind: null, dry: true }, marks: [1, 2] });
		expect(fields.map((field) => field.value)).toEqual(["sky：晴、wind：、dry：是", "1、2"]);
		expect(fieldValue("materials", "一百份")).toBe("一百份");
		expect(fieldValue("reach", 7)).not.toContain("{");
		expect(fieldValue("materials", [{ item: "leaflet" }, { item: "law_reader", copies: 50 }])).toBe(
			"宣传单 ? 份\n《法律知识读本》 50 册",
		);
		expect(fieldValue("topics", [])).toBe("");
	});

	it("speaks English too", () => {
		language.value = "en";
		expect(fieldsOf(record).find((field) => field.name === "venue_type")).toEqual({
			name: "venue_type",
			label: "Venue type",
			value: "Village",
		});
	});
});

describe("differences", () => {
	it("are those of values: absent and null are alike, order of keys does not matter, order of a list does", () => {
		const same = { ...record, note: null, reach: { method: "estimated", women: 800, total: 1200 } } as EventRecord;
		expect(differences(record, same)).toEqual([]);
		expect(differingFields(record, { ...record, topics: ["marriage_law", "womens_rights_law"] })).toEqual(["topics"]);
	});

	it("are named in the order of the form, with both values", () => {
		const after: EventRecord = { ...record, note: "补记", title: "维权周进村", started_at: null, id: "another" };
		expect(differences(record, after)).toEqual([
			{ name: "started_at", label: "开始时间", before: "09:30", after: "" },
			{ name: "title", label: "活动名称", before: "“三八”维权周", after: "维权周进村" },
			{ name: "note", label: "备注", before: "", after: "补记" },
		]);
	});

	it("of a record and nothing are all that is filled in", () => {
		expect(differingFields(null, record)).toEqual(fieldsOf(record).map((field) => field.name));
		expect(differingFields(record, null)).toHaveLength(12);
	});

	it("mark only the lines that have no like on the other side, each like once", () => {
		const { before, after } = markLines("甲 1\n乙 2\n乙 2", "乙 2\n甲 3\n丙 4");
		expect(before.map((line) => line.isChanged)).toEqual([true, false, true]);
		expect(after.map((line) => line.isChanged)).toEqual([false, true, true]);
		expect(markLines("", "甲")).toEqual({ before: [], after: [{ text: "甲", isChanged: true }] });
	});
});

describe("warnings", () => {
	const event = (given: Partial<EventRecord>, warnings: string[], more: Partial<EventState> = {}): EventState => ({
		id: record.id,
		version: 1,
		deleted: false,
		team: "t",
		source: "phone",
		entered_by: null,
		device: "d",
		received_at: "2015-04-10T01:00:00Z",
		edited_at: null,
		clock_offset_s: 0,
		warnings,
		receipt: null,
		review: { state: "submitted", revision: 0, reason: null, fields: [], by: null, at: null, due_on: null, of: null },
		photos_stored: [],
		event: { ...record, ...given },
		...more,
	});

	it("say their own numbers and mark the fields they are about", () => {
		const [warning] = warningsOf(event({ reach: { total: 9000 } }, ["unusual_reach"]));
		expect(warning).toMatchObject({ text: "受教育 9,000 人次，乡村活动一般不超过 3,000 人次。", fields: ["reach"] });
		const many = warningsOf(
			event({ reach: { total: 100 }, topics: ["marriage_law"], occurred_on: "2022-01-01" }, [
				"attendance_over_reach",
				"retired_topic",
				"unknown_code",
			]),
		);
		expect(many.map((entry) => entry.fields)).toEqual([["lectures", "reach"], ["topics"], []]);
		expect([...marksOf(many).keys()]).toEqual(["lectures", "reach", "topics"]);
	});

	it("find the choice that is on no list", () => {
		const [warning] = warningsOf(event({ forms: ["stall", "drone_show"] }, ["unknown_code"]));
		expect(warning).toMatchObject({ fields: ["forms"] });
		expect(warning?.text).toContain("drone_show");
	});

	it("are said for a code that came later, and for a void record", () => {
		expect(warningsOf(event({}, ["moon_phase"]))[0]).toMatchObject({ name: "moon_phase", fields: [] });
		expect(warningsOf(event({}, ["late"], { event: null }))[0]?.text).toBe("定稿后补报");
	});

	it("tell how far the phone's clock was off", () => {
		expect(skewText(7500)).toBe("快了 2 小时 5 分钟");
		expect(skewText(-1200)).toBe("慢了 20 分钟");
		expect(skewText(-172_800)).toBe("慢了 2 天");
	});
});

it("times are of Asia/Shanghai, pointers name their field", () => {
	expect(timeText("2015-12-06T16:15:31.512Z")).toBe("2015-12-07 00:15");
	expect(timeText(null)).toBe("");
	expect(fieldOfPointer("/reach/total")).toBe("reach");
	expect(fieldOfPointer("")).toBe("");
});
