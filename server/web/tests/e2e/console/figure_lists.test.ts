// A number of the report and the list behind it: its column, its sum, its order, its file.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";

let server: TestServer;
let desk: Desk;
let totals: Record<string, number>;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	totals = (await server.as("admin", "GET", "/report?area=410423&year=2015")).body.totals;
	desk = await Desk.open(server, "lushan");
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const numberIn = (text: string) => Number(text.replaceAll(",", ""));
const columnOf = async (figure: string) => (await desk.page.locator(`tbody td[data-figure="${figure}"]`).allInnerTexts()).map(numberIn);

it("every number of the report opens a list whose column adds up to it", async () => {
	for (const figure of ["eight_entry_sessions", "women_children_lectures", "reach_women", "reach_estimated", "materials"]) {
		await desk.goto("/reports?area=410423&year=2015");
		const link = desk.page.locator(`[data-table='comparison'] [data-key='${figure}'] [data-column='now'] a`);
		const href = (await link.getAttribute("href")) ?? "";
		expect(numberIn((await link.textContent()) ?? ""), figure).toBe(totals[figure]);
		await desk.goto(href.slice(1));
		const shown = await columnOf(figure);
		expect(shown.length, figure).toBeGreaterThan(0);
		expect(
			shown.reduce((sum, value) => sum + value, 0),
			figure,
		).toBe(totals[figure]);
		expect(await desk.page.locator("[data-test='sums']").innerText(), figure).toContain(totals[figure]?.toLocaleString("zh-CN"));
	}
});

it("the numbers of the published sentence are links", async () => {
	await desk.goto("/reports?area=410423&year=2015");
	const links = await desk.page
		.locator("[data-test='paragraph'] a")
		.evaluateAll((found) => found.map((link) => [(link as HTMLElement).dataset.figure ?? "", link.getAttribute("href") ?? ""]));
	expect(links.map(([figure]) => figure)).toEqual(["sessions", "materials", "reach", "women_children_lectures"]);
	expect(links[1]?.[1]).toContain("has=materials");
});

it("what the figures do not hold yet opens what it counts", async () => {
	await desk.goto("/reports?area=410423&year=2015");
	const link = desk.page.locator("[data-test='quality'] [data-waiting='submitted']");
	const count = numberIn(/\d[\d,]*/.exec(await link.innerText())?.[0] ?? "");
	expect(count).toBe((await server.as("admin", "GET", "/statistics?area=410423&year=2015")).body.states.submitted);
	await link.click();
	await desk.page.waitForURL(/\/events\?/);
	await desk.settled();
	expect(await desk.page.locator("tbody tr[data-id]").count()).toBe(count);
});

it("a list can be put in the order of its figure, page by page, and goes into a file whole", async () => {
	await desk.goto("/events?area=410423&from=2015-01&to=2015-12&basis=received&has=materials");
	await desk.page.locator("th[data-figure='materials'] button").click();
	await desk.page.waitForURL(/sort=materials/);
	await desk.settled();
	const sorted = await columnOf("materials");
	expect(sorted).toEqual(sorted.toSorted((left, right) => right - left));
	expect(sorted[0]).toBeGreaterThan(sorted[sorted.length - 1] ?? 0);
	await desk.page.locator("[data-test='export']").click();
	const [download] = await Promise.all([desk.page.waitForEvent("download"), desk.page.locator("[data-test='csv']").click()]);
	const lines = readFileSync(await download.path(), "utf8")
		.trim()
		.split("\r\n");
	expect(lines.length).toBe(sorted.length + 1);
	expect(download.suggestedFilename()).toMatch(/^活动记录-\d{4}-\d{2}-\d{2}\.csv$/);
});
