// How much of what was meant to be done is done, in numbers, words and steps of colour.
import type { Cell, Measure } from "./coverage";

export function amount(cell: Cell, measure: Measure): number {
	return measure === "places" ? cell.places_visited : cell[measure];
}

// What is held against a target or all the places: in a total not the sessions of types without a target.
export function counted(cell: Cell, measure: Measure): number {
	return measure === "sessions" ? (cell.sessions_with_target ?? cell.sessions) : amount(cell, measure);
}

// What it is measured against: a target, or all the places there are.
export function whole(cell: Cell, measure: Measure): number | null {
	if (measure === "sessions") return cell.target;
	return measure === "places" ? cell.places_total : null;
}

export const isShare = (measure: Measure) => measure === "sessions" || measure === "places";

// Null where there is nothing to measure against. `largest`: of the column, for measures without a whole.
export function share(cell: Cell, measure: Measure, largest = 0): number | null {
	const done = amount(cell, measure);
	if (!isShare(measure)) return done === 0 || largest === 0 ? null : done / largest;
	const all = whole(cell, measure);
	return all === null || all === 0 ? null : counted(cell, measure) / all;
}

export type Step = 0 | 1 | 2 | 3 | 4;

// A target is reached or it is not: the last step begins at the whole.
export function stepOf(part: number): Step {
	if (part >= 1) return 4;
	return part >= 0.75 ? 3 : part >= 0.5 ? 2 : part >= 0.25 ? 1 : 0;
}

// Steps of the same width, for numbers that are only compared with each other.
export function relativeStep(part: number): Step {
	return Math.min(4, Math.max(0, Math.ceil(part * 5) - 1)) as Step;
}

// Never rounded up to what is not reached, never down to nothing.
export function percent(part: number): string {
	const whole = Math.floor(part * 100 + 1e-9);
	return whole === 0 && part > 0 ? "<1%" : `${whole}%`;
}

export function largestOf(cells: Iterable<Cell | undefined>, measure: Measure): number {
	let largest = 0;
	for (const cell of cells) if (cell) largest = Math.max(largest, amount(cell, measure));
	return largest;
}
