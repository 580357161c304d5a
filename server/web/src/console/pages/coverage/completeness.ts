// A low number may mean that nothing was held, or that nothing was uploaded yet. Which of the two, as far as one can tell:
// some team there has not been heard from, and what it last sent does not reach the end of the period.
import { levelRank } from "@/common/areas";
import { addDays } from "@/common/calendar";
import type { Attribution } from "@/console/api/types";
import { isVillage, type Cell, type Contact, type Measure, type Row } from "@/console/figures/coverage";
import { amount, counted, whole } from "@/console/figures/shares";

// The first moment after "2015-12" or "2015-12-15", in Shanghai.
export function endOf(to: string): number {
	const day = to.length > 7 ? addDays(to, 1) : addDays(`${to}-28`, 4).slice(0, 7) + "-01";
	return Date.parse(`${day}T00:00:00+08:00`);
}

// `now` in milliseconds: of a period that is still running, the part that is over.
export function mayLack(contact: Contact, to: string, now: number): boolean {
	if (contact.silent_teams === 0) return false;
	return contact.data_as_of === null || Date.parse(contact.data_as_of) < Math.min(endOf(to), now);
}

// Townships and villages are mostly visited by the teams of their county: where no team is based, those are what matters.
// By organiser they add nothing there.
export function contactOf(row: Row, above: Contact, attribution: Attribution): Contact {
	return row.teams === 0 && levelRank(row.level) > levelRank("county") && attribution === "area" ? above : row;
}

export function isLow(cell: Cell, measure: Measure, row: Pick<Row, "level">): boolean {
	const done = amount(cell, measure);
	const all = whole(cell, measure);
	if (measure === "sessions" && all !== null) return counted(cell, measure) < all;
	// In a village there is one village, and mostly nothing else that could be visited.
	if (measure === "places" || isVillage(row)) return done === 0 && cell.places_total > 0;
	return done === 0;
}
