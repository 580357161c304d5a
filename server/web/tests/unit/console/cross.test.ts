// @vitest-environment happy-dom
// Cross tables: which axes and measures go together, and what the records of a cell have in common.
import { describe, expect, it } from "vitest";
import {
	cellFilter,
	changePercent,
	choiceOf,
	columnAxes,
	common,
	daysOf,
	headName,
	measuresOf,
	type Cross,
} from "@/console/pages/cross/model";
import { t } from "@/console/texts";

const cross = (fields: Partial<Cross>): Cross => ({
	from: "2015-01-10",
	to: "2015-12",
	area: "410400",
	area_name: "平顶山市",
	basis: "verified",
	attribution: "area",
	row_axis: "area",
	column_axis: "quarter",
	measure: "materials",
	rows: [],
	columns: [],
	cells: [],
	total: 0,
	overlaps: false,
	as_of: { time: "2015-12-31T00:00:00Z", seq: 1 },
	...fields,
});
const head = (key: string | null) => ({ key, name: "" });

describe("a choice", () => {
	it("is made to go together whatever the address says", () => {
		expect(choiceOf({})).toEqual({ rows: "year", columns: "measure", measure: "events" });
		expect(choiceOf({ rows: "area", columns: "month", measure: "reach" })).toEqual({
			rows: "area",
			columns: "month",
			measure: "reach",
		});
		expect(choiceOf({ rows: "audience", columns: "measure", measure: "reach" })).toEqual({
			rows: "audience",
			columns: "month",
			measure: "lectures",
		});
		expect(choiceOf({ rows: "month", columns: "month" }).columns).not.toBe("month");
		expect(choiceOf({ rows: "area", columns: "item", measure: "reach" }).measure).toBe("materials");
	});

	it("offers no axis twice and no audience beside an item", () => {
		expect(columnAxes("audience")).not.toContain("item");
		expect(columnAxes("area")).not.toContain("area");
		expect(columnAxes("area")).toContain("measure");
		expect(measuresOf("area", "audience")).toEqual(["lectures", "attendance"]);
	});
});

describe("the records of a cell", () => {
	it("are those of its row and column, within the days that were asked for", () => {
		expect(cellFilter(cross({}), head("410423"), head("2015-Q1"))).toEqual({
			area: "410423",
			exact: undefined,
			from: "2015-01-10",
			to: "2015-03-31",
			basis: "verified",
			attribution: undefined,
			has: "materials",
		});
		expect(cellFilter(cross({}), head("410400"), head("2015-Q2"))).toMatchObject({
			area: "410400",
			exact: true,
			from: "2015-04",
			to: "2015-06",
		});
		expect(cellFilter(cross({}), null, null)).toMatchObject({ area: "410400", from: "2015-01-10", to: "2015-12" });
		expect(cellFilter(cross({ row_axis: "year", column_axis: "month" }), head("2014"), head("2015-02"))).toBeNull();
	});

	it("name what the axis is of, and nothing where no list can", () => {
		const topics = cross({ row_axis: "topic", column_axis: "team", measure: "sessions", attribution: "team" });
		expect(cellFilter(topics, head(null), head("other"))).toMatchObject({
			topic: "null",
			team: "other",
			kind: "session",
			attribution: "team",
		});
		expect(
			cellFilter(cross({ row_axis: "year", column_axis: "measure", measure: null }), head("2015"), head("reach_women")),
		).toMatchObject({
			has: "reach_women",
			from: "2015-01-10",
			to: "2015-12-31",
		});
		const items = cellFilter(cross({ row_axis: "item", column_axis: "month" }), head("leaflet"), head("2015-05"));
		expect(items).toMatchObject({ item: "leaflet", from: "2015-05", to: "2015-05", has: undefined });
	});
});

describe("stretches of time", () => {
	it("have days, names, and what changed since the one before", () => {
		expect(daysOf("2016-H1")).toEqual({ from: "2016-01-01", to: "2016-06-30" });
		expect(daysOf("2016-02")).toEqual({ from: "2016-02-01", to: "2016-02-29" });
		expect(common({ from: "2015-01", to: "2015-03" }, { from: "2015-04", to: "2015-05" })).toBeNull();
		expect(headName("quarter", head("2015-Q3"), t.value)).toBe("2015 年第三季度");
		expect(headName("half", head("2015-H2"), t.value)).toBe("2015 年下半年");
		expect([changePercent(15, 10), changePercent(10, 15), changePercent(5, 0), changePercent(5, undefined)]).toEqual([
			50,
			-33.3,
			null,
			null,
		]);
	});
});
