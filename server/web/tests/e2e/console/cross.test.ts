// Cross tables and figures by stretches of time, against statistics; each number opens its records.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";
import { everyEvent } from "./coverage_recount";

let server: TestServer;
let desk: Desk;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	desk = await Desk.open(server, "pingdingshan");
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const cell = (row: string, column: string) => desk.page.locator(`[data-test='cross'] [data-row='${row}'] [data-column='${column}']`);
const numberIn = async (row: string, column: string) =>
	Number((await cell(row, column).locator("a, span").first().innerText()).replaceAll(",", ""));

it("five years fixture year by year with every figure, its trend and what changed", async () => {
	await desk.goto("/cross?area=410400&from=2011-01&to=2015-12");
	for (const year of ["2011", "2013", "2015"]) {
		const { totals } = (await server.as("admin", "GET", `/statistics?area=410400&year=${year}`)).body;
		for (const figure of ["sessions", "reach", "materials", "women_children_lectures"])
			expect(await numberIn(year, figure), `${year} ${figure}`).toBe(totals[figure]);
	}
	const whole = (await server.as("admin", "GET", "/statistics?area=410400&from=2011-01&to=2015-12")).body.totals;
	expect(await numberIn("total", "reach")).toBe(whole.reach);
	const [before, now] = [await numberIn("2014", "sessions"), await numberIn("2015", "sessions")];
	const change = Math.round(((now - before) * 1000) / before) / 10;
	expect(await cell("2015", "sessions").locator("[data-test='change']").innerText()).toBe(`${change > 0 ? "+" : ""}${change}%`);
	await desk.page.locator(".trend canvas").waitFor();
	await desk.page.locator("[data-test='by-quarter']").click();
	await desk.page.waitForURL(/rows=quarter/);
	await desk.settled();
	expect(await desk.page.locator("[data-test='cross'] tbody tr").count()).toBe(21);
});

it("two things are crossed, swapped, and each number opens exactly its records", async () => {
	await desk.goto("/cross?area=410400&from=2015-01-01&to=2015-11-20&rows=area&columns=quarter&measure=sessions");
	const { by, totals } = (await server.as("admin", "GET", "/statistics?area=410400&from=2015-01-01&to=2015-11-20")).body;
	for (const row of by.area) if (row.sessions > 0) expect(await numberIn(row.key, "total")).toBe(row.sessions);
	expect(await numberIn("total", "total")).toBe(totals.sessions);
	const link = cell("410423", "2015-Q4").locator("a");
	const count = await numberIn("410423", "2015-Q4");
	const href = (await link.getAttribute("href")) ?? "";
	expect((await everyEvent(server, href.split("?")[1] ?? "", "pingdingshan")).length).toBe(count);
	await desk.page.locator("[data-test='swap']").click();
	await desk.page.waitForURL(/rows=quarter/);
	await desk.settled();
	expect(await numberIn("2015-Q4", "410423")).toBe(count);
	const [download] = await Promise.all([desk.page.waitForEvent("download"), desk.page.locator("[data-test='xlsx']").click()]);
	expect(
		readFileSync(await download.path())
			.subarray(0, 2)
			.toString(),
	).toBe("PK");
	// A colleague's link shows the same; those who may not read records see numbers without links.
	const guest = await Desk.open(server, "guest");
	await guest.page.goto(desk.page.url());
	await guest.page.locator("[data-test='cross']").waitFor();
	expect(await guest.page.locator("[data-test='cross'] a").count()).toBe(0);
	await guest.close();
});
