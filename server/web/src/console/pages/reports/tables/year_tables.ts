// The figures beside those of earlier years, and beside the targets of the year.
import { may } from "@/console/api/session";
import type { Texts } from "@/console/texts";
import { codeName } from "@/console/composables/names";
import type { EventFilter } from "@/console/utils/links";
import { isWholeYears } from "@/console/utils/periods";
import { filterOf, indicators, withinArea, type Report, type TargetRow, type YearTargets } from "@/console/pages/reports/report";
import { count, counted, oneDecimal, signed, words, type Line, type Table } from "./table";

const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));

// Null: the span has nothing to be compared with.
export function comparisonTable(report: Report, t: Texts): Table | null {
	const { comparison } = report;
	if (!comparison) return null;
	const last = comparison.earlier[0];
	const isOverYear = months(report.to) - months(report.from) >= 12;
	const lines = indicators.map((id): Line => {
		const before = last ? filterOf(report, id, { from: last.from, to: last.to }) : null;
		return {
			key: id,
			cells: [
				words(t.reports.metrics[id]),
				words(t.tables.units[id]),
				counted(report.totals[id], filterOf(report, id)),
				last?.totals ? counted(last.totals[id], before) : words(""),
				signed(comparison.change?.[id]),
				oneDecimal(comparison.change_percent?.[id]),
				oneDecimal(comparison.mean_of_three?.[id]),
				oneDecimal(comparison.change_from_mean_percent?.[id]),
			],
		};
	});
	const { heads } = t.tables;
	return {
		id: "comparison",
		title: t.tables.comparison,
		columns: [
			{ id: "name", heading: heads.indicator },
			{ id: "unit", heading: heads.unit },
			{ id: "now", heading: heads.now, isNumber: true },
			{ id: "last", heading: isOverYear ? heads.periodBefore : heads.yearBefore, isNumber: true },
			{ id: "change", heading: heads.change, isNumber: true },
			{ id: "change_percent", heading: heads.changePercent, isNumber: true },
			{ id: "mean", heading: heads.meanOfThree, isNumber: true },
			{ id: "mean_percent", heading: heads.meanPercent, isNumber: true },
		],
		blocks: [{ lines }],
		notes: [
			t.tables.earlier(
				comparison.earlier.map((period) => t.tables.period(period.from, period.to) + (period.totals ? "" : t.tables.noRecords)),
			),
		],
	};
}

// What was reached, always by where it was.
function reachedFilter(report: Report, year: number, row: TargetRow): EventFilter | null {
	const isOfYears = isWholeYears(report);
	const span = isOfYears ? { from: `${year}-01`, to: `${year}-12` } : { from: report.from, to: report.to };
	// What a team is to do it may do anywhere.
	const where = row.team ? { team: row.team, area: undefined } : withinTarget(report, row.area ?? "");
	const within = { ...span, ...where, attribution: undefined };
	if (row.metric !== "places_visited") return filterOf(report, row.metric, { ...within, venue_type: row.venue_type ?? undefined });
	return row.venue_type === null ? null : filterOf(report, "events", { ...within, place_type: row.venue_type });
}

// A target of the asked area is one of everything in it.
const withinTarget = (report: Report, area: string): EventFilter => (area === report.area ? { area } : withinArea(report, area));

function targetLine(report: Report, year: number, row: TargetRow, t: Texts): Line {
	const name = row.team ? words(row.team_name, may.value.teams ? `/teams/${row.team}` : undefined) : words(row.area_name);
	const current = row.current ? count(row.current.value) : words(t.tables.removed);
	return {
		key: `${row.team ?? row.area} ${row.venue_type ?? ""} ${row.metric}`,
		cells: [
			name,
			words(row.venue_type === null ? t.tables.allTypes : codeName("venue_types", row.venue_type)),
			words(t.targets.metrics[row.metric]),
			count(row.initial.value),
			{ ...current, alert: row.changes > 0 },
			count(row.changes),
			counted(row.reached, reachedFilter(report, year, row)),
			oneDecimal(row.percent_of_initial),
			oneDecimal(row.percent_of_current),
			words((row.current ?? row.initial).document_no),
		],
	};
}

export type TargetChoice = "whole" | "types" | "teams" | "all";

