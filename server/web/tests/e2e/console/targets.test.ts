// Targets: the sheet worked on as in Excel, pasting, history, copying a year, tables from a spreadsheet, and how far they
// are reached, against the server's own lists.
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Target } from "@/console/pages/targets/targets";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type User } from "../support/server";
import { everyEvent } from "./coverage_recount";

let server: TestServer;
let desk: Desk;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
});

afterEach(() => desk.close());

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

async function open(user: User, path: string): Promise<void> {
	desk = await Desk.open(server, user);
	await desk.context.grantPermissions(["clipboard-read", "clipboard-write"]);
	await desk.goto(path);
	await desk.page.locator("table.sheet, [data-test='progress']").first().waitFor();
}

const cell = (row: string, type: string) => desk.page.locator(`td[data-cell="${row} ${type}"]`);
const text = async (row: string, type: string) => {
	const found = cell(row, type);
	const field = found.locator("input");
	return (await field.count()) > 0 ? field.inputValue() : (await found.innerText()).trim();
};
const targetsOf = async (year: number, user: User = "admin"): Promise<Target[]> =>
	(await server.as(user, "GET", `/targets?year=${year}`)).body;
const valueOf = async (year: number, area: string, type: string | null) =>
	(await targetsOf(year)).find((target) => target.area === area && target.venue_type === type && target.metric === "sessions")?.value ??
	null;

async function paste(content: string): Promise<void> {
	await desk.page.evaluate((given) => navigator.clipboard.writeText(given), content);
	await desk.page.keyboard.press("Control+v");
	await desk.page.locator("[data-test='told']").waitFor();
}

async function save(documentNo = ""): Promise<void> {
	await desk.page.locator("[data-test='save']").click();
	await desk.page.getByLabel("文号").fill(documentNo);
	await desk.page.locator("[data-test='save-now']").click();
	await desk.page.locator("[data-test='save-now']").waitFor({ state: "detached" });
	await desk.page.locator("[data-changed]").first().waitFor({ state: "detached" });
}

