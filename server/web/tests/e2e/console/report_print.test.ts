// The printed report: cover, every table, basis and attribution on each sheet, a mark on drafts; and that it prints.
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";

let server: TestServer;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

// Chromium writes each page of a document as an object that is not compressed.
const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

it("is opened from the report with its question, and goes back to it", async () => {
	const desk = await Desk.open(server, "guest");
	await desk.goto("/reports?area=410423&year=2014&basis=verified&attribution=team");
	await desk.page.locator("[data-test='print']").click();
	await desk.page.locator("[data-test='printed']").waitFor();
	expect(desk.page.url()).toMatch(/#\/reports\/print\?area=410423&year=2014&basis=verified&attribution=team$/);
	for (const caption of await desk.page.locator(".print-table .title span").allInnerTexts())
		expect(caption).toBe("鲁山县 2014 年；统计口径：仅已核实，归属：组织方");
	await desk.page.locator("[data-test='back']").click();
	await desk.page.locator("[data-total]").first().waitFor();
	await desk.close();
});

it("holds the figures of the server in tables whose heads fixture on every sheet", async () => {
	const desk = await Desk.open(server, "pingdingshan");
	await desk.goto("/reports/print?area=410400&year=2015");
	const { text, totals, by } = (await server.as("pingdingshan", "GET", "/report?year=2015&area=410400")).body;
	expect(await desk.page.locator("[data-test='summary']").innerText()).toContain(text);
	expect(await desk.page.locator("[data-field='period'] dd").innerText()).toBe("2015 年");
	expect(await desk.page.locator("[data-field='reported_on'] dd").innerText()).toBe(""); // by hand
	expect(await desk.page.locator("[data-table='venue_type'] .total [data-column='sessions']").innerText()).toBe(
		totals.sessions.toLocaleString("zh-CN"),
	);
	expect(await desk.page.locator("[data-table='team'] tbody tr").count()).toBe(by.team.length + 1);
	expect(await desk.page.locator("[data-test='printed'] a").count()).toBe(0);
	expect(await desk.page.locator("[data-table='words'] [data-key='by_area']").innerText()).toContain("属地口径");

	await desk.page.emulateMedia({ media: "print" });
	expect(
		await desk.page
			.locator(".print-table thead")
			.first()
			.evaluate((head) => getComputedStyle(head).display),
	).toBe("table-header-group");
	expect(
		await desk.page
			.locator(".print-table tbody tr")
			.first()
			.evaluate((row) => getComputedStyle(row).breakInside),
	).toBe("avoid");
	expect(await desk.page.locator("#menu").isVisible()).toBe(false);
	expect(await desk.page.locator("[data-test='draft-mark']").count()).toBe(0);
	const tables = await desk.page.locator(".print-table").count();
	const pdf = await desk.page.pdf({ preferCSSPageSize: true });
	expect(tables).toBeGreaterThan(12);
	expect(pagesOf(pdf)).toBeLessThan(15);
	await desk.close();
});

it("says on every page what it counts, and that a draft is one", async () => {
	const desk = await Desk.open(server, "lushan");
	const cover = {
		area: "410423",
		area_name: "鲁山县",
		form_number: "平普统1表",
		issued_by: "",
		approval_number: "",
		compiled_by: "鲁山县普法办",
		head: "",
		statistics_head: "",
		checked_by: "",
		filled_by: "张晓红",
		telephone: "",
		inherited: ["form_number"],
		changed_at: null,
		changed_by: null,
	};
	await desk.page.route("**/api/v1/report?*", async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer, json: { ...(await answer.json()), is_draft: true, cover } });
	});
	await desk.goto("/reports/print?area=410423&year=2015");
	expect(await desk.page.locator("[data-field='form_number'] dd").innerText()).toBe("平普统1表");
	expect(await desk.page.locator("[data-field='compiled_by'] dd").innerText()).toBe("鲁山县普法办");
	const rootText = (name: string) => desk.page.evaluate((of) => document.documentElement.style.getPropertyValue(of), name);
	expect(await rootText("--print-basis")).toBe('"统计口径：含待核实，归属：属地"');
	expect(await rootText("--print-draft")).toContain("草稿");
	await desk.page.emulateMedia({ media: "print" });
	expect(await desk.page.locator("[data-test='draft-mark']").evaluate((mark) => getComputedStyle(mark).position)).toBe("fixed"); // that is, on every page
	await desk.page.emulateMedia({ media: "screen" });
	await desk.page.locator("[data-test='back']").click();
	await desk.page.locator("[data-total]").first().waitFor();
	expect(await rootText("--print-basis")).toBe("");
	await desk.close();
});
