// What an office expects of the running year. No statistics: as long as they stand, the report is a draft.
import { trimmed } from "@/common/plain_text";
import { send } from "@/console/api/http";
import { personName } from "@/console/composables/names";
import { timeText } from "@/console/utils/times";
import type { Texts } from "@/console/texts";
import { metrics, type Estimate, type Estimates, type Metric, type Report } from "@/console/pages/reports/report";
import { shareOf } from "@/console/utils/number_text";
import { count, words, type Table } from "@/console/pages/reports/tables/table";

export interface Typed {
	value: number | null;
	grounds: string;
}

export function typedOf(rows: Estimate[]): Record<Metric, Typed> {
	const byMetric = new Map(rows.map((row) => [row.metric, row]));
	return Object.fromEntries(
		metrics.map((metric) => [metric, { value: byMetric.get(metric)?.value ?? null, grounds: byMetric.get(metric)?.grounds ?? "" }]),
	) as Record<Metric, Typed>;
}

export const lacksGrounds = ({ value, grounds }: Typed) => value !== null && trimmed(grounds) === "";

interface Change {
	metric: Metric;
	value: number | null; // null: withdrawn
	grounds: string;
}

export function changesIn(before: Estimate[], typed: Record<Metric, Typed>): Change[] {
	const stored = typedOf(before);
	return metrics.flatMap((metric) => {
		const value = typed[metric].value ?? null;
		const grounds = value === null ? "" : trimmed(typed[metric].grounds);
		const isSame = value === stored[metric].value && (value === null || grounds === stored[metric].grounds);
		return isSame ? [] : [{ metric, value, grounds }];
	});
}

export function sendEstimates(area: string, year: number, rows: Change[]): Promise<{ rows: Estimate[] }> {
	return send<{ rows: Estimate[] }>("PUT", "/estimates", { area, year, rows });
}

export function withdrawAll(area: string, estimates: Estimates): Promise<unknown> {
	return sendEstimates(
		area,
		estimates.year,
		estimates.rows.map(({ metric }) => ({ metric, value: null, grounds: "" })),
	);
}

// They are of the running year, and of what lies within it.
export const mayEstimate = (report: Report, today: string) =>
	[report.from, report.to].every((day) => day.slice(0, 4) === today.slice(0, 4));

export function estimateTable(report: Report, t: Texts): Table | null {
	const { estimates } = report;
	if (!estimates) return null;
	const { heads } = t.estimates;
	return {
		id: "estimates",
		title: t.estimates.titleOf(estimates.year),
		columns: [
			{ id: "name", heading: t.tables.heads.indicator },
			{ id: "unit", heading: t.tables.heads.unit },
			{ id: "so_far", heading: heads.soFar, isNumber: true },
			{ id: "value", heading: heads.value, isNumber: true },
			{ id: "share", heading: heads.share, isNumber: true },
			{ id: "grounds", heading: heads.grounds },
			{ id: "by", heading: heads.by },
		],
		blocks: [
			{
				lines: estimates.rows.map((row) => ({
					key: row.metric,
					cells: [
						words(t.reports.metrics[row.metric]),
						words(t.tables.units[row.metric]),
						count(row.so_far),
						{ ...count(row.value), alert: true },
						words(shareOf(row.so_far, row.value)),
						words(row.grounds),
						words(`${personName(row.by)} ${timeText(row.at)}`),
					],
				})),
			},
		],
		notes: [t.estimates.note],
	};
}
