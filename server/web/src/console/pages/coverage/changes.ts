// Which numbers of the matrix differ from those of a moment ago, so that they can light up.
import type { Coverage, Measure } from "@/console/figures/coverage";
import { amount, counted, whole } from "@/console/figures/shares";

export const cellKey = (area: string, venueType = "") => `${area}/${venueType}`;
export const totalKey = (venueType = "") => `total/${venueType}`;

function numbers(coverage: Coverage, measure: Measure): Map<string, string> {
	const found = new Map<string, string>();
	const sources = [
		...coverage.rows.map((row) => ({ ...row, key: (type?: string) => cellKey(row.area, type) })),
		{ ...coverage.total, total: coverage.total, key: totalKey },
	];
	for (const { key, cells, total } of sources) {
		for (const [type, cell] of Object.entries(cells)) found.set(key(type), `${amount(cell, measure)}/${whole(cell, measure)}`);
		found.set(key(), `${amount(total, measure)}/${counted(total, measure)}/${whole(total, measure)}`);
	}
	return found;
}

// A row that was not there before is wholly new.
export function changedCells(before: Coverage, after: Coverage, measure: Measure): Set<string> {
	const earlier = numbers(before, measure);
	return new Set([...numbers(after, measure)].flatMap(([key, text]) => (earlier.get(key) === text ? [] : [key])));
}
