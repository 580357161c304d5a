// Dialogs of targets, venues and settings, and views that need a press or an address of their own: they fit a narrow screen,
// and axe finds no breach of WCAG AA in them.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { closeBrowser, Desk } from "../support/desk";
import { breaches, picture, still, wide } from "../support/looks";
import { TestServer } from "../support/server";

let server: TestServer;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	await server.as("admin", "PUT", "/targets?year=2015", [
		{ area: "410423", venue_type: "school", metric: "sessions", value: 12, from: "2015-07-01", document_no: "平普法〔2015〕12号" },
	]);
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const press = (selector: string) => async (page: Page) => page.locator(selector).first().click();

const views: [name: string, path: string, open: (page: Page) => Promise<void>][] = [
	["targets-progress", "/targets?area=410423&year=2015&view=progress", async () => undefined],
	["targets-teams", "/targets?area=410423&year=2015&by=team", async () => undefined],
	["targets-history", "/targets?area=410423&year=2015", press(".corner-mark")],
	["targets-copy", "/targets?area=410423&year=2016", press("[data-test='copy-year']")],
	["targets-import", "/targets?area=410423&year=2016", press("[data-test='import']")],
	[
		"targets-save",
		"/targets?area=410423&year=2016",
		async (page) => {
			await page.locator("td[data-row='1'][data-column='1']").click();
			await page.keyboard.type("十");
			await page.keyboard.press("Tab");
			await page.keyboard.type("12");
			await page.keyboard.press("Enter");
			await page.keyboard.press("Shift+Tab");
			expect(await page.locator("[data-test='save']").isDisabled()).toBe(true);
			await page.locator("td[data-row='1'][data-column='1']").click();
			await page.keyboard.press("Delete");
			await page.locator("[data-test='save']").click();
		},
	],
	["venues-add", "/venues?area=410423", press("[data-test='add-venue']")],
	["venues-merge", "/venues?area=410423", press("[data-test='merge']")],
	["venues-retire", "/venues?area=410423", press("[data-test='retire']")],
	["venues-suggestions", "/venues?area=410423&tab=suggestions", async () => undefined],
	["months-tables", "/months?area=410423&year=2015&tables=types.reach.areas", async () => undefined],
	["months-patterns", "/months?area=410423&year=2015&measure=reach&patterns=1&scale=log", async () => undefined],
	["vocabulary-year", "/settings/vocabulary?list=topics&year=2015", async () => undefined],
	["vocabulary-add", "/settings/vocabulary?list=items", press("[data-test='add-code']")],
	["vocabulary-rename", "/settings/vocabulary?list=venue_types", press("[data-test='rename']")],
	["vocabulary-retire", "/settings/vocabulary?list=topics", press("[data-test='retire']")],
	[
		"accounts-add",
		"/settings/accounts",
		async (page) => {
			await page.locator("[data-test='add-account']").click();
			await page.locator("[data-role='auditor']").click();
			await page.locator("[data-test='save-account']").click();
		},
	],
	["accounts-password", "/settings/accounts", press("[data-test='password']")],
];

describe.each([[1280], [390]])("at %d pixels", (width) => {
	it("dialogs and views fit, can be read, and keep to WCAG AA", async () => {
		const desk = await Desk.open(server, "admin", { width });
		const wrong: string[] = [];
		desk.page.on("pageerror", (error) => wrong.push(`${desk.page.url()}: ${error.message}`));
		desk.page.on("dialog", (dialog) => void dialog.accept());
		for (const [name, path, open] of views) {
			await desk.goto(path);
			await open(desk.page);
			await desk.settled();
			await still(desk.page);
			await picture(desk.page, `console-${name}-${width}`);
			for (const found of await wide(desk.page)) wrong.push(`${name} is too wide: ${found}`);
			for (const found of await breaches(desk.page)) wrong.push(`${name}: ${found}`);
		}
		await desk.close();
		expect(wrong).toEqual([]);
	});
});
