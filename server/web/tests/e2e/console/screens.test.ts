// Every page of the console on the demonstration data, at a desk's and a phone's width, in Chinese and English: nothing
// makes the page wider than the screen, no breach of WCAG AA that axe can find, nothing thrown, and a picture of each.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk, type DeskOptions } from "../support/desk";
import { consolePages, findOnDemo, type FoundOnDemo } from "../support/console_pages";
import { breaches, picture, still, wide } from "../support/looks";
import { TestServer } from "../support/server";

let server: TestServer;
let found: FoundOnDemo;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	found = await findOnDemo(server);
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const looks: [string, DeskOptions][] = [
	["1280-zh", { width: 1280, language: "zh" }],
	["360-zh", { width: 360, language: "zh" }],
	["1280-en", { width: 1280, language: "en" }],
	["360-en", { width: 360, language: "en" }],
];

// Four looks of 30 pages take minutes: a run of --long has them all.
describe.skipIf(!process.env.BAJIN_LONG).each(looks)("%s", (look, options) => {
	let desk: Desk;
	let thrown: string[] = [];

	beforeAll(async () => {
		desk = await Desk.open(server, "admin", options);
		desk.page.on("pageerror", (error) => thrown.push(error.message));
	});

	afterAll(() => desk.close());

	it.each(consolePages)("%s fits, can be read, and keeps to WCAG AA", async (page, path) => {
		thrown = [];
		await desk.visit(path(found));
		await still(desk.page);
		await picture(desk.page, `console-${page}-${look}`);
		expect.soft(await desk.page.locator("[data-state='failed'], [data-state='forbidden'], [data-state='missing']").count()).toBe(0);
		expect.soft(await wide(desk.page)).toEqual([]);
		expect.soft(await breaches(desk.page)).toEqual([]);
		expect.soft(thrown).toEqual([]);
	});
});

it("review, return and paper entry keep to 360 px", async () => {
	const desk = await Desk.open(server, "lushan", { width: 360, height: 740, language: "zh" });
	for (const path of ["/review?area=410423", "/entry", "/coverage?area=410423&year=2015", "/targets?area=410423&year=2015"]) {
		await desk.visit(path);
		expect(await wide(desk.page), path).toEqual([]);
	}
	await desk.visit(`/events/${found.event}`);
	await desk.page.getByRole("button", { name: "退回补正" }).click();
	await desk.page.locator("main textarea").first().waitFor();
	expect(await wide(desk.page)).toEqual([]);
	await desk.close();
});
