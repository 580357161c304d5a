// Targets: changes with undo, last year's times a factor, how far they are reached, and files as Excel writes them.
import { describe, expect, it } from "vitest";
import { useDraft } from "@/console/pages/targets/draft";
import { parseFactor, timesFactor } from "@/console/pages/targets/factor";
import { chosenRows, percentOf, type ProgressRow } from "@/console/pages/targets/progress";
import { bodyOf, cellOf, historyByCell, keyOf, usualFrom, type HistoryEntry, type TargetCell } from "@/console/pages/targets/targets";
import { decodeTable, isWorkbook } from "@/console/utils/read_table_file";

const cell = (venueType: string | null): TargetCell => ({ by: "area", whose: "410423", venueType, metric: "sessions" });

describe("a draft", () => {
	const stored = new Map([[keyOf(cell("village")), 9]]);
	const begin = () => useDraft(keyOf, (key) => stored.get(key) ?? null);

	it("keeps what differs from what is stored, and only that", () => {
		const draft = begin();
		draft.write([
			{ cell: cell("village"), text: "12" },
			{ cell: cell("school"), text: "5" },
		]);
		expect([...draft.changes.value.values()].map(({ value, stored: before }) => [before, value])).toEqual([
			[9, 12],
			[null, 5],
		]);
		draft.write([
			{ cell: cell("village"), text: "9" },
			{ cell: cell("school"), text: "" },
		]);
		expect(draft.changes.value.size).toBe(0);
	});

	it("undoes and redoes, a paste as one", () => {
		const draft = begin();
		draft.write([
			{ cell: cell("village"), text: "12" },
			{ cell: cell("school"), text: "5" },
		]);
		draft.write([{ cell: cell("village"), text: "" }]);
		expect(draft.changes.value.get(keyOf(cell("village")))?.value).toBeNull();
		draft.undo();
		expect(draft.changes.value.get(keyOf(cell("village")))?.value).toBe(12);
		draft.undo();
		expect(draft.changes.value.size).toBe(0);
		draft.redo();
		expect(draft.changes.value.size).toBe(2);
		draft.write([{ cell: cell("school"), text: "6" }]);
		draft.redo(); // nothing to redo after something new
		expect(draft.changes.value.get(keyOf(cell("school")))?.value).toBe(6);
	});

	it("counts what is wrong until it is right", () => {
		const draft = begin();
		draft.write([
			{ cell: cell("village"), text: "十五" },
			{ cell: cell("school"), text: "5" },
		]);
		expect(draft.wrong.value.map(({ text, wrong }) => [text, wrong])).toEqual([["十五", "not_a_number"]]);
		draft.write([{ cell: cell("village"), text: "15" }]);
		expect(draft.wrong.value).toEqual([]);
	});

	it("becomes the body of a request", () => {
		const draft = begin();
		draft.write([
			{ cell: cell(null), text: "80" },
			{ cell: { by: "team", whose: "t1", venueType: "school", metric: "materials" }, text: "" },
		]);
		const occasion = { from: "2015-07-01", document_no: "平普法〔2015〕12号", reason: "" };
		expect(bodyOf(draft.changes.value.values(), occasion)).toEqual([
			{ area: "410423", venue_type: null, metric: "sessions", value: 80, ...occasion },
		]);
	});
});

describe("last year's target times a factor", () => {
	it.each([
		[15, "1.1", 17],
		[5, "1.1", 6],
		[45, "1.1", 50],
		[35, "1.1", 39],
		[7, "1.1", 8],
		[4, "1.1", 4],
		[0, "1.1", 0],
		[100, "1.05", 105],
		[3, "110%", 3],
		[8, "1", 8],
		[9, "0.5", 5],
		[1_000_000_000_000, "1.0001", 1_000_100_000_000],
	])("%d × %s is %d to the nearest", (value, factor, result) => {
		expect(timesFactor(value, parseFactor(factor) ?? 0n, "nearest")).toBe(result);
	});

	it("can be rounded up always", () => {
		expect(timesFactor(4, parseFactor("1.1") ?? 0n, "up")).toBe(5);
		expect(timesFactor(10, parseFactor("1.1") ?? 0n, "up")).toBe(11);
		expect(timesFactor(0, parseFactor("1.1") ?? 0n, "up")).toBe(0);
	});

	it.each([["一点一"], [""], ["-1"], ["1.23456"], ["101"], ["1,1"]])("“%s” is no factor", (text) => {
		expect(parseFactor(text)).toBeNull();
	});
});

