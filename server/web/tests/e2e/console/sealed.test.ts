// A sealed version on paper and as a file: printed with its checksum, checked in the browser, and what was altered in words.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { picture } from "../support/looks";
import { TestServer } from "../support/server";

let server: TestServer;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const span = { from: "2015-01", to: "2015-11" };

describe("sealing", () => {
	it("asks for a word to what the checks found, and seals it with the figures that were shown", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.goto(`/reports?area=410400&from=${span.from}&to=${span.to}`);
		await desk.page.locator("[data-test='seal']").click();
		await desk.page.locator("[data-test='checks']").waitFor();
		const checks = (await server.as("pingdingshan", "GET", `/report_checks?area=410400&from=${span.from}&to=${span.to}`)).body;
		expect(checks.basis).toBe("verified");
		expect(await desk.page.locator("[data-test='seal-figures'] [data-metric='reach'] dd").innerText()).toBe(
			checks.totals.reach.toLocaleString("zh-CN"),
		);
		const findings = desk.page.locator("[data-finding]");
		expect(await findings.count()).toBe(checks.findings.length);
		expect(checks.findings.length).toBeGreaterThan(1);
		await picture(desk.page, "seal_dialog");
		// One text for all but the first, which is left without.
		await findings.first().locator("input").uncheck();
		await desk.page.locator("#seal-explanation").fill("上年同期有集中宣传月");
		await desk.page.locator("[data-test='add-explanation']").click();
		expect(await desk.page.locator("[data-test='explained']").count()).toBe(checks.findings.length - 1);
		expect(await desk.page.locator("[data-test='unexplained']").innerText()).toContain("还有 1 处没有说明");
		await desk.page.locator("[data-test='seal-now']").click();
		await desk.page.locator("[data-version='1'][data-basis='verified']").waitFor();
		const [head] = (await server.as("pingdingshan", "GET", `/reports?area=410400&from=${span.from}&to=${span.to}`)).body.reports;
		const { document } = (await server.as("pingdingshan", "GET", `/reports/${head.id}`)).body;
		expect(document.sections.checks.explanations).toEqual([
			{ findings: checks.findings.slice(1).map((finding: { key: string }) => finding.key), text: "上年同期有集中宣传月" },
		]);
		expect(document.figures["area/total/reach"]).toBe(checks.totals.reach);
		await desk.close();
	});

	it("offers what was written before", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		await desk.goto("/reports?area=410400&from=2015-01&to=2015-10");
		await desk.page.locator("[data-test='seal']").click();
		await desk.page.locator("[data-test='offered']").first().click();
		expect(await desk.page.locator("#seal-explanation").inputValue()).toBe("上年同期有集中宣传月");
		await desk.close();
	});
});

