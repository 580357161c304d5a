// 本队今天已记过这里: said before the second record is saved, whoever of the team made the first; the person decides.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { record, startDraft } from "./support/form";
import { picture, still } from "./support/looks";
import type { Phone } from "./support/phone";
import { Fixture } from "./support/fixture";

let fixture: Fixture;
let phone: Phone;
let other: Phone;

// For each try, which then knows of no other.
beforeEach(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
	other = await fixture.enrolledPhone();
});

afterEach(() => fixture.close());

it("is said of what another phone of the team recorded, and both ways on are open", async () => {
	const first = await record(other, { title: "上午的一场", total: 80 });
	await other.synced();
	await phone.pressSync();
	await phone.page.locator(`[data-id='${first}']`).waitFor();

	const draft = await startDraft(phone, { title: "又记一场", total: 90 });
	const { page } = phone;
	const note = page.locator("[data-test='same-visit']");
	await note.waitFor();
	expect(await note.innerText()).toMatch(/本队今天已记过这里[\s\S]*《上午的一场》，80 人次/);
	await still(page);
	await picture(page, "same-visit");

	await page.getByRole("button", { name: "保存", exact: true }).click();
	await page.getByRole("button", { name: "去看那一条" }).click();
	await page.waitForURL(new RegExp(`#/event/${first}$`));
	expect(await fixture.server.events()).toHaveLength(1);

	await page.goto(`${phone.url}/#/record/${draft}`);
	await page.getByRole("button", { name: "保存", exact: true }).click();
	await page.getByRole("button", { name: "是另一场，保存" }).click();
	await page.waitForURL(new RegExp(`#/event/${draft}$`));
	await vi.waitFor(async () => expect(await fixture.server.events()).toHaveLength(2), { timeout: 20_000 });
});

it("is not said of another place there", async () => {
	await record(phone, { title: "没写地点的一场", total: 80 });
	await startDraft(phone, { total: 20 });
	const { page } = phone;
	const note = page.locator("[data-test='same-visit']");
	await note.waitFor();
	// The other was recorded without a name of the place, which may be any: the note stays, and is not taken away meanwhile.
	await note.evaluate((element) => element.setAttribute("data-first", ""));
	await page.getByPlaceholder("如：村文化广场").pressSequentially("村小学门口");
	expect(await page.locator("[data-test='same-visit'][data-first]").count()).toBe(1);
	await page.getByRole("radio", { name: /^学校/ }).click();
	await note.waitFor({ state: "detached" });
});