describe("the sheet", () => {
	it("shows every target of the year, cell by cell, to whom it concerns", async () => {
		for (const [user, area] of [
			["pingdingshan", "410400"],
			["lushan", "410423"],
			["guest", "410400"],
		] as const) {
			await open(user, `/targets?year=2015&area=${area}`);
			const stored = (await targetsOf(2015, user)).filter(({ metric, area: of }) => metric === "sessions" && of);
			const shown = await desk.page
				.locator("td[data-cell]")
				.evaluateAll((cells) =>
					cells.map(
						(found) =>
							[
								found.getAttribute("data-cell") ?? "",
								found.querySelector("input")?.value ??
									(found.querySelector(".hint") ? "" : (found.textContent ?? "").trim()),
							] as const,
					),
				);
			const wanted = new Map(
				stored.map((target) => [`${target.area} ${target.venue_type ?? "total"}`, Number(target.value).toLocaleString("zh-CN")]),
			);
			expect(shown.length).toBeGreaterThan(10);
			for (const [key, value] of shown) expect([key, value]).toEqual([key, wanted.get(key) ?? ""]);
			// Rows and sums of them.
			const villages = stored
				.filter(
					(target) =>
						target.venue_type === "village" && target.area !== area && shown.some(([key]) => key === `${target.area} village`),
				)
				.reduce((sum, { value }) => sum + Number(value), 0);
			const column = await desk.page.locator("thead th").allInnerTexts();
			const foot = await desk.page.locator("tfoot").locator("th, td").allInnerTexts();
			expect(foot[column.indexOf("乡村")]).toBe(villages === 0 ? "" : villages.toLocaleString("zh-CN"));
			expect(await desk.page.locator("[data-test='copy-year']").count()).toBe(user === "guest" ? 0 : 1);
			if (area !== "410423") await desk.close();
		}
	});

	it("is walked over, typed into, emptied and undone with keys only", async () => {
		await open("pingdingshan", "/targets?year=2019&area=410400");
		await cell("410402", "agency").click();
		await desk.page.keyboard.type("12");
		await desk.page.keyboard.press("ArrowRight");
		await desk.page.keyboard.type("1,234");
		await desk.page.keyboard.press("Enter");
		await desk.page.keyboard.type("9");
		await desk.page.keyboard.press("Escape");
		await desk.page.keyboard.type("７");
		await desk.page.keyboard.press("Tab");
		expect([await text("410402", "agency"), await text("410402", "village"), await text("410403", "village")]).toEqual([
			"12",
			"1,234",
			"7",
		]);
		await desk.page.keyboard.press("Shift+Tab");
		await desk.page.keyboard.press("F2");
		await desk.page.keyboard.type("0");
		await desk.page.keyboard.press("Enter");
		expect(await text("410403", "village")).toBe("70");
		await desk.page.keyboard.press("ArrowUp");
		await desk.page.keyboard.press("Delete");
		expect(await text("410403", "village")).toBe("");
		await desk.page.keyboard.press("Control+z");
		expect(await text("410403", "village")).toBe("70");
		expect(await desk.page.locator("[data-changed]").count()).toBe(3);
		await desk.page.locator("[data-test='drop']").click();
		await desk.page.locator(".el-popconfirm").getByRole("button", { name: "放弃改动" }).click();
		await desk.page.locator("[data-changed]").first().waitFor({ state: "detached" });
		expect(await targetsOf(2019)).toEqual([]);
	});

	it("takes a block from Excel, saves nothing while one cell is wrong, and then only what changed", async () => {
		await open("pingdingshan", "/targets?year=2016&area=410400");
		await cell("410402", "agency").click();
		await paste("3\t1,200\t十五\r\n４\t\t6\r\n");
		expect(await desk.page.locator("[data-test='told']").innerText()).toContain("1 格不对");
		expect(await cell("410402", "community").getAttribute("data-wrong")).toBe("true");
		expect(await desk.page.locator("[data-test='save']").isDisabled()).toBe(true);
		expect((await targetsOf(2016)).length).toBe(0);

		await desk.page.getByRole("button", { name: "转到下一处" }).click();
		await desk.page.keyboard.type("15");
		await desk.page.keyboard.press("Enter");
		await save("平普法〔2016〕3号");
		const stored = await targetsOf(2016);
		expect(stored.map(({ area, venue_type, value, from, document_no }) => [area, venue_type, value, from, document_no]).sort()).toEqual(
			[
				["410402", "agency", 3, "2016-01-01", "平普法〔2016〕3号"],
				["410402", "community", 15, "2016-01-01", "平普法〔2016〕3号"],
				["410402", "village", 1200, "2016-01-01", "平普法〔2016〕3号"],
				["410403", "agency", 4, "2016-01-01", "平普法〔2016〕3号"],
				["410403", "community", 6, "2016-01-01", "平普法〔2016〕3号"],
			],
		);
	});

	it("follows headings that were copied along, and copies a block out", async () => {
		await open("lushan", "/targets?year=2017&area=410423");
		const first = (await desk.page.locator("tbody th").allInnerTexts()).slice(1, 3);
		await cell("410423", "agency").click();
		await paste(`乡镇\t学校\t乡村\r\n${first[1]}\t5\t6\r\n${first[0]}\t7\t8`);
		const [one, two] = await desk.page
			.locator("tbody tr")
			.evaluateAll((rows) => rows.slice(1, 3).map((row) => row.querySelector("td")?.getAttribute("data-cell")?.split(" ")[0] ?? ""));
		expect([
			await text(one ?? "", "school"),
			await text(one ?? "", "village"),
			await text(two ?? "", "school"),
			await text(two ?? "", "village"),
		]).toEqual(["7", "8", "5", "6"]);
		await cell(one ?? "", "village").click();
		await desk.page.keyboard.press("Shift+ArrowDown");
		await desk.page.keyboard.press("Control+c");
		expect(await desk.page.evaluate(() => navigator.clipboard.readText())).toBe("8\r\n6");
		await save();
	});

	it("asks before unsaved changes are left", async () => {
		await open("lushan", "/targets?year=2018&area=410423");
		await cell("410423", "school").click();
		await desk.page.keyboard.type("5");
		await desk.page.keyboard.press("Enter");
		await desk.page.getByRole("navigation").getByRole("link", { name: "场所名录" }).click();
		await desk.page.getByRole("button", { name: "留在这里" }).click();
		expect(await text("410423", "school")).toBe("5");
		await desk.page.getByRole("navigation").getByRole("link", { name: "场所名录" }).click();
		await desk.page.getByRole("button", { name: "离开，不保存" }).click();
		await desk.page.getByRole("heading", { name: "场所名录" }).waitFor();
		expect((await targetsOf(2018)).length).toBe(0);
	});
});

