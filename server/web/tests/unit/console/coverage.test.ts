// The matrix of coverage: shares and their steps, what may not have been uploaded yet, what a number opens, what is exported.
import { describe, expect, it } from "vitest";
import { cellLink, statesLink, unvisitedLink } from "@/console/pages/coverage/cell_links";
import { changedCells } from "@/console/pages/coverage/changes";
import { contactOf, endOf, isLow, mayLack } from "@/console/pages/coverage/completeness";
import { csvField, csvText, matrixCsv } from "@/console/pages/coverage/csv";
import { matrixView } from "@/console/pages/coverage/matrix_view";
import { orderedTypes, rowsOf, totalRow, type Cell, type Coverage, type Row } from "@/console/figures/coverage";
import { percent, relativeStep, share, stepOf } from "@/console/figures/shares";
import { zh } from "@/console/texts/coverage";
import { officialAreas } from "../support/areas";

const zero: Cell = { sessions: 0, lectures: 0, reach: 0, materials: 0, target: null, gap: null, places_visited: 0, places_total: 0 };
const states = { verified: 3, submitted: 1, returned: 0, duplicate: 0, joint: 0, on_phones: 0 };
const heard = { teams: 5, silent_teams: 0, data_as_of: "2015-12-30T01:00:00Z" };
const silent = { teams: 5, silent_teams: 1, data_as_of: "2015-11-03T01:00:00Z" };

function row(area: string, name: string, village: Partial<Cell>, contact = heard): Row {
	const cell = { ...zero, ...village };
	return {
		area,
		name,
		level: (officialAreas.find(area)?.level ?? "village") as Row["level"],
		cells: { village: cell, school: zero },
		total: { ...cell, sessions_with_target: cell.sessions, target_from: cell.target === null ? null : "types" },
		states,
		...contact,
	};
}

function coverage(rows: Row[], change: Partial<Coverage> = {}): Coverage {
	const sum = rows.reduce((total, { total: cell }) => ({ ...total, sessions: total.sessions + cell.sessions }), zero);
	return {
		year: 2015,
		from: "2015-01",
		to: "2015-12",
		area: "410400",
		area_name: "平顶山市",
		basis: "received",
		attribution: "area",
		venue_types: [
			{ key: "village", name: "乡村" },
			{ key: "school", name: "学校" },
		],
		rows,
		total: {
			...sum,
			sessions_with_target: sum.sessions,
			target_from: null,
			level: "prefecture",
			cells: { village: sum, school: zero },
			states,
			...silent,
		},
		as_of: { time: "2016-03-01T00:00:00Z", seq: 7 },
		...change,
	};
}

const view = (answer: Coverage, measure: "sessions" | "places" | "reach" = "sessions", canOpen = true) =>
	matrixView(answer, answer.rows, { measure, types: answer.venue_types, above: silent, canOpen, texts: zh });

describe("shares", () => {
	it("are of the target, of all places, or of the largest in the column", () => {
		const cell = { ...zero, sessions: 8, target: 11, reach: 50, places_visited: 2, places_total: 8 };
		expect(share(cell, "sessions")).toBeCloseTo(8 / 11);
		expect(share(cell, "places")).toBe(0.25);
		expect(share(cell, "reach", 200)).toBe(0.25);
		expect(share({ ...cell, target: null }, "sessions")).toBeNull();
		expect(share({ ...cell, target: 0 }, "sessions")).toBeNull();
		expect(share(zero, "places")).toBeNull();
		expect(share(zero, "reach", 200)).toBeNull();
	});

	it("reach the last step only with the whole", () => {
		expect([0, 0.249, 0.25, 0.5, 0.749, 0.75, 0.999, 1, 2].map(stepOf)).toEqual([0, 0, 1, 2, 2, 3, 3, 4, 4]);
		expect([0.001, 0.2, 0.21, 0.6, 0.61, 0.81, 1].map(relativeStep)).toEqual([0, 0, 1, 2, 3, 4, 4]);
	});

	it("are never written as more than they are, nor as nothing", () => {
		expect([0, 0.001, 0.01, 0.29, 0.57, 0.999, 1, 1.5].map(percent)).toEqual(["0%", "<1%", "1%", "29%", "57%", "99%", "100%", "150%"]);
	});
});

