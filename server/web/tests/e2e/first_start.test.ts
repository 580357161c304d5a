// 大字版 is offered where the app is opened the first time, and stays; the list is searched by what its cards show.
import { afterEach, beforeEach, expect, it } from "vitest";
import { record } from "./support/form";
import { picture, still, wide } from "./support/looks";
import type { Phone } from "./support/phone";
import { Fixture } from "./support/fixture";

let fixture: Fixture;
let phone: Phone;

beforeEach(async () => {
	fixture = await Fixture.open();
	phone = await fixture.phone({ width: 320, height: 700 });
});

afterEach(() => fixture.close());

const letters = () => phone.page.evaluate(() => getComputedStyle(document.documentElement).fontSize);

it("offers large letters before anything else, and keeps them", async () => {
	const { page } = phone;
	await phone.open("/#/enrol");
	const choice = page.locator("[data-test='letters']");
	await choice.waitFor();
	expect(await letters()).toBe("16px");
	await choice.getByText("大字版", { exact: true }).click();
	await expect.poll(letters).toBe("24px");
	await still(page);
	await picture(page, "first-start-large");
	expect(await wide(page)).toEqual([]);

	await phone.enrol(fixture.server.enrolmentCode(fixture.team));
	await phone.killAndBoot();
	await phone.open("/");
	await phone.page.getByRole("heading", { name: "我的活动" }).waitFor();
	expect(await letters()).toBe("24px");
	await phone.page.goto(`${phone.url}/#/enrol`);
	await phone.page.locator("main.enrol h1").waitFor();
	expect(await phone.page.locator("[data-test='letters']").count()).toBe(0); // asked once; the settings have it
});

it("finds by kind of place and month, and by two words of different lines", async () => {
	await phone.enrol(fixture.server.enrolmentCode(fixture.team));
	const id = await record(phone, { title: "反诈宣传", total: 35 });
	await phone.synced();
	const month = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(5, 7));
	const search = phone.page.locator("input[type='search']");
	const found = phone.page.locator(`[data-id='${id}']`);
	for (const text of ["乡村", `${month}月`, `反诈 ${month}月 乡村`, "东街 35"]) {
		await search.fill(text);
		await expect.poll(() => found.count()).toBe(1);
	}
	for (const text of ["学校", `${(month % 12) + 1}月`, "反诈 学校"]) {
		await search.fill(text);
		await expect.poll(() => found.count()).toBe(0);
	}
});
