// The matrix as it is drawn: for every cell its number, its colour, what it opens and what is said about it.
import type { RouteLocationRaw } from "vue-router";
import { shortAreaName } from "@/common/area_names";
import type { Texts } from "@/console/texts";
import { cellLink, unvisitedLink } from "./cell_links";
import { cellKey, totalKey } from "./changes";
import { contactOf, isLow, mayLack } from "./completeness";
import { day, number } from "./formats";
import {
	isOwnRow,
	isVillage,
	isVisited,
	totalRow,
	type Cell,
	type Contact,
	type Coverage,
	type Measure,
	type Row,
	type VenueType,
} from "@/console/figures/coverage";
import { amount, counted, isShare, largestOf, percent, relativeStep, share, stepOf, whole, type Step } from "@/console/figures/shares";

export interface CellView {
	key: string;
	text: string;
	isZero: boolean;
	of: string; // "11" of 8/11; "" without
	counted: string; // what is held against it, where `text` counts more; "" where it is the same
	percent: string;
	width: number; // of the thin bar, 0 to 100; -1: none
	step: Step | null;
	isHatched: boolean;
	note: string; // the whole in words
	link: RouteLocationRaw | null;
	restLink: RouteLocationRaw | null; // to what was not visited
	linkLabel: string;
	restLabel: string;
}

export interface RowView {
	key: string;
	name: string;
	below: string | null; // area that a click on the name shows
	contact: string[]; // in parts that stay together; none when all is well
	visited: boolean | null; // of a village or community
	cells: CellView[];
}

export interface MatrixView {
	rows: RowView[];
	total: RowView;
}

export interface ViewOptions {
	measure: Measure;
	types: VenueType[];
	above: Contact; // teams that visit townships and villages in which none is based
	canOpen: boolean; // may see events
	texts: Texts["coverage"];
}

const nothing: Cell = { sessions: 0, lectures: 0, reach: 0, materials: 0, target: null, gap: null, places_visited: 0, places_total: 0 };

export function matrixView(coverage: Coverage, rows: Row[], options: ViewOptions): MatrixView {
	const { measure, types, above, canOpen, texts } = options;
	const { notes } = texts;
	const now = Date.parse(coverage.as_of.time);
	const columns = [...types, { key: "", name: texts.all }];
	const cellOf = (row: Row, type: VenueType) => (type.key === "" ? row.total : (row.cells[type.key] ?? nothing));
	const largest = new Map(
		columns.map((type) => [
			type.key,
			largestOf(
				coverage.rows.map((row) => cellOf(row, type)),
				measure,
			),
		]),
	);

	function said(cell: Cell, part: number | null, maybe: string): string {
		const value = number(amount(cell, measure));
		if (measure === "places") {
			if (cell.places_total === 0) return notes.noPlaces;
			return [notes.visited(value, number(cell.places_total)), cell.places_visited === 0 ? maybe || notes.neverVisited : ""]
				.filter(Boolean)
				.join(notes.separator);
		}
		const whole =
			measure === "sessions" && cell.target !== null && part !== null
				? counted(cell, measure) === cell.sessions
					? notes.target(value, number(cell.target), percent(part))
					: notes.targetOfSome(value, number(counted(cell, measure)), number(cell.target), percent(part))
				: notes.number(value, texts.units[measure]);
		const gap = measure === "sessions" && cell.gap ? notes.gap(number(cell.gap)) : "";
		return [whole, gap, maybe || (amount(cell, measure) === 0 ? notes.nothing : "")].filter(Boolean).join(notes.separator);
	}

	function cellView(row: Row, isTotal: boolean, name: string, type: VenueType, contact: Contact): CellView {
		const cell = cellOf(row, type);
		const part = share(cell, measure, largest.get(type.key));
		const all = whole(cell, measure);
		const isHatched = isLow(cell, measure, row) && mayLack(contact, coverage.to, now);
		const maybe = !isHatched ? "" : contact.data_as_of === null ? notes.maybeNever : notes.maybeSince(day(contact.data_as_of));
		const isZero = amount(cell, measure) === 0;
		// Nothing could be there: no such venues, or kinds of venue that a village as a rule does not have.
		const isMeaningless = cell.places_total === 0 && (measure === "places" || (isVillage(row) && type.key !== ""));
		const note = said(cell, part, maybe);
		const isColoured = part !== null && (isShare(measure) || !isTotal);
		const source = isTotal ? null : row;
		return {
			key: isTotal ? totalKey(type.key) : cellKey(row.area, type.key),
			text: isZero && isMeaningless ? "–" : number(amount(cell, measure)),
			isZero,
			of: all === null || (measure === "places" && all === 0) ? "" : number(all),
			counted: all === null || counted(cell, measure) === amount(cell, measure) ? "" : number(counted(cell, measure)),
			percent: isShare(measure) && part !== null ? percent(part) : "",
			width: isColoured ? Math.min(100, Math.round(part * 100)) : -1,
			step: !isColoured ? null : isShare(measure) ? stepOf(part) : relativeStep(part),
			isHatched,
			note,
			link: canOpen && !isZero ? cellLink(coverage, source, measure, type.key || undefined) : null,
			// The whole of a row is of all types; the list of places shows one type, or villages and communities.
			restLink:
				measure === "places" && type.key !== "" && (all ?? 0) > cell.places_visited
					? unvisitedLink(coverage, source, type.key)
					: null,
			linkLabel: texts.openEvents(name, type.name, note),
			restLabel: all === null ? "" : texts.openPlaces(name, type.name, number(all)),
		};
	}

	function contactParts(row: Row): string[] {
		if (row.silent_teams === 0 || !mayLack(row, coverage.to, now)) return [];
		return [
			texts.contact.silent(row.silent_teams),
			row.data_as_of === null ? texts.contact.never : texts.contact.since(day(row.data_as_of)),
		];
	}

	function rowView(row: Row, isTotal = false): RowView {
		const short = shortAreaName(row.name);
		const isOwn = !isTotal && isOwnRow(coverage, row);
		const name = isTotal
			? texts.total
			: isOwn
				? coverage.attribution === "team"
					? texts.ownArea(short)
					: texts.ownPlace(short)
				: short;
		const contact = isTotal ? row : contactOf(row, above, coverage.attribution);
		return {
			key: isTotal ? "total" : row.area,
			name,
			below: isTotal || isOwn || isVillage(row) ? null : row.area,
			contact: isTotal ? [] : contactParts(row),
			visited: !isTotal && isVillage(row) && !isOwn ? isVisited(row) : null,
			cells: columns.map((type) => cellView(row, isTotal, name, type, contact)),
		};
	}

	return { rows: rows.map((row) => rowView(row)), total: rowView(totalRow(coverage), true) };
}
