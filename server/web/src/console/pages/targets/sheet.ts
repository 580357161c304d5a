// A sheet of whole numbers, worked on as in Excel: what was typed or pasted, where keys lead, what a block of cells is.
// Knows nothing of the page and of targets.

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

export type Wrong = "not_a_number" | "not_whole" | "negative" | "too_large";

export interface Amount {
	value: number | null; // null: empty
	wrong: Wrong | null;
}

const amountMax = 1_000_000_000_000; // as the server has it
const emptyTexts = new Set(["", "-", "–", "—", "——", "/", "无"]);
const amountPattern = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(万?)(?:场次|场|次|份|册|个|处|所)?$/;

// "1,234", "１２", "1.2万", "40 场", "" and "—" are understood; "十五", "1,23" and "12.5" are not.
export function parseAmount(text: string): Amount {
	const plain = text.normalize("NFKC").replace(/\s/g, "");
	if (emptyTexts.has(plain)) return { value: null, wrong: null };
	const [, minus, whole, fraction, unit] = amountPattern.exec(plain) ?? [];
	if (whole === undefined) return { value: null, wrong: "not_a_number" };
	const places = unit === "万" ? 4 : 0;
	const behind = (fraction ?? "").slice(1).replace(/0+$/, "");
	if (behind.length > places) return { value: null, wrong: "not_whole" };
	const value = Number(whole.replaceAll(",", "") + behind.padEnd(places, "0"));
	if (minus !== "" && value > 0) return { value: null, wrong: "negative" };
	return value > amountMax ? { value: null, wrong: "too_large" } : { value, wrong: null };
}

// What Excel puts on the clipboard: tabs between cells, line ends between rows, quotes around a cell that holds either.
export function parseTable(text: string): string[][] {
	const rows: string[][] = [[]];
	let cell = "";
	let quoted = false;
	const endCell = () => {
		rows.at(-1)?.push(cell);
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
