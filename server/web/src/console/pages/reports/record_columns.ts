// Which columns the sheet of records has: chosen by the office, and remembered in this browser.
export const recordColumns = [
	"receipt",
	"id",
	"date",
	"time",
	"county",
	"township",
	"village",
	"venue_type",
	"place",
	"kind",
	"title",
	"topics",
	"campaigns",
	"speakers",
	"team",
	"reach",
	"women",
	"children",
	"method",
	"items",
	"materials",
	"lecture_list",
	"lectures",
	"special_lectures",
	"consultations",
	"state",
	"review",
	"source",
	"received",
	"warnings",
] as const;
export type RecordColumn = (typeof recordColumns)[number];

// What fits on a page across.
export const usualColumns: RecordColumn[] = [
	"date",
	"county",
	"township",
	"venue_type",
	"place",
	"title",
	"team",
	"reach",
	"women",
	"children",
	"materials",
	"lectures",
	"special_lectures",
	"state",
];

const key = "bajin-record-columns";

// All of them where nothing was chosen, or where storage is closed to the page.
export function chosenColumns(): RecordColumn[] {
	try {
		const stored = (localStorage.getItem(key) ?? "").split(",");
		const chosen = recordColumns.filter((column) => stored.includes(column));
		return chosen.length > 0 ? chosen : [...recordColumns];
	} catch {
		return [...recordColumns];
	}
}

export function chooseColumns(columns: readonly RecordColumn[]): void {
	try {
		localStorage.setItem(key, columns.join(","));
	} catch {
		// Only not remembered.
	}
}

// As the server takes them; undefined: all.
export function columnsParameter(columns: readonly RecordColumn[]): string | undefined {
	return columns.length === 0 || columns.length === recordColumns.length ? undefined : columns.join(",");
}