describe("a change during the year", () => {
	it("keeps the old value with its date and document, and shows them at the cell", async () => {
		await server.as("admin", "PUT", "/targets?year=2020", [
			{ area: "410423", venue_type: "school", metric: "sessions", value: 8, from: "2020-01-01", document_no: "甲1号" },
		]);
		await open("lushan", "/targets?year=2020&area=410423");
		await cell("410423", "school").click();
		await desk.page.keyboard.type("11");
		await desk.page.keyboard.press("Enter");
		await save("乙2号");
		expect(await valueOf(2020, "410423", "school")).toBe(11);
		await cell("410423", "school").locator(".corner-mark").click();
		const history = desk.page.locator("[data-test='history-list']");
		await history.waitFor();
		expect(await history.locator(".value").allInnerTexts()).toEqual(["11", "8"]);
		expect(await history.innerText()).toContain("甲1号");
		expect(await history.innerText()).toContain("乙2号");
	});

	it("tells when somebody else was faster, and lets one's own fixture on a second press", async () => {
		await open("pingdingshan", "/targets?year=2021&area=410400");
		await cell("410425", "school").click();
		await desk.page.keyboard.type("11");
		await desk.page.keyboard.press("Enter");
		await server.as("admin", "PUT", "/targets?year=2021", [{ area: "410425", venue_type: "school", metric: "sessions", value: 20 }]);
		await desk.page.locator("[data-test='save']").click();
		await desk.page.getByText("别人刚改成 20").waitFor();
		await desk.page.locator("[data-test='save-now']").click();
		await desk.page.getByText(/刚刚被别人改过/).waitFor();
		expect(await valueOf(2021, "410425", "school")).toBe(20);
		await desk.page.locator("[data-test='save-now']").click();
		await desk.page.locator("[data-test='save-now']").waitFor({ state: "detached" });
		expect(await valueOf(2021, "410425", "school")).toBe(11);
	});
});

it("copies a year with a factor into the sheet, unsaved", async () => {
	await open("pingdingshan", "/targets?year=2022&area=410400");
	await desk.page.locator("[data-test='copy-year']").click();
	await desk.page.locator(".el-dialog .el-select").first().click();
	await desk.page.locator(".el-select-dropdown__item", { hasText: "2015" }).last().click();
	await desk.page.getByLabel("系数").fill("1.1");
	const old = (await targetsOf(2015)).filter((target) => target.metric === "sessions" && target.area?.length === 6);
	await desk.page.locator("[data-test='fill']", { hasText: `填入 ${old.length} 格` }).click();
	expect(await desk.page.locator("[data-changed]").count()).toBe(old.length);
	for (const target of old)
		expect(await text(target.area ?? "", target.venue_type ?? "total")).toBe(
			Math.round((Number(target.value) * 11) / 10 + 1e-9).toLocaleString("zh-CN"),
		);
	expect((await targetsOf(2022)).length).toBe(0);
	await save();
	expect((await targetsOf(2022)).length).toBe(old.length);
});

