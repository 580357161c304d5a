// The log of what was written to teams: to an area, to one, read by whom, withdrawn.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";
import { PlainPhone } from "./teams_phone";

let server: TestServer;
let phone: PlainPhone;
let other: PlainPhone;

beforeAll(async () => {
	server = await TestServer.start();
	phone = await PlainPhone.ofTeam(server, server.addTeam("鲁山县甲队", "410423"), "甲队的手机");
	other = await PlainPhone.ofTeam(server, server.addTeam("鲁山县乙队", "410423"), "乙队的手机");
	server.addTeam("郏县丙队", "410425");
	await phone.notices();
	await other.notices();
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

describe("a notice", () => {
	it("to an area reaches its teams and no others; who has read it is seen; withdrawn it goes", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/notices");
		await desk.page.locator("[data-test='write-notice']").click();
		const dialog = desk.page.getByRole("dialog");
		await dialog.locator("[data-test='send-notice']").click();
		await dialog.getByText("请写内容").waitFor();
		await dialog.getByLabel(/^标题/).fill("培训通知");
		await dialog.getByLabel("内容", { exact: true }).fill("周五上午九点在县司法局培训。\n请带手机。");
		expect(await dialog.innerText()).toContain("2 支队伍");
		await dialog.locator("[data-test='send-notice']").click();
		const card = desk.page.locator("[data-notice]").first();
		await card.getByText("培训通知").waitFor();

		const received = await phone.notices();
		expect(received).toMatchObject([{ kind: "notice", title: "培训通知", text: "周五上午九点在县司法局培训。\n请带手机。" }]);
		await phone.read(received[0].id);
		await desk.goto(`/notices?open=${received[0].id}`);
		await card.locator(`[data-read='${phone.team}']`).waitFor();
		await card.locator(`[data-unread='${other.team}']`).waitFor();
		expect(await card.locator("[data-test='who-read']").innerText()).toBe("1 / 2 已读");

		await card.locator("[data-test='withdraw']").click();
		await desk.page.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
		await card.locator("[data-test='withdraw']").waitFor({ state: "detached" });
		expect(await card.locator("header").innerText()).toMatch(/\d 撤回/);
		expect(await phone.notices()).toMatchObject([{ id: received[0].id, withdrawn: true }]);
		expect((await server.as("lushan", "GET", `/notices/${received[0].id}`)).body.withdrawn_at).not.toBeNull();
		await desk.close();
	});

	it("to one team reaches it alone, with its date", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.goto(`/notices?team=${other.team}`);
		await desk.page.locator("[data-test='write-notice']").click();
		const dialog = desk.page.getByRole("dialog");
		await dialog.getByText("催报", { exact: true }).click();
		await dialog.getByLabel("内容", { exact: true }).fill("请补报十月活动");
		await dialog.getByLabel("截止日期").fill("2026-12-31");
		await dialog.getByLabel("截止日期").press("Enter");
		await dialog.locator("[data-test='send-notice']").click();
		await desk.page.locator("[data-notice]", { hasText: "请补报十月活动" }).waitFor();
		const received = (await other.notices()).filter((notice) => !notice.withdrawn);
		expect(received).toMatchObject([{ kind: "reminder", text: "请补报十月活动", due_on: "2026-12-31" }]);
		expect((await phone.notices()).filter((notice) => notice.text === "请补报十月活动")).toEqual([]);
		await desk.close();
	});

	it("is none of a viewer's", async () => {
		const desk = await Desk.open(server, "guest");
		await desk.goto("/coverage");
		expect(
			await desk.page
				.locator(
					"nav a[href^='#/notices'], nav a[href^='#/teams'], nav a[href^='#/devices'], nav a[href^='#/kept'], nav a[href^='#/entry']",
				)
				.count(),
		).toBe(0);
		await desk.page.goto(`${server.url}/console/#/notices`);
		await desk.page.locator("[data-state='forbidden']").waitFor();
		await desk.close();
	});
});
