// The console's frame: signing in and out, what each kind of account finds in the menu, a sign-in that ends under the
// hand, a server that is away.
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type User } from "../support/server";

let server: TestServer;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const menuOf = async (user: User) => {
	const desk = await Desk.open(server, user);
	await desk.goto("/coverage");
	const names = await desk.page
		.locator("#menu a")
		.evaluateAll((links) => links.map((link) => link.getAttribute("href")?.replace(/\?.*/, "") ?? ""));
	await desk.close();
	return names;
};

it("signs in with name and password, says when they are wrong, and signs out", async () => {
	const desk = await Desk.open(server, "guest");
	await desk.context.clearCookies();
	await desk.page.goto(`${server.url}/console/#/gaps?year=2015`);
	await desk.page.getByLabel("用户名").fill("lushan");
	await desk.page.getByLabel("密码", { exact: true }).fill("not the password");
	await desk.page.getByRole("button", { name: "登录" }).click();
	await desk.page.getByRole("alert").filter({ hasText: "没有登录成功" }).waitFor();
	await desk.page.getByLabel("密码", { exact: true }).fill("kite of lushan");
	await desk.page.getByRole("button", { name: "登录" }).click();
	await desk.page.getByRole("heading", { name: "薄弱点清单" }).waitFor(); // the page that was asked for
	await desk.page.locator("[data-live='live']").waitFor();
	expect(desk.page.url()).toContain("area=410423");
	await desk.page.locator("[data-test='sign-out']").click();
	await desk.page.getByRole("heading", { name: "登录管理台" }).waitFor();
	await desk.close();
});

it("shows in the menu what the account may see, and says so on pages it may not", async () => {
	const all = await menuOf("admin");
	expect(all).toContain("#/settings");
	expect(all).toContain("#/samples");
	const coordinator = await menuOf("lushan");
	expect(coordinator).toEqual(all.filter((path) => path !== "#/settings"));
	expect(await menuOf("guest")).toEqual([
		"#/coverage",
		"#/gaps",
		"#/places",
		"#/months",
		"#/reports",
		"#/cross",
		"#/report-tasks",
		"#/reporting",
		"#/targets",
		"#/venues",
		"#/words",
	]);

	const guest = await Desk.open(server, "guest");
	await guest.page.goto(`${server.url}/console/#/review`);
	await guest.page.locator("[data-state='forbidden']").waitFor();
	await guest.close();
});

it("asks for the password again when the sign-in ends, and goes on where one was", async () => {
	const desk = await Desk.open(server, "lushan");
	await desk.goto("/gaps?year=2015&area=410423");
	await desk.context.clearCookies();
	await desk.page.locator("#menu a[href^='#/months']").click();
	const dialog = desk.page.getByRole("dialog");
	await dialog.getByText("登录已过期").waitFor();
	await dialog.getByLabel("密码", { exact: true }).fill("kite of lushan");
	await dialog.getByRole("button", { name: "登录" }).click();
	await dialog.waitFor({ state: "hidden" });
	await desk.goto("/months?year=2015&area=410423");
	expect(await desk.page.locator("[data-state='failed'], [data-state='forbidden']").count()).toBe(0);
	await desk.close();
});

it("says in plain words that the server is away, and comes back with one press", async () => {
	const desk = await Desk.open(server, "lushan");
	await desk.goto("/coverage?year=2015&area=410423");
	await desk.page.locator("#menu a[href^='#/gaps']").click();
	await desk.page.getByRole("heading", { name: "薄弱点清单" }).waitFor();
	await server.stop();
	await desk.page.locator("[data-live='lost']").waitFor();
	await desk.page.locator("#menu a[href^='#/months']").click(); // a page that was never opened
	await desk.page.getByRole("alert").filter({ hasText: "服务器没有回应" }).waitFor();
	await desk.page.locator("#menu a[href^='#/coverage']").click();
	await desk.page.locator("[data-state='failed']").waitFor();
	await server.start();
	await desk.page.getByRole("button", { name: "再试一次" }).click();
	await desk.page.locator("[data-state='failed']").waitFor({ state: "detached" });
	await desk.close();
});

it("holds one stream for all tabs, and another tab takes it over when its tab is closed", async () => {
	const desk = await Desk.open(server, "lushan");
	const streams: string[] = [];
	desk.context.on("request", (request) => {
		if (request.url().endsWith("/api/v1/changes")) streams.push(request.url());
	});
	await desk.goto("/coverage");
	await desk.page.locator("[data-live='live']").waitFor();
	// A browser opens six connections to a server: with a stream each, the seventh tab would never load.
	const others = [];
	for (let tab = 0; tab < 8; tab++) {
		const page = await desk.context.newPage();
		await page.goto(`${server.url}/console/#/coverage`);
		await page.locator("main h1").first().waitFor();
		await page.locator("[data-live='live']").waitFor();
		others.push(page);
	}
	expect(streams).toHaveLength(1);
	const next = desk.context.waitForEvent("request", (request) => request.url().endsWith("/api/v1/changes"));
	await desk.page.close();
	await next;
	for (const page of others) await page.locator("[data-live='live']").waitFor();
	expect(streams).toHaveLength(2);
	await desk.close();
});

it("speaks English where that was chosen, and keeps it", async () => {
	const desk = await Desk.open(server, "lushan");
	await desk.goto("/coverage");
	await desk.page.getByRole("button", { name: "English" }).click();
	await desk.page.getByRole("heading", { name: "Coverage" }).waitFor();
	await desk.page.reload();
	await desk.page.getByRole("heading", { name: "Coverage" }).waitFor();
	expect(await desk.page.evaluate(() => document.documentElement.lang)).toBe("en");
	await desk.close();
});
