// Browsers that are promised work: every page opens, and a record is made, without what Chrome 87 (console) and Chrome 80 (phone)
// do not have. Its syntax the build brings down; what it calls has to be there.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BrowserContext, Page } from "playwright-core";
import { consolePages, findOnDemo, type FoundOnDemo } from "./support/console_pages";
import { closeBrowser, Desk } from "./support/desk";
import { record } from "./support/form";
import { picture } from "./support/looks";
import { TestServer } from "./support/server";
import { Fixture } from "./support/fixture";

const missingInBoth = {
	"Array.prototype": ["at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"],
	"String.prototype": ["at", "isWellFormed", "toWellFormed"],
	"Int8Array.prototype.__proto__": ["at", "findLast", "findLastIndex", "toReversed", "toSorted", "with"],
	Object: ["hasOwn", "groupBy"],
	Map: ["groupBy"],
	Array: ["fromAsync"],
	Promise: ["withResolvers", "try"],
	"Set.prototype": ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"],
	"Crypto.prototype": ["randomUUID"],
	AbortSignal: ["timeout", "any"],
	"AbortSignal.prototype": ["throwIfAborted"],
	globalThis: ["structuredClone", "scheduler", "Iterator"],
	Intl: ["supportedValuesOf", "Segmenter", "DurationFormat"],
};
const missingInPhones = {
	...missingInBoth,
	"String.prototype": [...missingInBoth["String.prototype"], "replaceAll"],
	Promise: [...missingInBoth.Promise, "any"],
	globalThis: [...missingInBoth.globalThis, "WeakRef", "FinalizationRegistry", "AggregateError"],
	"Element.prototype": ["replaceChildren"],
};

async function takeAway(context: BrowserContext, missing: Record<string, string[]>): Promise<void> {
	await context.addInitScript((names) => {
		for (const [owner, methods] of Object.entries(names)) {
			const start: unknown = globalThis;
			const steps = owner === "globalThis" ? [] : owner.split(".");
			const found = steps.reduce((object, step) => (object as Record<string, unknown>)[step], start);
			for (const method of methods) Reflect.deleteProperty(found as object, method);
		}
	}, missing);
}

// Vue catches what a page throws while it is drawn, leaves the page empty, and says so on the browser's console alone.
function listen(page: Page, thrown: string[]): void {
	page.on("pageerror", (error) => thrown.push(error.message));
	page.on("console", (message) => void (message.type() === "error" && thrown.push(message.text())));
}

describe("the console", () => {
	let server: TestServer;
	let found: FoundOnDemo;
	let desk: Desk;
	const thrown: string[] = [];

	beforeAll(async () => {
		server = await TestServer.start({ demo: true });
		found = await findOnDemo(server);
		desk = await Desk.open(server, "admin");
		await takeAway(desk.context, missingInBoth);
		listen(desk.page, thrown);
	});

	afterAll(async () => {
		await closeBrowser();
		await server.close();
	});

	it.each(consolePages)("%s opens", async (_, path) => {
		thrown.length = 0;
		await desk.goto(path(found));
		expect(await desk.page.evaluate(() => "at" in Array.prototype)).toBe(false);
		expect(await desk.page.locator("[data-state='failed'], [data-state='forbidden'], [data-state='missing']").count()).toBe(0);
		expect((await desk.page.locator("main").innerText()).length).toBeGreaterThan(30);
		expect(thrown).toEqual([]);
	});
});

describe("browsers that cannot read the pages", () => {
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await Fixture.open();
	});

	afterAll(() => fixture.close());

	const tooOld = "Mozilla/5.0 (Linux; Android 8.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.0.0 Mobile Safari/537.36";
	const compatible = "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko";

	it.each([
		["/", tooOld, "浏览器版本太旧"],
		["/console/", tooOld, "浏览器版本太旧"],
		["/", compatible, "请切换到“极速模式”"],
		["/console/", compatible, "请切换到“极速模式”"],
	])("find on %s with %s what is wrong, and no white page", async (path, userAgent, words) => {
		const phone = await fixture.phone({ userAgent, width: 320 });
		// What they cannot read is as good as not there.
		await phone.page.route("**/assets/*.js", (route) => route.abort());
		await phone.open(path);
		await phone.page.locator("[data-test='old-browser']").waitFor();
		expect(await phone.page.locator("#app").innerText()).toContain(words);
		await picture(phone.page, `old-browser-${path === "/" ? "phone" : "console"}-${userAgent === tooOld ? "old" : "compatible"}`);
	});

	it("are let in all the same where they can", async () => {
		const phone = await fixture.phone({ userAgent: tooOld });
		await phone.open("/");
		await phone.page.locator("main.enrol").waitFor();
		expect(await phone.page.locator("[data-test='old-browser']").count()).toBe(0);
	});
});

describe("the phone", () => {
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await Fixture.open();
	});

	afterAll(() => fixture.close());

	it("joins, records, syncs, and opens every screen", async () => {
		const thrown: string[] = [];
		const phone = await fixture.phone();
		await takeAway(phone.context, missingInPhones);
		listen(phone.page, thrown);
		await phone.enrol(fixture.server.enrolmentCode(fixture.team));
		const id = await record(phone, { title: "旧手机也能记", total: 80 });
		await phone.synced();
		expect((await fixture.server.events("&text=旧手机")).map((event) => event.id)).toEqual([id]);
		for (const screen of ["/", `/event/${id}`, `/record/${id}`, "/notices", "/year", "/settings", "/sync", "/enrol?code=7F3K92QX"]) {
			await phone.page.goto("about:blank");
			await phone.page.goto(`${phone.url}/#${screen}`);
			await phone.page.waitForFunction(() => (document.querySelector("#app")?.textContent ?? "").length > 10);
			expect(await phone.page.evaluate(() => "at" in Array.prototype || "replaceAll" in String.prototype)).toBe(false);
		}
		expect(thrown).toEqual([]);
	});
});
