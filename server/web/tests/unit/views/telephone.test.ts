// Numbers in what the county writes are called by a tap, and figures are not.
import { describe, expect, it } from "vitest";
import { telephoneOf, telephoneParts, telephonesIn } from "@/phone/views/telephone";

const called = (text: string) => telephoneParts(text).flatMap((part) => (part.tel === null ? [] : [part.tel]));

describe("telephones in a text", () => {
	it.each<[string, string[]]>([
		["有事打 0375-5050148，找李主任。", ["03755050148"]],
		["手机13800000000或138 0000 0001", ["13800000000", "13800000001"]],
		["热线 12348，座机（0375）5050148", ["12348"]],
		["+86 13800000000", ["+8613800000000"]],
		["400-800-1234", ["4008001234"]],
		["3,000,000 份、2015年12月31日、编号 410423102201", []],
		["身份证 410423199001011234", []],
		["", []],
	])("%s", (text, tels) => expect(called(text)).toEqual(tels));

	it("lose nothing of the text", () => {
		for (const text of ["打 0375-5050148 找李主任", "13800000000", "没有号码", "12348、12345"]) {
			expect(
				telephoneParts(text)
					.map((part) => part.text)
					.join(""),
			).toBe(text);
		}
	});

	it("are offered once each", () => {
		expect(telephonesIn(["打 0375-5050148", "还是 03755050148 或 12348"])).toEqual(["0375-5050148", "12348"]);
	});
});

it.each<[string, string | null]>([
	["0375-5050148", "03755050148"],
	[" ０３７５－５０５０１４８ ", "03755050148"],
	["(0375) 5050148", "03755050148"],
	["5050148", "5050148"],
	["138 0000 0000", "13800000000"],
	["李主任", null],
	["", null],
	["12", null],
])("of what was typed, %s calls %s", (typed, tel) => expect(telephoneOf(typed)).toBe(tel));
