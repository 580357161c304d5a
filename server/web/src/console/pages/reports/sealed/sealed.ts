// A sealed version as GET /api/v1/reports/{id} answers it, and its tables as they are printed: in the words that were sealed.
import type * as Api from "@/common/api/schema";
import { addDays } from "@/common/calendar";
import type { Texts } from "@/console/texts";
import { count, oneDecimal, words, type Cell, type Table } from "@/console/pages/reports/tables/table";

export type PaperCell = Api.PaperCell;

// The chart is drawn on paper alone.
export type PaperTable = Omit<Api.PaperTable, "chart">;

// In a file that somebody chose nothing else is certain.
export type SealedDocument = Pick<Api.SealedDocument, "format" | "text" | "figures" | "cover"> & Record<string, unknown>;

export type SealedVersion = Api.SealedVersion;

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

const targetHeads = ["区划或讲师团", "场所类型", "指标", "首次下达", "现行目标", "调整次数", "完成"];
const allTypes = "全部";

// The sealed table of targets, which has a row for every area and venue type, as two: what is set for all types or for teams as
// it is, the rest as areas by types. Any other table as it is.
export function splitTargets(table: PaperTable, t: Texts): PaperTable[] {
	const isTargets = targetHeads.every((head, column) => table.columns[column]?.heading === head);
	const all = table.blocks.flatMap((block) => block.rows);
	const types = [...new Set(all.map((row) => row[1]).filter((type): type is string => typeof type === "string" && type !== allTypes))];
	if (!isTargets || types.length < 3) return [table];
	const isOfType = (row: PaperCell[]) => typeof row[1] === "string" && row[1] !== allTypes;
	const told = (row: PaperCell[] | undefined) =>
		row ? `${row[6] ?? ""}/${row[4] ?? ""}${typeof row[5] === "number" && row[5] > 0 ? " *" : ""}` : "";
	return [
		{ ...table, blocks: table.blocks.map((block) => ({ ...block, rows: block.rows.filter((row) => !isOfType(row)) })) },
		{
			sheet: `${table.sheet}-types`,
			title: `${table.title}（分场所类型）`,
			columns: [
				{ heading: table.columns[0]?.heading ?? "" },
				{ heading: table.columns[2]?.heading ?? "" },
				...types.map((heading) => ({ heading })),
			],
			blocks: table.blocks.map((block) => {
				const lines = new Map<string, PaperCell[][]>();
				for (const row of block.rows.filter(isOfType)) {
					const key = `${row[0]} ${row[2]}`;
					lines.set(key, [...(lines.get(key) ?? []), row]);
				}
				return {
					label: block.label,
					rows: [...lines.values()].map((rows) => [
						rows[0]?.[0] ?? "",
						rows[0]?.[2] ?? "",
						...types.map((type) => told(rows.find((row) => row[1] === type))),
					]),
					total: null,
				};
			}),
			notes: [t.verify.targetsNote],
		},
	];
}
