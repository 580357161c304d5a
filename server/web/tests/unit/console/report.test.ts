// @vitest-environment happy-dom
// The tables of the year-end report: what stands in them, and which records a number opens.
import { beforeEach, describe, expect, it } from "vitest";
import type { Code } from "@/common/reference";
import { language } from "@/console/texts/language";
import { changesIn, estimateTable, lacksGrounds, mayEstimate, typedOf } from "@/console/pages/reports/estimates/estimates";
import { inEnglish } from "@/console/pages/reports/report_language";
import { indicators, type Metrics, type Report, type TargetRow } from "@/console/pages/reports/report";
import { sentenceParts } from "@/console/pages/reports/sentence";
import { yearTable } from "@/console/pages/reports/tables/by_year";
import { attributionTable, dimensionTable, matrixTable, teamTable } from "@/console/pages/reports/tables/metric_tables";
import { qualityTable } from "@/console/pages/reports/tables/quality_tables";
import { shareOf } from "@/console/utils/number_text";
import { signed, type Table } from "@/console/pages/reports/tables/table";
import { comparisonTable, targetTable } from "@/console/pages/reports/tables/year_tables";
import { account, type Role } from "@/console/api/session";
import { t } from "@/console/texts";

const signIn = (role: Role) =>
	(account.value = {
		user: "u",
		username: "u",
		role,
		rights: role === "viewer" ? ["read_figures"] : ["read_figures", "read_events", "read_teams", "seal_reports"],
		area: "410400",
		area_name: "平顶山市",
		csrf: "",
		expires: "2016-01-05T12:00:00Z",
		must_change: false,
		idle_seconds: 3600,
		idle_ends_in: 3600,
		ends_in: 43_200,
	});
beforeEach(() => signIn("coordinator"));

const ten = (value = 10) => Object.fromEntries(indicators.map((id) => [id, value])) as Metrics;
const states = { verified: 8, submitted: 2, returned: 1, duplicate: 0, joint: 0, on_phones: 3 };
const target = (change: Partial<TargetRow>): TargetRow => {
	const value = { value: 4, from: "2015-01-01", document_no: "1号", reason: "", at: "2015-01-05T00:00:00Z" };
	return {
		area: "410423",
		area_name: "鲁山县",
		venue_type: null,
		metric: "sessions",
		initial: value,
		current: value,
		changes: 0,
		reached: 3,
		percent_of_initial: 75,
		percent_of_current: 75,
		...change,
	};
};

function report(change: Partial<Report> = {}): Report {
	const cell = { sessions: 1, lectures: 0, reach: 2, materials: 0, target: null, gap: null, places_visited: 1, places_total: 1 };
	const contact = { teams: 1, silent_teams: 0, data_as_of: null };
	return {
		from: "2015-01",
		to: "2015-12",
		area: "410400",
		area_name: "平顶山市",
		basis: "verified",
		attribution: "area",
		totals: ten(),
		states,
		by: {
			venue_type: [{ key: "village", name: "乡村", ...ten() }],
			area: [
				{ key: "410423", name: "鲁山县", ...ten(7), states },
				{ key: "410400", name: "平顶山市", ...ten(3), states },
			],
			month: [],
			topic: [{ key: "constitution", name: "宪法", ...ten() }],
			campaign: [],
			team: [
				{ key: "t1", name: "鲁山队", ...ten(), participations: 2 },
				{ key: "other", name: "其他", ...ten(1), participations: 0 },
			],
			material: [],
			audience: [],
		},
		text: "",
		as_of: { time: "2015-12-31T00:00:00Z", seq: 1 },
		coverage: {
			venue_types: [{ key: "village", name: "乡村" }],
			rows: [
				{
					area: "410423",
					level: "county",
					name: "鲁山县",
					cells: { village: cell },
					total: { ...cell, sessions_with_target: 0, target_from: null },
					states,
					...contact,
				},
			],
			total: { ...cell, sessions_with_target: 0, target_from: null, level: "county", ...contact, cells: { village: cell }, states },
		},
		attributions: {
			by_area: ten(),
			by_team: ten(),
			agree: true,
			rows: [
				{ area: "410423", name: "鲁山县", by_area: ten(6), by_team: ten(5) },
				{ area: "410400", name: "平顶山市", by_area: ten(4), by_team: ten(5) },
			],
		},
		comparison: {
			earlier: ["2014", "2013", "2012"].map((year) => ({
				from: `${year}-01`,
				to: `${year}-12`,
				totals: year === "2012" ? null : ten(8),
			})),
			change: ten(2),
			change_percent: ten(25),
			mean_of_three: null,
			change_from_mean_percent: null,
		},
		targets: [
			{
				year: 2015,
				rows: [
					target({}),
					target({ venue_type: "village" }),
					target({ area: undefined, team: "t1", team_name: "鲁山队", changes: 1 }),
				],
			},
		],
		teams: { teams: 1, active_teams: 1, members: 6, members_by_team: [{ team: "t1", name: "鲁山队", members: 6 }] },
		quality: {
			states,
			reviews: { single: 8, bulk: 0, other: 2 },
			void_requested: 1,
			written_off: 0,
			reach_estimated: 4,
			reach_not_estimated: 6,
			teams: 1,
			silent_teams: 0,
			months_reported: 1,
			months_nil: 0,
			months_overdue: 0,
			owing: [],
			areas_without_team: [],
		},
		cover: {} as Report["cover"],
		is_draft: false,
		estimates: null,
		submissions: null,
		...change,
	};
}

