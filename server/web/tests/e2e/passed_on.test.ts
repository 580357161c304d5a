// What a person passes on from the phone: a receipt, a day for the calendar, the diary of syncs; and what is called by a tap.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { record } from "./support/form";
import { picture, still } from "./support/looks";
import type { Phone } from "./support/phone";
import { Fixture } from "./support/fixture";

interface Shared {
	title: string;
	text: string;
	file: string | null;
}

let fixture: Fixture;
let phone: Phone;

// For each try, which then knows of no other.
beforeEach(async () => {
	fixture = await Fixture.open();
	phone = await fixture.phone();
	// The sheet of a phone, which Chromium on a desk does not have.
	await phone.context.addInitScript(() => {
		const shared: unknown[] = [];
		Object.assign(window, { shared });
		Object.assign(navigator, {
			canShare: () => true,
			share: async (given: { title: string; text?: string; files?: File[] }) => {
				const file = given.files?.[0];
				shared.push({ title: given.title, text: file ? await file.text() : (given.text ?? ""), file: file?.name ?? null });
			},
		});
	});
	await phone.enrol(fixture.server.enrolmentCode(fixture.team));
});

afterEach(() => fixture.close());

async function nextShared(): Promise<Shared> {
	const take = () => phone.page.evaluate(() => (window as unknown as { shared: Shared[] }).shared.shift() ?? null);
	return vi.waitUntil(take, { timeout: 10_000 }) as Promise<Shared>;
}

it("is a receipt, a calendar entry, and a diary without contents", async () => {
	const id = await record(phone, { title: "回执要发给村里的一场", total: 64 });
	await phone.synced();
	const { page } = phone;
	await page.goto(`${phone.url}/#/event/${id}`);
	const receipt = await page.locator("[data-test='receipt']").innerText();
	await page.locator("[data-test='share-receipt']").click();
	const shared = await nextShared();
	expect(shared.text.split("\n")).toEqual(
		expect.arrayContaining([`回执号：${receipt}`, "活动名称：回执要发给村里的一场", "受教育人次：64 人次"]),
	);
	await page.goto(`${phone.url}/#/`);

	await fixture.server.review(id, { state: "returned", reason: "请核对签到表", fields: ["/reach/total"], due_on: "2030-03-20" });
	await phone.pressSync();
	await page.locator(`[data-id='${id}'] [data-state='returned']`).waitFor();
	await page.goto(`${phone.url}/#/event/${id}`);
	await page.getByRole("button", { name: "记到手机日历" }).click();
	const entry = await nextShared();
	expect(entry.file).toBe("八进-2030-03-20.ics");
	expect(entry.text).toContain("DTSTART;VALUE=DATE:20300320\r\n");
	expect(entry.text.replace(/\r\n /g, "")).toContain("SUMMARY:八进：改好退回的《回执要发给村里的一场》");

	await page.goto(`${phone.url}/#/sync`);
	const diary = page.locator("[data-test='diary']");
	await diary.getByRole("button", { name: "同步日记" }).click();
	expect(await diary.locator("[data-end='done']").count()).toBeGreaterThan(0);
	await still(page);
	await picture(page, "sync-diary");
	await page.locator("[data-test='send-diary']").click();
	const sent = await nextShared();
	expect(sent.text).toMatch(/传上去 1 条/);
	expect(sent.text).not.toContain("回执要发给村里");
	expect(sent.text).not.toContain(receipt);
});

it("is the county's telephone, from its notice to every place that says to ask it", async () => {
	const notice = { area: "410423", kind: "notice", title: "三月安排", text: "有问题请打 0375-5050148，找李主任。" };
	expect((await fixture.server.as("lushan", "POST", "/notices", notice)).status).toBeLessThan(300);
	await phone.pressSync();
	const { page } = phone;
	await page.goto(`${phone.url}/#/notices`);
	await page.locator(".notice .head").click();
	expect(await page.locator(".notice a.tel").getAttribute("href")).toBe("tel:03755050148");

	await page.goto(`${phone.url}/#/settings`);
	await page.getByRole("button", { name: "0375-5050148" }).click();
	expect(await page.locator("[data-test='county-call']").first().getAttribute("href")).toBe("tel:03755050148");
	await picture(page, "settings-county");
	await page.goto(`${phone.url}/#/enrol`);
	await page.locator("[data-test='county-call']").waitFor();
});
