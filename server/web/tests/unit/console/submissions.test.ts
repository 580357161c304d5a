// @vitest-environment happy-dom
// A report on its way between county and prefecture: whose turn it is, what differs, and how it is said.
import { describe, expect, it } from "vitest";
import {
	changedSince,
	countsText,
	maySubmit,
	needsReason,
	stateText,
	stepsAbove,
	submissionTable,
	type SubmissionRow,
	type Submissions,
} from "@/console/pages/reports/office/submissions";
import type { SealedReport } from "@/console/pages/reports/reports";
import { t } from "@/console/texts";

const version = (number: number) => ({ id: `r${number}`, version: number }) as SealedReport;
const four = { sessions: 10, lectures: 5, reach: 1000, materials: 300 };

function row(change: Partial<SubmissionRow>): SubmissionRow {
	return {
		area: "410423",
		area_name: "鲁山县",
		state: "draft",
		report: null,
		newest: null,
		at: null,
		by: null,
		reason: null,
		reported: null,
		now: four,
		steps: [],
		...change,
	};
}

const submissions = (rows: SubmissionRow[]): Submissions => ({
	area: "410400",
	area_name: "平顶山市",
	from: "2015-01-01",
	to: "2015-12-31",
	basis: "received",
	own: null,
	rows,
	counts: { draft: 1, submitted: 1, returned: 0, accepted: 0, taken: 0 },
});

describe("the county", () => {
	it("submits what is sealed; of what was sent back a further version", () => {
		expect(maySubmit(row({}))).toBe(false);
		expect(maySubmit(row({ newest: version(1) }))).toBe(true);
		expect(maySubmit(row({ state: "returned", report: version(1), newest: version(1) }))).toBe(false);
		expect(maySubmit(row({ state: "returned", report: version(1), newest: version(2) }))).toBe(true);
		expect(maySubmit(row({ state: "taken", report: version(1), newest: version(1) }))).toBe(true);
		expect(maySubmit(row({ state: "submitted", report: version(1), newest: version(1) }))).toBe(false);
	});

	it("submits again after it was accepted only a newer version, and says why", () => {
		const accepted = row({ state: "accepted", report: version(1), newest: version(1) });
		expect(maySubmit(accepted)).toBe(false);
		expect(maySubmit({ ...accepted, newest: version(2) })).toBe(true);
		expect([needsReason(accepted, "submit"), needsReason(row({}), "submit")]).toEqual([true, false]);
	});
});

describe("the prefecture", () => {
	it("accepts or sends back what was submitted, and takes figures of who did not report", () => {
		expect(stepsAbove(row({ state: "submitted" }))).toEqual(["accept", "return"]);
		expect(stepsAbove(row({ state: "accepted" }))).toEqual(["return"]);
		expect(stepsAbove(row({ state: "taken" }))).toEqual([]);
		expect([stepsAbove(row({})), stepsAbove(row({ state: "returned" }))]).toEqual([["take"], ["take"]]);
		expect([needsReason(row({}), "take"), needsReason(row({}), "return"), needsReason(row({}), "accept")]).toEqual([true, true, false]);
	});

	it("sees which figures changed after they were reported", () => {
		expect(changedSince(row({}))).toEqual([]); // nothing was reported
		expect(changedSince(row({ reported: { ...four, reach: 900 } }))).toEqual(["reach"]);
	});
});

it("is said in words, and stands in the printed report", () => {
	const submitted = row({
		state: "submitted",
		report: version(2),
		newest: version(2),
		at: "2016-01-09T03:00:00Z",
		by: "lushan",
		reported: { ...four, sessions: 8 },
	});
	expect(stateText(submitted, t.value)).toBe("已上报（第 2 版，2016-01-09 11:00）");
	expect(stateText(row({}), t.value)).toBe("未上报");
	const found = submissions([submitted, row({ area: "410404", area_name: "石龙区" })]);
	expect(countsText(found, t.value)).toBe("未上报 1、已上报 1");
	const lines = submissionTable(found, t.value).blocks[0]?.lines.map((line) => line.cells.map((cell) => cell.text));
	expect(lines).toEqual([
		["鲁山县", "已上报", "第 2 版", "2016-01-09 11:00", "lushan", "8 → 10", "5", "1,000", "300", ""],
		["石龙区", "未上报", "", "", "", "10", "5", "1,000", "300", ""],
	]);
});
