// How tables are put on paper: one after another, what fits on a page not torn apart, and rows of nothing but zeros as one line.
import type { Texts } from "../../../texts";
import { words, type Block, type Line, type Table } from "../tables/table";

const zeroLinesMin = 3; // fewer stand as they are
const besideFrom = 12;

const isZero = (text: string) => text === "" || text === "0" || text === "0.0";

// Of its numbers; a table without any says something in words.
function isZeroLine(line: Line, numbers: boolean[]): boolean {
	return numbers.some(Boolean) && line.cells.every((cell, column) => !numbers[column] || isZero(cell.text));
}

function condenseBlock(block: Block, numbers: boolean[], t: Texts): Block {
	const rows = block.lines.filter((line) => !line.isTotal);
	if (rows.length < zeroLinesMin || !block.lines.every((line) => isZeroLine(line, numbers))) return block;
	return { ...block, lines: [{ key: "zeros", isWide: true, cells: [words(t.reportPrint.allZero(rows.length))] }] };
}

// A block in which every number is 0 is one line.
export function condense(table: Table, t: Texts): Table {
	const numbers = table.columns.map((column) => column.isNumber === true);
	return { ...table, blocks: table.blocks.map((block) => condenseBlock(block, numbers, t)) };
}

// A long list of few columns in several beside each other, read down one after the other.
export function beside(table: Table | null, times: number): Table | null {
	const lines = table?.blocks.length === 1 ? table.blocks[0]?.lines : undefined;
	if (!table || !lines || lines.length < besideFrom || lines.some((line) => line.isTotal)) return table;
	const height = Math.ceil(lines.length / times);
	const empty = table.columns.map(() => words(""));
	return {
		...table,
		columns: Array.from({ length: times }, (_, place) =>
			table.columns.map((column) => ({ ...column, id: `${column.id}-${place}` })),
		).flat(),
		blocks: [
			{
				lines: lines.slice(0, height).map((line, row) => ({
					...line,
					cells: Array.from({ length: times }, (_, place) => lines[place * height + row]?.cells ?? empty).flat(),
				})),
			},
		],
	};
}

// Everything in one flow: where pages end is the browser's to say.
export function packSheets(tables: Table[], t: Texts): Table[][] {
	return [tables.map((table) => condense(table, t))];
}
