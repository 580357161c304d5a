// What a chart draws, as the table that screen readers are given: one line of numbers for each head, in the order of the lines' names.

export interface Series {
	key: string;
	name: string;
	values: number[];
}

export interface Figure {
	lines: { key: string; name: string }[];
	series: Series[];
}

export const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

export function lineTotals({ lines, series }: Figure): number[] {
	return lines.map((_, index) => sum(series.map(({ values }) => values[index] ?? 0)));
}
