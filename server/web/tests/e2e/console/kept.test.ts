// 冲突与未接收: what phones sent and could not be applied, settled by the county, and still there afterwards.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventRecord } from "@/common/records/event";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply } from "../support/server";
import { PlainPhone, plainRecord } from "./teams_phone";

let server: TestServer;
let phone: PlainPhone;
let desk: Desk;

beforeAll(async () => {
	server = await TestServer.start();
	phone = await PlainPhone.ofTeam(server, server.addTeam("鲁山县甲队", "410423"), "甲队的手机");
	desk = await Desk.open(server, "lushan");
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const event = async (id: string): Promise<Reply["body"]> => (await server.as("admin", "GET", `/events/${id}`)).body;

async function keptOf(id: string): Promise<Reply["body"]> {
	return (await server.as("admin", "GET", "/kept?resolved=true&limit=500")).body.kept.find((entry: Reply["body"]) => entry.id === id);
}

// Two phones start from the same version and change the same fields.
async function conflict(
	change: Partial<EventRecord> = {},
): Promise<{ base: EventRecord; stored: EventRecord; sent: EventRecord; number: number }> {
	const base = plainRecord("410423102201");
	const { version } = await phone.change(base, 0);
	const stored = { ...base, title: "先传到的名称", reach: { total: 150, women: 80 }, place: "村委会院内" };
	expect((await phone.change(stored, version)).outcome).toBe("accepted");
	const sent = { ...base, title: "后传到的名称", reach: { total: 180, women: 90 }, note: "小雨转晴", ...change };
	expect((await phone.change(sent, version)).outcome).toBe("conflict");
	return { base, stored, sent, number: (await keptOf(base.id)).number };
}

const side = (field: string, which: "sent" | "stored") =>
	desk.page.locator(`[data-test='chooser'] [data-field='${field}'] [data-side='${which}']`);

async function settle(reason: string): Promise<void> {
	await desk.page.locator("[data-test='reason'] input").fill(reason);
	await desk.page.locator("[data-test='save-kept']").click();
	await desk.page.waitForURL(/#\/kept\?/);
}

describe("a conflict", () => {
	it("is settled field by field, and the record stands as it was chosen", async () => {
		const { base, number } = await conflict();
		await desk.goto("/kept?outcome=conflict");
		expect(await desk.page.locator(`[data-kept='${number}'] [data-cell='why']`).innerText()).toContain("两边不一样");
		await desk.page.locator(`[data-kept='${number}'] .act`).click();
		await side("title", "sent").waitFor();
		// What only one side changed is taken by itself; what both changed is asked.
		expect(await side("note", "sent").getAttribute("aria-pressed")).toBe("true");
		expect(await side("place", "stored").getAttribute("aria-pressed")).toBe("true");
		for (const which of ["sent", "stored"] as const) expect(await side("title", which).getAttribute("aria-pressed")).toBe("false");
		expect(await desk.page.locator("[data-test='save-kept']").isDisabled()).toBe(true);
		await side("title", "sent").click();
		await side("reach", "stored").click();
		await settle("电话问过队员");
		const { event: record, review, entered_by } = await event(base.id);
		expect(record).toEqual({ ...base, title: "后传到的名称", reach: { total: 150, women: 80 }, place: "村委会院内", note: "小雨转晴" });
		expect(review.state).toBe("submitted");
		expect(entered_by).toBe("lushan");
		// Nothing is thrown away.
		await desk.goto("/kept");
		expect(await desk.page.locator(`[data-kept='${number}']`).count()).toBe(0);
		await desk.goto("/kept?resolved=true");
		await desk.page.locator(`[data-kept='${number}'] a`).first().click();
		const shown = desk.page.locator("[data-test='kept-shown']");
		await shown.getByText("先传到的名称").or(shown.getByText("后传到的名称")).first().waitFor();
		expect(await shown.innerText()).toContain("180 人次");
	});

	it("can be filled in anew when neither side is right", async () => {
		const { base, number } = await conflict();
		await desk.goto(`/kept/${number}`);
		await side("title", "sent").waitFor();
		await desk.page.locator("[data-test='to-form']").click();
		await desk.page.locator("[data-test='title'], [data-test='title'] input").first().waitFor();
		await desk.page.getByLabel(/^活动名称/).fill("两个都不对的名称");
		await desk.page.getByLabel(/^受教育人次/).fill("165");
		await settle("以纸质签到表为准");
		expect((await event(base.id)).event).toMatchObject({
			title: "两个都不对的名称",
			reach: { total: 165 },
			note: "小雨转晴",
			place: "村委会院内",
		});
	});

	it("in which the record was changed meanwhile is looked at again, with what was chosen", async () => {
		const { base, stored, number } = await conflict();
		await desk.goto(`/kept/${number}`);
		await side("title", "sent").click();
		await side("reach", "sent").click();
		const { version } = await event(base.id);
		await phone.change({ ...stored, consultations: 9 }, version);
		await desk.page.locator("[data-test='reason'] input").fill("电话问过");
		await desk.page.locator("[data-test='save-kept']").click();
		await desk.page.locator("[data-test='kept-notice']").waitFor();
		expect(await side("title", "sent").getAttribute("aria-pressed")).toBe("true");
		expect(await desk.page.locator("[data-test='reason'] input").inputValue()).toBe("电话问过");
		await settle("电话问过");
		expect((await event(base.id)).event).toMatchObject({ title: "后传到的名称", reach: { total: 180 }, consultations: 9 });
	});

	it("settled by a colleague says so", async () => {
		const { number } = await conflict();
		const change = (await server.as("admin", "GET", "/kept")).body.kept.find((entry: Reply["body"]) => entry.number === number);
		await desk.goto(`/kept/${number}`);
		await side("title", "stored").click();
		await side("reach", "stored").click();
		await server.as("pingdingshan", "POST", `/kept/${change.change_id}/resolve`, { reason: "我来" });
		await desk.page.locator("[data-test='reason'] input").fill("x");
		await desk.page.locator("[data-test='save-kept']").click();
		await desk.page.getByText("这条刚刚已有别人处理").waitFor();
	});

	it("about voiding can only be closed, with a reason", async () => {
		const base = plainRecord("410423102201");
		const { version } = await phone.change(base, 0);
		await phone.change({ ...base, note: "改过" }, version);
		expect((await phone.change(base, version, { op: "delete", event: undefined, reason: "记重了" })).outcome).toBe("conflict");
		await desk.goto(`/kept/${(await keptOf(base.id)).number}`);
		await desk.page.getByText("要求作废的理由：记重了").waitFor();
		expect(await desk.page.locator("[data-test='save-kept']").count()).toBe(0);
		await desk.page.locator("[data-test='close-kept']").click();
		await desk.page.getByText("请写处理说明").waitFor();
		await desk.page.locator("[data-test='reason'] input").fill("不同意作废");
		await desk.page.locator("[data-test='close-kept']").click();
		await desk.page.getByRole("dialog").getByRole("button", { name: "不用这条，直接结束" }).click();
		await desk.page.waitForURL(/#\/kept\?/);
		expect((await keptOf(base.id)).resolved_at).not.toBeNull();
		expect((await event(base.id)).event.note).toBe("改过");
	});
});

describe("a refused record", () => {
	it("is corrected beside what was sent, and then counts", async () => {
		const good = plainRecord("410423102201");
		const bad = {
			...good,
			title: " ",
			reach: { total: 80, women: 60, children: 50 },
			materials: [{ item: "leaflet" }],
			host: "村委会王主任",
			consultations: "十个",
		};
		expect((await phone.change(bad as unknown as EventRecord, 0)).outcome).toBe("rejected");
		const { number } = await keptOf(good.id);
		await desk.goto(`/kept/${number}`);
		const sent = desk.page.locator("[data-test='sent']");
		await sent.getByText("妇女加儿童比总人次还多").first().waitFor();
		expect(await sent.innerText()).toContain("村委会王主任");
		expect(await desk.page.locator("[data-test='save-kept']").isDisabled()).toBe(true);
		await desk.page.getByLabel(/^其中儿童/).fill("20");
		await desk.page.locator("[data-pointer='/materials/0'] input").last().fill("200");
		// What is no number stands as it was sent, and says so.
		const consultations = desk.page.locator("[data-pointer='/consultations']");
		expect(await consultations.locator("input").inputValue()).toBe("十个");
		await consultations.getByText("法律咨询人次不是一个整数，请只填数字，如 120").waitFor();
		await consultations.locator("input").fill("10");
		await settle("已电话向队员核实");
		const stored = await event(good.id);
		expect(stored.event).toMatchObject({
			reach: { total: 80, women: 60, children: 20 },
			materials: [{ item: "leaflet", copies: 200 }],
			host: { organization: "村委会王主任" },
			consultations: 10,
			title: "宪法进乡村宣传",
		});
		expect(stored).toMatchObject({ source: "paper", entered_by: "lushan", team: phone.team });
		// Whoever corrected it may not verify it.
		const verified = { version: stored.version, state: "verified" };
		expect((await server.as("lushan", "POST", `/events/${good.id}/review`, verified)).body.code).toBe("own_entry");
		expect((await server.as("pingdingshan", "POST", `/events/${good.id}/review`, verified)).status).toBe(200);
	});

	it("can be closed without one, and stays to be looked at", async () => {
		const bad = { id: randomUUID(), kind: "party", title: "看不懂的记录" };
		expect((await phone.change(bad, 0)).outcome).toBe("rejected");
		const { number } = await keptOf(bad.id);
		await desk.goto(`/kept/${number}`);
		await desk.page.locator("[data-test='reason'] input").fill("队员已重新上报");
		await desk.page.locator("[data-test='close-kept']").click();
		await desk.page.getByRole("dialog").getByRole("button", { name: "不用这条，直接结束" }).click();
		await desk.page.waitForURL(/outcome=rejected/);
		await desk.goto(`/kept/${number}`);
		await desk.page.locator("[data-test='kept-shown']").getByText("看不懂的记录").waitFor();
		expect(await desk.page.locator("[data-test='resolve']").count()).toBe(0);
	});
});

describe("the tray", () => {
	it("shows what the server lists, by outcome and area, and to who may see it", async () => {
		const elsewhere = await PlainPhone.ofTeam(server, server.addTeam("郏县队", "410425"), "郏县的手机");
		await elsewhere.change({ id: randomUUID(), kind: "party", title: "郏县的" }, 0);
		await conflict();
		const numbers = (page: Desk) =>
			page.page.locator("[data-kept]").evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.kept)));
		const listed = async (user: "lushan" | "pingdingshan", query: string) =>
			(await server.as(user, "GET", `/kept?limit=500${query}`)).body.kept.map((entry: Reply["body"]) => entry.number);
		const prefecture = await Desk.open(server, "pingdingshan");
		await desk.goto("/kept");
		expect(await numbers(desk)).toEqual(await listed("lushan", ""));
		for (const query of ["", "&outcome=rejected", "&outcome=conflict", "&resolved=true"]) {
			await prefecture.goto(`/kept?area=410400${query}`);
			expect(await numbers(prefecture), query).toEqual(await listed("pingdingshan", query));
		}
		await prefecture.goto("/kept?area=410425");
		expect(await numbers(prefecture)).toEqual(await listed("pingdingshan", "&area=410425"));
		expect(await numbers(prefecture)).toHaveLength(1);
		await prefecture.close();
	});

	it("is none of a viewer's", async () => {
		const guest = await Desk.open(server, "guest");
		await guest.goto("/coverage");
		await guest.page.goto(`${server.url}/console/#/kept`);
		await guest.page.locator("[data-state='forbidden']").waitFor();
		await guest.close();
	});
});