describe("a table from a spreadsheet", () => {
	it("is tried first, with each wrong cell named, and then brought in", async () => {
		await open("pingdingshan", "/targets?year=2023&area=410400");
		await desk.page.locator("[data-test='import']").click();
		const field = desk.page.locator("[data-test='import-dialog'] textarea");
		await field.fill("地区代码,场所类型,指标,目标值,文号\n410423,学校,场次,十五,丙3号\n410425,学校,场次,9,丙3号\n");
		await desk.page.locator("[data-test='import-check']").click();
		await desk.page.locator("[data-test='import-problems']").waitFor();
		expect(await desk.page.locator("[data-test='import-dialog'] tbody tr").allInnerTexts()).toEqual([
			expect.stringMatching(/^2\s+目标值/),
		]);
		expect((await targetsOf(2023)).length).toBe(0);

		await field.fill("地区代码,场所类型,指标,目标值,文号\n410423,学校,场次,15,丙3号\n410425,学校,场次,9,丙3号\n");
		await desk.page.locator("[data-test='import-check']").click();
		await desk.page.locator("[data-test='import-apply']").click();
		await desk.page.locator("[data-test='import-dialog']").waitFor({ state: "detached" });
		expect([await valueOf(2023, "410423", "school"), await valueOf(2023, "410425", "school")]).toEqual([15, 9]);
		await desk.settled();
		expect([await text("410423", "school"), await text("410425", "school")]).toEqual(["15", "9"]);
	});

	it("goes out as it comes in, in the encoding of a Chinese Excel too", async () => {
		await open("pingdingshan", "/targets?year=2015&area=410400");
		const downloading = desk.page.waitForEvent("download");
		await desk.page.locator("[data-test='export']").click();
		const csv = readFileSync(await (await downloading).path(), "utf8");
		expect(csv.startsWith("\ufeff")).toBe(true);
		await desk.goto("/targets?year=2024&area=410400");
		await desk.page.locator("[data-test='import']").click();
		// 地区代码,场所类型,指标,目标值 / 410423,学校,场次,4 in GB 18030
		const bytes = Buffer.from(
			"b5d8c7f8b4fac2eb2cb3a1cbf9c0e0d0cd2cd6b8b1ea2cc4bfb1ead6b50a3431303432332cd1a7d0a32cb3a1b4ce2c340a",
			"hex",
		);
		await desk.page
			.locator("[data-test='import-dialog'] input[type='file']")
			.setInputFiles({ name: "目标.csv", mimeType: "text/csv", buffer: bytes });
		await desk.page.locator("[data-test='import-good']").waitFor();
		await desk.page.locator("[data-test='import-apply']").click();
		await desk.page.locator("[data-test='import-dialog']").waitFor({ state: "detached" });
		expect(await valueOf(2024, "410423", "school")).toBe(4);
	});
});

describe("how far targets are reached", () => {
	for (const [user, area] of [
		["pingdingshan", "410400"],
		["lushan", "410423"],
		["guest", "410400"],
	] as const) {
		it(`is told to ${user} as the events say`, async () => {
			await open(user, `/targets?year=2015&area=${area}&view=progress`);
			const rows = await desk.page.locator("[data-test='progress'] tbody tr").evaluateAll((found) =>
				found.map((row) => ({
					key: row.getAttribute("data-row") ?? "",
					cells: Object.fromEntries(
						[...row.querySelectorAll("[data-column]")].map((entry) => [
							entry.getAttribute("data-column"),
							entry.textContent ?? "",
						]),
					),
					href: row.querySelector("[data-column='reached'] a")?.getAttribute("href") ?? null,
				})),
			);
			const events = (await everyEvent(server, `from=2015-01&to=2015-12&basis=received&kind=session&area=${area}`)).filter(
				({ event, review }) => event?.kind === "session" && ["submitted", "verified", "void_requested"].includes(review.state),
			);
			const stored = (await targetsOf(2015)).filter((target) => target.metric === "sessions" && target.area);
			expect(rows.length).toBeGreaterThan(3);
			for (const { key, cells, href } of rows) {
				const [of = "", type = ""] = key.split(" ");
				const prefix = of.endsWith("00") && of.length === 6 ? of.slice(0, 4) : of;
				const reached = events.filter(
					({ event }) => event?.area.startsWith(prefix) && (type === "" || event.venue_type === type),
				).length;
				expect([key, cells.reached?.trim()]).toEqual([key, reached.toLocaleString("zh-CN")]);
				const target = stored.find((entry) => entry.area === of && (entry.venue_type ?? "") === type);
				expect([key, parseInt(cells.current ?? "")]).toEqual([key, target?.value]);
				expect([key, cells["current-rate"]]).toEqual([key, `${Math.floor((reached * 100) / Number(target?.value))}%`]);
				expect(href === null).toBe(user === "guest");
			}
		});
	}

	it("opens the events behind a figure", async () => {
		await open("lushan", "/targets?year=2015&area=410423&view=progress");
		const link = desk.page.locator("[data-column='reached'] a").first();
		const count = Number((await link.innerText()).replaceAll(",", ""));
		const query = new URL(`http://x${((await link.getAttribute("href")) ?? "").slice(1)}`).search.slice(1);
		expect((await everyEvent(server, query)).length).toBe(count);
	});
});

it("fits a narrow screen and speaks English", async () => {
	desk = await Desk.open(server, "pingdingshan", { width: 390, height: 800, language: "en" });
	await desk.goto("/targets?year=2015&area=410400");
	await desk.page.getByRole("heading", { name: "Targets" }).waitFor();
	expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	expect(await desk.page.locator("main").innerText()).not.toMatch(/导入|保存|下级/);
});
