// Going back: the page stands as it was left, in its place, with its sections open.
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";

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

const top = () => desk.page.evaluate(() => Math.round(scrollY));

it("from a record to the list finds the place in the list", async () => {
	await desk.goto("/events?area=410400&from=2015-01&to=2015-12&basis=received");
	const link = desk.page.locator("tbody tr[data-id] a").nth(60);
	await link.scrollIntoViewIfNeeded();
	const before = await top();
	expect(before).toBeGreaterThan(1000);
	await link.click();
	await desk.page.waitForURL(/events\/[0-9a-f-]{36}/);
	await desk.settled();
	await desk.page.goBack();
	await expect.poll(top, { timeout: 15_000 }).toBe(before);
});

it("from the records of a number to the report finds the section open, and the others as they were", async () => {
	await desk.goto("/reports?area=410400&year=2015");
	const section = desk.page.locator("details:not([open])").first();
	const id = (await section.getAttribute("id")) ?? "";
	await section.locator("summary").first().click();
	const link = desk.page.locator(`details[id='${id}'] a[href*='/events']`).first();
	await link.scrollIntoViewIfNeeded();
	const before = await top();
	await link.click();
	await desk.page.getByRole("heading", { level: 1, name: "记录查询" }).waitFor();
	await desk.settled();
	await desk.page.goBack();
	await expect.poll(() => desk.page.locator(`details[id='${id}'][open]`).count(), { timeout: 15_000 }).toBe(1);
	await expect.poll(top, { timeout: 15_000 }).toBe(before);
	// The page of another address begins as ever.
	await desk.goto("/reports?area=410423&year=2015");
	expect(await desk.page.locator(`details[id='${id}'][open]`).count()).toBe(0);
});

it("the total of coverage is seen without scrolling, and targets of places are named beside organisers", async () => {
	await desk.goto("/coverage?area=410400&year=2015&attribution=team");
	const box = await desk.page.locator("[data-row='total']").boundingBox();
	expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(800);
	expect(await desk.page.locator("[data-test='targets-by-place']").innerText()).toContain("目标是按属地下达的");
	await desk.goto("/gaps?area=410400&year=2015&attribution=team");
	expect(await desk.page.locator("[data-test='targets-by-place']").count()).toBe(1);
	await desk.goto("/coverage?area=410400&year=2015&attribution=area");
	expect(await desk.page.locator("[data-test='targets-by-place']").count()).toBe(0);
});
