// The statistics page against the server's own figures; sealing, what comes afterwards, and a further version.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

const totalsOf = (desk: Desk) =>
	desk.page
		.locator("[data-total] dd")
		.allInnerTexts()
		.then((texts) => texts.map((text) => Number(text.replaceAll(",", ""))));

const columnOf = (desk: Desk, table: string, column: string) =>
	desk.page
		.locator(`[data-table='${table}'] tbody [data-column='${column}']`)
		.evaluateAll((cells) => cells.map((cell) => cell.textContent?.trim() ?? ""));

describe("statistics", () => {
	it("show the published result of five years word for word", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.goto("/reports?area=410400&from=2011-01&to=2015-12");
		expect(await desk.page.locator("[data-test='paragraph']").innerText()).toBe(
			"组织各级普法讲师团成员开展“法律知识八进”等宣传活动1012场次，发放宣传资料300万份，受教育群众670余万人次，专场为妇女儿童开展讲座1600次。",
		);
		await desk.close();
	});

	it.each([
		["lushan", "410423", "received", "area"],
		["lushan", "410423", "verified", "team"],
		["guest", "410400", "received", "area"],
	] as const)("%s at %s, %s by %s: the numbers of the server, and the records behind them", async (user, area, basis, attribution) => {
		const desk = await Desk.open(server, user);
		await desk.goto(`/reports?area=${area}&year=2015&basis=${basis}&attribution=${attribution}`);
		const { totals, by, attributions, quality, comparison } = (
			await server.as(user, "GET", `/report?year=2015&area=${area}&basis=${basis}&attribution=${attribution}`)
		).body;
		const names = await desk.page
			.locator("[data-total]")
			.evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.total ?? ""));
		expect(await totalsOf(desk)).toEqual(names.map((name) => totals[name]));
		expect(await columnOf(desk, "venue_type", "name")).toEqual([...by.venue_type.map((row: { name: string }) => row.name), "合计"]);
		expect((await columnOf(desk, "venue_type", "sessions")).map(Number)).toEqual([
			...by.venue_type.map((row: { sessions: number }) => row.sessions),
			totals.sessions,
		]);
		expect((await columnOf(desk, "comparison", "last"))[1]).toBe(comparison.earlier[0].totals.sessions.toLocaleString("zh-CN"));
		expect(await desk.page.locator("[data-agree]").getAttribute("data-agree")).toBe(String(attributions.agree));
		expect(Number(await desk.page.locator("[data-table='quality'] [data-key='written_off'] [data-column='count']").innerText())).toBe(
			quality.written_off,
		);
		const links = await desk.page.locator("[data-total] a").count();
		expect(links > 0).toBe(user !== "guest");
		if (links > 0) {
			const href = (await desk.page.locator("[data-total='sessions'] a").getAttribute("href")) ?? "";
			expect((await everyEvent(server, href.split("?")[1] ?? "", user)).length).toBe(totals.sessions);
		}
		await desk.close();
	});
});

describe("numbers of the tables", () => {
	it("open exactly the records that they count, by place and by organiser", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.goto("/reports?area=410400&year=2015");
		const cells = await desk.page
			.locator(
				"[data-table='attribution'] [data-column$='_events'] a, [data-table='area'] [data-column='lectures'] a, [data-table='comparison'] [data-column='last'] a, [data-table^='targets'] [data-column='reached'] a",
			)
			.evaluateAll((links) =>
				links.map((link) => ({
					query: link.getAttribute("href")?.split("?")[1] ?? "",
					count: Number(link.textContent?.replaceAll(",", "")),
					of: link.closest("[data-table]")?.getAttribute("data-table") ?? "",
					key: link.closest("[data-key]")?.getAttribute("data-key") ?? "",
				})),
			);
		expect(cells.length).toBeGreaterThan(40);
		// Every seventh of them: each is a question to the server. Those of lectures and places count other things than records.
		const ofRecords = cells.filter(
			({ of, key }) =>
				of === "attribution" ||
				(of === "comparison" && ["events", "sessions"].includes(key)) ||
				(of.startsWith("targets") && key.endsWith(" sessions")),
		);
		for (const { query, count } of ofRecords.filter((_, index) => index % 7 === 0))
			expect([query, (await everyEvent(server, query, "pingdingshan")).length]).toEqual([query, count]);
		await desk.close();
	});

	it("say what waits, and a part of the page is gone to and opened by its name", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/reports?area=410423&year=2015");
		const submitted = desk.page.locator("[data-table='quality'] [data-key='submitted'] a");
		const count = Number(await submitted.innerText());
		expect((await everyEvent(server, ((await submitted.getAttribute("href")) ?? "").split("?")[1] ?? "", "lushan")).length).toBe(count);
		await desk.page.locator("[data-goto='targets']").click();
		await desk.page.locator("[data-table='targets-whole']").waitFor({ state: "visible" });
		await desk.close();
	});
});

