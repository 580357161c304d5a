// What people type, read alike here and on the server: the cases in tests/fixtures/typed are those of shared/ too.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
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
