// @vitest-environment happy-dom
// Reports that are asked for: what waits for the office, and the page that answers it.
import { describe, expect, it } from "vitest";
import { isOverdue, reportedOf, reportOf, waits, type ReportTask, type TaskState } from "@/console/composables/report_tasks";
import type { SubmissionState } from "@/console/api/types";

const at = (state: SubmissionState, area = "410423"): TaskState => ({
	area,
	area_name: "鲁山县",
	state,
	version: null,
	at: null,
	reason: null,
});
const task = (change: Partial<ReportTask>): ReportTask => ({
	id: "t",
	area: "410400",
	area_name: "平顶山市",
	from: "2015-01-01",
	to: "2015-12-31",
	basis: "verified",
	document_no: "平司〔2015〕12 号",
	note: null,
	due_on: "2016-01-15",
	at: "2015-12-01T00:00:00Z",
	by: "pds",
	own: null,
	rows: [],
	...change,
});

describe("a report that is asked for", () => {
	it("waits for the county until it is handed in, and again when it was sent back", () => {
		const states: SubmissionState[] = ["draft", "submitted", "returned", "accepted", "taken"];
		expect(states.filter((state) => waits(task({ own: at(state) })))).toEqual(["draft", "returned"]);
	});

	it("waits for the area above where something was handed in and not answered", () => {
		expect(waits(task({ rows: [at("draft"), at("accepted")] }))).toBe(false);
		expect(waits(task({ rows: [at("draft"), at("submitted")] }))).toBe(true);
		expect(reportedOf(task({ rows: [at("draft"), at("returned"), at("submitted"), at("accepted"), at("taken")] }))).toBe(3);
	});

	it("is overdue the day after, while anybody owes it", () => {
		expect(isOverdue(task({ own: at("draft") }), "2016-01-15")).toBe(false);
		expect(isOverdue(task({ own: at("draft") }), "2016-01-16")).toBe(true);
		expect(isOverdue(task({ rows: [at("accepted")] }), "2016-01-16")).toBe(false);
	});

	it("is answered on the page of just its span, basis and area", () => {
		expect(reportOf(task({}), "410423").query).toEqual({ area: "410423", from: "2015-01", to: "2015-12", basis: "verified" });
		expect(reportOf(task({ to: "2015-02-28" }), "410423").query).toMatchObject({ from: "2015-01", to: "2015-02" });
		expect(reportOf(task({ to: "2015-11-20" }), "410423").query).toMatchObject({ from: "2015-01-01", to: "2015-11-20" });
	});
});
