// What the coordinator of 鲁山县 comes to the console for, from its first page and through its menu, nothing typed: which
// kinds of venue are behind target, which villages were not visited, which teams have not reported, which events look
// double. Each answer on the screen is compared with one worked out from the records.
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply } from "../support/server";

let server: TestServer;
let desk: Desk;
let records: Reply["body"][] = []; // of 2015 that count, in the county

const countedStates = ["submitted", "verified", "void_requested"];

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	let after = "";
	do {
		const page = (await server.as("lushan", "GET", `/events?area=410423&from=2015-01&to=2015-12&limit=500${after}`)).body;
		records.push(...page.events);
		after = page.next ? `&after=${encodeURIComponent(page.next)}` : "";
	} while (after !== "");
	records = records.filter((record) => countedStates.includes(record.review.state));
	desk = await Desk.open(server, "lushan");
	await desk.goto("/");
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

async function choose(page: string): Promise<void> {
	await desk.page.locator("#menu").getByRole("link", { name: page }).click();
	await desk.page.getByRole("heading", { level: 1, name: page }).waitFor();
	await desk.settled();
}

it("which venue types are behind target", async () => {
	await choose("薄弱点清单");
	const targets = (await server.as("lushan", "GET", "/targets?year=2015")).body as Reply["body"][];
	const behind = targets
		.filter((target) => target.area === "410423" && target.metric === "sessions" && target.venue_type)
		.filter(
			(target) =>
				records.filter(({ event }) => event.kind === "session" && event.venue_type === target.venue_type).length < target.value,
		)
		.map((target) => target.venue_type as string);
	const shown = await desk.page
		.locator("[data-gap^='410423/']")
		.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.gap?.slice(7) ?? ""));
	expect(shown.toSorted()).toEqual(behind.toSorted());
	expect(behind.length).toBeGreaterThan(0);
});

it("which villages were not visited this year", async () => {
	await choose("村居与场所");
	const places = (await server.as("lushan", "GET", "/areas")).body.areas.filter(
		(area: { code: string; valid_to: string | null }) =>
			area.code.startsWith("410423") && area.code.length === 12 && area.valid_to === null,
	);
	const visited = new Set(
		records
			.filter(({ event }) => ["village", "community"].includes(event.venue_type) && event.area.length === 12)
			.map(({ event }) => event.area as string),
	);
	const missing: string[] = places.map((area: { code: string }) => area.code).filter((code: string) => !visited.has(code));
	const shown: string[] = [];
	for (;;) {
		shown.push(
			...(await desk.page.locator("[data-place]").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.place ?? ""))),
		);
		const next = desk.page.locator("[data-test='next-page']");
		if ((await next.count()) === 0) break;
		const before = desk.page.url();
		await next.click();
		await desk.page.waitForURL((url) => url.href !== before);
		await desk.settled();
	}
	expect(shown.toSorted()).toEqual(missing.toSorted());
});

it("which teams have not reported in the month", async () => {
	await choose("报送情况");
	const teams = (await server.as("lushan", "GET", "/teams")).body.teams as { id: string }[];
	const all: Reply["body"][] = [];
	for (const team of teams)
		all.push(...(await server.as("admin", "GET", `/events?team=${team.id}&from=2015-12&to=2015-12&limit=500`)).body.events);
	const silent = teams.map((team) => team.id).filter((id) => !all.some((record) => record.team === id));
	const owes = await desk.page
		.locator("[data-test='owes-card'] [data-team]")
		.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.team ?? ""));
	const nil = await desk.page.locator("[data-test='year-table'] [data-month='2015-12'][data-status='nil']").count();
	expect(owes.length + nil).toBe(silent.length);
	expect(owes.every((id) => silent.includes(id))).toBe(true);
	expect(owes.length).toBeGreaterThan(0);
});

it("which events look double", async () => {
	const { pairs } = (await server.as("lushan", "GET", "/look_alikes")).body;
	await desk.page.reload();
	await choose("疑似重复");
	await desk.page.locator("[data-pair]").first().waitFor();
	const shown = await desk.page
		.locator("[data-pair]")
		.evaluateAll((rows) => [...new Set(rows.map((row) => (row as HTMLElement).dataset.pair ?? ""))]);
	expect(shown.toSorted()).toEqual(pairs.map((pair: { id: string }) => pair.id).toSorted());
});