// "whole": of all venue types together, or of the area itself; "types": of one type; both without teams.
function isChosen(report: Report, row: TargetRow, choice: TargetChoice): boolean {
	if (choice === "all") return true;
	if (row.team) return choice === "teams";
	return choice === (row.venue_type === null || row.area === report.area ? "whole" : "types");
}

// Null: the span has no targets to be compared with, or none of these was set.
export function targetTable(report: Report, choice: TargetChoice, t: Texts): Table | null {
	const years: YearTargets[] = (report.targets ?? [])
		.map(({ year, rows }) => ({ year, rows: rows.filter((row) => isChosen(report, row, choice)) }))
		.filter(({ rows }) => rows.length > 0);
	if (years.length === 0) return null;
	const { heads } = t.tables;
	return {
		id: `targets-${choice}`,
		title: t.tables.targets[choice],
		columns: [
			{ id: "name", heading: heads.areaOrTeam },
			{ id: "venue_type", heading: heads.venue_type },
			{ id: "metric", heading: heads.indicator },
			{ id: "initial", heading: heads.initial, group: heads.target, isNumber: true },
			{ id: "current", heading: heads.current, group: heads.target, isNumber: true },
			{ id: "changes", heading: heads.changes, isNumber: true },
			{ id: "reached", heading: heads.reached, isNumber: true },
			{ id: "percent_of_initial", heading: heads.ofInitial, group: heads.completion, isNumber: true },
			{ id: "percent_of_current", heading: heads.ofCurrent, group: heads.completion, isNumber: true },
			{ id: "document", heading: heads.document },
		],
		blocks: years.map(({ year, rows }) => ({
			label: years.length > 1 ? t.common.yearName(year) : undefined,
			lines: rows.map((row) => targetLine(report, year, row, t)),
		})),
		notes: [t.tables.targetsNote],
	};
}

// The targets of one venue type each, areas down and types across: "完成/目标", with a mark where the target was changed.
export function targetMatrix(report: Report, t: Texts): Table | null {
	const years = (report.targets ?? [])
		.map(({ year, rows }) => ({ year, rows: rows.filter((row) => isChosen(report, row, "types")) }))
		.filter(({ rows }) => rows.length > 0);
	if (years.length === 0) return null;
	const types = report.coverage.venue_types;
	const told = (row: TargetRow | undefined) =>
		row
			? `${count(row.reached).text}/${row.current ? count(row.current.value).text : t.tables.removed}${row.changes > 0 ? " *" : ""}`
			: "";
	const blocks = years.map(({ year, rows }) => {
		const lines = new Map<string, { first: TargetRow; byType: Map<string, TargetRow> }>();
		for (const row of rows) {
			const key = `${row.area} ${row.metric}`;
			const line = lines.get(key) ?? { first: row, byType: new Map<string, TargetRow>() };
			line.byType.set(row.venue_type ?? "", row);
			lines.set(key, line);
		}
		return {
			label: years.length > 1 ? t.common.yearName(year) : undefined,
			lines: [...lines].map(([key, { first, byType }]): Line => {
				const sums = [...byType.values()].filter((row) => row.current);
				const reached = sums.reduce((sum, row) => sum + row.reached, 0);
				const target = sums.reduce((sum, row) => sum + (row.current?.value ?? 0), 0);
				return {
					key,
					cells: [
						words(first.area_name),
						words(t.targets.metrics[first.metric]),
						...types.map((type) => words(told(byType.get(type.key)))),
						words(sums.length > 0 ? `${count(reached).text}/${count(target).text}` : ""),
						target > 0 ? oneDecimal((100 * reached) / target) : words(""),
					],
				};
			}),
		};
	});
	const { heads } = t.tables;
	return {
		id: "targets-matrix",
		title: t.tables.targets.types,
		columns: [
			{ id: "name", heading: heads.area },
			{ id: "metric", heading: heads.indicator },
			...types.map((type) => ({ id: type.key, heading: type.name, isNumber: true })),
			{ id: "total", heading: t.tables.total, isNumber: true },
			{ id: "percent", heading: heads.completion, isNumber: true },
		],
		blocks,
		notes: [t.tables.targetMatrixNote],
	};
}
