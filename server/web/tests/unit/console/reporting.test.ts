// @vitest-environment happy-dom
// Who has reported when: counts, groups, who owes; and the reminder.
import { describe, expect, it, vi } from "vitest";
import { fillIn, sendToEach, suggestDue } from "@/console/pages/reporting/reminder";
import {
	countsIn,
	expectedOf,
	filterTeams,
	groupByCounty,
	monthOfInterest,
	owingTeams,
	type MonthStatus,
	type TeamReporting,
} from "@/console/pages/reporting/reporting";
import { en, zh } from "@/console/texts/reporting";
import { lyingAreas, officialAreas } from "../support/areas";

const months = Array.from({ length: 12 }, (_, index) => `2015-${String(index + 1).padStart(2, "0")}`);

function team(name: string, area: string, status: MonthStatus, change: Partial<TeamReporting> = {}): TeamReporting {
	return {
		team: name,
		name,
		area,
		area_name: area,
		county: area === "410400" ? null : `县${area}`,
		leader: null,
		phone: null,
		last_heard_at: null,
		unsent: 0,
		oldest_unsent: null,
		silent: false,
		months: months.map((month) => ({
			month,
			status: month === "2015-12" ? status : "reported",
			events: month === "2015-12" && status !== "reported" ? 0 : 2,
		})),
		...change,
	};
}

const teams = [
	team("甲", "410423", "reported"),
	team("乙", "410423", "overdue"),
	team("丙", "410402", "none", { silent: true }),
	team("丁", "410402", "overdue", { silent: true }),
	team("戊", "410400", "nil"),
	team("己", "410425", "before"),
];

describe("a month", () => {
	it("is counted by what became of it", () => {
		const counts = countsIn(teams, "2015-12");
		expect(counts).toEqual({ reported: 1, nil: 1, none: 1, overdue: 2, future: 0, before: 1 });
		expect(expectedOf(counts)).toBe(5); // a team that was not there yet owes nothing
		expect(countsIn(teams, "2015-11").reported).toBe(6);
	});

	it("names who owes it: overdue before in time, silent before heard", () => {
		expect(owingTeams(teams, "2015-12").map((entry) => entry.name)).toEqual(["丁", "乙", "丙"]);
		expect(owingTeams(teams, "2015-11")).toEqual([]);
	});

	it("filters by status and by silence", () => {
		expect(filterTeams(teams, "2015-12", { status: "overdue", silent: false }).map((entry) => entry.name)).toEqual(["乙", "丁"]);
		expect(filterTeams(teams, "2015-12", { status: "overdue", silent: true }).map((entry) => entry.name)).toEqual(["丁"]);
		expect(filterTeams(teams, "2015-12", { status: "", silent: false })).toHaveLength(6);
	});

	it("is the one asked for, else the newest with records, else the last that has begun", () => {
		const reporting = { year: 2015, months };
		expect(monthOfInterest("2015-03", reporting, "2015-12", "2026-11-24")).toBe("2015-03");
		expect(monthOfInterest("2014-03", reporting, "2015-12", "2026-11-24")).toBe("2015-12");
		expect(monthOfInterest("", reporting, "2014-12", "2015-07-02")).toBe("2015-07");
		expect(monthOfInterest("", reporting, "2014-12", "2014-07-02")).toBe("2015-01");
	});
});

describe("the table", () => {
	it("goes county by county, with those that have no team", () => {
		const groups = groupByCounty(teams, [{ area: "410404", name: "石龙区" }], { area: "410400", areas: officialAreas });
		expect(groups.map((group) => [group.key, group.name, group.teams.length])).toEqual([
			["410400", null, 1],
			["410402", "新华区", 2],
			["410404", "石龙区", 0],
			["410423", "鲁山县", 2],
			["410425", "郏县", 1],
		]);
	});

	it("goes by what the list says lies below, towns where there are no counties, a county as one group", () => {
		const codes = ["888888", "110100001201", "110100002", "110000"];
		const here = codes.flatMap((area) => teams.slice(0, 1).map((entry) => ({ ...entry, area })));
		const keys = (area: string) => groupByCounty(here, [], { area, areas: lyingAreas }).map((group) => [group.key, group.name]);
		expect(keys("110000")).toEqual([
			["110000", null],
			["110100000000", "一区"],
			["999999", "开发区"],
		]);
		expect(keys("999999")).toEqual([["999999", "开发区"]]);
	});
});

describe("a reminder", () => {
	it("is due on the day set for it, or in three days when that has passed", () => {
		expect(suggestDue("2015-12", 5, "2015-12-20")).toBe("2016-01-05");
		expect(suggestDue("2015-01", 28, "2015-02-01")).toBe("2015-02-28");
		expect(suggestDue("2015-12", 5, "2016-01-05")).toBe("2016-01-08");
		expect(suggestDue("2015-12", 5, "2026-11-24")).toBe("2026-11-27");
	});

	it("calls each team by its name", () => {
		const text = zh.template("2015-12", "2016-01-05");
		expect(fillIn(text, zh.placeholder, "鲁山县“五老”队")).toMatch(
			/^鲁山县“五老”队：2015 年 12 月的普法活动还没有收到。请在 1 月 5 日前/,
		);
		expect(text.split(zh.placeholder)).toHaveLength(2);
		expect(en.template("2015-12", "2016-01-05")).toContain("December 2015");
	});

	it("goes to one team after the other; what failed can be tried again", async () => {
		const sendOne = vi.fn(async (id: string) => {
			if (id === "b") throw new Error("no network");
		});
		const told: [number, number][] = [];
		const outcome = await sendToEach(["a", "b", "c"], sendOne, new AbortController().signal, ({ done, failed }) =>
			told.push([done, failed.length]),
		);
		expect(outcome).toMatchObject({ done: 2, failed: ["b"] });
		expect(told).toEqual([
			[1, 0],
			[1, 1],
			[2, 1],
		]);
	});

	it("stops when it is told to", async () => {
		const stopping = new AbortController();
		const outcome = await sendToEach(
			["a", "b", "c"],
			async () => stopping.abort(),
			stopping.signal,
			() => undefined,
		);
		expect(outcome).toMatchObject({ done: 1, failed: ["b", "c"] });
	});

	it("for WeChat names all who owe", () => {
		const text = zh.wechat("2015-12", "2016-01-05", ["甲队", "乙队"]);
		expect(text).toContain("1. 甲队\n2. 乙队");
		expect(text).toContain("1 月 5 日前");
	});
});
