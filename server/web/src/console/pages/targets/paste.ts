// Where a pasted block goes. One number fills the whole selection; a block begins at its upper left corner; a block that
// brings its headings along goes to the rows and columns of those names, in whatever order they stand.
import { placesOf, type Block, type Written } from "./sheet";

export interface Named {
	rows: string[];
	columns: string[];
}

export interface Placed {
	cells: Written[];
	outside: number; // cells that found no room
	unknown: string[]; // headings that no row or column has
}

const plain = (name: string) => name.normalize("NFKC").replace(/\s/g, "");

function findName(names: string[], wanted: string): number {
	const exact = names.indexOf(wanted);
	// 鲁山县下汤镇 is 下汤镇
	return exact >= 0 || wanted === "" ? exact : names.findIndex((name) => name !== "" && wanted.endsWith(name));
}

// For each line of the block the line of the sheet, or -1.
function byName(headings: string[], names: string[], unknown: string[]): number[] {
	return headings.map((heading) => {
		const found = findName(names, heading);
		if (found < 0 && heading !== "") unknown.push(heading);
		return found;
	});
}

export function placeBlock(block: string[][], selection: Block, sheet: Named): Placed {
	const first = block[0] ?? [];
	if (block.length === 1 && first.length === 1) {
		return { cells: placesOf(selection).map((place) => ({ ...place, text: first[0] ?? "" })), outside: 0, unknown: [] };
	}
	const rowNames = sheet.rows.map(plain);
	const columnNames = sheet.columns.map(plain);
	const hasColumnNames = first.some((cell) => columnNames.includes(plain(cell)));
	const body = hasColumnNames ? block.slice(1) : block;
	const hasRowNames = body.some((row) => findName(rowNames, plain(row[0] ?? "")) >= 0);
	const from = hasRowNames ? 1 : 0;
	const width = Math.max(...block.map((row) => row.length)) - from;
	const unknown: string[] = [];
	const rows = hasRowNames
		? byName(
				body.map((row) => plain(row[0] ?? "")),
				rowNames,
				unknown,
			)
		: body.map((_, index) => selection.top + index);
	const columns = hasColumnNames
		? byName(first.slice(from).map(plain), columnNames, unknown)
		: Array.from({ length: width }, (_, index) => selection.left + index);

	const placed: Placed = { cells: [], outside: 0, unknown };
	body.forEach((line, lineIndex) => {
		const row = rows[lineIndex] ?? -1;
		line.slice(from).forEach((text, index) => {
			const column = columns[index] ?? -1;
			if (row < 0 || column < 0) return; // told by its heading
			if (row >= rowNames.length || column >= columnNames.length) ++placed.outside;
			else placed.cells.push({ row, column, text });
		});
	});
	return placed;
}
