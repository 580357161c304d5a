// The audit log: what was done stands there in words, is found by its filters, and is shown only to whom it concerns.
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply, type User } from "../support/server";

let server: TestServer;
let desk: Desk;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	await server.as("lushan", "PUT", "/targets?year=2016", [{ area: "410423", venue_type: "school", metric: "sessions", value: 8 }]);
	await server.as("pingdingshan", "PUT", "/targets?year=2016", [{ area: "410425", venue_type: "school", metric: "sessions", value: 9 }]);
	await server.as("admin", "PATCH", "/settings", { report_due_day: 8 });
	await server.as("admin", "POST", "/venues", { venue_type: "school", area: "410423", name: "日志小学", valid_from: "2015-01-01" });
});

afterEach(() => desk.close());

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

async function open(user: User, path: string): Promise<void> {
	desk = await Desk.open(server, user);
	await desk.goto(path);
}

const numbers = () =>
	desk.page.locator("tr[data-number]").evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-number"))));
const log = async (user: User, query: string): Promise<number[]> =>
	(await server.as(user, "GET", `/audit?limit=100&${query}`)).body.rows.map((row: Reply["body"]) => row.number);

it("says in words what was done, by whom and to what", async () => {
	await open("admin", "/audit");
	await desk.page.locator("tr[data-action='change_settings']", { hasText: "月报截止日：5 → 8" }).waitFor();
	await desk.page.locator("tr[data-action='make_venue']", { hasText: "日志小学" }).waitFor();
	await desk.page
		.locator("tr[data-action='set_target']", { hasText: "鲁山县" })
		.filter({ hasText: "lushan" })
		.filter({ hasText: "数值：8" })
		.waitFor();
	// Every kind of action has its words.
	const actions = await desk.page
		.locator("tr[data-action]")
		.evaluateAll((rows) => rows.map((row) => [row.getAttribute("data-action"), row.querySelectorAll("td")[2]?.textContent?.trim()]));
	for (const [name, text] of actions) expect(text).not.toBe(name);
});

it("is filtered by person, action and days, in the address", async () => {
	await open("admin", "/audit");
	await desk.page.locator("[data-test='actor']").fill("lushan");
	await desk.page.keyboard.press("Enter");
	await desk.page.waitForURL(/actor=lushan/);
	await expect.poll(numbers).toEqual(await log("admin", "actor=lushan"));
	await desk.goto("/audit?action=set_target&actor=pingdingshan");
	expect(await numbers()).toEqual(await log("admin", "action=set_target&actor=pingdingshan"));
	expect((await numbers()).length).toBe(1);
	await desk.goto("/audit?from=2000-01-01&to=2000-12-31");
	await desk.page.locator("[data-state='empty']").waitFor();
});

it("shows a county its own, and a viewer nothing", async () => {
	await open("lushan", "/audit");
	expect(await numbers()).toEqual(await log("lushan", ""));
	expect(await desk.page.locator("tr", { hasText: "郏县" }).count()).toBe(0);
	await desk.close();
	await open("guest", "/coverage");
	await desk.page.goto(`${server.url}/console/#/audit`);
	await desk.page.locator("[data-state='forbidden']").waitFor();
});

it("fits a narrow screen and speaks English", async () => {
	desk = await Desk.open(server, "admin", { width: 390, height: 800, language: "en" });
	await desk.goto("/audit");
	expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	await desk.page.locator("tr[data-action='set_target']", { hasText: "set a target" }).first().waitFor();
});
