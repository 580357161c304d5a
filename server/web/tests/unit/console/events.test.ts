// @vitest-environment happy-dom
// The filter of a list of events: from the address, to the server, in words.
import { beforeEach, describe, expect, it } from "vitest";
import vocabulary from "../../../../../schema/vocabulary.json";
import { AreaIndex } from "@/common/areas";
import type { Reference } from "@/common/reference";
import { eventsLink, type EventFilter } from "@/console/utils/links";
import { areas, reference } from "@/console/composables/names";
import { chipsOf, filterNames, filterOf, listQuery, periodText, questionOf, titleOf, yearOf } from "@/console/records/event_filter";
import { figuresOf, sumsText } from "@/console/pages/events/figure";
import { placeOf, rememberPage } from "@/console/records/event_sequence";
import { t } from "@/console/texts";
import type { EventState } from "@/console/api/types";

beforeEach(() => {
	reference.value = {
		etag: "",
		entityTag: "",
		vocabulary,
		venues: [{ id: "v1", venue_type: "school", area: "410423", name: "鲁山一高", valid_from: null, valid_to: null }],
		teams: [{ id: "t1", name: "鲁山队", area: "410423", members: [] }],
	} as unknown as Reference;
	const row = (code: string, name: string, parent: string | null) => ({ code, name, level: "", parent, valid_to: null, successor: null });
	areas.value = new AreaIndex([row("410400", "平顶山市", null), row("410423", "鲁山县", "410400"), row("410423102", "下汤镇", "410423")]);
});

describe("the filter", () => {
	it("takes everything that a link from a number can name", () => {
		const filter: Required<Omit<EventFilter, "year">> = {
			area: "410423",
			exact: true,
			from: "2015-01",
			to: "2015-12",
			basis: "verified",
			attribution: "team",
			venue_type: "village",
			place_type: "school",
			venue: "v1",
			kind: "session",
			team: "t1",
			state: "verified,submitted",
			topic: "constitution",
			campaign: "womens_day",
			item: "leaflet",
			audience: "women",
			has: "materials",
			source: "phone",
			warning: "none",
			text: "宪法",
		};
		const link = eventsLink(filter) as { query: Record<string, string> };
		expect(Object.keys(filterOf(link.query)).sort()).toEqual(filterNames.filter((name) => name !== "year").sort());
		expect(questionOf(filterOf(link.query))).toEqual({ ...filter, exact: "true" });
		// Each but the default attribution is shown, and can be taken away.
		const chips = chipsOf(filterOf(link.query), "410400");
		expect(chips.flatMap((chip) => chip.names).sort()).toEqual([...filterNames].sort());
		expect(chips.every((chip) => chip.text !== "" && !/^[a-z_]+$/.test(chip.text))).toBe(true);
	});

	it("keeps an empty topic, which asks for events that name none, and drops what is empty elsewhere", () => {
		expect(filterOf({ topic: "", venue_type: "", unrelated: "x" })).toEqual({ topic: "" });
	});

	it("turns a year into its months, and months of a year into the year", () => {
		expect(questionOf({ year: "2015" })).toEqual({ from: "2015-01", to: "2015-12" });
		expect(yearOf({ from: "2015-01", to: "2015-12" })).toBe("2015");
		expect(yearOf({ from: "2014-07", to: "2015-06" })).toBe("");
		expect(filterOf({ year: "2014", from: "2015-01", to: "2015-03" })).toEqual({ from: "2015-01", to: "2015-03" });
		expect([
			periodText({ year: "2015" }),
			periodText({ from: "2015-03", to: "2015-03" }),
			periodText({ from: "2014-07", to: "2015-06" }),
		]).toEqual(["2015 年", "2015 年 3 月", "2014 年 7 月 至 2015 年 6 月"]);
	});

	it("says what is listed", () => {
		const filter = filterOf({
			area: "410423",
			from: "2015-01",
			to: "2015-12",
			venue_type: "village",
			kind: "session",
			basis: "received",
		});
		expect(titleOf(filter, "410400")).toBe("鲁山县 2015 年 乡村 场次：计入的记录（含待核实）");
		expect(titleOf({ state: "returned" }, "410423")).toBe("鲁山县：退回补正的记录");
		expect(titleOf({}, "410400")).toBe("平顶山市：全部记录");
	});

	it("names one's own area only where it is looked at exactly", () => {
		expect(chipsOf({ area: "410423" }, "410423")).toEqual([]);
		expect(chipsOf({ area: "410423", exact: "true" }, "410423").map((chip) => chip.names[0])).toEqual(["area", "exact"]);
	});
});

describe("the events before and after", () => {
	const page = (ids: string[], next: string | null) => ({ events: ids.map((id) => ({ id })) as EventState[], next });
	const query = { area: "410423", state: "submitted" };

	it("are those of the list as it was shown, across its pages", async () => {
		rememberPage(query, page(["a", "b"], "p2"));
		rememberPage({ ...query, after: "p2" }, page(["c"], null));
		expect(await placeOf("a", query)).toMatchObject({ previous: null, next: { id: "b" } });
		expect(await placeOf("b", query)).toMatchObject({ previous: { id: "a" }, next: { id: "c", query: { after: "p2" } } });
		expect(await placeOf("c", { ...query, after: "p2" })).toMatchObject({
			previous: { id: "b", query: { area: "410423" } },
			next: null,
		});
	});

	it("are none without a list", async () => {
		expect(await placeOf("a", {})).toEqual({ previous: null, next: null });
	});

	it("carry only what belongs to the list", () => {
		expect(listQuery({ area: "410423", after: "p2", event: "x", tab: "all" })).toEqual({ area: "410423", after: "p2" });
	});
});

describe("the figure of a list", () => {
	it("is the one that it was opened from, beside the people reached", () => {
		expect(figuresOf({ has: "materials" })).toEqual(["materials", "reach"]);
		expect(figuresOf({ has: "reach_women" })).toEqual(["reach_women", "reach"]);
		expect(figuresOf({ kind: "session" })).toEqual(["sessions", "reach"]);
		expect(figuresOf({ item: "leaflet" })).toEqual(["copies", "reach"]);
		expect(figuresOf({ audience: "women", has: "lectures" })).toEqual(["audience_lectures", "attendance", "reach"]);
		expect(figuresOf({})).toEqual(["reach"]);
	});

	it("has its sum in words, and says when it is not of all", () => {
		const sums = { listed: 5, sums: { materials: 1500, reach: 20 }, isWhole: true };
		expect(sumsText(sums, ["materials", "reach"], t.value)).toBe("共 5 条；宣传资料份数合计 1,500、受教育群众人次合计 20");
		expect(sumsText({ ...sums, isWhole: false }, ["reach"], t.value)).toContain("先加了最近的 5 条");
	});

	it("keeps its order where one goes on to the next record, and not a page of another order", () => {
		expect(listQuery({ area: "410423", sort: "reach", after: "100", other: "x" })).toEqual({
			area: "410423",
			sort: "reach",
			after: "100",
		});
	});
});
