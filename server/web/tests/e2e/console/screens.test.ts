// Every page of the console on the demonstration data, at a desk's and a phone's width, in Chinese and English: nothing
// makes the page wider than the screen, no breach of WCAG AA that axe can find, nothing thrown, and a picture of each.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk, type DeskOptions } from "../support/desk";
import { breaches, picture, still, wide } from "../support/looks";
import { TestServer } from "../support/server";

let server: TestServer;
let event = "";
let team = "";
let kept = 0;
let sample = "";

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	event = (await server.as("lushan", "GET", "/events?state=submitted&limit=1")).body.events[0].id;
	team = (await server.as("lushan", "GET", "/teams")).body.teams[0].id;
	sample = (await server.as("admin", "POST", "/samples", { size: 5, filter: { area: "410423", from: "2015-01", to: "2015-12" } })).body
		.id;
	kept = (await server.as("lushan", "GET", "/kept?limit=1")).body.kept[0].number;
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const pages: [string, () => string][] = [
	["coverage-prefecture", () => "/coverage?area=410400&year=2015"],
	["coverage-county", () => "/coverage?area=410423&year=2015&measure=places"],
	["coverage-township", () => "/coverage?area=410423102&year=2015"],
	["gaps", () => "/gaps?area=410423&year=2015"],
	["places", () => "/places?area=410423&year=2015"],
	["months", () => "/months?area=410423&year=2015"],
	["reports", () => "/reports?area=410423&year=2015"],
	["reports-print", () => "/reports/print?area=410423&year=2015"],
	["events", () => "/events?area=410423&from=2015-01&to=2015-12"],
	["review", () => "/review?area=410423"],
	["event", () => `/events/${event}`],
	["look-alikes", () => "/look-alikes?area=410423"],
	["kept", () => "/kept"],
	["kept-change", () => `/kept/${kept}`],
	["entry", () => "/entry"],
	["reporting", () => "/reporting?area=410423&year=2015&month=2015-12"],
	["teams", () => "/teams"],
	["team", () => `/teams/${team}`],
	["devices", () => "/devices"],
	["notices", () => "/notices"],
	["targets", () => "/targets?area=410423&year=2015"],
	["venues", () => "/venues?area=410423"],
	["settings", () => "/settings"],
	["settings-vocabulary", () => "/settings/vocabulary"],
	["settings-accounts", () => "/settings/accounts"],
	["samples", () => "/samples?area=410423&year=2015"],
	["sample", () => `/samples/${sample}`],
	["audit", () => "/audit"],
	["account", () => "/account"],
	["words", () => "/words"],
];

const looks: [string, DeskOptions][] = [
	["1280-zh", { width: 1280, language: "zh" }],
	["390-zh", { width: 390, language: "zh" }],
	["1280-en", { width: 1280, language: "en" }],
	["390-en", { width: 390, language: "en" }],
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

	it.each(pages)("%s fits, can be read, and keeps to WCAG AA", async (page, path) => {
		thrown = [];
		await desk.goto(path());
		await still(desk.page);
		await picture(desk.page, `console-${page}-${look}`);
		expect.soft(await desk.page.locator("[data-state='failed'], [data-state='forbidden'], [data-state='missing']").count()).toBe(0);
		expect.soft(await wide(desk.page)).toEqual([]);
		expect.soft(await breaches(desk.page)).toEqual([]);
		expect.soft(thrown).toEqual([]);
	});
});
