// The months of a span of several years, summed by year: the trend.
import type { Texts } from "@/console/texts";
import { isWholeYears, yearWithin, type Period } from "@/console/utils/periods";
import { filterOf, indicators, type Indicator, type Report } from "@/console/pages/reports/report";
import { indicatorColumns, totalLine } from "./metric_tables";
import { counted, oneDecimal, words, type Line, type Table } from "./table";

interface Year extends Period {
	isWhole: boolean;
	sums: Record<Indicator, number>;
}

function yearsOf(report: Report): Year[] {
	const rows = report.by.month.map((row) => ({ ...row, year: (row.key ?? "").slice(0, 4) }));
	return [...new Set(rows.map((row) => row.year))].map((year) => {
		const within = yearWithin(year, report);
		const months = rows.filter((row) => row.year === year);
		const sum = (id: Indicator) => months.reduce((total, row) => total + row[id], 0);
		const sums = Object.fromEntries(indicators.map((id) => [id, sum(id)])) as Record<Indicator, number>;
		return { ...within, isWhole: isWholeYears(within), sums };
	});
}

// Null: all within one year.
export function yearTable(report: Report, t: Texts): Table | null {
	const years = yearsOf(report);
	if (years.length < 2) return null;
	const sums = years.map(({ from, to, sums: values }): Line => ({
		key: from,
		cells: [words(t.tables.period(from, to)), ...indicators.map((id) => counted(values[id], filterOf(report, id, { from, to })))],
	}));
	const changes = years.flatMap((year, place): Line[] => {
		const before = years[place - 1];
		if (!before?.isWhole || !year.isWhole) return [];
		const percent = (id: Indicator) => (before.sums[id] === 0 ? null : (100 * (year.sums[id] - before.sums[id])) / before.sums[id]);
		return [
			{
				key: `change-${year.from}`,
				cells: [words(t.tables.period(year.from, year.to)), ...indicators.map((id) => oneDecimal(percent(id)))],
			},
		];
	});
	const sumBlock = { label: t.tables.yearSums, lines: [...sums, totalLine(report, t)] };
	return {
		id: "year",
		title: t.tables.byYear,
		columns: [{ id: "name", heading: t.tables.heads.year }, ...indicatorColumns(t)],
		blocks: changes.length === 0 ? [sumBlock] : [sumBlock, { label: t.tables.yearChanges, lines: changes }],
		notes: [t.tables.yearNote],
	};
}