describe("how far targets are reached", () => {
	const value = (number: number) => ({ value: number, from: "2015-01-01", document_no: "", reason: "", at: "2015-01-05T00:00:00Z" });
	const row = (
		area: string,
		venueType: string | null,
		reached: number,
		current: number | null,
		more: Partial<ProgressRow> = {},
	): ProgressRow => ({
		area,
		venue_type: venueType,
		metric: "sessions",
		initial: value(10),
		current: current === null ? null : value(current),
		changes: 1,
		reached,
		...more,
	});

	it("is never rounded up to done", () => {
		expect(percentOf(199, 200)).toBe(99);
		expect(percentOf(0, 0)).toBe(100);
		expect(percentOf(7, 4)).toBe(175);
	});

	it("is listed by area and type, or the worst first", () => {
		const rows = [
			row("2", null, 5, 10),
			row("2", "village", 9, 10),
			row("1", "school", 2, 10),
			row("3", "village", 1, 10),
			row("1", "village", 4, null),
			row("1", "village", 4, 8, { metric: "materials" }),
		];
		const choice = {
			by: "area" as const,
			metric: "sessions" as const,
			venueType: "",
			order: "area" as const,
			rows: ["1", "2"],
			types: ["village", "school"],
		};
		const keys = (chosen: ProgressRow[]) => chosen.map(({ area, venue_type }) => `${area} ${venue_type}`);
		expect(keys(chosenRows(rows, choice))).toEqual(["1 village", "1 school", "2 village", "2 null"]);
		expect(keys(chosenRows(rows, { ...choice, order: "worst" }))).toEqual(["1 school", "2 null", "2 village", "1 village"]);
		expect(keys(chosenRows(rows, { ...choice, venueType: "total" }))).toEqual(["2 null"]);
	});
});

it("keeps every value of a cell in the order they were set", () => {
	const entry = (value: number | null, at: string): HistoryEntry => ({
		area: "410423",
		area_name: "鲁山县",
		team_name: null,
		venue_type: "village",
		metric: "sessions",
		value,
		from: "2015-01-01",
		document_no: "",
		reason: "",
		at,
		by: "admin",
	});
	const history = historyByCell([entry(8, "2015-01-05"), { ...entry(3, "2015-02-01"), venue_type: "school" }, entry(11, "2015-07-03")]);
	expect(history.get(keyOf(cellOf(entry(8, ""))))?.map(({ value }) => value)).toEqual([8, 11]);
});

it("sets first targets from the first day of the year, later ones from today", () => {
	expect(usualFrom("2026", true, "2026-11-24")).toBe("2026-01-01");
	expect(usualFrom("2026", false, "2026-11-24")).toBe("2026-11-24");
	expect(usualFrom("2015", false, "2026-11-24")).toBe("2015-01-01");
});

describe("a table in a file", () => {
	it("is read in the encodings that Excel writes", () => {
		const text = "场所类型,名称\n学校,一中";
		expect(decodeTable(new TextEncoder().encode(`\ufeff${text}`))).toBe(text);
		expect(decodeTable(new TextEncoder().encode(text))).toBe(text);
		const wide = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((sign) => [sign.charCodeAt(0) & 0xff, sign.charCodeAt(0) >> 8])]);
		expect(decodeTable(wide)).toBe(text);
		// 学校 in GB 18030
		expect(decodeTable(new Uint8Array([0xd1, 0xa7, 0xd0, 0xa3]))).toBe("学校");
		expect(decodeTable(new Uint8Array([0x31, 0x2c, 0xc2, 0xb3, 0xc9, 0xbd, 0x0a]))).toBe("1,鲁山\n");
	});

	it("stays UTF-8 though it holds a single sign that GB 18030 would read as a character", () => {
		for (const text of ["name,note\n3·15,1", "café,12", "Łódź,1", "Привет,1", "x²,y³", "É", "·"]) {
			expect(decodeTable(new TextEncoder().encode(text))).toBe(text);
		}
	});

	it("is told from a workbook", () => {
		expect(isWorkbook(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0]))).toBe(true);
		expect(isWorkbook(new TextEncoder().encode("PK,1"))).toBe(false);
	});
});
