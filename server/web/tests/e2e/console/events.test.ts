// The list of records: every filter of the address, recounted from the whole list; chips, pages, live additions.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventState } from "@/console/api/types";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type User } from "../support/server";
import { FieldPhone, record, today, townships } from "./review_support";

let server: TestServer;
let all: EventState[]; // every record of the county but void ones

async function everything(user: User, query: string): Promise<EventState[]> {
	const events: EventState[] = [];
	let after = "";
	for (;;) {
		const page = (await server.as(user, "GET", `/events?limit=1000&${query}${after ? `&after=${after}` : ""}`)).body;
		events.push(...page.events);
		if (page.next === null) return events;
		after = page.next;
	}
}

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	all = await everything("lushan", "area=410423");
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const ids = (desk: Desk) => desk.page.locator("tbody tr[data-id]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-id")));

// Leafs through to the end.
async function shownIds(desk: Desk): Promise<string[]> {
	const found: string[] = [];
	for (;;) {
		const page = (await ids(desk)).map(String);
		found.push(...page);
		const next = desk.page.locator("[data-test='next-page']");
		if ((await next.count()) === 0) return found;
		await next.click();
		await desk.page.waitForFunction(
			(before) => document.querySelector("tbody tr[data-id]")?.getAttribute("data-id") !== before,
			page[0],
		);
		await desk.settled();
	}
}

type Test = (event: EventState) => boolean;
const counted = ["submitted", "verified", "void_requested"];
const of =
	(year: string): Test =>
	(event) =>
		event.event?.occurred_on.startsWith(year) ?? false;

// A joint record adds what was ticked; one that counts adds all of it.
const adds = (event: EventState, what: "materials" | "lectures" | "consultations") =>
	counted.includes(event.review.state) || (event.review.state === "joint" && (event.review.adds ?? []).includes(what));

const filters: [string, Test][] = [
	["venue_type=school", (event) => event.event?.venue_type === "school"],
	["from=2015-01&to=2015-12&basis=received", (event) => of("2015")(event) && counted.includes(event.review.state)],
	["from=2014-01&to=2014-12&basis=verified", (event) => of("2014")(event) && ["verified", "void_requested"].includes(event.review.state)],
	["year=2013", of("2013")],
	["state=duplicate,joint", (event) => ["duplicate", "joint"].includes(event.review.state)],
	[
		"kind=session&venue_type=village&from=2015-03&to=2015-03",
		(event) => event.event?.kind === "session" && event.event.venue_type === "village" && event.event.occurred_on.startsWith("2015-03"),
	],
	["topic=constitution&year=2015", (event) => of("2015")(event) && (event.event?.topics?.includes("constitution") ?? false)],
	["item=banner", (event) => event.event?.materials?.some((row) => row.item === "banner") ?? false],
	["warning=unusual_reach", (event) => event.warnings.includes("unusual_reach")],
	["warning=none&year=2012", (event) => of("2012")(event) && event.warnings.length === 0],
	[
		"campaign=constitution_week&year=2014",
		(event) => of("2014")(event) && (event.event?.campaigns?.includes("constitution_week") ?? false),
	],
	[
		"audience=women&year=2014&basis=received",
		(event) => of("2014")(event) && adds(event, "lectures") && (event.event?.lectures ?? []).some((row) => row.audience === "women"),
	],
	[
		"has=lectures&year=2015&basis=received",
		(event) => of("2015")(event) && adds(event, "lectures") && (event.event?.lectures ?? []).length > 0,
	],
	[
		"has=consultations&year=2013&basis=received",
		(event) => of("2013")(event) && adds(event, "consultations") && (event.event?.consultations ?? 0) > 0,
	],
	["area=410423102&exact=true", (event) => event.event?.area === "410423102"],
	["source=phone&year=2011", (event) => of("2011")(event) && event.source === "phone"],
];