describe("what may not have been uploaded", () => {
	it("knows the end of a month, of a day and of a leap February in Shanghai", () => {
		expect(new Date(endOf("2015-12")).toISOString()).toBe("2015-12-31T16:00:00.000Z");
		expect(new Date(endOf("2016-02")).toISOString()).toBe("2016-02-29T16:00:00.000Z");
		expect(new Date(endOf("2015-10-15")).toISOString()).toBe("2015-10-15T16:00:00.000Z");
	});

	const later = Date.parse("2016-03-01T00:00:00Z");

	it("needs a silent team whose data does not reach the end of the period", () => {
		expect(mayLack(silent, "2015-12", later)).toBe(true);
		expect(mayLack({ ...silent, data_as_of: null }, "2015-12", later)).toBe(true);
		expect(mayLack({ ...silent, data_as_of: "2015-12-31T15:59:59Z" }, "2015-12", later)).toBe(true);
		expect(mayLack({ ...silent, data_as_of: "2015-12-31T16:00:00Z" }, "2015-12", later)).toBe(false);
		expect(mayLack(silent, "2015-10", later)).toBe(false);
		expect(mayLack({ ...silent, silent_teams: 0 }, "2015-12", later)).toBe(false);
		expect(mayLack({ teams: 0, silent_teams: 0, data_as_of: null }, "2015-12", later)).toBe(false);
	});

	it("of a period that still runs looks as far as now", () => {
		const now = Date.parse("2015-11-20T00:00:00Z");
		expect(mayLack(silent, "2015-12", now)).toBe(true);
		expect(mayLack({ ...silent, data_as_of: "2015-11-20T00:00:00Z" }, "2015-12", now)).toBe(false);
	});

	it("looks at the teams of the county for a township without teams, but not for a county without", () => {
		const none = { teams: 0, silent_teams: 0, data_as_of: heard.data_as_of };
		const township = row("410423101", "下汤镇", {}, none);
		expect(contactOf(township, silent, "area")).toBe(silent);
		expect(contactOf(township, silent, "team")).toBe(township);
		const county = row("410404", "石龙区", {}, none);
		expect(contactOf(county, silent, "area")).toBe(county);
	});

	it("calls low what is below its target, and zero without one", () => {
		expect(isLow({ ...zero, sessions: 8, target: 11 }, "sessions", { level: "county" })).toBe(true);
		expect(isLow({ ...zero, sessions: 11, target: 11 }, "sessions", { level: "county" })).toBe(false);
		expect(isLow({ ...zero, sessions: 1 }, "sessions", { level: "county" })).toBe(false);
		expect(isLow(zero, "sessions", { level: "county" })).toBe(true);
		expect(isLow(zero, "reach", { level: "county" })).toBe(true);
		expect(isLow({ ...zero, places_total: 4 }, "places", { level: "county" })).toBe(true);
		expect(isLow({ ...zero, places_visited: 1, places_total: 4 }, "places", { level: "county" })).toBe(false);
		expect(isLow(zero, "places", { level: "county" })).toBe(false);
		expect(isLow(zero, "sessions", { level: "village" })).toBe(false); // a village without a barracks
		expect(isLow({ ...zero, places_total: 1 }, "sessions", { level: "village" })).toBe(true);
	});

	it("is hatched and said, and tells the county that did nothing from the one that was not heard from", () => {
		const { rows, total } = view(
			coverage([
				row("410423", "鲁山县", { target: 11, gap: 11 }, silent),
				row("410425", "郏县", { target: 2, gap: 2 }),
				row("410421", "宝丰县", { sessions: 9, target: 8, gap: 0 }, silent),
			]),
		);
		expect(rows.map((entry) => entry.cells[0]?.isHatched)).toEqual([true, false, false]);
		expect(rows[0]?.cells[0]?.note).toContain("可能没上传：最久未联系的队伍上次联系 2015-11-03");
		expect(rows[0]?.contact).toEqual(["1 支未联系上，", "最久 2015-11-03"]);
		expect(rows[1]?.cells[0]?.note).toContain("未开展活动");
		expect(rows[1]?.contact).toEqual([]);
		expect(rows[2]?.cells[0]?.note).not.toContain("可能");
		expect(total.cells[0]?.isHatched).toBe(false);
	});
});

