// @vitest-environment happy-dom
// What stands on paper: rows of zeros as one line, long lists beside each other, sealed tables; and a sealed file that is
// checked: the same bytes as the server, and what was altered in words.
import { createHash, webcrypto } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { beside, condense, narrow } from "@/console/pages/reports/print/pack";
import {
	checksumGroups,
	paperTable,
	spanOfVersion,
	splitTargets,
	type PaperTable,
	type SealedDocument,
} from "@/console/pages/reports/sealed/sealed";
import { byRule, explanationsOf, offeredFor, type CheckFinding, type ReportChecks } from "@/console/pages/reports/sealing";
import type { Table } from "@/console/pages/reports/tables/table";
import { canonicalText, checkFile, differencesOf, readFile } from "@/console/pages/reports/verify/sealed_file";
import { t } from "@/console/texts";

beforeAll(() => {
	if (typeof crypto.subtle?.digest !== "function") Object.defineProperty(globalThis, "crypto", { value: webcrypto });
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const table = (blocks: (string | number)[][][]): Table => ({
	id: "t",
	title: "表",
	columns: [
		{ id: "name", heading: "区划" },
		{ id: "a", heading: "场次", isNumber: true },
		{ id: "b", heading: "人次", isNumber: true },
	],
	blocks: blocks.map((rows) => ({
		lines: rows.map((row, index) => ({ key: String(index), cells: row.map((cell) => ({ text: String(cell) })) })),
	})),
	notes: [],
});
const textsOf = (of: Table | null) => of?.blocks.map((block) => block.lines.map((line) => line.cells.map((cell) => cell.text)));

describe("a printed table", () => {
	it("says a block of zeros in one line, and keeps one with any number", () => {
		const zeros = [
			["新华区", 0, 0],
			["卫东区", 0, 0],
			["石龙区", 0, ""],
		];
		const found = condense(table([zeros, [...zeros, ["鲁山县", 0, 1]], zeros.slice(1)]), t.value);
		expect(textsOf(found)).toEqual([
			[["共 3 行，各栏均为 0"]],
			[...zeros, ["鲁山县", 0, 1]].map((row) => row.map(String)),
			zeros.slice(1).map((row) => row.map(String)),
		]);
		expect(found.blocks[0]?.lines[0]?.isWide).toBe(true);
		const inWords: Table = {
			...table([zeros]),
			columns: [
				{ id: "a", heading: "词" },
				{ id: "b", heading: "解释" },
				{ id: "c", heading: "例" },
			],
		};
		expect(textsOf(condense(inWords, t.value))?.[0]).toHaveLength(3);
	});

	it("puts a long list beside itself, with every row in it once", () => {
		const rows = Array.from({ length: 13 }, (_, index) => [`队 ${index}`, index, 0]);
		const found = beside(table([rows]), 2);
		expect(found?.columns).toHaveLength(6);
		expect(textsOf(found)?.[0]).toHaveLength(7);
		expect(textsOf(found)?.[0]?.[0]).toEqual(["队 0", "0", "0", "队 7", "7", "0"]);
		expect(textsOf(found)?.[0]?.[6]).toEqual(["队 6", "6", "0", "", "", ""]);
		expect(beside(table([rows.slice(0, 5)]), 2)?.columns).toHaveLength(3);
	});

	it("has its long parts beside each other, and its total below", () => {
		const rows = (count: number) => Array.from({ length: count }, (_, index) => [`队 ${index}`, index, 0]);
		const whole = table([rows(3), rows(21)]);
		const parts = narrow({ ...whole, blocks: whole.blocks.map((block, index) => ({ ...block, label: `第 ${index} 部分` })) });
		expect(parts.map((part) => [part.title, part.columns.length, part.blocks[0]?.lines.length])).toEqual([
			["表", 3, 3],
			["第 1 部分", 6, 11],
		]);
		const summed = table([rows(14)]);
		summed.blocks[0]?.lines.push({ key: "total", isTotal: true, cells: [{ text: "合计" }, { text: "91" }, { text: "0" }] });
		expect(textsOf(beside(summed, 2))?.[0]?.at(-1)).toEqual(["合计", "91", "0", "", "", ""]);
	});

	it("has the targets by venue type as areas by types, none lost", () => {
		const heads = ["区划或讲师团", "场所类型", "指标", "首次下达", "现行目标", "调整次数", "完成", "对首次", "对现行", "文号"];
		const row = (area: string, type: string, target: number, changes: number, reached: number) =>
			[area, type, "场次", target, target, changes, reached, null, null, ""] as const;
		const sealed: PaperTable = {
			sheet: "目标完成",
			title: "目标任务完成情况",
			columns: heads.map((heading) => ({ heading })),
			blocks: [
				{
					label: "2015年",
					rows: [
						row("鲁山县", "全部", 36, 0, 30),
						row("鲁山县", "乡村", 20, 1, 15),
						row("鲁山县", "学校", 10, 0, 9),
						row("郏县", "社区", 5, 0, 6),
					].map((cells) => [...cells]),
					total: null,
				},
			],
			notes: [],
		};
		const [whole, matrix] = splitTargets(sealed, t.value);
		expect(whole?.blocks[0]?.rows).toEqual([sealed.blocks[0]?.rows[0]]);
		expect(matrix?.columns.map((column) => column.heading)).toEqual(["区划或讲师团", "指标", "乡村", "学校", "社区"]);
		expect(matrix?.blocks[0]?.rows).toEqual([
			["鲁山县", "场次", "15/20 *", "9/10", ""],
			["郏县", "场次", "", "", "6/5"],
		]);
		const other = { ...sealed, columns: [{ heading: "别的" }] };
		expect(splitTargets(other, t.value)).toEqual([other]);
	});

	it("is a sealed one in the words that were sealed", () => {
		const sealed: PaperTable = {
			sheet: "总表",
			title: "总表",
			columns: [{ heading: "场所类型" }, { heading: "合计", group: "宣传活动（场次）" }, { heading: "％" }],
			blocks: [{ label: "一、", rows: [["乡村", 1234, 12.5]], total: ["合计", 1234, null] }],
			notes: ["注"],
		};
		const found = paperTable(sealed, "表 1 总表");
		expect(textsOf(found)).toEqual([
			[
				["乡村", "1,234", "12.5"],
				["合计", "1,234", ""],
			],
		]);
		expect(found.columns.map((column) => [column.heading, column.group, column.isNumber])).toEqual([
			["场所类型", undefined, false],
			["合计", "宣传活动（场次）", true],
			["％", undefined, true],
		]);
		expect(found.blocks[0]?.lines[1]?.isTotal).toBe(true);
		expect(spanOfVersion({ from: "2015-02-01", to: "2015-02-28" })).toEqual({ from: "2015-02", to: "2015-02" });
		expect(spanOfVersion({ from: "2015-02-01", to: "2015-02-27" })).toEqual({ from: "2015-02-01", to: "2015-02-27" });
		expect(checksumGroups("0123456789abcdef".repeat(4))).toEqual(Array.from({ length: 4 }, () => "0123456789abcdef"));
	});
});

const document = (): SealedDocument => ({
	format: "bajin-report/2",
	text: "成果",
	figures: { "area/total/sessions": 4, "area/month/2015-03/reach": 100 },
	cover: { head: "王主任" },
	events: { count: 1, sha256: sha256('[["id",1,"submitted",[],"ab"]]') },
	sections: {
		tables: {
			area: [
				{
					sheet: "总表",
					title: "总表",
					columns: [{ heading: "类型" }, { heading: "场次" }],
					blocks: [{ label: "", rows: [["乡村", 4]], total: ["合计", 4] }],
					notes: [],
				},
			],
		},
	},
});

describe("a sealed file", () => {
	it("has the bytes that the server seals", () => {
		expect(canonicalText({ b: [12.5, 12.0, -0.3, -100, 1234567.8, null, true], a: '"\n\u0001人' })).toBe(
			'{"a":"\\"\\n\\u0001人","b":[12.5,12,-0.3,-100,1234567.8,null,true]}',
		);
	});

	it("holds, or says which part of it does not", async () => {
		const file = { document: document(), events: [["id", 1, "submitted", [], "ab"]], sha256: sha256(canonicalText(document())) };
		expect(await checkFile(file)).toMatchObject({ documentHolds: true, eventsHold: true, events: 1 });
		expect(await checkFile({ ...file, events: [] })).toMatchObject({ documentHolds: true, eventsHold: false });
		file.document.figures["area/total/sessions"] = 5;
		expect(await checkFile(file)).toMatchObject({ documentHolds: false, eventsHold: true });
		expect(readFile(JSON.stringify(file))?.sha256).toBe(file.sha256);
		for (const text of ["", "{}", "[1]", '{"document":{"format":"x"},"events":[],"sha256":""}']) expect(readFile(text)).toBeNull();
	});

	it("tells what was altered in words", () => {
		const altered = document();
		altered.figures["area/month/2015-03/reach"] = 101;
		altered.cover = { head: "别人" };
		altered.text = "更好的成果";
		const tables = (altered.sections as { tables: { area: PaperTable[] } }).tables.area;
		tables[0]?.blocks[0]?.rows.push(["学校", 1]);
		expect(differencesOf(altered, document(), t.value).map(({ where, file, sealed }) => [where, file, sealed])).toEqual([
			["综述", "更好的成果", "成果"],
			["属地 月份 2015 年 3 月 受教育群众人次", "101", "100"],
			["封面 单位负责人", "别人", "王主任"],
			["表《总表》“合计”一行“类型”", "学校", "合计"],
			["表《总表》“合计”一行“场次”", "1", "4"],
			["表《总表》“合计”一行“类型”", "合计", "（无）"],
			["表《总表》“合计”一行“场次”", "4", "（无）"],
		]);
		expect(differencesOf(document(), document(), t.value)).toEqual([]);
	});
});

describe("explanations of checks", () => {
	const finding = (key: string): CheckFinding => ({
		key,
		check: key.split("/")[0] ?? "",
		kind: "verify",
		zh: "",
		en: "",
		metric: "events",
		area: "",
		area_name: "",
		value: 0,
		against: 0,
	});

	it("answer several findings with one text, and are offered where they fit", () => {
		expect(
			explanationsOf(
				new Map([
					["a/1", "新"],
					["b/1", "旧"],
					["a/2", "新"],
				]),
			),
		).toEqual([
			{ findings: ["a/1", "a/2"], text: "新" },
			{ findings: ["b/1"], text: "旧" },
		]);
		expect(byRule([finding("a/1"), finding("b/1"), finding("a/2")]).map((group) => group.length)).toEqual([2, 1]);
		const before = { from: "", to: "", version: 1 };
		const checks = {
			findings: [finding("a/1")],
			offered: [
				{ ...before, text: "新", findings: ["a/9"] },
				{ ...before, text: "新", findings: ["a/1"] },
				{ ...before, text: "别的", findings: ["b/1"] },
			],
		} as unknown as ReportChecks;
		expect(offeredFor(checks).map((offered) => offered.text)).toEqual(["新"]);
	});
});
