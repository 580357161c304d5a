// A report on its way: its cover, submitted by the county, sent back, accepted by the prefecture; and figures taken of a
// county that never reports.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

describe("the cover", () => {
	it("takes from the area above what is left empty, and stands on the printed report", async () => {
		expect(
			(
				await server.as("pingdingshan", "PUT", "/report_cover", {
					area: "410400",
					form_number: "平普统1表",
					issued_by: "平顶山市司法局",
				})
			).status,
		).toBe(200);
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/reports?area=410423&year=2015");
		await desk.page.locator("[data-test='cover']").click();
		expect(await desk.page.getByLabel("表号").getAttribute("placeholder")).toContain("平普统1表");
		expect(await desk.page.getByLabel("表号").inputValue()).toBe("");
		await desk.page.getByLabel("综合单位").fill("鲁山县普法办");
		await desk.page.locator("[data-test='cover-now']").click();
		await desk.noDialog();
		await desk.page.locator("[data-test='print']").click();
		const fieldOf = (name: string) => desk.page.locator(`[data-field='${name}'] dd`).innerText();
		await desk.page.locator("[data-field='compiled_by'] dd").filter({ hasText: "鲁山县普法办" }).waitFor();
		expect([await fieldOf("form_number"), await fieldOf("issued_by"), await fieldOf("telephone")]).toEqual([
			"平普统1表",
			"平顶山市司法局",
			"",
		]);
		await desk.close();
	});

	it("is of those who may seal", async () => {
		const guest = await Desk.open(server, "guest");
		await guest.goto("/reports?area=410423&year=2015");
		expect(await guest.page.locator("[data-test='cover']").count()).toBe(0);
		expect(await guest.page.locator("[data-do]").count()).toBe(0);
		await guest.close();
	});
});

describe("a report on its way", () => {
	const stepOf = async (desk: Desk, within: string, step: string, reason?: string) => {
		await desk.page.locator(`${within} [data-do='${step}']`).click();
		if (reason !== undefined) {
			expect(await desk.page.locator("[data-test='step-now']").isDisabled()).toBe(true);
			await desk.page.locator("#step-reason").fill(reason);
		}
		await desk.page.locator("[data-test='step-now']").click();
		await desk.noDialog();
	};

	it("is sealed, submitted, sent back with a reason, submitted again and accepted", async () => {
		const county = await Desk.open(server, "lushan");
		await county.goto("/reports?area=410423&year=2014");
		expect(await county.page.locator("[data-do='submit']").isDisabled()).toBe(true); // nothing is sealed
		await county.page.locator("[data-test='seal']").click();
		await county.page.locator("[data-test='seal-basis'] input[value='received']").check();
		await county.page.locator("[data-test='seal-now']").click();
		await county.page.locator("[data-do='submit']:not([disabled])").waitFor();
		await county.noDialog();
		await stepOf(county, "[data-county='410423']", "submit");
		await county.page.locator("[data-submission='submitted']").waitFor();

		const office = await Desk.open(server, "pingdingshan");
		await office.goto("/reports?area=410400&year=2014");
		const row = "tr[data-county='410423']";
		await office.page.locator(`${row} [data-submission='submitted']`).waitFor();
		await stepOf(office, row, "return", "乡村场次与台账不符");
		await office.page.locator(`${row} [data-submission='returned']`).waitFor();

		await county.goto("/reports?area=410423&year=2014");
		expect(await county.page.locator("[data-test='reason']").innerText()).toContain("乡村场次与台账不符");
		// What was sent back is not handed in as it is; a further version is, also when it says the same.
		await county.page.locator("[data-test='seal-again']").waitFor();
		expect(await county.page.locator("[data-do='submit']").isDisabled()).toBe(true);
		const span = { area: "410423", from: "2014-01", to: "2014-12", basis: "received" };
		expect((await server.as("lushan", "POST", "/reports", { ...span, reason: "已核对，数字没有错" })).status).toBe(201);
		await county.goto("/reports?area=410423&year=2014");
		await stepOf(county, "[data-county='410423']", "submit");
		await office.goto("/reports?area=410400&year=2014");
		await stepOf(office, row, "accept");
		await office.page.locator(`${row} [data-submission='accepted']`).waitFor();
		await office.page.locator(`${row} summary`).click();
		expect(
			await office.page.locator(`${row} [data-step]`).evaluateAll((steps) => steps.map((step) => (step as HTMLElement).dataset.step)),
		).toEqual(["submit", "return", "submit", "accept"]);

		await county.goto("/reports/print?area=410423&year=2014");
		await county.page.locator("[data-field='submission'] dd").filter({ hasText: "已受理" }).waitFor();
		await office.goto("/reports/print?area=410400&year=2014");
		expect(await office.page.locator("[data-table='submissions'] [data-key='410423'] [data-column='state']").innerText()).toBe(
			"已受理",
		);
		await county.close();
		await office.close();
	});

	it("says that the step was made meanwhile, and shows how things fixture", async () => {
		const office = await Desk.open(server, "pingdingshan");
		await office.goto("/reports?area=410400&year=2014");
		await office.page.locator("tr[data-county='410423'] [data-do='return']").click();
		const row = (
			await server.as("pingdingshan", "GET", "/submissions?area=410400&from=2014-01&to=2014-12&basis=received")
		).body.rows.find((found: { area: string }) => found.area === "410423");
		expect(
			(await server.as("pingdingshan", "POST", "/submissions", { report: row.report.id, step: "return", reason: "先退回" })).status,
		).toBe(201);
		await office.page.locator("#step-reason").fill("再退回");
		await office.page.locator("[data-test='step-now']").click();
		await office.page.locator("[data-test='step-dialog'] [role='alert']").waitFor();
		await office.page.locator("tr[data-county='410423'] [data-submission='returned']").waitFor();
		await office.close();
	});

	it("takes the figures of a county that never reported, sealing them first, and marks what changes afterwards", async () => {
		const office = await Desk.open(server, "pingdingshan");
		await office.goto("/reports?area=410400&year=2014");
		const row = "tr[data-county='410422']";
		await stepOf(office, row, "take", "三次催报没有上报");
		await office.page.locator(`${row} [data-submission='taken']`).waitFor();
		const [event] = (
			await server.as("pingdingshan", "GET", "/events?area=410422&from=2014-01&to=2014-12&basis=received&kind=session&limit=1")
		).body.events;
		expect(
			(
				await server.as("pingdingshan", "POST", `/events/${event.id}/review`, {
					version: event.version,
					state: "returned",
					reason: "人数请核对",
				})
			).status,
		).toBe(200);
		await office.page.locator(`${row} .differs[data-column='sessions']`).waitFor(); // by itself
		await office.close();
	});
});

