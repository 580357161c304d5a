// The office's way of a report, as GET /api/v1/submissions answers it: a county submits a sealed version, the prefecture
// accepts it or sends it back; of a county that never reports it takes the figures of the platform.
import type * as Api from "@/common/api/schema";
import type { SubmissionState } from "@/console/api/types";
import { personName } from "@/console/composables/names";
import type { Texts } from "@/console/texts";
import { timeText } from "@/console/utils/times";
import { numberText } from "@/console/utils/number_text";
import { words, type Table } from "@/console/pages/reports/tables/table";

export const submissionStates = ["draft", "submitted", "returned", "accepted", "taken"] as const satisfies SubmissionState[];
export type Step = Api.SubmissionStep["step"];

export const comparedMetrics = ["sessions", "lectures", "reach", "materials"] as const;
export type Compared = Api.MainFigures;
export type StepTaken = Api.SubmissionStep;
export type SubmissionRow = Api.Submission;
export type Submissions = Api.Submissions;

const isWaiting = (row: SubmissionRow) => row.state === "draft" || row.state === "returned";
const isNewer = (row: SubmissionRow) => row.newest !== null && row.newest.id !== row.report?.id;

// What the county itself can do next.
export function maySubmit(row: SubmissionRow): boolean {
	return row.newest !== null && (row.state === "draft" || row.state === "taken" || isNewer(row));
}

// What the area above can do next.
export function stepsAbove(row: SubmissionRow): Step[] {
	switch (row.state) {
		case "submitted":
			return ["accept", "return"];
		case "accepted":
			return ["return"];
		case "taken":
			return [];
		default:
			return ["take"];
	}
}

export function needsReason(row: SubmissionRow, step: Step): boolean {
	return step === "return" || step === "take" || (step === "submit" && !isWaiting(row));
}

export const changedSince = (row: SubmissionRow) =>
	comparedMetrics.filter((metric) => row.reported !== null && row.reported[metric] !== row.now[metric]);

// "已受理 6，已上报 1"; what there is none of is left out.
export function countsText(submissions: Submissions, t: Texts): string {
	const given = submissionStates.filter((state) => (submissions.counts[state] ?? 0) > 0);
	return given.map((state) => `${t.office.states[state]} ${submissions.counts[state]}`).join(t.common.listSeparator);
}

// "已受理（第 1 版，2016-01-11 11:00）"
export function stateText(row: SubmissionRow, t: Texts): string {
	return row.report && row.at
		? t.office.stateOf(t.office.states[row.state], row.report.version, timeText(row.at))
		: t.office.states[row.state];
}

// For the printed report.
export function submissionTable(submissions: Submissions, t: Texts): Table {
	const { heads } = t.office;
	const number = (row: SubmissionRow, metric: (typeof comparedMetrics)[number]) => ({
		text: row.reported
			? row.reported[metric] === row.now[metric]
				? numberText(row.now[metric])
				: t.office.fromTo(numberText(row.reported[metric]), numberText(row.now[metric]))
			: numberText(row.now[metric]),
	});
	return {
		id: "submissions",
		title: t.office.title,
		columns: [
			{ id: "name", heading: heads.area },
			{ id: "state", heading: heads.state },
			{ id: "version", heading: heads.version },
			{ id: "at", heading: heads.at },
			{ id: "by", heading: heads.by },
			...comparedMetrics.map((metric) => ({ id: metric, heading: t.tables.shortHeadings[metric], isNumber: true })),
			{ id: "reason", heading: heads.reason },
		],
		blocks: [
			{
				lines: submissions.rows.map((row) => ({
					key: row.area,
					cells: [
						words(row.area_name),
						words(t.office.states[row.state]),
						words(row.report ? t.reports.version(row.report.version) : ""),
						words(timeText(row.at)),
						words(personName(row.by)),
						...comparedMetrics.map((metric) => number(row, metric)),
						words(row.reason),
					],
				})),
			},
		],
		notes: [t.office.printNote],
	};
}
