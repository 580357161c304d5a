// @vitest-environment happy-dom
// What changed between two sealed versions: every part of it in a table, the attributions apart, long lists whole.
import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { h } from "vue";
import {
	changedSubmissionTable,
	changedTargetTable,
	codeTable,
	coverTable,
	figuresOf,
	pairTargets,
	placeTable,
} from "@/console/pages/reports/difference/difference";
import PagedRows from "@/console/pages/reports/difference/PagedRows.vue";
import { withMore, type ChangedEvent, type Difference, type SealedReport, type SealedTarget } from "@/console/pages/reports/reports";
import type { Table } from "@/console/pages/reports/tables/table";
import { t } from "@/console/texts";

const target = (change: Partial<SealedTarget>): SealedTarget => ({
	year: 2015,
	area: "410423",
	venue_type: "village",
	metric: "sessions",
	value: 40,
	from: "2015-01-01",
	document_no: "1号",
	...change,
});

const difference = (change: Partial<Difference> = {}): Difference => ({
	before: {} as SealedReport,
	after: null,
	same: false,
	figures: [],
	places: [],
	events: [],
	events_count: 0,
	next: null,
	targets: { before: [], after: [] },
	codes: [],
	cover: [],
	submissions: [],
	text: { before: "", after: "" },
	...change,
});

const textsOf = (table: Table) => table.blocks.flatMap((block) => block.lines.map((line) => line.cells.map((cell) => cell.text)));
const figure = (name: string, before: number, after: number) => ({ figure: name, before, after, change: after - before, causes: [] });

describe("a difference of two versions", () => {
	it("keeps the changes of the two attributions apart, and names every row", () => {
		const changed = difference({
			figures: [
				figure("area/total/reach", 100, 90),
				figure("area/month/2015-03/reach", 100, 90),
				figure("area/topic//reach", 5, 4),
				figure("area/state/returned", 0, 1),
				figure("team/total/reach", 80, 70),
			],
		});
		expect(figuresOf(changed, "area", t.value).map(({ breakdown, name, metric }) => [breakdown, name, metric])).toEqual([
			["合计", "", "受教育群众人次"],
			["月份", "2015 年 3 月", "受教育群众人次"],
			["宣讲主题", "未注明", "受教育群众人次"],
			["记录状态", "退回补正", "记录数"],
		]);
		expect(figuresOf(changed, "team", t.value).map(({ figure: name }) => name)).toEqual(["team/total/reach"]);
	});

	it("puts the old and the new target of one thing into one row", () => {
		const changed = difference({
			targets: {
				before: [target({}), target({ venue_type: "school", value: 5 })],
				after: [target({ value: 30, document_no: "7号" }), target({ venue_type: null, value: 90 })],
			},
		});
		expect(pairTargets(changed)).toHaveLength(3);
		expect(textsOf(changedTargetTable(changed, t.value)).map((row) => row.slice(2))).toEqual([
			["village", "场次", "40", "30", "7号"],
			["school", "场次", "5", "没有下达", "1号"],
			["全部", "场次", "没有下达", "90", "1号"],
		]);
	});

	it("tells codes, cover, places and the counties' reports in words", () => {
		const changed = difference({
			codes: [
				{ list: "topics", code: "new_law", before: null, after: { code: "new_law", zh: "新法" } },
				{ list: "audiences", code: "women", before: { zh: "妇女", counts_as: ["women"] }, after: { zh: "妇女", counts_as: [] } },
				{ list: "areas", code: "410423", before: "鲁山", after: "鲁山县" },
			],
			cover: [{ field: "head", before: "", after: "王主任" }],
			places: [{ venue_type: "village", place: "410423102201", change: -1, events: [] }],
			submissions: [
				{
					area: "410423",
					before: { area: "410423", state: "draft", report: null, version: null, at: null },
					after: { area: "410423", state: "accepted", report: "r2", version: 2, at: "2016-01-08T01:00:00Z" },
				},
			],
		});
		expect(textsOf(codeTable(changed, t.value))).toEqual([
			["宣讲主题", "new_law", "（无）", "新法"],
			["讲座对象", "women", "妇女", "妇女（其他内容有变）"],
			["区划名称", "410423", "鲁山", "鲁山县"],
		]);
		expect(textsOf(coverTable(changed, t.value))).toEqual([["单位负责人", "（无）", "王主任"]]);
		expect(textsOf(placeTable(changed, t.value))).toEqual([["village", "410423102201", "不再有"]]);
		expect(textsOf(changedSubmissionTable(changed, t.value))).toEqual([["410423", t.value.office.states.draft, "已受理（第 2 版）"]]);
	});

	it("goes on where a page of its events ended", () => {
		const caused = (id: string) => ({ ...figure("area/total/reach", 100, 90), causes: [{ event: id, change: -5 }] });
		const page = (id: string, next: string | null) =>
			difference({
				events: [{ id } as ChangedEvent],
				events_count: 2,
				next,
				figures: [caused(id), figure("team/total/reach", 1, 2)],
			});
		const both = withMore(page("a", "a"), page("b", null));
		expect(both.events.map((event) => event.id)).toEqual(["a", "b"]);
		expect(both.figures.map((of) => of.causes.map((cause) => cause.event))).toEqual([["a", "b"], []]);
		expect(both.next).toBeNull();
	});

	it("shows a long list whole, some rows at a time", async () => {
		const rows = Array.from({ length: 451 }, (_, index) => index);
		const seen: number[] = [];
		const list = mount(PagedRows<number>, {
			props: { rows, size: 200 },
			slots: { default: (slot: { rows: number[] }) => h("p", slot.rows.join(" ")) },
			global: { stubs: { ElButton: { template: "<button><slot /></button>" } } },
		});
		const shown = () => list.find("p").text().split(" ").map(Number);
		seen.push(...shown());
		for (let page = 0; page < 2; ++page) {
			await list.find("[data-test='rows-after']").trigger("click");
			seen.push(...shown());
		}
		expect(seen).toEqual(rows);
		expect(list.find("[data-test='pages']").text()).toContain("第 401—451 行，共 451 行");
		expect(list.find("[data-test='rows-after']").attributes("disabled")).toBeDefined();
	});
});