const linesOf = (table: Table | null) => table?.blocks.flatMap((block) => block.lines) ?? [];
function cellOf(table: Table | null, key: string, column: string) {
	const place = table?.columns.findIndex(({ id }) => id === column) ?? -1;
	return linesOf(table).find((line) => line.key === key)?.cells[place];
}
const queryOf = (to: unknown) => (to as { query: Record<string, string> } | undefined)?.query;

describe("a number of a table", () => {
	it("opens the records it counts: those of its row, with its indicator", () => {
		const table = dimensionTable(report(), "venue_type", t.value);
		expect(cellOf(table, "village", "sessions")).toEqual({
			text: "10",
			to: {
				path: "/events",
				query: { area: "410400", from: "2015-01", to: "2015-12", basis: "verified", kind: "session", venue_type: "village" },
			},
		});
		expect(queryOf(cellOf(table, "village", "materials")?.to)?.has).toBe("materials");
		for (const figure of ["eight_entry_sessions", "reach_women", "reach_children", "reach_estimated"])
			expect(queryOf(cellOf(table, "village", figure)?.to)?.has).toBe(figure);
	});

	it("of a sentence is told by the words around it, and another sentence has none", () => {
		const parts = sentenceParts("甲1012场次，发300万余份，乙6场。", "甲{sessions}场次，发{materials}份，乙{sessions}场。");
		expect(parts.filter((part) => part.figure).map((part) => [part.text, part.figure])).toEqual([
			["1012", "sessions"],
			["300万余", "materials"],
			["6", "sessions"],
		]);
		expect(parts.map((part) => part.text).join("")).toBe("甲1012场次，发300万余份，乙6场。");
		expect(sentenceParts("另一句 5 场", "甲{sessions}场次。")).toEqual([{ text: "另一句 5 场" }]);
		expect(sentenceParts("甲5场次。又", "甲{sessions}场次。")).toEqual([{ text: "甲5场次。又" }]);
	});

	it("of the area itself opens what lies no deeper", () => {
		const table = dimensionTable(report({ attribution: "team" }), "area", t.value);
		expect(queryOf(cellOf(table, "410400", "events")?.to)).toMatchObject({ area: "410400", exact: "true", attribution: "team" });
		expect(queryOf(cellOf(table, "410423", "events")?.to)).toMatchObject({ area: "410423", attribution: "team" });
		expect(cellOf(table, "410400", "name")?.text).toBe("平顶山市（本级）");
	});

	it("opens nothing for those who may not read records, nor where there are none", () => {
		expect(
			cellOf(
				dimensionTable(
					report({ by: { ...report().by, venue_type: [{ key: "village", name: "乡村", ...ten(0) }] } }),
					"venue_type",
					t.value,
				),
				"village",
				"sessions",
			)?.to,
		).toBeUndefined();
		signIn("viewer");
		const tables = [
			dimensionTable(report(), "area", t.value),
			teamTable(report(), t.value),
			attributionTable(report(), t.value),
			matrixTable(report(), t.value),
			comparisonTable(report(), t.value),
			targetTable(report(), "all", t.value),
		];
		expect(tables.flatMap((table) => linesOf(table).flatMap((line) => line.cells)).filter((cell) => cell.to)).toEqual([]);
	});

	it("of places goes by where they lie, and teams of elsewhere are one row without a list", () => {
		expect(
			queryOf(
				cellOf(
					{
						...matrixTable(report({ attribution: "team" }), t.value),
						blocks: matrixTable(report({ attribution: "team" }), t.value).blocks.slice(-1),
					},
					"410423",
					"village",
				)?.to,
			),
		).toEqual({ area: "410423", from: "2015-01", to: "2015-12", basis: "verified", place_type: "village" });
		expect(cellOf(teamTable(report(), t.value), "t1", "name")?.to).toBe("/teams/t1");
		expect(cellOf(teamTable(report(), t.value), "other", "sessions")?.to).toBeUndefined();
	});
});