describe("a sealed version", () => {
	it.each(["zh", "en"] as const)("is printed with its tables, the whole checksum and a code (%s)", async (language) => {
		const desk = await Desk.open(server, "pingdingshan", { language });
		await desk.goto(`/reports?area=410400&from=${span.from}&to=${span.to}`);
		await desk.page.locator("[data-test='print-sealed']").first().click();
		await desk.page.locator("[data-test='printed']").waitFor();
		const id = desk.page.url().split("/").at(-1) ?? "";
		const { sha256, tables, document } = (await server.as("pingdingshan", "GET", `/reports/${id}`)).body;
		expect((await desk.page.locator("[data-test='seal-mark'] .digits code").allInnerTexts()).join("")).toBe(sha256);
		expect(
			await desk.page.locator("[data-test='seal-mark'] img").evaluate((image) => (image as HTMLImageElement).naturalWidth),
		).toBeGreaterThan(0);
		const byTeam = tables.filter((table: { sheet: string }) => table.sheet.endsWith("（组织方）"));
		expect(byTeam.length).toBe(9);
		// Some are printed in parts; none is missing.
		const shown = () => desk.page.locator("[data-table]").evaluateAll((all) => all.map((one) => one.getAttribute("data-table") ?? ""));
		const sheetsOf = (some: { sheet: string }[]) => some.map((table) => table.sheet);
		expect(await shown()).toEqual(
			expect.arrayContaining(sheetsOf(tables.filter((table: { sheet: string }) => !byTeam.includes(table)))),
		);
		expect(await shown()).not.toContain("总表（组织方）");
		await desk.page.emulateMedia({ media: "print" });
		const pdf = await desk.page.pdf({ preferCSSPageSize: true, path: process.env.BAJIN_SEALED_PDF });
		expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeLessThan(15);
		await desk.page.emulateMedia({ media: "screen" });
		await desk.page.locator("[data-test='with-teams']").check();
		expect(await shown()).toEqual(expect.arrayContaining(sheetsOf(tables)));
		expect(await desk.page.locator("[data-test='summary']").innerText()).toContain(document.text);
		expect(await desk.page.locator("[data-table='分地区'] tbody tr").count()).toBe(13);
		expect(await desk.page.locator("[data-table='分月'] tbody th").first().innerText()).toBe("2015年1月");
		await picture(desk.page, `sealed_print_${language}`);
		await desk.close();
	});

	it("is checked from its paper and its file; an altered file is told in words", async () => {
		const desk = await Desk.open(server, "pingdingshan");
		const [head] = (await server.as("pingdingshan", "GET", `/reports?area=410400&from=${span.from}&to=${span.to}`)).body.reports;
		const { verify_url: url } = (await server.as("pingdingshan", "GET", `/reports/${head.id}`)).body;
		await desk.goto(String(url).split("#")[1] ?? "");
		expect(await desk.page.locator("[data-test='paper']").innerText()).toContain("与这一版一致");
		const answer = await desk.context.request.get(`${server.url}/api/v1/reports/${head.id}.json`);
		const text = await answer.text();
		const put = (content: string) =>
			desk.page
				.locator("[data-test='sealed-file']")
				.setInputFiles({ name: "v1.json", mimeType: "application/json", buffer: Buffer.from(content) });
		await put(text);
		await desk.page.locator("[data-test='checked'][data-holds='true']").waitFor();
		expect(await desk.page.locator("[data-line][data-holds='true']").count()).toBe(3);
		expect(await desk.page.locator("[data-table='file-differences']").count()).toBe(0);

		const altered = JSON.parse(text);
		altered.document.figures["area/total/sessions"] += 1;
		altered.document.sections.tables.area[0].blocks[0].total[2] += 1;
		altered.document.cover.head = "别人";
		altered.events.pop();
		await put(JSON.stringify(altered));
		await desk.page.locator("[data-test='checked'][data-holds='false']").waitFor();
		expect(await desk.page.locator("[data-line][data-holds='false']").count()).toBe(3);
		const found = await desk.page.locator("[data-table='file-differences'] tbody tr").allInnerTexts();
		const sessions = altered.document.figures["area/total/sessions"];
		expect(found).toContainEqual(expect.stringContaining(`属地 合计 宣传活动场次\t${sessions}\t${sessions - 1}`));
		expect(found).toContainEqual(expect.stringMatching(/表《法律知识八进普法宣传活动统计总表》“合计”一行“宣传活动.*合计/));
		expect(found).toContainEqual(expect.stringContaining("封面 单位负责人\t别人\t（无）"));
		await picture(desk.page, "verify");
		await put("{}");
		await desk.page.locator("[data-test='file-failure']").waitFor();
		await desk.goto(`/verify?id=${head.id}&sha256=${"0".repeat(64)}`);
		expect(await desk.page.locator("[data-test='paper']").innerText()).toContain("不一致");
		await desk.close();
	});
});

it("prints the year of a prefecture on less than fifteen pages", async () => {
	const desk = await Desk.open(server, "pingdingshan");
	await desk.goto("/reports/print?area=410400&year=2015");
	await desk.page.emulateMedia({ media: "print" });
	const pdf = await desk.page.pdf({ preferCSSPageSize: true, path: process.env.BAJIN_PDF });
	expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeLessThan(15);
	await desk.close();
});
