// The Enter that ends a word of an input method adds no row, searches nothing, saves nothing, leaves no field.
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "./support/desk";
import { startDraft } from "./support/form";
import { compose, pressEnterOfInputMethod } from "./support/keyboard";
import { Fixture } from "./support/fixture";

let fixture: Fixture;
let desk: Desk;

beforeAll(async () => {
	fixture = await Fixture.open();
	desk = await Desk.open(fixture.server, "lushan");
});

afterAll(async () => {
	await closeBrowser();
	await fixture.close();
});

const focusedLabel = () => desk.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.id);

it("in the roster of a team", async () => {
	await desk.goto(`/teams/${fixture.team}`);
	await desk.page.locator("[data-test='edit-roster']").click();
	const names = desk.page.getByLabel("姓名", { exact: true });
	await names.first().focus();
	const before = await names.count();
	await compose(desk.page, ["zhang", "张晓红"]);
	await pressEnterOfInputMethod(desk.page);
	expect(await names.count()).toBe(before);
	await desk.page.keyboard.press("Enter");
	await expect.poll(() => names.count()).toBe(before + 1);
});

it("in the entry of paper records", async () => {
	await desk.goto("/entry");
	const title = desk.page.locator("[data-pointer~='/title'] input");
	await title.focus();
	const before = await focusedLabel();
	await compose(desk.page, ["pufa", "普法"]);
	await pressEnterOfInputMethod(desk.page);
	expect(await focusedLabel()).toBe(before);
	expect(await desk.page.locator(".problem").count()).toBe(0); // nothing was to be saved
	await desk.page.keyboard.press("Enter");
	await expect.poll(focusedLabel).not.toBe(before);
});

it("in a list to choose from", async () => {
	const select = desk.page.locator("[data-pointer~='/speakers'] input");
	await select.focus();
	await compose(desk.page, ["王", "王外请"]);
	await pressEnterOfInputMethod(desk.page);
	expect(await desk.page.locator("[data-pointer~='/speakers'] .el-tag").count()).toBe(0);
	await desk.page.keyboard.press("Enter");
	await desk.page.locator("[data-pointer~='/speakers'] .el-tag", { hasText: "王外请" }).waitFor();
});

it("in a search", async () => {
	await desk.goto("/places?area=410423&year=2015");
	await desk.page.locator("[data-test='text'] input").or(desk.page.locator("input[data-test='text']")).focus();
	await compose(desk.page, ["dongjie", "东街"]);
	await pressEnterOfInputMethod(desk.page);
	expect(desk.page.url()).not.toContain("text=");
	await desk.page.keyboard.press("Enter");
	await desk.page.waitForURL(/text=/);
});

it("in the sheet of targets", async () => {
	await desk.goto("/targets?area=410423&year=2015&span=year");
	const cell = desk.page.locator("table.sheet td[data-cell]").first();
	await cell.click();
	await compose(desk.page, ["１", "１２"]);
	await pressEnterOfInputMethod(desk.page);
	expect(await cell.locator("input").inputValue()).toBe("１２");
	await desk.page.keyboard.press("Enter");
	await expect.poll(() => cell.innerText()).toBe("12");
});

it("among the names on a phone", async () => {
	const phone = await fixture.enrolledPhone();
	await startDraft(phone, { title: "输入法" });
	const speakers = phone.page.locator("[data-pointer='/speakers']");
	await phone.page.getByRole("button", { name: /^主讲人、组织单位/ }).click();
	await speakers.waitFor();
	await speakers.locator("input").focus();
	await compose(phone.page, ["wang", "王秀兰"]);
	await pressEnterOfInputMethod(phone.page);
	expect(await speakers.getByRole("checkbox").count()).toBe(0);
	await phone.page.keyboard.press("Enter");
	await speakers.getByRole("checkbox", { name: "王秀兰" }).waitFor();
});
