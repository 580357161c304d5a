// Phones: what is said of them, and what is done with them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply } from "../support/server";
import { PlainPhone } from "./teams_phone";

let server: TestServer;
let teams: [string, string];
let phone: PlainPhone;
let desk: Desk;

beforeAll(async () => {
	server = await TestServer.start();
	teams = [server.addTeam("鲁山县甲队", "410423"), server.addTeam("鲁山县乙队", "410423")];
	desk = await Desk.open(server, "lushan");
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

let count = 0;
beforeEach(async () => {
	phone = await PlainPhone.ofTeam(server, teams[0], `手机${++count}`);
	await phone.sync();
});

const row = (device = phone.device) => desk.page.locator(`tr[data-device='${device}']`);
const device = async (): Promise<Reply["body"]> =>
	(await server.as("lushan", "GET", "/devices")).body.devices.find((entry: Reply["body"]) => entry.id === phone.device);

async function choose(action: string): Promise<void> {
	await row().locator("[data-test='device-actions']").click();
	await desk.page.getByRole("menuitem", { name: action }).click();
}

describe("a phone", () => {
	it("says what it still holds, how wrong its clock is, and whether its app is old", async () => {
		phone.setClockAhead(2 * 3_600_000);
		await phone.sync({ pending: { events: 3, edits: 1, photos: 5, oldest: new Date(Date.now() - 3 * 86_400_000).toISOString() } });
		const newer = await PlainPhone.ofTeam(server, teams[1], `新应用${count}`);
		await newer.sync({ client: { version: "0.10.0", protocol: 1 } });
		await desk.goto("/devices");
		const text = await row().innerText();
		for (const said of ["刚刚", "新记录 3 条，修改 1 条，照片 5 张", "最早一条存于 3 天前", "旧版本", "快 2 小时", "在用"])
			expect(text).toContain(said);
		expect(await row(newer.device).innerText()).not.toContain("旧版本");
		await desk.goto("/devices?sort=unsent");
		expect(await desk.page.locator("tr[data-device]").first().getAttribute("data-device")).toBe(phone.device);
		await phone.sync({ pending: { events: 0, edits: 0, photos: 0, oldest: null } });
	});

	it("is renamed and given to another team", async () => {
		await desk.goto(`/devices?team=${teams[0]}`);
		await choose("改名");
		await desk.page.getByRole("dialog").getByLabel("这部手机叫什么").fill("张晓红的手机");
		await desk.page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
		await row().getByText("张晓红的手机").waitFor();
		await choose("换到别的队");
		const dialog = desk.page.getByRole("dialog");
		await dialog.getByRole("combobox").click();
		await desk.page.getByRole("option", { name: "鲁山县乙队" }).click();
		await dialog.getByRole("button", { name: "保存" }).click();
		await row().waitFor({ state: "detached" }); // no longer of that team
		expect(await device()).toMatchObject({ name: "张晓红的手机", teams: [teams[1]] });
	});

	it("that was revoked cannot sync, and comes back as itself with a new code", async () => {
		await desk.goto("/devices");
		await choose("停用");
		await desk.page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
		await row().locator("[data-device-state='revoked']").waitFor();
		expect((await phone.request({})).status).toBe(401);

		await choose("发新的加入码");
		await desk.page.locator("[data-test='make-code']").click();
		const code = await desk.page.locator("[data-test='code']").innerText();
		const back = await PlainPhone.enrol(server, code, "找回来的");
		expect(back.device).toBe(phone.device);
		await back.sync();
		await desk.goto("/devices");
		await row().locator("[data-device-state='active']").waitFor();
	});

	it("that was lost is told to erase what had arrived; what it held is written off", async () => {
		await phone.sync({ pending: { events: 2, edits: 0, photos: 0, oldest: new Date().toISOString() } });
		await desk.goto("/devices");
		await choose("登记遗失");
		const dialog = desk.page.getByRole("dialog");
		expect(await dialog.innerText()).toContain("还有 2 条没有上传");
		await dialog.getByRole("button", { name: "登记遗失" }).click();
		await row().locator("[data-device-state='lost']").waitFor();
		expect(await row().innerText()).toContain("遗失手机里 2 条");
		expect((await phone.request({})).body.code).toBe("device_lost");
		await desk.goto("/devices?state=lost");
		expect(await desk.page.locator("tr[data-device]").count()).toBe(1);
	});
});

describe("the list", () => {
	it("is that of the scope", async () => {
		const elsewhere = await PlainPhone.ofTeam(server, server.addTeam("郏县队", "410425"), "郏县的手机");
		await desk.goto("/devices");
		expect(await row(elsewhere.device).count()).toBe(0);
		const prefecture = await Desk.open(server, "pingdingshan");
		await prefecture.goto("/devices");
		await prefecture.page.locator(`tr[data-device='${elsewhere.device}']`).waitFor();
		expect(await prefecture.page.locator("tr[data-device]").count()).toBe(
			(await server.as("admin", "GET", "/devices")).body.devices.length,
		);
		await prefecture.goto("/devices?silent=yes");
		// Never heard, so silent; the others have just been heard.
		expect(
			await prefecture.page
				.locator("tr[data-device]")
				.evaluateAll((rows) => rows.map((entry) => (entry as HTMLElement).dataset.device)),
		).toEqual([elsewhere.device]);
		await prefecture.close();
	});
});
