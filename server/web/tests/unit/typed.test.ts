// What people type, read alike here and on the server: the cases in tests/fixtures/typed are those of shared/ too.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { folded, isBlank, soughtIn, trimmed } from "@/common/plain_text";
import { readCode } from "@/phone/storage/enrol";
import { readingOf, readWholeNumber, typedNumber, typedText } from "@/common/whole_number";

const cases = (name: string) => JSON.parse(readFileSync(new URL(`../../../../tests/fixtures/typed/${name}.json`, import.meta.url), "utf8"));

describe("a whole number", () => {
	const all: { text: string; value?: number | null; wrong?: string }[] = cases("whole_numbers");

	it.each(all.map((given) => [JSON.stringify(given.text), given] as const))("%s", (_, { text, value = null, wrong = null }) => {
		expect(readWholeNumber(text)).toEqual({ value, wrong });
	});

	it("is handed on as a number, and what is none as its text", () => {
		for (const { text, value, wrong } of all) expect(typedNumber(text)).toBe(wrong === undefined ? (value ?? undefined) : text);
		expect([undefined, null, 0, 120, "1.5"].map(typedText)).toEqual(["", "", "0", "120", "1.5"]);
	});

	it("is said beside the field where it is not plain", () => {
		expect(["1.2万", "120人", "120.00", "007"].map(readingOf)).toEqual([12_000, 120, 120, 7]);
		expect(["", "120", "１２０", "1,200", "1 200", "1.5", "-5"].map(readingOf)).toEqual(Array(7).fill(null));
	});

	it("is read in a time that does not grow beyond its length", () => {
		const begin = performance.now();
		for (const text of ["1".repeat(1e6), "1,111".repeat(1e5), "1 ".repeat(1e5), "1 至".repeat(12)]) readWholeNumber(text);
		expect(performance.now() - begin).toBeLessThan(500);
	});
});

describe("a text", () => {
	const all: { text: string; blank: boolean; trimmed: string; folded: string }[] = cases("texts");

	it.each(all.map((given) => [JSON.stringify(given), given] as const))("%s", (_, given) => {
		expect(isBlank(given.text)).toBe(given.blank);
		expect(trimmed(given.text)).toBe(given.trimmed);
		expect(folded(given.text)).toBe(given.folded);
	});
});

describe("a joining code", () => {
	const all: { typed: string; code: string | null }[] = cases("codes");

	it.each(all.map(({ typed, code }) => [typed, code] as const))("%j", (typed, code) => {
		if (code === null) expect(readCode(typed).length).toBeLessThan(8);
		else expect(readCode(typed)).toBe(code);
	});
});

describe("a search", () => {
	it("finds what a person would call the same", () => {
		const text = "“三八”妇女节 ＰＰＰ 阿卜杜拉·买买提";
		for (const wanted of ["三八妇女节", "「三八」", "ppp", "ＰＰp", "阿卜杜拉•买买提", "阿卜杜拉 买买提", " 节　PPP"]) {
			expect(soughtIn(wanted)(text)).toBe(true);
		}
		expect(soughtIn("三八劳动节")(text)).toBe(false);
		expect(soughtIn("")(undefined)).toBe(true);
		expect(soughtIn("甲")(undefined)).toBe(false);
	});
});
