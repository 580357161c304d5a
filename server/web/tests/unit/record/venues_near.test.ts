import { expect, it } from "vitest";
import { venuesNear } from "@/common/records/venues_near";
import { lyingAreas, officialAreas } from "../support/areas";

const venue = (name: string, area: string, change = {}) => ({
	id: name,
	venue_type: "school",
	area,
	name,
	valid_from: null,
	valid_to: null,
	...change,
});

it("are those of the type in the township, the nearest first, in use on the day", () => {
	const venues = [
		venue("乡中", "410423102"),
		venue("村小", "410423102201"),
		venue("县一中", "410423"),
		venue("别乡", "410423101"),
		venue("关了", "410423102", { valid_to: "2014-01-01" }),
		venue("景点", "410423102", { venue_type: "scenic_area" }),
	];
	const near = (area: string | undefined) =>
		venuesNear(venues, { type: "school", area, day: "2015-12-09", areas: officialAreas }).map((entry) => entry.name);
	expect(near("410423102201")).toEqual(["村小", "县一中", "乡中"]);
	expect(near("410423")).toHaveLength(4);
	expect(near(undefined)).toEqual([]);
});

it("are near by the list of areas, not by what their codes begin with", () => {
	const venues = [venue("镇中", "110100001"), venue("区中", "999999"), venue("邻镇", "110100002"), venue("村小", "888888")];
	const near = (area: string, areas: typeof lyingAreas | null = lyingAreas) =>
		venuesNear(venues, { type: "school", area, day: "2015-12-09", areas }).map((entry) => entry.name);
	expect(near("110100001201")).toEqual(["区中", "镇中"]);
	expect(near("888888")).toEqual(["村小", "区中", "镇中"]); // no township: all of the zone
	expect(near("999999", null)).toEqual(["区中"]);
});
