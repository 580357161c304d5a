// A sheet of whole numbers, worked on as in Excel: what was typed or pasted, where keys lead, what a block of cells is.
// Knows nothing of the page and of targets.
import { toHalfWidth, trimmed } from "@/common/plain_text";
import { readWholeNumber, type WholeNumber } from "@/common/whole_number";

export interface Place {
	row: number;
	column: number;
}

export interface Size {
	rows: number;
	columns: number;
}

export interface Block {
	top: number;
	left: number;
	bottom: number; // the last row, included
	right: number;
}

export interface Written extends Place {
	text: string;
}

const amountMax = 1_000_000_000_000; // as the server has it
const emptyTexts = new Set(["-", "–", "—", "——", "/", "无"]);

// A target as it is typed or pasted: a whole number, or one of the signs by which people say that there is none.
export function readTarget(text: string): WholeNumber {
	if (emptyTexts.has(toHalfWidth(trimmed(text)))) return { value: null, wrong: null };
	const read = readWholeNumber(text);
	return read.value !== null && read.value > amountMax ? { value: null, wrong: "too_large" } : read;
}

// What Excel puts on the clipboard: tabs between cells, line ends between rows, quotes around a cell that holds either.
export function parseTable(text: string): string[][] {
	const rows: string[][] = [[]];
	let cell = "";
	let quoted = false;
	const endCell = () => {
		rows[rows.length - 1]?.push(cell);
		cell = "";
	};
	const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
	for (let at = 0; at < plain.length; ++at) {
		const sign = plain[at];
		if (quoted) {
			if (sign !== '"') cell += sign;
			else if (plain[at + 1] === '"') cell += plain[++at];
			else quoted = false;
		} else if (sign === '"' && cell === "") quoted = true;
		else if (sign === "\t") endCell();
		else if (sign === "\n") {
			endCell();
			rows.push([]);
		} else cell += sign;
	}
	endCell();
	return rows;
}

export function toTable(rows: string[][]): string {
	return rows.map((row) => row.join("\t")).join("\r\n");
}

export function blockOf(one: Place, other: Place): Block {
	return {
		top: Math.min(one.row, other.row),
		left: Math.min(one.column, other.column),
		bottom: Math.max(one.row, other.row),
		right: Math.max(one.column, other.column),
	};
}

export function placesOf(block: Block): Place[] {
	const places: Place[] = [];
	for (let row = block.top; row <= block.bottom; ++row) {
		for (let column = block.left; column <= block.right; ++column) places.push({ row, column });
	}
	return places;
}

export function holds(block: Block, place: Place): boolean {
	return block.top <= place.row && place.row <= block.bottom && block.left <= place.column && place.column <= block.right;
}

export type Step = "up" | "down" | "left" | "right" | "rowStart" | "rowEnd" | "start" | "end" | "pageUp" | "pageDown" | "next" | "previous";

const page = 10;

// Where a step leads; null when it leads out of the sheet (only `next` and `previous` do).
export function moved({ row, column }: Place, step: Step, { rows, columns }: Size): Place | null {
	const within = (newRow: number, newColumn: number): Place => ({
		row: Math.max(0, Math.min(rows - 1, newRow)),
		column: Math.max(0, Math.min(columns - 1, newColumn)),
	});
	switch (step) {
		case "up":
			return within(row - 1, column);
		case "down":
			return within(row + 1, column);
		case "left":
			return within(row, column - 1);
		case "right":
			return within(row, column + 1);
		case "rowStart":
			return within(row, 0);
		case "rowEnd":
			return within(row, columns - 1);
		case "start":
			return within(0, 0);
		case "end":
			return within(rows - 1, columns - 1);
		case "pageUp":
			return within(row - page, column);
		case "pageDown":
			return within(row + page, column);
		case "next":
			return column + 1 < columns ? { row, column: column + 1 } : row + 1 < rows ? { row: row + 1, column: 0 } : null;
		case "previous":
			return column > 0 ? { row, column: column - 1 } : row > 0 ? { row: row - 1, column: columns - 1 } : null;
	}
}
