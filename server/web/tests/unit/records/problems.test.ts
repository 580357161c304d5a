import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findProblems, type RecordRules } from "@/common/records/problems";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(root + path, "utf8"));
const fixtures = "tests/fixtures/records";

const rules: RecordRules = {
	today: readJson(`${fixtures}/reference.json`).today,
	venueTypes: new Set(readJson("schema/vocabulary.json").venue_types.map((code: { code: string }) => code.code)),
	areas: new Set(
		readFileSync(`${root}schema/areas/410400.csv`, "utf8")
			.split("\n")
			.slice(1)
			.map((line) => line.split(",")[0] ?? ""),
	),
};

function found(record: unknown): string[] {
	return findProblems(record, rules).map((problem) => `${problem.pointer} ${problem.code}`);
}

describe("the record fixtures that the server is held to", () => {
	const valid = readdirSync(`${root}${fixtures}/valid`);
	const invalid = readdirSync(`${root}${fixtures}/invalid`);

	it("are all there", () => {
		expect(valid.length).toBeGreaterThanOrEqual(40);
		expect(invalid.length).toBeGreaterThanOrEqual(100);
	});

	it.each(valid)("valid/%s is taken", (name) => {
		expect(found(readJson(`${fixtures}/valid/${name}`).record)).toEqual([]);
	});

	it.each(invalid)("invalid/%s is refused for the same reasons", (name) => {
		const fixture = readJson(`${fixtures}/invalid/${name}`);
		const expected = fixture.problems.map((problem: { pointer: string; code: string }) => `${problem.pointer} ${problem.code}`);
		expect(found(fixture.record).sort()).toEqual(expected.sort());
	});
});

describe("what the fixtures cannot say", () => {
	const record = () => readJson(`${fixtures}/valid/required_fields_only.json`).record;

	it("lets a record over 32 KiB not leave the phone", () => {
		expect(found({ ...record(), unknown: "长".repeat(12_000) })).toEqual([" record_too_large"]);
	});

	it("leaves an area to the server while the list is not on the phone", () => {
		const unknown = { ...record(), area: "999999" };
		expect(found(unknown)).toEqual(["/area unknown_code"]);
		expect(findProblems(unknown, { ...rules, areas: null })).toEqual([]);
	});
});
