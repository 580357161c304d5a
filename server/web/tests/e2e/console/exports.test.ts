// Large files: the records behind a list or sample as evidence, the workbook with its records; given up, and failed.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { strFromU8, unzipSync } from "fflate";
import type { Download } from "playwright-core";
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

const opened = async (download: Download) => unzipSync(new Uint8Array(await readFile(await download.path())));
const entriesOf = async (download: Download) => Object.keys(await opened(download));

it("holds the records of a list, and of a sample", async () => {
	const desk = await Desk.open(server, "lushan");
	await desk.goto("/events?area=410423&from=2015-03&to=2015-03");
	const listed = Number((await desk.page.locator("[data-test='count']").innerText()).replace(/\D/g, ""));
	const [ofList] = await Promise.all([desk.page.waitForEvent("download"), desk.page.locator("[data-test='evidence']").click()]);
	const names = await entriesOf(ofList);
	expect(ofList.suggestedFilename()).toMatch(/\.zip$/);
	expect(names).toEqual(expect.arrayContaining(["manifest.json", "events.csv"]));
	expect(names.filter((name) => name.endsWith(".json") && name !== "manifest.json").length).toBe(listed);
	await desk.page.locator("[data-export='ready']").waitFor();

	const sample = (await server.as("lushan", "POST", "/samples", { size: 2, filter: { area: "410423", from: "2015-01", to: "2015-12" } }))
		.body;
	await desk.goto(`/samples/${sample.id}`);
	const [ofSample] = await Promise.all([desk.page.waitForEvent("download"), desk.page.locator("[data-test='evidence']").click()]);
	for (const event of sample.events) expect((await entriesOf(ofSample)).some((name) => name.includes(event.id))).toBe(true);
	await desk.close();
});

it("gives the workbook with its records", async () => {
	const desk = await Desk.open(server, "pingdingshan");
	await desk.goto("/reports?area=410400&year=2015");
	await desk.page.locator("[data-test='export']").click();
	const [file] = await Promise.all([desk.page.waitForEvent("download"), desk.page.locator("[data-test='xlsx-records']").click()]);
	expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
	expect(strFromU8((await opened(file))["xl/workbook.xml"] ?? new Uint8Array())).toContain("记录明细");
	await desk.close();
});

it("has the columns of its records that the office chose, and keeps them", async () => {
	const desk = await Desk.open(server, "pingdingshan");
	await desk.goto("/reports?area=410400&year=2015");
	await desk.page.locator("[data-test='export']").click();
	await desk.page.locator("[data-test='record-columns']").click();
	await desk.page.locator("[data-test='usual-columns']").click();
	await desk.page.locator("[data-test='columns-dialog'] input[value='children']").uncheck();
	const [file] = await Promise.all([desk.page.waitForEvent("download"), desk.page.locator("[data-test='columns-now']").click()]);
	const entries = await opened(file);
	const sheets = Object.keys(entries).filter((name) => name.startsWith("xl/worksheets/sheet"));
	const last = sheets.sort((one, other) => Number(/\d+/.exec(one)) - Number(/\d+/.exec(other))).at(-1) ?? "";
	expect(strFromU8(entries[last] ?? new Uint8Array())).toContain('<dimension ref="A1:M'); // thirteen columns
	await desk.page.locator("[data-test='export-dialog'] .el-dialog__close").click();
	await desk.noDialog();
	await desk.page.locator("[data-test='export']").click();
	const asked = desk.page.waitForRequest((request) => request.url().includes("records=yes"));
	await desk.page.locator("[data-test='xlsx-records']").click();
	expect(new URL((await asked).url()).searchParams.get("columns")?.split(",")).toHaveLength(13);
	await desk.close();
});

it("is given up at a press, of which the server hears, and says why it failed", async () => {
	const desk = await Desk.open(server, "lushan");
	let heard: (id: string) => void = () => undefined;
	const cancelled = new Promise<string>((resolve) => (heard = resolve));
	await desk.page.route("**/api/v1/progress/*", async (route) => {
		if (route.request().method() === "DELETE") {
			heard(route.request().url().split("/").at(-1) ?? "");
			await route.fulfill({ status: 204 });
		} else await route.fulfill({ json: { state: "working", done: 1200, total: 5000 } });
	});
	let asked = "";
	await desk.page.route("**/api/v1/evidence.zip?*", async (route) => {
		const id = new URL(route.request().url()).searchParams.get("progress") ?? "";
		if (asked === "") {
			asked = id;
			await cancelled;
			await route.abort().catch(() => undefined); // the page may have let go of it
		} else
			await route.fulfill({
				status: 422,
				contentType: "application/problem+json",
				body: JSON.stringify({ code: "too_many_events", title: "记录太多，请缩小范围" }),
			});
	});
	await desk.goto("/events?area=410423&from=2015-01&to=2015-12");
	await desk.page.locator("[data-test='evidence']").click();
	await desk.page.locator("[data-export='working']").filter({ hasText: "1,200 / 5,000" }).waitFor();
	await desk.page.locator("[data-test='export-cancel']").click();
	expect(await cancelled).toBe(asked);
	await desk.page.locator("[data-export='cancelled']").waitFor();
	await desk.page.locator("[data-test='export-again']").click();
	await desk.page.locator("[data-export='failed']").filter({ hasText: "请缩小范围" }).waitFor();
	await desk.close();
});
