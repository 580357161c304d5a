// The registry of venues: the list with its filters and pages against the server's own, adding, retiring, merging with what
// follows for coverage, tables from a spreadsheet, suggestions.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RegisteredVenue } from "@/console/pages/venues/venues";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply, type User } from "../support/server";
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
	await desk.goto(path);
}

const venues = async (query: string, user: User = "admin"): Promise<RegisteredVenue[]> =>
	(await server.as(user, "GET", `/venues?limit=1000&${query}`)).body.venues;
const row = (id: string) => desk.page.locator(`tr[data-venue="${id}"]`);
const shownIds = () =>
	desk.page.locator("tr[data-venue]").evaluateAll((rows) => rows.map((found) => found.getAttribute("data-venue") ?? ""));
const coverage = async (year: number, area: string): Promise<Reply["body"]> =>
	(await server.as("admin", "GET", `/coverage?year=${year}&area=${area}`)).body;

describe("the list", () => {
	it("shows exactly what fits its filters, page by page", async () => {
		await open("pingdingshan", "/venues?area=410400&venue_type=school");
		const wanted = (await venues("area=410400&venue_type=school&state=in_use")).map(({ id }) => id);
		const seen: string[] = [];
		for (;;) {
			const page = await shownIds();
			seen.push(...page);
			const next = desk.page.locator("[data-test='next-page']");
			if ((await next.count()) === 0) break;
			await next.click();
			await desk.page.waitForFunction(
				(before) => document.querySelector("tr[data-venue]")?.getAttribute("data-venue") !== before,
				page[0],
			);
			await desk.settled();
		}
		expect(seen).toEqual(wanted);
		expect(await desk.page.locator("[data-test='total']").innerText()).toContain(wanted.length.toLocaleString("zh-CN"));
	});

	it("keeps to the county of its coordinator, and is only read by a viewer", async () => {
		await open("lushan", "/venues");
		expect((await shownIds()).sort()).toEqual(
			(await venues("area=410423&state=in_use", "lushan"))
				.map(({ id }) => id)
				.slice(0, 100)
				.sort(),
		);
		await desk.close();
		await open("guest", "/venues?area=410400&text=%E5%AD%A6");
		expect(await desk.page.locator("[data-test='add-venue'], [data-test='edit'], [data-column='visits'] a").count()).toBe(0);
		for (const name of await desk.page.locator("tr[data-venue] td:first-child").allInnerTexts()) expect(name).toContain("学");
		await desk.close();
		await open("lushan", "/venues?area=410425");
		await desk.page.locator("[data-state='forbidden']").waitFor();
	});

	it("opens the events that were counted as visits", async () => {
		await open("lushan", "/venues?area=410423");
		const all = await venues("area=410423&state=in_use", "lushan");
		const visited = all.slice(0, 100).find(({ visits }) => (visits ?? 0) > 0);
		const link = row(visited?.id ?? "").locator("[data-column='visits'] a");
		const query = new URL(`http://x${((await link.getAttribute("href")) ?? "").slice(1)}`).search.slice(1);
		expect(await link.innerText()).toBe(Number(visited?.visits).toLocaleString("zh-CN"));
		expect((await everyEvent(server, query, "lushan")).length).toBe(visited?.visits);
	});
});

