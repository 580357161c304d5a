// What the matrix shows as a table for Excel.
import { shortAreaName } from "@/common/area_names";
import type { Texts } from "@/console/texts";
import { contactOf, mayLack } from "./completeness";
import { dayAndClock } from "./formats";
import { totalRow, type Cell, type Contact, type Coverage, type Measure, type Row, type VenueType } from "@/console/figures/coverage";
import { amount, isShare, whole } from "@/console/figures/shares";

// Quotes where needed; what a spreadsheet would take for a formula stays text.
export function csvField(value: string | number | null): string {
	if (value === null) return "";
	if (typeof value === "number") return String(value);
	const text = /^[=+\-@\t\r'＝＋－＠]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// With the mark by which Excel knows UTF-8.
export function csvText(rows: (string | number | null)[][]): string {
	return `\ufeff${rows.map((row) => `${row.map(csvField).join(",")}\r\n`).join("")}`;
}

export interface CsvOptions {
	measure: Measure;
	types: VenueType[]; // as named on the screen
	rows: Row[]; // as shown
	above: Contact;
	texts: Texts["coverage"];
}

export function matrixCsv(coverage: Coverage, { measure, types, rows, above, texts }: CsvOptions): string {
	const { csv } = texts;
	const wholeName = measure === "places" ? csv.placesTotal : csv.target;
	const columns = [...types, { key: "", name: texts.total }];
	const isSessions = measure === "sessions";
	const head = columns.flatMap((type) => [
		type.name,
		...(isSessions && type.key === "" ? [csv.withTarget] : []),
		...(isShare(measure) ? [wholeName(type.name)] : []),
	]);
	const now = Date.parse(coverage.as_of.time);
	const numbers = (cell: Cell | undefined) => [
		cell ? amount(cell, measure) : 0,
		...(isSessions && cell?.sessions_with_target !== undefined ? [cell.target === null ? null : cell.sessions_with_target] : []),
		...(isShare(measure) ? [cell ? whole(cell, measure) : null] : []),
	];
	const line = (row: Row, name: string) => [
		row.area,
		name,
		...columns.flatMap((type) => numbers(type.key === "" ? row.total : row.cells[type.key])),
		row.teams,
		row.silent_teams,
		row.data_as_of === null ? "" : dayAndClock(row.data_as_of),
		mayLack(contactOf(row, above, coverage.attribution), coverage.to, now) ? csv.incomplete : csv.complete,
	];
	return csvText([
		[csv.area, csv.name, ...head, csv.teams, csv.silent, csv.asOf, csv.maybe],
		...rows.map((row) => line(row, shortAreaName(row.name))),
		line(totalRow(coverage), texts.total),
	]);
}
