// 代录 and 代更正: from paper into the figures, by the keyboard; nothing typed is lost; nobody verifies their own entry.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply } from "../support/server";
import { PlainPhone, plainRecord } from "./teams_phone";

let server: TestServer;
let team: string;
let phone: PlainPhone;
let desk: Desk;

beforeAll(async () => {
	server = await TestServer.start();
	team = server.addTeam("鲁山县甲队", "410423");
	server.addTeam("鲁山县乙队", "410423");
	await server.as("admin", "PATCH", `/teams/${team}`, { members: [{ name: "张晓红" }, { name: "李建国", to: "2014-12-31" }] });
	phone = await PlainPhone.ofTeam(server, team, "甲队的手机");
	desk = await Desk.open(server, "lushan");
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const field = (pointer: string) => desk.page.locator(`[data-pointer~='${pointer}']`);
const input = (pointer: string) => field(pointer).locator("input").first();
const village = async (): Promise<Reply["body"]> =>
	(await server.as("admin", "GET", "/coverage?year=2015&area=410423102")).body.rows.find(
		(row: Reply["body"]) => row.area === "410423102201",
	);
const entered = async (title: string): Promise<Reply["body"]> =>
	(await server.as("admin", "GET", `/events?source=paper&text=${encodeURIComponent(title)}`)).body.events[0];

async function chooseTeam(name: string): Promise<void> {
	await input("/team").click();
	await desk.page.getByRole("option", { name }).click();
}

async function chooseArea(name: string): Promise<void> {
	await input("/area").click();
	await input("/area").pressSequentially(name);
	await desk.page.locator(".el-cascader__suggestion-item", { hasText: name }).first().click();
}

async function fill(title: string, total: string): Promise<void> {
	await field("/venue_type").getByText("乡村", { exact: true }).click();
	await input("/title").fill(title);
	await input("/reach/total").fill(total);
}

describe("a paper record", () => {
	it("is counted in coverage, and cannot be verified by who entered it", async () => {
		const before = (await village()).cells.village;
		await desk.goto("/entry");
		await desk.page.locator("[data-test='save-next']").click();
		await field("/area").getByText("请选地区").waitFor(); // what is missing is said beside the fields
		await field("/team").getByText("请选讲师团").waitFor();
		await chooseTeam("鲁山县甲队");
		await input("/occurred_on").fill("20151209");
		await input("/occurred_on").press("Enter");
		expect(await input("/occurred_on").inputValue()).toBe("2015-12-09");
		await input("/started_at").fill("930");
		await chooseArea("东街村");
		await fill("纸质记录第一张", "１２０");
		await desk.page.locator("[data-test='add-material']").click();
		await field("/materials/0").getByRole("combobox").click();
		await desk.page.getByRole("option", { name: "宣传单" }).click();
		await field("/materials/0").getByLabel("数量").fill("300");
		await desk.page.locator("[data-test='add-lecture']").click();
		await field("/lectures/0").getByRole("combobox").first().click();
		await desk.page.getByRole("option", { name: "妇女", exact: true }).click();
		await field("/speakers").locator(".el-select__wrapper").click();
		expect(await desk.page.getByRole("option", { name: "李建国" }).count()).toBe(0); // had left by then
		await desk.page.getByRole("option", { name: "张晓红" }).click();
		await input("/speakers").fill("王外请");
		await input("/speakers").press("Enter");
		await desk.page.keyboard.press("Escape");
		await desk.page.locator("[data-test='save-next']").click();
		await desk.page.locator("[data-test='entered'] li").waitFor();

		const stored = await entered("纸质记录第一张");
		expect(stored).toMatchObject({
			team,
			source: "paper",
			entered_by: "lushan",
			review: { state: "submitted" },
			event: {
				occurred_on: "2015-12-09",
				started_at: "09:30",
				area: "410423102201",
				venue_type: "village",
				reach: { total: 120 },
				materials: [{ item: "leaflet", copies: 300 }],
				lectures: [{ audience: "women" }],
				speakers: ["张晓红", "王外请"],
			},
		});
		const after = (await village()).cells.village;
		expect(after.sessions - before.sessions).toBe(1);
		expect(after.reach - before.reach).toBe(120);
		expect(after.materials - before.materials).toBe(300);
		expect(after.lectures - before.lectures).toBe(1);

		const verified = { version: stored.version, state: "verified" };
		expect((await server.as("lushan", "POST", `/events/${stored.id}/review`, verified)).body.code).toBe("own_entry");
		expect((await server.as("pingdingshan", "POST", `/events/${stored.id}/review`, verified)).status).toBe(200);
	});

	it("is followed by the next of the pile: team, day and area stay, the keyboard is enough", async () => {
		expect(await field("/team").innerText()).toContain("鲁山县甲队");
		expect(await input("/occurred_on").inputValue()).toBe("2015-12-09");
		expect(await desk.page.locator("[data-test='area-name']").innerText()).toContain("东街村");
		expect(await input("/title").inputValue()).toBe("");
		await field("/venue_type").getByText("乡村", { exact: true }).click();
		await input("/place").focus();
		await desk.page.keyboard.type("村小学门口");
		await desk.page.keyboard.press("Enter");
		await desk.page.keyboard.press("Control+A");
		await desk.page.keyboard.type("纸质记录第二张");
		await desk.page.keyboard.press("Enter");
		await desk.page.keyboard.type("88");
		await desk.page.keyboard.press("Control+Enter");
		await desk.page.locator("[data-test='entered'] li").nth(1).waitFor();
		expect((await entered("纸质记录第二张")).event).toMatchObject({
			occurred_on: "2015-12-09",
			area: "410423102201",
			place: "村小学门口",
			reach: { total: 88 },
		});
	});

	it("that is not saved survives a reload, and leaving asks", async () => {
		await fill("没存完的一张", "55");
		desk.page.once("dialog", (dialog) => void dialog.accept());
		await desk.page.reload();
		await desk.page.locator("[data-test='restored']").waitFor();
		expect(await input("/title").inputValue()).toBe("没存完的一张");
		expect(await input("/reach/total").inputValue()).toBe("55");
		await desk.page.locator("nav a[href^='#/reporting']").click();
		const asking = desk.page.getByRole("dialog");
		await asking.getByText("这张还没有保存").waitFor();
		await asking.getByRole("button", { name: "取消" }).click();
		expect(desk.page.url()).toContain("#/entry");
		await desk.page.locator("[data-test='save-next']").click();
		await desk.page.locator("[data-test='entered'] li", { hasText: "没存完的一张" }).waitFor();
		await desk.page.locator("nav a[href^='#/reporting']").click(); // now nothing is in the way
		await desk.page.waitForURL(/#\/reporting/);
	});

	it("is warned of as on the phone, and refused as on the phone", async () => {
		await desk.goto("/entry");
		await chooseTeam("鲁山县甲队");
		await input("/occurred_on").fill("2015-12-10");
		await chooseArea("东街村");
		await fill("人数太多", "4000");
		await desk.page
			.locator("[data-test='form-warnings']")
			.getByText(/4,000 人次比这类场所平时多/)
			.waitFor();
		await input("/reach/women").fill("3000");
		await input("/reach/children").fill("2000");
		await desk.page.locator("[data-test='save-next']").click();
		await field("/reach").getByText("妇女加儿童比总人次还多").waitFor();
		expect((await server.as("admin", "GET", `/events?text=${encodeURIComponent("人数太多")}`)).body.events).toHaveLength(0);
		await desk.page.getByRole("button", { name: "清空重填" }).click();
		await desk.page.getByRole("dialog").getByRole("button", { name: "清空重填" }).click();
		expect(await input("/title").inputValue()).toBe("");
	});
});

describe("a correction", () => {
	it("shows what changes, wants a reason, and sends only that", async () => {
		const record = plainRecord("410423102201", { title: "待更正的活动", location: { latitude: 33.7, longitude: 112.9 } });
		const { version } = await phone.change(record, 0);
		await desk.goto(`/entry/${record.id}`);
		await desk.page.locator("[data-test='changes']").getByText("还没有改动").waitFor();
		await input("/reach/total").fill("210");
		const row = desk.page.locator("[data-test='changes'] [data-field='reach']");
		expect(await row.locator("[data-side='before']").innerText()).toContain("120");
		expect(await row.locator("[data-side='after']").innerText()).toContain("210");
		expect(await desk.page.locator("[data-test='changes'] tr[data-field]").count()).toBe(1);
		await desk.page.locator("[data-test='save-correction']").click();
		await desk.page.getByText("请写更正原因").waitFor();
		await desk.page.locator("[data-test='reason']").getByText("人次抄错").click();
		await desk.page.locator("[data-test='save-correction']").click();
		await desk.page.waitForURL(new RegExp(`#/events/${record.id}`));
		const stored = (await server.as("admin", "GET", `/events/${record.id}`)).body;
		expect(stored.version).toBe(version + 1);
		expect(stored.event).toEqual({ ...record, reach: { ...record.reach, total: 210 } });
		const audit = (await server.as("admin", "GET", "/audit?limit=20")).body;
		expect(JSON.stringify(audit)).toContain("人次抄错");
	});

	it("of what a phone changed meanwhile puts both together, and asks about the same field", async () => {
		const record = plainRecord("410423102201", { title: "两人同时改" });
		const { version } = await phone.change(record, 0);
		await desk.goto(`/entry/${record.id}`);
		await input("/title").fill("县里改的名称");
		await input("/reach/total").fill("210");
		await phone.change({ ...record, title: "手机改的名称", note: "手机补的备注" }, version);
		await desk.page.locator("[data-test='reason'] input").fill("电话核实");
		await desk.page.locator("[data-test='save-correction']").click();
		const merged = desk.page.locator("[data-test='merged']");
		await merged.waitFor();
		const both = merged.locator("[data-both='title']");
		expect(await both.innerText()).toContain("县里改的名称");
		expect(await both.innerText()).toContain("手机改的名称");
		expect(await merged.locator("[data-both]").count()).toBe(1);
		expect(await field("/note").locator("textarea").first().inputValue()).toBe("手机补的备注");
		expect(await input("/reach/total").inputValue()).toBe("210");
		await both.locator("[data-side='theirs']").click();
		await desk.page.locator("[data-test='save-correction']").click();
		await desk.page.waitForURL(new RegExp(`#/events/${record.id}`));
		expect((await server.as("admin", "GET", `/events/${record.id}`)).body.event).toEqual({
			...record,
			title: "手机改的名称",
			note: "手机补的备注",
			reach: { ...record.reach, total: 210 },
		});
	});
});