describe("estimates for the running year", () => {
	it("make the report a draft that cannot be sealed, until they are withdrawn", async () => {
		const desk = await Desk.open(server, "lushan");
		const { today } = (await server.as("lushan", "GET", "/overview")).body;
		await desk.goto(`/reports?area=410423&year=${today.slice(0, 4)}`);
		await desk.page.locator("[data-test='estimates']").click();
		await desk.page.getByLabel("宣传活动场次全年预计").fill("120");
		expect(await desk.page.locator("[data-test='estimates-now']").isDisabled()).toBe(true); // no grounds
		await desk.page.getByLabel("宣传活动场次依据").fill("按 1—10 月进度");
		await desk.page.locator("[data-test='estimates-now']").click();
		await desk.page.locator("[data-test='draft-band']").waitFor();
		await desk.noDialog();
		expect(await desk.page.locator("[data-total='sessions'] [data-test='estimate']").innerText()).toBe("全年预计 120");
		expect(await desk.page.locator("[data-test='seal']").isDisabled()).toBe(true);
		expect(await desk.page.locator("[data-table='estimates'] [data-column='grounds']").innerText()).toBe("按 1—10 月进度");

		await desk.page.locator("[data-test='print']").click();
		await desk.page.locator("[data-test='draft-mark']").waitFor({ state: "attached" });
		await desk.page.locator("[data-test='back']").click();
		await desk.page.locator("[data-test='withdraw']").click();
		await desk.page.locator(".asking .el-button--danger").click();
		await desk.page.locator("[data-test='draft-band']").waitFor({ state: "detached" });
		expect(await desk.page.locator("[data-test='seal']").isDisabled()).toBe(false);
		await desk.close();
	});

	it("are of no year that is over", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/reports?area=410423&year=2015");
		expect(await desk.page.locator("[data-test='estimates']").count()).toBe(0);
		await desk.close();
	});
});
