// What a page says it shows is what it shows: a span that it cannot show is named, figures leave with their question.
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";

let server: TestServer;
let desk: Desk;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	desk = await Desk.open(server, "pingdingshan");
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const span = "area=410400&from=2014-07&to=2015-06";
const time = () => desk.page.locator("[data-test='time']").innerText();
const note = () => desk.page.locator("[data-test='carried']");
const menu = (page: string) => desk.page.locator("#menu").getByRole("link", { name: page });

it("a span that was chosen elsewhere is named on pages of years, whose controls say the year they show", async () => {
	const { gaps } = (await server.as("admin", "GET", "/gaps?area=410400&year=2015&limit=200")).body;
	await desk.goto(`/coverage?${span}`);
	for (const page of ["薄弱点清单", "月度图表", "报送情况", "目标任务"]) {
		await menu(page).click();
		await desk.page.getByRole("heading", { level: 1, name: page }).waitFor();
		await desk.settled();
		expect(await time(), page).toBe("2015 年");
		expect(await note().innerText(), page).toContain("下面是 2015 年全年，不是所选的 2014 年 7 月～2015 年 6 月");
		if (page === "薄弱点清单") expect(await desk.page.locator("[data-gap]").count()).toBe(gaps.length);
		if (page === "月度图表") expect(await desk.page.locator("main").innerText()).toContain("2015 年");
	}
	expect(gaps.length).toBeGreaterThan(0);
	// Back where it can be shown it is what was chosen.
	await menu("覆盖情况").click();
	await desk.page.getByRole("heading", { level: 1, name: "覆盖情况" }).waitFor();
	await desk.settled();
	expect(desk.page.url()).toContain("from=2014-07&to=2015-06");
	expect(await time()).toBe("自选时段");
	expect(await note().count()).toBe(0);
});

it("no target is set in a year that nobody chose", async () => {
	await desk.goto(`/targets?${span}`);
	expect(await desk.page.locator("[data-test='copy-year'], [data-test='import']").count()).toBe(0);
	const cell = desk.page.locator("td[data-row='1'][data-column='0']");
	await cell.click();
	await desk.page.keyboard.type("7");
	await desk.page.keyboard.press("Enter");
	expect(await desk.page.locator("[data-test='save-bar']").count()).toBe(0);
	await desk.page.locator("[data-test='take-year']").click();
	await desk.page.waitForURL(/year=2015/);
	await desk.page.locator("[data-test='copy-year']").waitFor();
	expect(await note().count()).toBe(0);
	await cell.click();
	await desk.page.keyboard.type("7");
	await desk.page.keyboard.press("Enter");
	await desk.page.locator("[data-test='save-bar']").waitFor();
	await desk.page.locator("[data-test='drop']").click();
	await desk.page.locator(".el-popconfirm").getByRole("button", { name: "放弃" }).click();
});

it("with the server away figures of another basis leave, and those of the same stay, greyed and said", async () => {
	await desk.goto("/coverage?area=410400&year=2015&basis=received");
	const matrix = desk.page.locator(".matrix");
	const before = await matrix.innerText();
	await desk.page.route("**/api/v1/coverage**", (route) => route.abort());
	await desk.page.getByRole("radiogroup", { name: "统计口径" }).getByText("仅已核实").click();
	await desk.page.locator("[data-state='failed']").waitFor();
	expect(await matrix.count()).toBe(0);
	await desk.page.unroute("**/api/v1/coverage**");
	await desk.page.locator("[data-state='failed']").getByRole("button").click();
	await matrix.waitFor();
	const verified = await matrix.innerText();
	expect(verified).not.toBe(before);
	// The same question again: a record comes in while the server cannot answer.
	await desk.page.route("**/api/v1/coverage**", (route) => route.abort());
	const asked = desk.page.waitForEvent("requestfailed", (request) => request.url().includes("/coverage"));
	const event = (await server.as("admin", "GET", "/events?area=410400&from=2015-01&to=2015-12&state=submitted&limit=1")).body.events[0];
	await server.as("admin", "POST", `/events/${event.id}/review`, { version: event.version, state: "verified" });
	await asked;
	await desk.page.locator(".stale").waitFor();
	expect(await matrix.innerText()).toBe(verified);
	expect(await desk.page.locator(".old").evaluate((element) => Number(getComputedStyle(element).opacity))).toBeLessThan(0.9);
	await desk.page.unroute("**/api/v1/coverage**");
	await desk.page.locator(".stale button").click();
	await desk.page.locator(".stale").waitFor({ state: "detached" });
});

it("days can be picked, and a row of a month opens no more than the span counts", async () => {
	await desk.goto("/reports?area=410400&from=2015-01-01&to=2015-11-20");
	expect(await time()).toBe("自选时段");
	const row = desk.page.locator("[data-table='month'] tr[data-key='2015-11']");
	const link = row.locator("a").first();
	const count = Number((await link.textContent())?.replaceAll(",", ""));
	const href = (await link.getAttribute("href")) ?? "";
	expect(href).toContain("from=2015-11-01&to=2015-11-20");
	const { events, next } = (await server.as("admin", "GET", `/events?${href.split("?")[1]}&limit=1000`)).body;
	expect([events.length, next]).toEqual([count, null]);
	// By the calendar: the 10th to the 20th of January.
	await desk.page.locator("[data-test='days'] input").first().click();
	const picker = desk.page.locator(".el-picker-panel:visible");
	for (const day of ["10", "20"]) await picker.locator(".is-left td.available", { hasText: new RegExp(`^\\s*${day}\\s*$`) }).click();
	await desk.page.waitForURL(/from=2015-01-10&to=2015-01-20/);
	await desk.settled();
	const wanted = (await server.as("admin", "GET", "/report?area=410400&from=2015-01-10&to=2015-01-20")).body;
	expect(await desk.page.locator("main").innerText()).toContain(wanted.text.slice(0, 20));
});

it("spans that are asked for often have names", async () => {
	const { today } = (await server.as("admin", "GET", "/overview")).body;
	await desk.goto("/coverage?area=410400&year=2015");
	await desk.page.locator("[data-test='time']").click();
	await desk.page.getByRole("option", { name: "今年截至今日" }).click();
	await desk.page.waitForURL(/from=/);
	const query = new URLSearchParams(desk.page.url().split("?")[1]);
	const isMonthsEnd = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;
	expect(query.get("to")).toBe(isMonthsEnd ? today.slice(0, 7) : today);
	expect(await time()).toBe("今年截至今日");
	await desk.page.locator("[data-test='time']").click();
	await desk.page.getByRole("option", { name: "上一年" }).click();
	await desk.page.waitForURL(new RegExp(`year=${Number(today.slice(0, 4)) - 1}`));
});

it("the list of records says and keeps the days that it was asked for", async () => {
	await desk.goto("/events?area=410400&from=2015-11-10&to=2015-11-20");
	const days = await desk.page
		.locator("[data-test='days'] input")
		.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
	expect(days).toEqual(["2015-11-10", "2015-11-20"]);
});
