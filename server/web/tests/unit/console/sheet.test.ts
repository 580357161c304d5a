// The sheet of targets: what is typed and pasted, and where keys lead.
import { describe, expect, it } from "vitest";
import { placeBlock } from "@/console/pages/targets/paste";
import { blockOf, holds, moved, parseTable, placesOf, readTarget, toTable } from "@/console/pages/targets/sheet";

describe("a target as people write it", () => {
	it.each([
		["12", 12],
		["1.2万", 12_000],
		["40 场次", 40],
	])("%s", (text, value) => {
		expect(readTarget(text)).toEqual({ value, wrong: null });
	});

	it.each([[""], [" "], ["-"], ["—"], ["－"], ["/"], ["无"], ["\u200b"]])("“%s” is empty", (text) => {
		expect(readTarget(text)).toEqual({ value: null, wrong: null });
	});

	it.each([
		["12.5", "not_whole"],
		["1000000000001", "too_large"],
	])("%s is %s", (text, wrong) => {
		expect(readTarget(text)).toEqual({ value: null, wrong });
	});
});

describe("a table on the clipboard", () => {
	it("has tabs between cells and line ends of any kind between rows", () => {
		expect(parseTable("1\t2\r\n3\t4\r\n")).toEqual([
			["1", "2"],
			["3", "4"],
		]);
		expect(parseTable("1\n2\n\n3")).toEqual([["1"], ["2"], [""], ["3"]]);
		expect(parseTable("7")).toEqual([["7"]]);
		expect(parseTable("\t\n\t")).toEqual([
			["", ""],
			["", ""],
		]);
	});

	it("quotes cells that hold tabs, line ends or quotes", () => {
		expect(parseTable('"a\tb"\t"say ""hi"""\n"one\ntwo"\t3')).toEqual([
			["a\tb", 'say "hi"'],
			["one\ntwo", "3"],
		]);
	});

	it("comes back as it went out", () => {
		const rows = [
			["1", "", "3"],
			["4", "5", "6"],
		];
		expect(parseTable(toTable(rows))).toEqual(rows);
	});
});

describe("moving", () => {
	const size = { rows: 3, columns: 4 };

	it("stays within the sheet", () => {
		expect(moved({ row: 0, column: 0 }, "up", size)).toEqual({ row: 0, column: 0 });
		expect(moved({ row: 2, column: 3 }, "down", size)).toEqual({ row: 2, column: 3 });
		expect(moved({ row: 1, column: 1 }, "pageDown", size)).toEqual({ row: 2, column: 1 });
		expect(moved({ row: 1, column: 1 }, "rowEnd", size)).toEqual({ row: 1, column: 3 });
		expect(moved({ row: 1, column: 1 }, "end", size)).toEqual({ row: 2, column: 3 });
	});

	it("goes on to the next row with Tab, and out at the ends", () => {
		expect(moved({ row: 0, column: 3 }, "next", size)).toEqual({ row: 1, column: 0 });
		expect(moved({ row: 1, column: 0 }, "previous", size)).toEqual({ row: 0, column: 3 });
		expect(moved({ row: 2, column: 3 }, "next", size)).toBeNull();
		expect(moved({ row: 0, column: 0 }, "previous", size)).toBeNull();
	});

	it("selects between two corners in any order", () => {
		const block = blockOf({ row: 2, column: 3 }, { row: 1, column: 2 });
		expect(block).toEqual({ top: 1, left: 2, bottom: 2, right: 3 });
		expect(placesOf(block)).toHaveLength(4);
		expect(holds(block, { row: 1, column: 3 })).toBe(true);
		expect(holds(block, { row: 0, column: 3 })).toBe(false);
	});
});

describe("pasting", () => {
	const sheet = { rows: ["鲁山县（总任务）", "下汤镇", "尧山镇", "赵村镇"], columns: ["机关", "乡村", "学校", "合计"] };
	const at = (row: number, column: number) => blockOf({ row, column }, { row, column });

	it("begins at the corner of the selection", () => {
		const { cells, outside, unknown } = placeBlock(
			[
				["1", "2"],
				["3", "4"],
			],
			at(1, 1),
			sheet,
		);
		expect(cells).toEqual([
			{ row: 1, column: 1, text: "1" },
			{ row: 1, column: 2, text: "2" },
			{ row: 2, column: 1, text: "3" },
			{ row: 2, column: 2, text: "4" },
		]);
		expect({ outside, unknown }).toEqual({ outside: 0, unknown: [] });
	});

	it("tells how much found no room", () => {
		const { cells, outside } = placeBlock(
			[
				["1", "2"],
				["3", "4"],
			],
			at(3, 3),
			sheet,
		);
		expect(cells).toEqual([{ row: 3, column: 3, text: "1" }]);
		expect(outside).toBe(3);
	});

	it("fills the selection with one value", () => {
		const { cells } = placeBlock([["5"]], blockOf({ row: 0, column: 0 }, { row: 1, column: 1 }), sheet);
		expect(cells.map(({ text }) => text)).toEqual(["5", "5", "5", "5"]);
	});

	it("follows headings that come along, in their own order", () => {
		const { cells, unknown } = placeBlock(
			[
				["乡镇", "学校", "机关"],
				["赵村镇", "1", "2"],
				["鲁山县下汤镇", "3", "4"],
			],
			at(0, 0),
			sheet,
		);
		expect(cells).toEqual([
			{ row: 3, column: 2, text: "1" },
			{ row: 3, column: 0, text: "2" },
			{ row: 1, column: 2, text: "3" },
			{ row: 1, column: 0, text: "4" },
		]);
		expect(unknown).toEqual([]);
	});

	it("tells headings that nothing here has", () => {
		const { cells, unknown } = placeBlock(
			[
				["", "机关", "网吧"],
				["下汤镇", "1", "2"],
				["某镇", "3", "4"],
			],
			at(0, 0),
			sheet,
		);
		expect(cells).toEqual([{ row: 1, column: 0, text: "1" }]);
		expect(unknown).toEqual(["某镇", "网吧"]);
	});

	it("takes names of rows alone too", () => {
		const { cells } = placeBlock(
			[
				["尧山镇", "1", "2"],
				["下汤镇", "3", "4"],
			],
			at(0, 1),
			sheet,
		);
		expect(cells).toEqual([
			{ row: 2, column: 1, text: "1" },
			{ row: 2, column: 2, text: "2" },
			{ row: 1, column: 1, text: "3" },
			{ row: 1, column: 2, text: "4" },
		]);
	});
});
