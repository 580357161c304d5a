// Every page of the console on the demonstration data, at a desk's and a phone's width, in Chinese and English: nothing
// makes the page wider than the screen, no breach of WCAG AA that axe can find, nothing thrown, and a picture of each.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk, type DeskOptions } from "../support/desk";
import { breaches, picture, still, wide } from "../support/looks";
import { TestServer } from "../support/server";

let server: TestServer;
let event = "";
let team = "";
let kept = "";

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	event = (await server.as("lushan", "GET", "/events?state=submitted&limit=1")).body.events[0].id;
	team = (await server.as("lushan", "GET", "/teams")).body.teams[0].id;
	kept = (await server.as("lushan", "GET", "/kept?limit=1")).body.kept[0]?.change_id ?? "";
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const pages = (): [string, string][] => [
	["coverage-prefecture", "/coverage?area=410400&year=2015"],
	["coverage-county", "/coverage?area=410423&year=2015&measure=places"],
	["coverage-township", "/coverage?area=410423102&year=2015"],
	["gaps", "/gaps?area=410423&year=2015"],
	["places", "/places?area=410423&year=2015"],
	["months", "/months?area=410423&year=2015"],
	["events", "/events?area=410423&from=2015-01&to=2015-12"],
	["review", "/review?area=410423"],
	["event", `/events/${event}`],
	["look-alikes", "/look-alikes?area=410423"],
	["kept", "/kept"],
	["kept-change", `/kept/${kept}`],
	["entry", "/entry"],
	["reporting", "/reporting?area=410423&year=2015&month=2015-12"],
	["teams", "/teams"],
	["team", `/teams/${team}`],
	["devices", "/devices"],
	["notices", "/notices"],
	["targets", "/targets?area=410423&year=2015"],
	["venues", "/venues?area=410423"],
	["settings", "/settings"],
	["settings-vocabulary", "/settings/vocabulary"],
	["settings-accounts", "/settings/accounts"],
	["audit", "/audit"],
	["account", "/account"],
	["words", "/words"],
];

const looks: [string, DeskOptions][] = [
	["1280-zh", { width: 1280, language: "zh" }],
	["390-zh", { width: 390, language: "zh" }],
	["1280-en", { width: 1280, language: "en" }],
	...(process.env.BAJIN_LONG ? [["390-en", { width: 390, language: "en" }] as [string, DeskOptions]] : []),
];

describe.each(looks)("%s", (name, options) => {
	it("every page fits, can be read, and keeps to WCAG AA", async () => {
		const desk = await Desk.open(server, "admin", options);
		const wrong: string[] = [];
		desk.page.on("pageerror", (error) => wrong.push(`${desk.page.url()}: ${error.message}`));
		for (const [page, path] of pages()) {
			await desk.goto(path);
			await still(desk.page);
			await picture(desk.page, `console-${page}-${name}`);
			if ((await desk.page.locator("[data-state='failed'], [data-state='forbidden'], [data-state='missing']").count()) > 0) wrong.push(`${page} shows nothing`);
			for (const found of await wide(desk.page)) wrong.push(`${page} is too wide: ${found}`);
			for (const found of await breaches(desk.page)) wrong.push(`${page}: ${found}`);
		}
		await desk.close();
		expect(wrong).toEqual([]);
	});
});
