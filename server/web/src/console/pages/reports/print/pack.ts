// How tables are put on paper: one after another, what fits on a page not torn apart, and rows of nothing but zeros as one line.
import type { Texts } from "@/console/texts";
import { words, type Block, type Line, type Table } from "@/console/pages/reports/tables/table";

const zeroLinesMin = 3; // fewer stand as they are
const besideFrom = 12;
const narrowColumns = 4;
const splitFrom = 20; // a part of a table as long as this is one of its own

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

// A long list of few columns in several beside each other, read down one after the other; its total below.
export function beside(table: Table | null, times: number): Table | null {
	const all = table?.blocks.length === 1 ? table.blocks[0]?.lines : undefined;
	const lines = all?.filter((line) => !line.isTotal);
	if (!table || !all || !lines || lines.length < besideFrom) return table;
	const height = Math.ceil(lines.length / times);
	const empty = table.columns.map(() => words(""));
	const acrossEmpty = Array.from({ length: times - 1 }, () => empty).flat();
	return {
		...table,
		columns: Array.from({ length: times }, (_, place) =>
			table.columns.map((column) => ({ ...column, id: `${column.id}-${place}` })),
		).flat(),
		blocks: [
			{
				...table.blocks[0],
				lines: [
					...lines.slice(0, height).map((line, row) => ({
						...line,
						cells: Array.from({ length: times }, (_, place) => lines[place * height + row]?.cells ?? empty).flat(),
					})),
					...all.filter((line) => line.isTotal).map((line) => ({ ...line, cells: [...line.cells, ...acrossEmpty] })),
				],
			},
		],
	};
}

// Of a table of few columns, as a sealed one has them: its long parts each a table of its own, in two beside each other.
export function narrow(table: Table): Table[] {
	if (table.columns.length > narrowColumns || table.columns.some((column) => column.group)) return [table];
	const isLong = (block: Block) => block.lines.length >= besideFrom && block.lines.every((line) => line.cells.every(isShort));
	if (table.blocks.length === 1) return [isLong(table.blocks[0] ?? { lines: [] }) ? (beside(table, 2) ?? table) : table];
	const isSplit = (block: Block) => isLong(block) && block.lines.length >= splitFrom;
	const long = table.blocks.filter(isSplit);
	const rest = { ...table, blocks: table.blocks.filter((block) => !isSplit(block)) };
	return [
		...(rest.blocks.length > 0 ? [rest] : []),
		...long.flatMap((block, index) => {
			const alone = {
				...table,
				id: `${table.id}-${index}`,
				title: block.label ?? table.title,
				blocks: [{ lines: block.lines }],
				notes: [],
			};
			return beside(alone, 2) ?? [];
		}),
	];
}

const isShort = (cell: { text: string }) => cell.text.length <= 24;

// Everything in one flow: where pages end is the browser's to say.
export function packSheets(tables: Table[], t: Texts): Table[][] {
	return [tables.map((table) => condense(table, t))];
}
