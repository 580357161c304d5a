// The list of gaps and of places: what is said of the teams, and places by township.
import { describe, expect, it } from "vitest";
import { heardText } from "@/console/pages/gaps/heard";
import { groupPlaces, levels, oneOf, type Place } from "@/console/pages/gaps/model";
import { officialAreas } from "../support/areas";
import { en, zh } from "@/console/texts/gaps";
import * as words from "@/console/texts/words";

describe("whether teams have been heard from", () => {
	it("is said in one sentence", () => {
		const day = "2015-11-03T02:00:00Z";
		expect(heardText({ teams: 5, silent_teams: 0, data_as_of: day }, 2015, zh)).toBe("讲师团都有联系");
		expect(heardText({ teams: 5, silent_teams: 1, data_as_of: day }, 2015, zh)).toBe("有 1 支队伍自 11 月 3 日起未联系上");
		expect(heardText({ teams: 5, silent_teams: 2, data_as_of: day }, 2015, zh)).toContain("有 2 支队伍未联系上，最久的自 11 月 3 日起");
		expect(heardText({ teams: 5, silent_teams: 1, data_as_of: "2015-12-31T17:00:00Z" }, 2015, zh)).toContain("2016 年 1 月 1 日");
		expect(heardText({ teams: 5, silent_teams: 1, data_as_of: null }, 2015, zh)).toContain("从未联系过");
		expect(heardText({ teams: 0, silent_teams: 0, data_as_of: null }, 2015, zh)).toBe("没有驻在这里的队伍");
		expect(heardText({ teams: 5, silent_teams: 1, data_as_of: day }, 2015, en)).toBe("1 team not heard from since 2015-11-03");
	});
});

describe("places", () => {
	const place = (area: string, township: string | null, name: string): Place => ({
		area,
		venue: null,
		name,
		venue_type: "village",
		township,
		county: "鲁山县",
		visits: 0,
		in_use: true,
	});

	it("stand by township, in the order they came", () => {
		const groups = groupPlaces(
			[
				place("410423", null, "县看守所"),
				place("410423101202", "下汤镇", "甲村"),
				place("410423101203", "下汤镇", "乙村"),
				place("410423102201", "梁洼镇", "丙村"),
			],
			officialAreas,
		);
		expect(groups.map((group) => [group.area, group.township, group.places.map((entry) => entry.name)])).toEqual([
			["410423", null, ["县看守所"]],
			["410423101", "下汤镇", ["甲村", "乙村"]],
			["410423102", "梁洼镇", ["丙村"]],
		]);
	});
});

it("takes what an address says only when there is such a choice", () => {
	expect([oneOf(levels, "county", "all"), oneOf(levels, "village", "all"), oneOf(levels, ["county"], "all")]).toEqual([
		"county",
		"all",
		"all",
	]);
});

it("explains every word in both languages", () => {
	for (const [key, term] of Object.entries(words.zh.terms)) {
		expect(term.text, key).toMatch(/。$/);
		expect(words.en.terms[key as keyof typeof words.en.terms].text, key).toMatch(/\.$/);
	}
});
