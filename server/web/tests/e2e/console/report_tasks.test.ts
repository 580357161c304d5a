// 上报任务: a report is asked for once, and both sides see how far it has come. And people have names wherever they decided.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, shanghaiDay } from "@/common/calendar";
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

const due = addDays(shanghaiDay(Date.now()), 14);
const span = { area: "410400", from: "2013-01", to: "2013-12", basis: "received" };

// What stands beside the entry of the menu.
const badge = (desk: Desk) => desk.page.locator("#menu a[href='#/report-tasks'] .count");

describe("a report that is asked for", () => {
	it("is announced with its document and a day, not twice, and not without time", async () => {
		const office = await Desk.open(server, "pingdingshan");
		await office.goto("/report-tasks");
		await office.page.locator("[data-test='announce']").click();
		await office.page.locator("[data-test='announce-now']").click();
		await office.page.getByText("请写依据文件").waitFor();
		await office.page.getByPlaceholder("例如：平司〔2026〕12 号").fill("平司〔2014〕3 号");
		await office.page.getByLabel("截止日期").fill(addDays(shanghaiDay(Date.now()), 1));
		await office.page.keyboard.press("Enter");
		await office.page.locator("[data-test='announce-now']").click();
		await office.page.locator("[data-test='announce-dialog'] [role='alert']").filter({ hasText: "五个工作日" }).waitFor();
		expect((await server.as("pingdingshan", "GET", "/report_tasks")).body.tasks).toEqual([]);

		const body = { ...span, due_on: due, document_no: "平司〔2014〕3 号", note: "年报" };
		expect((await server.as("pingdingshan", "POST", "/report_tasks", body)).status).toBe(201);
		const again = await server.as("pingdingshan", "POST", "/report_tasks", { ...body, document_no: "另一份" });
		expect([again.status, again.body.code, again.body.task.document_no]).toEqual([409, "task_exists", "平司〔2014〕3 号"]);
		await office.close();
	});

	it("waits for the county until it hands its report in, then for the office above", async () => {
		const county = await Desk.open(server, "lushan");
		await county.goto("/report-tasks");
		await badge(county).filter({ hasText: "1" }).waitFor();
		const task = county.page.locator("[data-task]");
		expect(await task.innerText()).toContain("平司〔2014〕3 号");
		expect(await task.locator("h2").innerText()).toContain("2013 年");
		expect(await task.innerText()).toContain("含待核实");
		expect(await task.locator("[data-own]").getAttribute("data-own")).toBe("draft");
		expect(await task.innerText()).toContain("未上报");
		await task.locator("[data-test='answer']").click();
		await county.page.locator("[data-test='submissions']").waitFor();
		expect(county.page.url()).toContain("from=2013-01&to=2013-12&basis=received");

		// What is sealed for it is what it asks for, not another question that could not be handed in.
		await county.page.locator("[data-test='seal']").click();
		expect(await county.page.locator("[data-test='seal-basis'] input:checked").getAttribute("value")).toBe("received");

		const sealed = await server.as("lushan", "POST", "/reports", { ...span, area: "410423" });
		expect(sealed.status).toBe(201);
		expect((await server.as("lushan", "POST", "/submissions", { report: sealed.body.id, step: "submit" })).status).toBe(201);
		await county.goto("/report-tasks");
		await county.page.locator("[data-own='submitted']").waitFor();
		await badge(county).waitFor({ state: "detached" });

		const office = await Desk.open(server, "pingdingshan");
		await office.goto("/report-tasks");
		await badge(office).filter({ hasText: "1" }).waitFor();
		await office.page.locator("[data-county='410423'] [data-submission='submitted']").waitFor();
		await county.close();
		await office.close();
	});

	it("is told in English and on a telephone too", async () => {
		const desk = await Desk.open(server, "lushan", { width: 360, language: "en" });
		await desk.goto("/report-tasks");
		await desk.page.locator("[data-own='submitted']").waitFor();
		expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
		expect(await desk.page.locator("[data-task]").innerText()).toContain("Submitted");
		await desk.close();
	});
});

describe("a person", () => {
	it("stands where an account decided, and nothing else changes", async () => {
		const admin = await Desk.open(server, "admin");
		await admin.goto("/settings/accounts");
		await admin.page.locator("tr[data-user='lushan'] [data-test='edit']").click();
		await admin.page.locator("#account-person").fill("王芳");
		await admin.page.locator("#account-unit").fill("鲁山县司法局");
		await admin.page.locator("#account-telephone").fill("0375-5050148");
		await admin.page.locator("[data-test='save-account']").click();
		await admin.noDialog();
		await admin.page.locator("tr[data-user='lushan'] [data-column='person']").filter({ hasText: "王芳" }).waitFor();
		await admin.close();

		const county = await Desk.open(server, "lushan");
		await county.goto("/reports?area=410423&from=2013-01&to=2013-12&basis=received");
		await county.page.locator("[data-test='versions']").getByText("王芳").waitFor();
		expect(await county.page.locator("[data-test='submissions']").innerText()).toContain("王芳");
		const { reports } = (await server.as("lushan", "GET", "/reports?area=410423&from=2013-01&to=2013-12")).body;
		await county.goto(`/reports/sealed/${reports[0].id}`);
		expect(await county.page.locator("[data-test='seal-mark']").innerText()).toContain("王芳（鲁山县司法局）");
		expect(await county.page.locator("a[href='#/account']").innerText()).toContain("王芳");
		const { teams } = (await server.as("lushan", "GET", "/reference")).body;
		expect(teams[0].contact).toEqual({ name: "王芳", unit: "鲁山县司法局", telephone: "0375-5050148" });
		await county.close();
	});
});
