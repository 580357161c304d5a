// A sealed version as GET /api/v1/reports/{id} answers it, and its tables as they are printed: in the words that were sealed.
import { addDays } from "@/common/calendar";
import type { Texts } from "../../../texts";
import type { Report } from "../report";
import type { SealedReport } from "../reports";
import { count, oneDecimal, words, type Cell, type Table } from "../tables/table";

export type PaperCell = string | number | null;

export interface PaperTable {
	sheet: string;
	title: string;
	columns: { heading: string; group?: string }[];
	blocks: { label: string; rows: PaperCell[][]; total: PaperCell[] | null }[];
	notes: string[];
}

export interface SealedDocument extends Record<string, unknown> {
	format: string;
	text: string;
	cover?: Partial<Report["cover"]>;
	figures: Record<string, number>;
}

export interface SealedVersion extends SealedReport {
	document: SealedDocument;
	tables: PaperTable[];
	verify_url: string;
	verify_svg: string;
}

function paperCell(cell: PaperCell): Cell {
	if (typeof cell === "string") return words(cell);
	return cell === null || Number.isInteger(cell) ? count(cell) : oneDecimal(cell);
}

// Numbers stand to the right.
export function paperTable(table: PaperTable, title: string): Table {
	const isNumber = (column: number) =>
		table.blocks.some((block) => block.rows.some((row) => typeof row[column] === "number")) && column > 0;
	return {
		id: table.sheet,
		title,
		columns: table.columns.map((column, index) => ({
			id: String(index),
			heading: column.heading,
			group: column.group,
			isNumber: isNumber(index),
		})),
		blocks: table.blocks.map((block, index) => ({
			label: block.label || undefined,
			lines: [
				...block.rows.map((row, place) => ({ key: `${index} ${place}`, cells: row.map(paperCell) })),
				...(block.total ? [{ key: `${index} total`, isTotal: true, cells: block.total.map(paperCell) }] : []),
			],
		})),
		notes: table.notes,
	};
}

// Whole months as months: "2015-01", as the live report has them.
export function spanOfVersion({ from, to }: { from: string; to: string }): { from: string; to: string } {
	const isWhole = from.endsWith("-01") && addDays(to, 1).endsWith("-01");
	return isWhole ? { from: from.slice(0, 7), to: to.slice(0, 7) } : { from, to };
}

// Four groups of sixteen: to be read out and compared.
export const checksumGroups = (sha256: string): string[] => sha256.match(/.{1,16}/g) ?? [];

export const periodOfVersion = (version: { from: string; to: string }, t: Texts): string => {
	const { from, to } = spanOfVersion(version);
	return t.tables.period(from, to);
};
