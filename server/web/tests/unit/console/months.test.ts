// @vitest-environment happy-dom
// Charts of a year: what goes into them and into the tables behind them.
import { describe, expect, it } from "vitest";
import { language } from "@/console/texts/language";
import { typeColours } from "@/console/utils/colours";
import { lineTotals, sum } from "@/console/figures/chart_table";
import {
	besideLastYear,
	byArea,
	byType,
	dwarfing,
	monthLink,
	yearLink,
	type Figures,
	type MonthsAnswer,
} from "@/console/pages/months/months";
import { axisNumber, shortNumber } from "@/console/figures/chart_options";

const figures = (sessions: number, reach = sessions * 100): Figures => ({ sessions, lectures: 0, reach, materials: 0 });
const month = (year: number, index: number, village: number, school: number) => ({
	month: `${year}-${String(index + 1).padStart(2, "0")}`,
	...figures(village + school),
	venue_types: { village: figures(village), school: figures(school) },
});
const answer: MonthsAnswer = {
	year: 2015,
	from: "2015-01",
	to: "2015-12",
	as_of: { time: "2016-01-05T01:00:00Z", seq: 1 },
	area: "410400",
	area_name: "平顶山市",
	basis: "received",
	attribution: "area",
	venue_types: [
		{ key: "village", name: "乡村" },
		{ key: "school", name: "学校" },
		{ key: "barracks", name: "军营" },
	],
	months: Array.from({ length: 12 }, (_, index) => month(2015, index, index, 2)),
	last_year: Array.from({ length: 12 }, (_, index) => month(2014, index, 1, 0)),
	areas: [
		{ area: "410423", name: "鲁山县", ...figures(50), last_year: figures(8) },
		{ area: "410425", name: "郏县", ...figures(40), last_year: figures(4) },
	],
	total: figures(90),
	last_year_total: figures(12),
};
const words = {
	month: (text: string) => `${Number(text.slice(5))} 月`,
	year: (text: string) => `${text} 年`,
	own: (name: string) => `${name}（本级）`,
	type: ({ name }: { name: string }) => name,
};

describe("what a chart shows", () => {
	it("adds up by venue type to the month and to the year", () => {
		const shown = byType(answer, "sessions", words);
		expect(shown.lines[0]).toEqual({ key: "2015-01", name: "1 月" });
		expect(shown.series.map(({ values }) => sum(values))).toEqual([66, 24, 0]);
		expect(lineTotals(shown)).toEqual(answer.months.map(({ sessions }) => sessions));
	});

	it("puts the year before beside the year", () => {
		const shown = besideLastYear(answer, "reach", words);
		expect(shown.series.map(({ name }) => name)).toEqual(["2014 年", "2015 年"]);
		expect(shown.series[1]?.values[11]).toBe(1300);
		expect(byArea(answer, "sessions", words).series.map(({ values }) => values)).toEqual([
			[8, 4],
			[50, 40],
		]);
	});
});

describe("one month that dwarfs the others", () => {
	it("is found, with its share", () => {
		expect(dwarfing([100, 120, 90, 0, 0, 0, 0, 0, 0, 0, 0, 9690])).toEqual({ index: 11, share: 97 });
	});

	it("is none among equals, nor where there are hardly any", () => {
		expect(dwarfing([100, 120, 90, 200, 300, 400])).toBeNull();
		expect(dwarfing([0, 0, 5000, 10])).toBeNull();
		expect(dwarfing(Array.from({ length: 12 }, () => 0))).toBeNull();
	});
});

it("gives each venue type a colour of its own, new ones too", () => {
	const keys = [
		"agency",
		"village",
		"community",
		"school",
		"enterprise",
		"institution",
		"scenic_area",
		"barracks",
		"other",
		"prison",
		"temple",
	];
	expect(new Set(typeColours(keys)).size).toBe(keys.length);
});

it("shortens large numbers on the axis", () => {
	expect([9999, 100_314, 99_999, 35_092, 6_754_321, 128_000_000].map(shortNumber)).toEqual([
		"9,999",
		"10万",
		"9.9万",
		"3.5万",
		"675.4万",
		"1.2亿",
	]);
	expect([0, 9999, 10_000, 25_000, 3_000_000, 120_000_000].map(axisNumber)).toEqual(["0", "9,999", "1万", "2.5万", "300万", "1.2亿"]);
	language.value = "en";
	expect([9999, 100_314, 35_092, 6_754_321].map(shortNumber)).toEqual(["9,999", "100.3k", "35k", "6.7M"]);
	expect([0, 9999, 25_000, 3_000_000].map(axisNumber)).toEqual(["0", "9,999", "25k", "3M"]);
	language.value = "zh";
});

it("opens exactly the events behind a bar", () => {
	const where = { area: "410423", basis: "verified" as const, attribution: "area" as const, measure: "lectures" as const };
	expect(monthLink(where, "2015-03", "school")).toEqual({
		path: "/events",
		query: { area: "410423", basis: "verified", has: "lectures", venue_type: "school", from: "2015-03", to: "2015-03" },
	});
	expect(yearLink({ ...where, attribution: "team", measure: "reach", exact: true }, "2014")).toEqual({
		path: "/events",
		query: { area: "410423", exact: "true", basis: "verified", attribution: "team", from: "2014-01", to: "2014-12" },
	});
});
