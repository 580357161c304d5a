// Every screen at 320 and 412 pixels, light and dark, Chinese and English: nothing wider than the screen, no breach of
// WCAG AA that axe can find, and a picture of each for people to look at (BAJIN_SCREENSHOTS names the folder).
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { metaDefaults } from "@/phone/storage/database";
import { breaches, picture, still, wide } from "./support/looks";
import { everyState, ids, seed } from "./support/seed";
import { Phone } from "./support/phone";
import { Fixture } from "./support/fixture";

interface Look {
	width: number;
	dark: boolean;
	language: "zh" | "en";
	textSize: 100 | 200;
}

// Every value of each meets every value of the others in --long; without it each two of them meet once.
const everyLook: Look[] = [320, 412].flatMap((width) =>
	[false, true].flatMap((dark) => (["zh", "en"] as const).map((language): Look => ({ width, dark, language, textSize: 100 }))),
);
const fewLooks = everyLook.filter(({ width, dark, language }) => (width === 320) === (dark === (language === "en")));
const largest: Look[] = [
	{ width: 320, dark: false, language: "zh", textSize: 200 },
	{ width: 320, dark: true, language: "en", textSize: 200 },
];
const looks = [...(process.env.BAJIN_LONG ? everyLook : fewLooks), ...largest];

const nameOf = (look: Look) => `${look.width}-${look.dark ? "dark" : "light"}-${look.language}${look.textSize === 200 ? "-large" : ""}`;

interface Screen {
	name: string;
	path: string;
	ready?: string; // what to wait for
	then?: (page: Page) => Promise<void>; // what to do before the picture is taken
	vants?: true; // the markup is Vant's own: only what sticks out is looked at
}

const screens: Screen[] = [
	{ name: "events", path: "/", ready: ".sync-bar[data-unsent]" },
	{ name: "event-verified", path: `/event/${ids.verified}`, ready: "[data-test='state']" },
	{ name: "event-returned", path: `/event/${ids.returned}`, ready: "[data-test='returned']" },
	{ name: "event-rejected", path: `/event/${ids.rejected}`, ready: "[data-test='rejected']" },
	{
		name: "event-delete",
		path: `/event/${ids.submitted}`,
		ready: "[data-test='delete']",
		then: async (page) => {
			await page.locator("[data-test='delete']").click();
			await page.locator("[data-test='reason']").waitFor();
		},
	},
	{ name: "choose", path: `/event/${ids.conflict}/choose`, ready: "[data-field='reach']" },
	{ name: "record-new", path: "/record/new", ready: "[data-pointer='/venue_type']" },
	{ name: "record-returned", path: `/record/${ids.returned}`, ready: "[data-pointer='/venue_type']" },
	{
		name: "area-picker",
		path: `/record/${ids.draft}`,
		ready: "[data-pointer='/area'] button",
		then: async (page) => {
			await page.locator("[data-pointer='/area'] button").last().click();
			await page.locator("input[type='search']").waitFor();
		},
	},
	{
		// Everything that is folded away is opened.
		name: "record-open",
		path: `/record/${ids.returned}`,
		ready: "[data-pointer='/venue_type']",
		then: async (page) => {
			for (const fold of await page.locator("h3 [aria-expanded='false']").all()) await fold.click();
		},
	},
	{
		name: "signature",
		path: `/record/${ids.draft}`,
		ready: "[data-pointer='/venue_type']",
		then: async (page) => {
			await page.locator("h3 [aria-expanded='false']").nth(2).click();
			await page.locator(".sign").click();
			await page.locator("canvas").waitFor();
		},
	},
	{
		name: "calendar",
		vants: true,
		path: `/record/${ids.draft}`,
		ready: "[data-pointer='/occurred_on']",
		then: async (page) => {
			await page.locator("[data-pointer='/occurred_on'] [role='radio']").last().click();
			await page.locator(".van-calendar__header").waitFor();
		},
	},
	{
		name: "notices",
		path: "/notices",
		then: async (page) => {
			for (const head of await page.locator(".notice .head").all()) await head.click();
		},
	},
	{ name: "year", path: "/year" },
	{ name: "settings", path: "/settings" },
	{
		name: "pin",
		vants: true,
		path: "/settings",
		then: async (page) => {
			await page.locator(".pin .buttons button").first().click();
			await page.locator(".van-popup .pad, .van-popup button").first().waitFor();
		},
	},
	{ name: "sync", path: "/sync", ready: "[data-test='trip'][data-ready]" },
	{ name: "setup", path: "/setup?code=abc" },
	{ name: "enrol-again", path: "/enrol?code=7F3K92QX" },
];