describe("sealing", () => {
	it("fixes a version; what changes afterwards waits, and a further version needs a reason and says what changed", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/reports?area=410423&year=2014");
		await desk.page.locator("[data-test='seal']").click();
		// What was verified, unless somebody says otherwise.
		expect(await desk.page.locator("[data-test='seal-basis'] input:checked").getAttribute("value")).toBe("verified");
		await desk.page.locator("[data-test='seal-basis'] input[value='received']").check();
		const { totals } = (await server.as("lushan", "GET", "/report?year=2014&area=410423")).body;
		await desk.page
			.locator(`[data-test='seal-figures'] [data-metric='sessions'] dd:text-is('${totals.sessions.toLocaleString("zh-CN")}')`)
			.waitFor();
		await desk.page.locator("[data-test='seal-now']").click();
		await desk.page.locator("[data-version='1'][data-basis='received']").waitFor();
		const before = await totalsOf(desk);

		const [event] = (
			await server.as("lushan", "GET", "/events?area=410423&from=2014-01&to=2014-12&state=submitted&kind=session&limit=1")
		).body.events;
		const returned = await server.as("lushan", "POST", `/events/${event.id}/review`, {
			version: event.version,
			state: "returned",
			reason: "人数请核对",
		});
		expect(returned.status).toBe(200);
		await desk.page.waitForFunction(
			(sessions) =>
				document.querySelector("[data-total='sessions'] dd")?.textContent?.trim().replaceAll(",", "") === String(sessions),
			(before[0] ?? 0) - 1,
		);
		await desk.page.locator("[data-test='since']").click();
		await desk.page.locator(`[data-event='${event.id}'][data-kind='reviewed']`).waitFor();
		expect(await desk.page.locator("[data-figure='area/total/sessions'] td").allInnerTexts()).toEqual([
			"宣传活动场次",
			String(before[0]?.toLocaleString("zh-CN")),
			((before[0] ?? 0) - 1).toLocaleString("zh-CN"),
			"-1",
		]);

		await desk.page.locator("[data-test='seal']").click();
		await desk.page.locator("[data-test='seal-basis'] input[value='received']").check();
		await desk.page.locator("#seal-reason").waitFor();
		expect(await desk.page.locator("[data-test='seal-now']").isDisabled()).toBe(true);
		await desk.page.locator("#seal-reason").fill("一场退回重报");
		await desk.page.locator("[data-test='seal-now']").click();
		await desk.page.locator("[data-version='2']").waitFor();
		await desk.page.locator("[data-version='2'] [data-test='before']").click();
		await desk.page.locator(`[data-version='2'] [data-event='${event.id}']`).waitFor();
		await desk.close();
	});

	it("tells a target, the cover and both attributions among what changed", async () => {
		const desk = await Desk.open(server, "lushan");
		const sealed = await server.as("lushan", "POST", "/reports", { area: "410423", from: "2013-01", to: "2013-12", basis: "received" });
		expect(sealed.status).toBe(201);
		await desk.goto("/reports?area=410423&year=2013");
		await desk.page.locator("[data-test='since']").click();
		await desk.page.locator("#versions [data-state='empty']").waitFor();
		const target = { area: "410423", venue_type: "village", metric: "sessions", value: 777, from: "2013-06-01", document_no: "9号" };
		expect((await server.as("lushan", "PUT", "/targets?year=2013", [target])).status).toBe(200);
		expect((await server.as("lushan", "PUT", "/report_cover", { area: "410423", head: "王主任" })).status).toBe(200);
		await desk.goto("/reports?area=410423&year=2013");
		await desk.page.locator("[data-test='since']").click();
		await desk.page.locator("[data-table='changed-targets'] tbody tr:has-text('777')").waitFor();
		expect(await desk.page.locator("[data-table='changed-cover'] tbody tr").allInnerTexts()).toEqual([
			expect.stringContaining("王主任"),
		]);
		expect(await desk.page.locator("[data-test='changed-events']").count()).toBe(0);

		const [event] = (
			await server.as("lushan", "GET", "/events?area=410423&from=2013-01&to=2013-12&state=verified&kind=session&limit=1")
		).body.events;
		await server.as("lushan", "POST", `/events/${event.id}/review`, { version: event.version, state: "returned", reason: "请核对" });
		const { figures } = (await server.as("lushan", "GET", `/reports/${sealed.body.id}/difference`)).body;
		const of = (attribution: string) => figures.filter(({ figure }: { figure: string }) => figure.startsWith(`${attribution}/`)).length;
		await desk.goto("/reports?area=410423&year=2013");
		await desk.page.locator("[data-test='since']").click();
		expect(await desk.page.locator("[data-test='changed-counts']").innerText()).toContain(
			`属地口径 ${of("area")} 个，组织方口径 ${of("team")} 个`,
		);
		await desk.page.locator("[data-figures='team'] summary").click();
		await desk.page.locator("[data-changed='team/total/sessions'] button, [data-figures='team'] tbody button").first().click();
		expect(await desk.page.locator("[data-event]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-event")))).toEqual([
			event.id,
		]);
		expect((await server.as("lushan", "PUT", "/report_cover", { area: "410423", head: "" })).status).toBe(200); // as the next test found it
		await desk.close();
	});

	it("is not offered to those who only look, and says why nothing new was sealed", async () => {
		const guest = await Desk.open(server, "guest");
		await guest.goto("/reports?area=410423&year=2014");
		expect(await guest.page.locator("[data-test='seal']").count()).toBe(0);
		expect(await guest.page.locator("[data-test='file']").count()).toBe(0);
		await guest.close();
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/reports?area=410423&year=2014");
		await desk.page.locator("[data-test='seal']").click();
		await desk.page.locator("[data-test='seal-basis'] input[value='received']").check();
		await desk.page.locator("#seal-reason").fill("再定一次");
		await desk.page.locator("[data-test='seal-now']").click();
		expect(await desk.page.locator("[data-test='seal-dialog'] [role='alert']").innerText()).toContain("完全相同");
		await desk.close();
	});
});