describe("keeping it up", () => {
	it("adds a venue, edits it, takes it out of use and puts it back", async () => {
		await open("lushan", "/venues?area=410423");
		await desk.page.locator("[data-test='add-venue']").click();
		await desk.page.locator("[data-test='save-venue']").click();
		await desk.page.getByText("请填写名称").waitFor();
		await desk.page.locator("#venue-name").fill("鲁山县新建小学");
		await desk.page.locator("[data-test='form-type']").click();
		await desk.page.locator(".el-select-dropdown__item", { hasText: "学校" }).last().click();
		await desk.page.locator("[data-test='save-venue']").click();
		await desk.page.locator("[data-test='venue-form']").waitFor({ state: "detached" });
		const made = (await venues(`area=410423&text=${encodeURIComponent("新建小学")}`))[0];
		expect(made).toMatchObject({ name: "鲁山县新建小学", venue_type: "school", area: "410423", valid_to: null });

		await desk.goto(`/venues?area=410423&text=${encodeURIComponent("新建小学")}&state=all`);
		await row(made?.id ?? "")
			.locator("[data-test='edit']")
			.click();
		await desk.page.locator("#venue-name").fill("鲁山县新建第二小学");
		await desk.page.locator("[data-test='save-venue']").click();
		await desk.page.locator("[data-test='venue-form']").waitFor({ state: "detached" });
		await expect.poll(async () => (await venues(`area=410423&text=${encodeURIComponent("第二小学")}&state=all`))[0]?.id).toBe(made?.id);

		await desk.goto(`/venues?area=410423&text=${encodeURIComponent("新建第二小学")}&state=all`);
		await row(made?.id ?? "")
			.locator("[data-test='retire']")
			.click();
		await desk.page.locator("[data-test='retire-now']").click();
		await row(made?.id ?? "")
			.getByRole("button", { name: "恢复使用" })
			.click();
		expect((await venues(`area=410423&text=${encodeURIComponent("新建第二小学")}&state=all`))[0]?.valid_to).not.toBeNull();
		await desk.page.locator("[data-test='retire-now']").click();
		await row(made?.id ?? "")
			.getByRole("button", { name: "停用" })
			.waitFor();
		expect((await venues(`area=410423&text=${encodeURIComponent("新建第二小学")}&state=all`))[0]?.valid_to).toBeNull();
	});

	it("tells that a venue with records keeps its type", async () => {
		const visited = (await venues("area=410423&venue_type=school&state=in_use")).find(({ visits }) => (visits ?? 0) > 0);
		await open("lushan", `/venues?area=410423&text=${encodeURIComponent(visited?.name ?? "")}`);
		await row(visited?.id ?? "")
			.locator("[data-test='edit']")
			.click();
		await desk.page.locator("[data-test='form-type']").click();
		await desk.page.locator(".el-select-dropdown__item", { hasText: "企业" }).last().click();
		await desk.page.locator("[data-test='save-venue']").click();
		await desk.page.getByText(/不能改类型和所在地/).waitFor();
		expect((await venues(`area=410423&text=${encodeURIComponent(visited?.name ?? "")}`))[0]?.venue_type).toBe("school");
	});

	it("merges two that are one: visits move, and coverage counts the place once", async () => {
		const schools = (await venues("area=410423&venue_type=school&state=in_use")).filter(({ visits }) => (visits ?? 0) > 0);
		const [gone, stays] = [schools[0], schools[1]];
		if (!gone || !stays) throw new Error("two visited schools are needed");
		const years = [2011, 2012, 2013, 2014, 2015];
		const visitedIn = async (id: string) =>
			Promise.all(
				years.map(
					async (year) => (await everyEvent(server, `from=${year}-01&to=${year}-12&basis=received&venue=${id}`)).length > 0,
				),
			);
		const [goneIn, staysIn] = [await visitedIn(gone.id), await visitedIn(stays.id)];
		const before = await Promise.all(years.map((year) => coverage(year, "410423")));

		await open("lushan", `/venues?area=410423&text=${encodeURIComponent(gone.name)}`);
		await row(gone.id).locator("[data-test='merge']").click();
		await desk.page.locator("[data-test='merge-other'] input").fill(stays.name);
		await desk.page.locator(".el-select-dropdown__item", { hasText: stays.name }).first().click();
		await desk.page.locator("[data-test='stays-other']").click();
		expect(await desk.page.locator("[data-test='merge-what']").innerText()).toContain(`${gone.visits} 场活动`);
		await desk.page.locator("#merge-reason").fill("重复登记");
		await desk.page.locator("[data-test='merge-now']").click();
		await desk.page.locator("[data-test='merge-dialog']").waitFor({ state: "detached" });

		const after = (await venues("area=410423&venue_type=school&state=all")).find(({ id }) => id === stays.id);
		expect(after?.visits).toBe((gone.visits ?? 0) + (stays.visits ?? 0));
		for (const [index, year] of years.entries()) {
			const now = await coverage(year, "410423");
			const both = goneIn[index] && staysIn[index];
			expect([year, now.total.cells.school.places_visited]).toEqual([
				year,
				before[index].total.cells.school.places_visited - (both ? 1 : 0),
			]);
			expect([year, now.total.cells.school.sessions]).toEqual([year, before[index].total.cells.school.sessions]);
		}
		server.bajin("check");
	});
});

it("brings in a table, after it was tried", async () => {
	await open("lushan", "/venues?area=410423");
	await desk.page.locator("[data-test='import']").click();
	const field = desk.page.locator("[data-test='import-dialog'] textarea");
	await field.fill(
		"场所类型\t地区代码\t名称\t启用日期\t停用日期\n学校\t410423\t导入一小\t2012-01-01\t\n学校\t410425\t别县的学校\t\t\n没有这种\t410423\t导入二小\t\t\n",
	);
	await desk.page.locator("[data-test='import-check']").click();
	await desk.page.locator("[data-test='import-problems']").waitFor();
	expect((await desk.page.locator("[data-test='import-dialog'] tbody tr td:first-child").allInnerTexts()).sort()).toEqual(["3", "4"]);
	await field.fill("场所类型\t地区代码\t名称\t启用日期\t停用日期\n学校\t410423\t导入一小\t2012-01-01\t\n企业\t410423\t导入企业\t\t\n");
	await desk.page.locator("[data-test='import-check']").click();
	await desk.page.locator("[data-test='import-good']", { hasText: "新增 2 处" }).waitFor();
	expect((await venues(`area=410423&text=${encodeURIComponent("导入")}`)).length).toBe(0);
	await desk.page.locator("[data-test='import-apply']").click();
	await desk.page.locator("[data-test='import-dialog']").waitFor({ state: "detached" });
	expect((await venues(`area=410423&text=${encodeURIComponent("导入")}`)).map(({ name }) => name).sort()).toEqual([
		"导入一小",
		"导入企业",
	]);
});

it("registers a place that teams keep typing, with one press and under a better name", async () => {
	const suggestions: Reply["body"][] = (await server.as("pingdingshan", "GET", "/venues/suggestions?area=410400&limit=200")).body
		.suggestions;
	await open("pingdingshan", "/venues?area=410400&tab=suggestions");
	expect(await desk.page.locator("tr[data-place]").evaluateAll((rows) => rows.map((found) => found.getAttribute("data-place")))).toEqual(
		suggestions.map(({ place }) => place),
	);
	const first = suggestions[0];
	const line = desk.page.locator("tr[data-place]").first();
	const query = new URL(`http://x${((await line.locator("a").getAttribute("href")) ?? "").slice(1)}`).search.slice(1);
	expect((await everyEvent(server, query)).length).toBeGreaterThanOrEqual(first.events);
	await line.locator("input").fill(`${first.place}（新登记）`);
	await line.locator("[data-test='register']").click();
	await expect
		.poll(async () => (await venues(`area=410400&text=${encodeURIComponent("（新登记）")}`))[0])
		.toMatchObject({ venue_type: first.venue_type, area: first.area });
});

it("fits a narrow screen and speaks English", async () => {
	desk = await Desk.open(server, "pingdingshan", { width: 390, height: 800, language: "en" });
	await desk.goto("/venues?area=410400");
	await desk.page.getByRole("heading", { name: "Venues" }).waitFor();
	expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