describe("the tables", () => {
	it("put topics without a total, for they overlap", () => {
		expect(linesOf(dimensionTable(report(), "topic", t.value)).some((line) => line.isTotal)).toBe(false);
		expect(linesOf(dimensionTable(report(), "area", t.value)).at(-1)?.isTotal).toBe(true);
	});

	it("set both attributions side by side and say whether they agree", () => {
		const table = attributionTable(report(), t.value);
		expect([cellOf(table, "410423", "area_events")?.text, cellOf(table, "410423", "team_events")?.text]).toEqual(["6", "5"]);
		expect(queryOf(cellOf(table, "410400", "team_events")?.to)).toMatchObject({ exact: "true", attribution: "team" });
		expect(table.notes).toEqual([t.value.tables.agree]);
		expect(attributionTable(report({ attributions: { ...report().attributions, agree: false } }), t.value).notes).toEqual([
			t.value.tables.disagree,
		]);
	});

	it("compare with the year before, and leave the mean of three empty where one is missing", () => {
		const table = comparisonTable(report(), t.value);
		expect(linesOf(table)[1]?.cells.map((cell) => cell.text)).toEqual(["宣传活动场次", "场次", "10", "8", "+2", "25.0", "", ""]);
		expect(queryOf(cellOf(table, "sessions", "last")?.to)).toMatchObject({ from: "2014-01", to: "2014-12" });
		expect(table?.notes[0]).toContain("2012 年（没有记录）");
		expect(comparisonTable(report({ comparison: null }), t.value)).toBeNull();
	});

	it("of several years are summed by year, with what each whole year changed", () => {
		const key = (year: number, month: number) => `${year}-${String(month).padStart(2, "0")}`;
		const months = (first: number, last: number, value: number, year: number) =>
			Array.from({ length: last - first + 1 }, (_, place) => ({ key: key(year, first + place), name: "", ...ten(value) }));
		const month = [...months(3, 12, 2, 2014), ...months(1, 12, 4, 2015), ...months(1, 12, 3, 2016)];
		const span = { from: "2014-03", to: "2016-12", by: { ...report().by, month } };
		const table = yearTable(report(span), t.value);
		const texts = linesOf(table).map((line) => line.cells.slice(0, 3).map((cell) => cell.text));
		expect(texts).toEqual([
			["2014 年 3 月至2014 年 12 月", "20", "20"],
			["2015 年", "48", "48"],
			["2016 年", "36", "36"],
			["合计", "10", "10"],
			["2016 年", "-25.0", "-25.0"],
		]);
		expect(queryOf(cellOf(table, "2014-03", "sessions")?.to)).toMatchObject({ from: "2014-03", to: "2014-12" });
		const cut = yearTable(report({ ...span, to: "2016-12-20" }), t.value);
		expect(cut?.blocks).toHaveLength(1);
		expect(queryOf(cellOf(cut, "2016-01-01", "sessions")?.to)).toMatchObject({ from: "2016-01-01", to: "2016-12-20" });
		expect(yearTable(report({ by: { ...report().by, month: months(1, 12, 1, 2015) } }), t.value)).toBeNull();
	});

	it("tell targets as set first and as changed, and mark those that changed", () => {
		expect(linesOf(targetTable(report(), "whole", t.value)).map((line) => line.key)).toEqual(["410423  sessions"]);
		expect(linesOf(targetTable(report(), "types", t.value)).map((line) => line.key)).toEqual(["410423 village sessions"]);
		const teams = targetTable(report(), "teams", t.value);
		expect(cellOf(teams, "t1  sessions", "current")).toMatchObject({ text: "4", alert: true });
		expect(queryOf(cellOf(teams, "t1  sessions", "reached")?.to)).toMatchObject({ team: "t1", from: "2015-01", to: "2015-12" });
		expect(
			cellOf(
				targetTable(
					report({ targets: [{ year: 2015, rows: [target({ current: null, percent_of_current: null })] }] }),
					"whole",
					t.value,
				),
				"410423  sessions",
				"current",
			)?.text,
		).toBe("已取消");
		expect(targetTable(report({ targets: null }), "all", t.value)).toBeNull();
	});

	it("tell how records were verified", () => {
		const known = qualityTable(report({ quality: { ...report().quality, reviews: { single: 3, bulk: 5, other: 2 } } }), t.value);
		expect(cellOf(known, "bulk", "count")?.text).toBe("5");
		expect(cellOf(known, "estimated", "note")?.text).toBe("占受教育群众人次的 40.0%");
	});

	it("write signs and shares as offices do", () => {
		expect([signed(3).text, signed(-1234).text, signed(0).text, signed(null).text, shareOf(1, 3), shareOf(1, 0)]).toEqual([
			"+3",
			"-1,234",
			"0",
			"",
			"33.3%",
			"",
		]);
	});
});