describe("a cell", () => {
	it("shows the number, what it is measured against, and how far it is", () => {
		const [first] = view(coverage([row("410423", "鲁山县", { sessions: 8, target: 11, gap: 3 })])).rows;
		expect(first?.cells[0]).toMatchObject({
			key: "410423/village",
			text: "8",
			of: "11",
			percent: "72%",
			width: 73,
			step: 2,
			isHatched: false,
		});
		expect(first?.cells[1]).toMatchObject({ text: "0", of: "", percent: "", width: -1, step: null, link: null });
	});

	it("compares other measures within their column and leaves the totals without colour", () => {
		const { rows, total } = view(
			coverage([row("410423", "鲁山县", { reach: 50_000 }), row("410425", "郏县", { reach: 10_000 })]),
			"reach",
		);
		expect(rows.map((entry) => [entry.cells[0]?.text, entry.cells[0]?.step, entry.cells[0]?.width])).toEqual([
			["50,000", 4, 100],
			["10,000", 0, 20],
		]);
		expect(total.cells[0]?.step).toBeNull();
	});

	it("of places shows those visited of all, and a dash where there are none", () => {
		const [first] = view(coverage([row("410423", "鲁山县", { places_visited: 27, places_total: 524 })]), "places").rows;
		expect(first?.cells[0]).toMatchObject({ text: "27", of: "524", percent: "5%" });
		expect(first?.cells[0]?.restLink).toEqual({
			path: "/places",
			query: { area: "410423", year: "2015", from: undefined, to: undefined, basis: "received", venue_type: "village" },
		});
		expect(first?.cells[1]).toMatchObject({ text: "–", of: "", step: null, note: "名录里没有这类场所" });
		expect(first?.cells[2]?.link).toBeNull(); // places of all types have no list of events
	});

	it("opens nothing for somebody who may not see events", () => {
		expect(view(coverage([row("410423", "鲁山县", { sessions: 8 })]), "sessions", false).rows[0]?.cells[0]?.link).toBeNull();
	});

	it("names the row of the area itself, which leads nowhere, and the villages with whether they were visited", () => {
		const own = view(coverage([row("410400", "平顶山市", { sessions: 2 })])).rows[0];
		expect([own?.name, own?.below]).toEqual(["平顶山市（未细分）", null]);
		expect(view(coverage([row("410400", "平顶山市", {})], { attribution: "team" })).rows[0]?.name).toBe("平顶山市本级");
		const village = view(
			coverage([row("410423102201", "东街村民委员会", { places_visited: 1, places_total: 1 })], { area: "410423102" }),
		).rows[0];
		expect(village).toMatchObject({ name: "东街村", below: null, visited: true });
	});
});

describe("a number opens", () => {
	const answer = coverage([row("410423", "鲁山县", {}), row("410400", "平顶山市", {})], { attribution: "team", basis: "verified" });
	const [county, own] = answer.rows as [Row, Row];
	const queryOf = (link: unknown) => (link as { query: Record<string, string> }).query;

	it("the events of its area, type, period, basis and attribution", () => {
		expect(cellLink(answer, county, "sessions", "village")).toEqual({
			path: "/events",
			query: {
				area: "410423",
				from: "2015-01",
				to: "2015-12",
				basis: "verified",
				attribution: "team",
				kind: "session",
				venue_type: "village",
			},
		});
		expect(queryOf(cellLink(answer, null, "sessions"))).toEqual({
			area: "410400",
			from: "2015-01",
			to: "2015-12",
			basis: "verified",
			attribution: "team",
			kind: "session",
		});
		expect(queryOf(cellLink(answer, own, "sessions", "village"))).toMatchObject({ area: "410400", exact: "true" });
	});

	it("for each measure what adds to it", () => {
		expect(queryOf(cellLink(answer, county, "lectures", "village"))).toMatchObject({ has: "lectures", venue_type: "village" });
		expect(queryOf(cellLink(answer, county, "materials"))).toMatchObject({ has: "materials" });
		expect(queryOf(cellLink(answer, county, "reach", "village"))).not.toHaveProperty("kind");
		const places = queryOf(cellLink(answer, county, "places", "village"));
		expect(places).toMatchObject({ place_type: "village" });
		expect(places).not.toHaveProperty("attribution");
		expect(places).not.toHaveProperty("venue_type");
	});

	it("a span as it was asked for, and the honest numbers without a basis", () => {
		const span = coverage([county], { year: null, from: "2015-03", to: "2015-10" });
		expect(queryOf(cellLink(span, county, "sessions", "village"))).toMatchObject({ from: "2015-03", to: "2015-10" });
		expect(queryOf(statesLink(span, "returned"))).toEqual({ area: "410400", from: "2015-03", to: "2015-10", state: "returned" });
		expect(queryOf(unvisitedLink(span, null))).toMatchObject({ area: "410400", from: "2015-03", to: "2015-10" });
	});
});

