// A returned record that is right as it is: answered on the phone, offline too, and read by the reviewer.
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "./support/desk";
import { record } from "./support/form";
import type { Phone } from "./support/phone";
import { Fixture } from "./support/fixture";

let fixture: Fixture;
let phone: Phone;

beforeAll(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
});

afterAll(async () => {
	await closeBrowser();
	await fixture.close();
});

it("goes back to the county unchanged with a word of why, and is counted again", async () => {
	const id = await record(phone, { title: "人数没有写错的一场", total: 8000 });
	await phone.synced();
	await fixture.server.review(id, { state: "returned", reason: "人数好像多写了一个零", fields: ["/reach/total"] });
	await phone.pressSync();
	await phone.page.locator(`[data-id='${id}'] [data-state='returned']`).waitFor();

	// Saved without a change, the form does not pretend that something is sent: it asks.
	await phone.context.setOffline(true);
	await phone.page.goto(`${phone.url}/#/record/${id}`);
	await phone.page.locator("button.save").click();
	const dialog = phone.page.locator("[data-test='answer-dialog']");
	await dialog.getByRole("button", { name: "回复" }).click();
	expect(await dialog.isVisible()).toBe(true); // not without a reason
	await dialog.locator("textarea").fill("就是 8000 人，全校师生和家长");
	await dialog.getByRole("button", { name: "回复" }).click();
	await phone.page.locator("[data-test='answered']").waitFor();
	await phone.page.locator("[data-test='state'] [data-state='waiting']").waitFor();

	await phone.context.setOffline(false);
	await phone.pressSync();
	await phone.synced();
	const [event] = await fixture.server.events();
	expect(event).toMatchObject({ version: 1, review: { state: "submitted", answer: "就是 8000 人，全校师生和家长" } });
	const desk = await Desk.open(fixture.server, "lushan");
	await desk.goto(`/events/${id}`);
	expect(await desk.page.locator("[data-test='review-answer']").innerText()).toBe("就是 8000 人，全校师生和家长");
	await desk.close();
});

it("says why a record does not count, leads to the one that does, and names what is to be corrected", async () => {
	await phone.context.setOffline(false);
	const stays = await record(phone, { title: "留下的一场", total: 100 });
	const double = await record(phone, { title: "记重的一场", total: 101 });
	const empty = await record(phone, { title: "没写地点的一场", total: 102 });
	await phone.synced();
	await fixture.server.review(double, { state: "duplicate", of: stays, reason: "同一天同一个村" });
	await fixture.server.review(empty, { state: "returned", reason: "请写上地点", fields: ["/place"] });
	await phone.pressSync();
	await phone.page.locator(`[data-id='${double}'] [data-state='duplicate']`).waitFor();

	await phone.page.goto(`${phone.url}/#/event/${empty}`);
	await phone.page.locator("[data-test='returned']").getByText("要改的地方 具体地点").waitFor();

	await phone.page.goto(`${phone.url}/#/event/${double}`);
	await phone.page.locator("[data-test='returned']").getByText("同一天同一个村").waitFor();
	await phone.page.getByText("计入统计的是这一条：《留下的一场》").click();
	await phone.page.getByText("留下的一场", { exact: true }).waitFor();
	expect(phone.page.url()).toContain(stays);
});
