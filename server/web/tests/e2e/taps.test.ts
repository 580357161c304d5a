// What an ordinary event costs its lecturer: taps as the browser saw them, and the time by the keystroke-level model (Card, Moran
// and Newell), with a thought before each tap. 15 taps and 45 seconds are promised.
import { afterEach, beforeEach, expect, it } from "vitest";
import { record } from "./support/form";
import { picture } from "./support/looks";
import type { Phone } from "./support/phone";
import { Fixture } from "./support/fixture";

const tapsMost = 15;
const secondsMost = 45;
const think = 1.35; // M: of what comes next
const point = 1.1; // P: at it
const press = 0.2; // B: down and up
const key = 0.28; // K: of the keypad

let fixture: Fixture;
let phone: Phone;

// For each try, which then knows of no other.
beforeEach(async () => {
	fixture = await Fixture.open();
	const members = [{ name: "张晓红" }, { name: "李建国" }, { name: "王秀英" }];
	await fixture.server.as("admin", "PATCH", `/teams/${fixture.team}`, { members });
	phone = await fixture.enrolledPhone();
	// Not the first event of the phone, and the last was at another place of the village.
	await record(phone, { title: "开学第一课", total: 40 });
	await phone.synced();
});

afterEach(() => fixture.close());

it("takes at most 15 taps and 45 seconds, and is what was meant", async () => {
	const { page } = phone;
	await page.evaluate(() => {
		const counted = { taps: 0, keys: 0 };
		Object.assign(window, { counted });
		addEventListener("pointerdown", (event) => void (event.isTrusted && (counted.taps += 1)), true);
		addEventListener("keydown", (event) => void (event.isTrusted && (counted.keys += 1)), true);
	});
	const tap = async (locator: ReturnType<Phone["page"]["locator"]>) => {
		await locator.tap();
	};
	await tap(page.getByRole("link", { name: "记一场" }));
	await tap(page.getByRole("radio", { name: /^社区/ }));
	await tap(page.getByRole("button", { name: "对，就在这里" }));
	await tap(page.locator("[data-pointer='/reach/total'] input"));
	await page.keyboard.type("120");
	await tap(page.getByRole("radio", { name: "清点" }));
	await tap(page.locator("[data-pointer='/reach/women'] input"));
	await page.keyboard.type("70");
	await tap(page.getByRole("button", { name: "宣传单", exact: true }));
	await page.keyboard.type("200"); // the field of the new row has the keypad already
	await tap(page.getByRole("button", { name: /法律知识读本/ }));
	await page.keyboard.type("50");
	await tap(page.getByRole("button", { name: /宣讲主题、专项活动/ }));
	await tap(page.getByRole("button", { name: /选宣讲主题/ }));
	await tap(page.getByRole("checkbox", { name: /民法典/ }));
	await tap(page.getByRole("button", { name: /选好了/ }));
	await tap(page.locator("[data-pointer='/speakers']").getByRole("checkbox", { name: "张晓红" }));
	await tap(page.locator("[data-pointer='/speakers']").getByRole("checkbox", { name: "李建国" }));
	await picture(page, "ordinary-event");
	await tap(page.getByRole("button", { name: "保存", exact: true }));
	await page.waitForURL(/#\/event\/[0-9a-f-]{36}$/);

	const { taps, keys } = await page.evaluate(() => (window as unknown as { counted: { taps: number; keys: number } }).counted);
	const seconds = taps * (think + point + press) + keys * key;
	expect(taps).toBeLessThanOrEqual(tapsMost);
	expect(seconds).toBeLessThanOrEqual(secondsMost);
	await phone.page.goto(`${phone.url}/#/`);
	await phone.synced();
	const events: { event: Record<string, unknown> }[] = await fixture.server.events();
	expect(events.find(({ event }) => event.venue_type === "community")?.event).toMatchObject({
		kind: "session",
		reach: { total: 120, women: 70, method: "counted" },
		materials: [
			{ item: "leaflet", copies: 200 },
			{ item: "law_reader", copies: 50 },
		],
		topics: ["civil_code"],
		speakers: ["张晓红", "李建国"],
		title: expect.stringContaining("进社区宣传"),
	});
});

it("folds the question of the kind to a line, and presets the lecture's law from the event's", async () => {
	const { page } = phone;
	await page.goto(`${phone.url}/#/`);
	await page.getByRole("link", { name: "记一场" }).click();
	const line = page.locator("[data-test='kind-line']");
	expect(await line.innerText()).toContain("进场所的活动，算场次");
	await line.click();
	await page.getByRole("radio", { name: /单独一场讲座/ }).click();
	expect(await line.innerText()).toContain("单独一场讲座，不算场次");
	await line.click();
	await page.getByRole("radio", { name: /^是，进场所的活动/ }).click();

	await page.getByRole("button", { name: /宣讲主题、专项活动/ }).click();
	await page.getByRole("button", { name: /选宣讲主题/ }).click();
	await page.getByRole("checkbox", { name: /未成年人保护法/ }).click();
	await page.getByRole("button", { name: /选好了/ }).click();
	await page.getByRole("button", { name: /加一场讲座/ }).click();
	await page.getByRole("radio", { name: /^妇女/ }).first().click();
	expect(await page.locator("[data-pointer='/lectures/0/topic']").innerText()).toContain("未成年人保护法");
});