describe("what is exported", () => {
	it("quotes what needs it and keeps a spreadsheet from taking text for a formula", () => {
		expect(["a", 'say "x"', "a,b", "=1+1", "-5", "＝1+1", "＠a", "'x", 12, null].map(csvField)).toEqual([
			"a",
			'"say ""x"""',
			'"a,b"',
			"'=1+1",
			"'-5",
			"'＝1+1",
			"'＠a",
			"''x",
			"12",
			"",
		]);
		expect(csvText([["甲", 1]])).toBe("\ufeff甲,1\r\n");
	});

	it("holds what is shown: numbers beside their targets, the rows and the total", () => {
		const answer = coverage([row("410423", "鲁山县", { sessions: 8, target: 11 }, silent), row("410425", "郏县", { sessions: 1 })]);
		const lines = matrixCsv(answer, {
			measure: "sessions",
			types: answer.venue_types,
			rows: answer.rows,
			above: silent,
			texts: zh,
		}).split("\r\n");
		expect(lines[0]).toBe(
			"\ufeff地区代码,地区,乡村,乡村目标,学校,学校目标,合计,合计中有目标类型的场次,合计目标,队伍数,未联系上的队伍,最久未联系的队伍上次联系,数据是否齐全",
		);
		expect(lines[1]).toBe("410423,鲁山县,8,11,0,,8,8,11,5,1,2015-11-03 09:00,可能有未上传的");
		expect(lines[2]).toBe("410425,郏县,1,,0,,1,,,5,0,2015-12-30 09:00,齐");
		expect(lines[3]).toMatch(/^410400,合计,9,,/);
		const reach = matrixCsv(answer, { measure: "reach", types: answer.venue_types, rows: [], above: silent, texts: zh }).split("\r\n");
		expect(reach[0]).toContain("乡村,学校,合计,队伍数");
	});
});

describe("what changed", () => {
	it("is the cells, rows' totals and totals whose number or target differs", () => {
		const before = coverage([row("410423", "鲁山县", { sessions: 8 }), row("410425", "郏县", { sessions: 1 })]);
		const after = coverage([row("410423", "鲁山县", { sessions: 9 }), row("410425", "郏县", { sessions: 1 })]);
		expect([...changedCells(before, after, "sessions")].sort()).toEqual(["410423/", "410423/village", "total/", "total/village"]);
		expect([...changedCells(before, after, "reach")]).toEqual([]);
		const wider = coverage([...after.rows, row("410400", "平顶山市", {})]);
		expect([...changedCells(after, wider, "sessions")].sort()).toEqual(["410400/", "410400/school", "410400/village"]);
	});
});

it("by organiser leaves out areas without teams and puts the area's own teams first", () => {
	const none = { teams: 0, silent_teams: 0, data_as_of: heard.data_as_of };
	const rows = [
		row("410423101", "下汤镇", {}, none),
		row("410423102", "梁洼镇", { sessions: 2 }, none),
		row("410423", "鲁山县", { sessions: 5 }),
	];
	const answer = coverage(rows, { area: "410423", attribution: "team" });
	expect(rowsOf(answer, "sessions").map((entry) => entry.area)).toEqual(["410423", "410423102"]);
	expect(rowsOf(answer, "places")).toEqual(rows);
	expect(rowsOf({ ...answer, attribution: "area" }, "sessions")).toEqual(rows);
});

it("puts the eight kinds first", () => {
	const code = (name: string, eight_entry?: boolean) => ({
		code: name,
		zh: name,
		en: name,
		valid_from: null,
		valid_to: null,
		replaced_by: null,
		eight_entry,
	});
	const types = orderedTypes(
		[
			{ key: "other", name: "其他" },
			{ key: "village", name: "乡村" },
			{ key: "school", name: "学校" },
		],
		[code("village", true), code("other", false), code("school")],
	);
	expect(types.map((type) => [type.key, type.isEight])).toEqual([
		["village", true],
		["school", true],
		["other", false],
	]);
});

it("holds against the target of all types only what has one, and shows all sessions beside it", () => {
	const answer = coverage([row("410421", "宝丰县", { sessions: 20, target: 23, gap: 4 })]);
	Object.assign(answer.rows[0]?.total ?? {}, { sessions: 24, sessions_with_target: 20, target: 23, gap: 4 });
	Object.assign(answer.total, { sessions: 253, sessions_with_target: 238, target: 258, gap: 24, target_from: "rows" });
	expect(totalRow(answer).total).toMatchObject({ sessions: 253, sessions_with_target: 238, target: 258, gap: 24 });
	const shown = matrixView(answer, answer.rows, {
		measure: "sessions",
		types: answer.venue_types,
		above: silent,
		canOpen: true,
		texts: zh,
	});
	const total = shown.total.cells.at(-1);
	expect([total?.text, total?.counted, total?.of, total?.percent, total?.step]).toEqual(["253", "238", "258", "92%", 3]);
	expect(total?.note).toContain("共 253 场；有目标的类型 238 场，目标 258 场，完成 92%，还差 24 场");
	const county = shown.rows[0]?.cells.at(-1);
	expect([county?.text, county?.counted, county?.of, county?.percent, county?.step]).toEqual(["24", "20", "23", "86%", 3]);
	const lines = matrixCsv(answer, { measure: "sessions", types: answer.venue_types, rows: answer.rows, above: silent, texts: zh });
	expect(lines).toContain("410400,合计,20,,0,,253,238,258,");
});
