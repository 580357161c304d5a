// Numbers are stored as they were typed, pasted or composed, on the phone and at the desk, or not at all.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locator, Page } from "playwright-core";
import { closeBrowser, Desk } from "./support/desk";
import { startDraft } from "./support/form";
import { compose, paste } from "./support/keyboard";
import type { Phone } from "./support/phone";
import { Fixture } from "./support/fixture";

let fixture: Fixture;
let phone: Phone;
let desk: Desk;

beforeAll(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
	desk = await Desk.open(fixture.server, "lushan");
});

afterAll(async () => {
	await closeBrowser();
	await fixture.close();
});

const putCaret = (input: Locator, from: number, to = from) =>
	input.evaluate((element: HTMLInputElement, [begin, end]) => element.setSelectionRange(begin ?? 0, end ?? 0), [from, to]);
const caret = (input: Locator) => input.evaluate((element: HTMLInputElement) => element.selectionStart);

// The same on both: a field of the phone, a field of the paper entry.
async function tryField(page: Page, input: Locator): Promise<void> {
	await input.fill("1234");
	await putCaret(input, 1);
	await page.keyboard.type("98");
	expect(await input.inputValue()).toBe("198234");
	expect(await caret(input)).toBe(3);

	await input.fill("500");
	await putCaret(input, 0, 1);
	await page.keyboard.type("6");
	expect(await input.inputValue()).toBe("600");
	expect(await caret(input)).toBe(1);
	await page.keyboard.press("Delete");
	expect(await input.inputValue()).toBe("60");

	await input.fill("");
	await compose(page, ["１", "１２", "１２０"]);
	expect(await input.inputValue()).toBe("１２０");

	for (const text of ["120.00", "1.5", "200-300", "-5", "1.2万", "1,234,567.0"]) {
		await input.fill("");
		await paste(page, text);
		expect(await input.inputValue()).toBe(text);
	}
}

// Of the drafts in the phone's storage.
const storedTotals = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<unknown[]>((resolve) => {
				const opening = indexedDB.open("bajin");
				opening.onsuccess = () => {
					const asked = opening.result.transaction("drafts").objectStore("drafts").getAll();
					asked.onsuccess = () => {
						opening.result.close();
						resolve(asked.result.map((draft) => draft.event.reach?.total));
					};
				};
			}),
	);

describe("the phone", () => {
	const total = () => phone.page.locator("[data-pointer='/reach/total'] input");
	const said = () => phone.page.locator("[data-pointer='/reach/total'] .problem");

	it("leaves the caret and the text where they are", async () => {
		await startDraft(phone, { title: "数字怎样填" });
		await total().focus();
		await tryField(phone.page, total());
	});

	it("says what is no whole number, keeps it through a kill, and saves nothing", async () => {
		await total().fill("200-300");
		await total().blur();
		await said().getByText("受教育人次是一个范围，请填一个数").waitFor();
		await phone.page.getByRole("button", { name: "保存", exact: true }).click();
		expect(phone.page.url()).toContain("#/record/");
		await phone.page.waitForFunction(() => document.querySelector("[data-pointer='/reach/total'] .problem") !== null);
		const address = phone.page.url();
		await total().fill("3.7");
		await expect.poll(() => storedTotals(phone.page)).toContain("3.7");
		await phone.killAndBoot();
		await phone.page.goto(address);
		await total().waitFor();
		expect(await total().inputValue()).toBe("3.7");
	});

	it("reads 1.2万 aloud and stores 12000", async () => {
		await total().fill("１．２万");
		await phone.page.getByText("读作 12,000").waitFor();
		await phone.page.getByRole("button", { name: "保存", exact: true }).click();
		await phone.page.waitForURL(/#\/event\/[0-9a-f-]{36}$/);
		await phone.page.goto(`${phone.url}/#/`);
		await phone.synced();
		expect((await fixture.server.events("&text=数字怎样填")).map((row) => row.event.reach.total)).toEqual([12_000]);
	});
});

describe("the desk", () => {
	it("does so in the entry of paper records", async () => {
		await desk.goto("/entry");
		const total = desk.page.locator("[data-pointer~='/reach/total'] input");
		await total.focus();
		await tryField(desk.page, total);
		await total.fill("约300");
		await total.blur();
		await desk.page.getByText("受教育人次不是一个整数，请只填数字，如 120").waitFor();
		await total.fill("1.2万");
		await desk.page.locator("[data-pointer~='/reach/total']").getByText("读作 12,000").waitFor();
	});

	it("and in the sheet of targets", async () => {
		await desk.goto("/targets?area=410423&year=2015&span=year");
		const cell = desk.page.locator("table.sheet td[data-cell]").first();
		await cell.click();
		await desk.page.keyboard.type("1234");
		const input = cell.locator("input");
		await putCaret(input, 1);
		await desk.page.keyboard.type("98");
		expect(await input.inputValue()).toBe("198234");
		await desk.page.keyboard.press("Enter");
		await cell.click();
		await paste(desk.page, "200-300");
		await desk.page.locator("td[data-wrong]").waitFor();
		expect(await cell.getAttribute("title")).toBe("“200-300”是一个范围，请填一个数");
	});

	it("offers what a phone sent as it was sent", async () => {
		const id = "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f";
		const code = fixture.server.enrolmentCode(fixture.team);
		const enrolled = await fixture.server.request("POST", "/enrol", { code, device: "旧手机", request_id: "1" });
		const event = {
			id,
			kind: "session",
			occurred_on: "2015-12-09",
			venue_type: "village",
			area: "410423102201",
			title: "一点五",
			reach: { total: "1.5" },
		};
		const change = { change_id: "01957a3e-4c7b-7d21-9a55-000000000001", id, base: 0, op: "put", event };
		const sent = await fixture.server.request("POST", "/sync", { changes: [change] }, String(enrolled.body.token));
		expect(sent.body.results[0].outcome).toBe("rejected");
		const kept = (await fixture.server.as("lushan", "GET", "/kept")).body;
		await desk.goto(`/kept/${kept.kept[0].number}`);
		expect(await desk.page.locator("[data-pointer~='/reach/total'] input").inputValue()).toBe("1.5");
	});
});