describe("estimates for the year", () => {
	const stored = [{ metric: "sessions" as const, value: 1000, grounds: "按进度", by: "lushan", at: "2026-11-20T02:00:00Z", so_far: 812 }];

	it("are sent where they changed; an empty one is withdrawn, and one without grounds is not ready", () => {
		const typed = typedOf(stored);
		expect(changesIn(stored, typed)).toEqual([]);
		typed.sessions = { value: null, grounds: "按进度" };
		typed.reach = { value: 900, grounds: " 计划 " };
		expect(changesIn(stored, typed)).toEqual([
			{ metric: "sessions", value: null, grounds: "" },
			{ metric: "reach", value: 900, grounds: "计划" },
		]);
		expect([lacksGrounds({ value: 1, grounds: " " }), lacksGrounds({ value: null, grounds: "" })]).toEqual([true, false]);
	});

	it("are of the running year alone, and stand beside what there is so far", () => {
		expect([
			mayEstimate(report(), "2015-11-26"),
			mayEstimate(report(), "2016-01-01"),
			mayEstimate(report({ from: "2014-01" }), "2015-11-26"),
		]).toEqual([true, false, false]);
		expect(estimateTable(report(), t.value)).toBeNull();
		const table = estimateTable(report({ estimates: { year: 2026, rows: stored } }), t.value);
		expect(linesOf(table)[0]?.cells.map((cell) => cell.text)).toEqual([
			"宣传活动场次",
			"场次",
			"812",
			"1,000",
			"81.2%",
			"按进度",
			"lushan 2026-11-20 10:00",
		]);
	});
});

describe("a report on an English page", () => {
	it("calls codes, units and months as the vocabulary and the page call them, and leaves what is nobody's code", () => {
		const codes: Record<string, { en: string }> = {
			village: { en: "Village" },
			constitution: { en: "Constitution" },
			leaflet: { en: "Leaflet" },
		};
		const rows = {
			month: [{ key: "2015-03", name: "2015年3月", ...ten() }],
			material: [{ key: "leaflet", name: "宣传单", unit: "份" }],
		};
		const before = report();
		before.by = {
			...before.by,
			month: rows.month,
			topic: [...before.by.topic, { key: null, name: "未注明", ...ten() }, { key: "hand_written", name: "hand_written", ...ten() }],
			material: rows.material.map((row) => ({ ...row, copies: 3, events: 1 })),
		};
		language.value = "en";
		const { by, coverage, totals } = inEnglish(before, (_, code) => codes[code] as Code | undefined, t.value);
		language.value = "zh";
		expect(by.venue_type.map(({ name }) => name)).toEqual(["Village"]);
		expect(by.topic.map(({ name }) => name)).toEqual(["Constitution", "Not named", "hand_written"]);
		expect(by.month.map(({ name }) => name)).toEqual(["2015-03"]);
		expect(by.material).toEqual([{ key: "leaflet", name: "Leaflet", unit: "copies", copies: 3, events: 1 }]);
		expect(coverage.venue_types).toEqual([{ key: "village", name: "Village" }]);
		expect([by.area, by.team, totals]).toEqual([before.by.area, before.by.team, before.totals]);
	});
});
