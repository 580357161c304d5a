import { afterEach, describe, expect, it } from "vitest";
import { settings } from "@/phone/app";
import { en, problemText, zh } from "@/phone/texts/problems";

// Every code of shared/event_problems.cpp and of the sync protocol.
const codes = [
	"missing",
	"empty",
	"wrong_type",
	"invalid_format",
	"out_of_range",
	"too_long",
	"too_many",
	"unknown_code",
	"unknown_kind",
	"women_children_over_total",
	"lecture_without_entries",
	"record_too_large",
	"forbidden",
	"change_id_reused",
	"id_mismatch",
	"area_unconfirmed",
];
const pointers = [
	"",
	"/id",
	"/kind",
	"/occurred_on",
	"/started_at",
	"/venue_type",
	"/area",
	"/venue_id",
	"/place",
	"/title",
	"/campaigns",
	"/topics/3",
	"/organizers",
	"/speakers/0",
	"/recorded_by",
	"/reach",
	"/reach/total",
	"/reach/women",
	"/reach/method",
	"/materials",
	"/materials/1/item",
	"/materials/1/copies",
	"/materials/2",
	"/lectures",
	"/lectures/0/audience",
	"/lectures/0/attendance",
	"/consultations",
	"/note",
	"/host",
	"/host/phone",
	"/location",
	"/location/latitude",
	"/photos/0/sha256",
	"/none/such",
];

afterEach(() => {
	settings.value.language = "zh";
});

describe("every problem of every field", () => {
	it.each(codes)("%s is said in Chinese and in English", (code) => {
		for (const pointer of pointers) {
			const chinese = zh.problemText({ pointer, code });
			const english = en.problemText({ pointer, code });
			expect(chinese, pointer).toMatch(/\p{Script=Han}/u);
			expect(english, pointer).not.toMatch(/\p{Script=Han}/u);
			for (const text of [chinese, english]) {
				expect(text).not.toContain("undefined");
				expect(text).not.toContain("_");
			}
		}
	});

	it("names the row and the bound", () => {
		expect(zh.problemText({ pointer: "/materials/2/copies", code: "missing" })).toBe("第 3 行：请填发了多少");
		expect(zh.problemText({ pointer: "/materials/2/copies", code: "out_of_range" })).toBe("第 3 行：资料数量不能超过 10,000,000");
		expect(zh.problemText({ pointer: "/note", code: "too_long" })).toBe("备注太长了，最多 2,000 个字");
		expect(zh.problemText({ pointer: "/title", code: "too_long", limit: 150 })).toBe("活动名称太长了，最多 150 个字");
		expect(en.problemText({ pointer: "/lectures/0/audience", code: "missing" })).toBe("Row 1: please choose: audience");
	});

	it("of a code that came later is said in the words of the server, or at least which field it is", () => {
		expect(zh.problemText({ pointer: "/title", code: "from_the_future", message: "名称里不能有表情" })).toBe("名称里不能有表情");
		expect(zh.problemText({ pointer: "/title", code: "from_the_future" })).toBe("活动名称有问题，请检查");
	});

	it("follows the language of the settings", () => {
		settings.value.language = "en";
		expect(problemText({ pointer: "/title", code: "missing" })).toBe("Please give the event a title");
	});
});