// Words under the tabs that cannot be read whole.
function cutTabs(page: Page): Promise<string[]> {
	return page
		.locator("nav.bar .word")
		.evaluateAll((words) =>
			words.filter((word) => word.clientHeight < 10 || word.scrollWidth > word.clientWidth).map((word) => word.textContent ?? ""),
		);
}

let fixture: Fixture;

beforeAll(async () => {
	fixture = await Fixture.open();
});

afterAll(() => fixture.close());

describe.each(looks.map((look) => [nameOf(look), look] as const))("%s", (_name, look) => {
	it("every screen fits, can be read, and keeps to WCAG AA", async () => {
		fixture.network.closed = false;
		const phone = await fixture.enrolledPhone({ width: look.width, height: 700, dark: look.dark });
		fixture.network.closed = true; // what is shown as waiting stays so
		const settings = {
			...metaDefaults.settings,
			language: look.language,
			textSize: look.textSize,
			recentAreas: ["410423102201"],
			recordedBy: "张晓红",
			countyPhone: "0375-5050148",
		};
		await seed(phone.page, everyState(), { settings, lastFailure: { at: new Date().toISOString(), code: "no_answer", message: "" } });
		await phone.page.reload();
		const wrong: string[] = [];
		for (const screen of screens) {
			await phone.page.goto(`${phone.url}/#${screen.path}`);
			await phone.page
				.locator(screen.ready ?? "h1, .van-nav-bar")
				.first()
				.waitFor();
			await screen.then?.(phone.page);
			await still(phone.page);
			await picture(phone.page, `${screen.name}-${nameOf(look)}`);
			for (const found of await wide(phone.page)) wrong.push(`${screen.name} is too wide: ${found}`);
			for (const found of await cutTabs(phone.page)) wrong.push(`${screen.name}: the tab ${found} is cut or gone`);
			const against = screen.vants ? [] : await breaches(phone.page);
			for (const found of against) wrong.push(`${screen.name}: ${found}`);
			await phone.page.goto("about:blank");
		}
		expect(wrong).toEqual([]);
		await phone.close();
		fixture.phones.splice(fixture.phones.indexOf(phone), 1);
	});
});

const iphone =
	"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1";
const wechat =
	"Mozilla/5.0 (Linux; Android 13; 23021RAA2Y) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.40 NetType/4G";

describe.each([
	["wechat", wechat],
	["iphone", iphone],
])("joining from %s", (name, userAgent) => {
	it.each([320, 412])("explains with a picture and shows the code to type, spending nothing, at %i pixels", async (width) => {
		fixture.network.closed = false;
		const code = fixture.server.enrolmentCode(fixture.team);
		const phone = await Phone.start(fixture.network.url, { width, height: 700, userAgent });
		await phone.open(`/#/enrol?code=${code}`);
		await phone.page.getByText(code).first().waitFor();
		await phone.page.locator("svg").first().waitFor();
		expect(await phone.page.getByRole("button", { name: "加入本队" }).count()).toBe(0);
		await still(phone.page);
		await picture(phone.page, `enrol-${name}-${width}`);
		expect(await wide(phone.page)).toEqual([]);
		expect(await breaches(phone.page)).toEqual([]);
		await phone.close();
		const enrolments = (await fixture.server.as("admin", "GET", "/enrolments")).body.enrolments;
		expect(enrolments.find((entry: { code: string }) => entry.code === code).used_at).toBeNull();
	});
});