describe("the list", () => {
	it("holds exactly the records that each filter names", async () => {
		const desk = await Desk.open(server, "lushan");
		for (const [query, fits] of filters) {
			await desk.goto(`/events?${query.startsWith("area=") ? "" : "area=410423&"}${query}`);
			const expected = all.filter(fits).map((event) => event.id);
			expect([query, (await shownIds(desk)).sort()]).toEqual([query, expected.sort()]);
		}
		await desk.close();
	});

	it("holds the visits behind the places visited, and what the county's own teams did", async () => {
		const desk = await Desk.open(server, "lushan");
		const coverage = (await server.as("lushan", "GET", "/coverage?year=2015&area=410423")).body;
		const byId = new Map(all.map((event) => [event.id, event.event]));
		for (const [type, place] of [
			["village", "area"],
			["school", "venue_id"],
		] as const) {
			await desk.goto(`/events?area=410423&from=2015-01&to=2015-12&basis=received&place_type=${type}`);
			const places = new Set((await shownIds(desk)).map((id) => byId.get(id)?.[place]));
			expect([type, places.size]).toEqual([
				type,
				coverage.total.cells?.[type]?.places_visited ?? coverage.total[type].places_visited,
			]);
		}
		await desk.goto("/events?area=410423&from=2014-01&to=2014-12&basis=received&attribution=team&kind=session");
		const figures = (await server.as("lushan", "GET", "/statistics?from=2014-01&to=2014-12&area=410423&attribution=team")).body.totals;
		expect((await shownIds(desk)).length).toBe(figures.sessions);
		await desk.close();
	});

	it("shows of each record what it says", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/events?area=410423&from=2015-12&to=2015-12");
		const listed = all.filter(of("2015-12"));
		expect(listed.length).toBeGreaterThan(3);
		for (const event of listed) {
			const row = desk.page.locator(`tr[data-id='${event.id}']`);
			const cells = await row.locator("td").allInnerTexts();
			expect(cells[0]).toBe(event.event?.occurred_on);
			expect(cells[1]).toBe(event.event?.title);
			expect(cells[3]).toContain(event.event?.place ?? "");
			expect(Number(cells[5]?.replaceAll(",", ""))).toBe(event.event?.reach.total);
			expect(await row.locator("[data-review-state]").getAttribute("data-review-state")).toBe(event.review.state);
			expect(await row.locator("[data-warning]").evaluateAll((tags) => tags.map((tag) => tag.getAttribute("data-warning")))).toEqual(
				event.warnings,
			);
		}
		await desk.close();
	});

	it("says what it lists, and each condition can be taken away", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.goto("/events?area=410423&from=2015-01&to=2015-12&venue_type=village&kind=session&basis=received");
		const title = desk.page.locator("[data-test='listed']");
		expect(await title.innerText()).toBe("鲁山县 2015 年 乡村 场次：计入的记录（含待核实）");
		await desk.page.locator("[data-chip='venue_type'] button").click();
		await title
			.getByText("鲁山县 2015 年 场次：计入的记录（含待核实）")
			.or(title.filter({ hasText: /^鲁山县 2015 年 场次/ }))
			.first()
			.waitFor();
		expect(desk.page.url()).not.toContain("venue_type");
		await desk.page.locator("[data-chip='year'] button").click();
		await title.filter({ hasText: /^鲁山县 场次/ }).waitFor();
		expect(desk.page.url()).not.toContain("from=");
		await desk.page.goBack();
		await title.filter({ hasText: /^鲁山县 2015 年 场次/ }).waitFor();
		await desk.page.locator("[data-test='clear-filter']").click();
		await title.filter({ hasText: "平顶山市：全部记录" }).waitFor();
		await desk.close();
	});

	it("finds words, and keeps the search in the address", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/events?area=410423&year=2015");
		await desk.page.getByLabel("名称、地点、人名、备注").fill("农家书屋");
		await desk.page.keyboard.press("Enter");
		await desk.page.locator("[data-chip='text']").waitFor();
		await desk.settled();
		expect(decodeURIComponent(desk.page.url())).toContain("text=农家书屋");
		const expected = (await everything("lushan", `area=410423&from=2015-01&to=2015-12&text=${encodeURIComponent("农家书屋")}`)).map(
			(event) => event.id,
		);
		expect(expected.length).toBeGreaterThan(0);
		await desk.page.waitForFunction((count) => document.querySelectorAll("tbody tr[data-id]").length === count, expected.length);
		expect(await ids(desk)).toEqual(expected);
		await desk.close();
	});

	it("takes in what arrives while one looks", async () => {
		const phone = await FieldPhone.enrol(server, "后到的讲师团");
		const [place] = await townships(server);
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/events?area=${place?.code}&from=${today}&to=${today}`);
		await desk.page.locator("[data-state='empty']").waitFor();
		await desk.page.locator("[data-live='live']").waitFor();
		const sent = await phone.push(record(place?.villages[0] ?? ""));
		await desk.page.locator(`tr[data-id='${sent.id}']`).waitFor();
		await desk.close();
	});

	it("is cards on a phone, no wider than it", async () => {
		const desk = await Desk.open(server, "lushan", { width: 390, height: 800 });
		await desk.goto("/events?area=410423&from=2015-12&to=2015-12");
		expect(await desk.page.locator("table").count()).toBe(0);
		expect(await desk.page.locator("a[data-id]").count()).toBe(all.filter(of("2015-12")).length);
		expect(await desk.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
		await desk.close();
	});
});
