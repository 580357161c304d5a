// Spot checks: a sample that anybody can draw again from its seed, and what was found of each record.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";
import { everyEvent } from "./coverage_recount";

let server: TestServer;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

it("is drawn from the question of the page by the rule that is shown, and filled with findings", async () => {
	const desk = await Desk.open(server, "lushan");
	await desk.goto("/samples?area=410423&year=2015");
	await desk.page.locator("[data-test='draw']").click();
	await desk.page.getByLabel("抽取条数").fill("3");
	await desk.page.getByLabel("种子").fill("20160120");
	await desk.page.locator("[data-test='draw-now']").click();
	await desk.page.locator("[data-test='seed']").filter({ hasText: "20160120" }).waitFor();

	const events = await everyEvent(server, "area=410423&from=2015-01&to=2015-12&basis=received", "lushan");
	const hash = (id: string) => createHash("sha256").update(`20160120\n${id}`).digest("hex");
	const expected = events
		.map((event) => event.id as string)
		.sort((left, right) => (hash(left) < hash(right) ? -1 : 1))
		.slice(0, 3);
	const shown = () =>
		desk.page.locator("[data-event]").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.event ?? ""));
	expect(await shown()).toEqual(expected);
	expect(await desk.page.locator("[data-test='how']").innerText()).toContain(`${events.length} 条`);

	const [first = "", second = ""] = expected;
	await desk.page.locator(`[data-event='${first}'] [data-test='check']`).click();
	await desk.page.getByText("属实", { exact: true }).last().click();
	await desk.page.locator("[data-test='finding-now']").click();
	await desk.page.locator(`[data-event='${first}'] [data-finding='genuine']`).waitFor();
	await desk.noDialog();

	await desk.page.locator(`[data-event='${second}'] [data-test='check']`).click();
	await desk.page.getByText("不属实", { exact: true }).last().click();
	expect(await desk.page.locator("[data-test='finding-now']").isDisabled()).toBe(true); // says why
	await desk.page.locator("#finding-note").fill("村里没有办过这场活动");
	await desk.page.locator("[data-test='finding-now']").click();
	await desk.page.locator(`[data-event='${second}'] [data-finding='not_genuine']`).waitFor();
	await desk.noDialog();

	await desk.page.locator("[data-tally='not_genuine']").click();
	await desk.page.waitForURL(/finding=not_genuine/);
	expect(await shown()).toEqual([second]);
	await desk.page.locator(`[data-event='${second}'] a`).first().click();
	await desk.page.waitForURL(new RegExp(`event=${second}`));
	await desk.page.locator("[data-test='walk']").waitFor();
	await desk.goto("/samples?area=410423&year=2015");
	expect(await desk.page.locator("[data-sample] [data-finding='open']").count()).toBe(1);
	await desk.close();
});

it("is walked through without leaving it: the next record, its finding, the one before", async () => {
	const sample = (await server.as("admin", "POST", "/samples", { size: 4, filter: { area: "410423", from: "2015-01", to: "2015-12" } }))
		.body;
	const ids: string[] = (await server.as("admin", "GET", `/samples/${sample.id}`)).body.events.map((event: { id: string }) => event.id);
	const desk = await Desk.open(server, "lushan");
	await desk.goto(`/samples/${sample.id}`);
	await desk.page.locator(`[data-event='${ids[0]}'] a`).first().click();
	const walk = desk.page.locator("[data-test='walk']");
	await walk.waitFor();
	expect(await walk.innerText()).toContain("样本第 1 条，共 4 条");
	expect(await walk.locator("[data-test='previous']").isDisabled()).toBe(true);
	await walk.locator("[data-test='next']").click();
	await desk.page.waitForURL(new RegExp(`event=${ids[1]}`));
	await walk.locator("[data-test='check']").click();
	await desk.page.getByText("属实", { exact: true }).last().click();
	await desk.page.locator("[data-test='finding-now']").click();
	await walk.locator("[data-finding='genuine']").waitFor();
	await desk.noDialog();
	expect(await walk.innerText()).toContain("样本第 2 条，共 4 条");
	const { title } = (await server.as("admin", "GET", `/events/${ids[1]}`)).body.event;
	expect(await desk.page.locator("main").innerText()).toContain(title);
	await walk.locator("[data-test='previous']").click();
	await desk.page.waitForURL(new RegExp(`event=${ids[0]}`));
	expect(desk.page.url()).toContain(`/samples/${sample.id}`);
	await desk.page.locator("[data-test='back-to-sample']").click();
	await desk.page.locator(`[data-event='${ids[1]}'] [data-finding='genuine']`).waitFor();
	await desk.close();
});

it("is nothing for those who may not read records", async () => {
	const guest = await Desk.open(server, "guest");
	await guest.page.goto(`${server.url}/console/#/samples`);
	await guest.page.locator("[data-state='forbidden']").waitFor();
	await guest.close();
});
