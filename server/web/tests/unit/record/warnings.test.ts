import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findWarnings, type WarningRules } from "@/common/records/warnings";
import { AreaIndex } from "@/common/areas";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(root + path, "utf8"));
const fixtures = "tests/fixtures/records";
const reference = readJson(`${fixtures}/reference.json`);
const areas = new AreaIndex(
	readFileSync(`${root}schema/areas/410400.csv`, "utf8")
		.trim()
		.split("\n")
		.slice(1)
		.map((line) => {
			const [code = "", name = "", level = "", parent = ""] = line.trim().split(",");
			return { code, name, level, parent: parent === "" ? null : parent, valid_to: null, successor: null };
		}),
);
const rules: WarningRules = {
	today: reference.today,
	vocabulary: readJson("schema/vocabulary.json"),
	venues: reference.venues.map((venue: object) => ({ valid_from: null, valid_to: null, ...venue })),
	areas,
};

describe("the warnings of the record fixtures", () => {
	it.each(readdirSync(`${root}${fixtures}/valid`))("valid/%s", (name) => {
		const fixture = readJson(`${fixtures}/valid/${name}`);
		expect(findWarnings(fixture.record, rules)).toEqual(fixture.warnings ?? []);
	});
});

describe("what the fixtures cannot say", () => {
	const record = () => readJson(`${fixtures}/valid/required_fields_only.json`).record;

	it("a record grows old on the 366th day", () => {
		const event = { ...record(), occurred_on: "2025-03-08" };
		expect(findWarnings(event, { ...rules, today: "2026-03-08" })).toEqual([]);
		expect(findWarnings(event, { ...rules, today: "2026-03-09" })).toEqual(["old_date"]);
	});

	it("a venue above the area of the event, up to the prefecture, is not beside it", () => {
		const at = (area: string) =>
			findWarnings(
				{ ...record(), venue_id: "v" },
				{ ...rules, venues: [{ id: "v", venue_type: "school", area, name: "", valid_from: null, valid_to: null }] },
			);
		expect(at("410400")).toEqual([]);
		expect(at("410423")).toEqual([]);
		expect(at("410422")).toEqual(["venue_area_mismatch"]);
	});

	it("without the list of areas nothing is said about them, and a draft may lack everything", () => {
		expect(findWarnings({ ...record(), venue_id: "school-1", area: "410422" }, { ...rules, areas: null })).toEqual([]);
		expect(findWarnings({}, rules)).toEqual([]);
	});
});
