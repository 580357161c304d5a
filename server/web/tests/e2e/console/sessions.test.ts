// Sign-ins that end, the password before what cannot be undone, the first password, and where one is signed in.
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";

let server: TestServer;
let desk: Desk;
const pictures = process.env.BAJIN_PICTURES; // a folder for screenshots

beforeAll(async () => {
	server = await TestServer.start({ options: ["--session-idle", "20s"] });
});

afterEach(() => desk.close());

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

async function picture(name: string): Promise<void> {
	if (pictures) await desk.page.screenshot({ path: `${pictures}/${name}.png` });
}

it("warns before the idle end, and what was half typed is there after signing in again", async () => {
	desk = await Desk.open(server, "pingdingshan");
	await desk.goto("/teams");
	await desk.page.locator("[data-test='new-team']").click();
	// Not by its role, which it does not have while it is hidden.
	const name = desk.page.locator("#team-name").first();
	await name.fill("只写了一半的名字");
	// Nobody does anything any more.
	await desk.page.locator("[data-test='session-ending'][data-kind='idle']").waitFor();
	await picture("session-ending");
	await desk.page.getByText("登录已过期").waitFor();
	const again = desk.page.getByRole("dialog", { name: "登录已过期" });
	// What stands on the page is not for whoever comes by.
	expect(await name.isVisible()).toBe(false);
	await picture("session-ended");
	await again.getByLabel("密码", { exact: true }).fill("kite of pingdingshan");
	await again.getByRole("button", { name: "登录" }).click();
	await again.waitFor({ state: "hidden" });
	expect(await name.inputValue()).toBe("只写了一半的名字");
	expect(await name.isVisible()).toBe(true);
});

it("saves in the other page of a browser in which one of two signed in again", async () => {
	desk = await Desk.open(server, "pingdingshan");
	await desk.goto("/teams");
	await desk.page.locator("[data-test='new-team']").click();
	await desk.page.locator("#team-name").first().fill("两页之一");
	// In another page of the same browser; what was typed here knows nothing of it.
	const again = { username: "pingdingshan", password: "kite of pingdingshan", cookie_only: true };
	expect((await desk.context.request.post(`${server.url}/api/v1/session`, { data: again })).status()).toBe(200);
	await desk.page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
	await desk.page
		.getByRole("cell", { name: "两页之一" })
		.or(desk.page.getByText("两页之一", { exact: true }))
		.first()
		.waitFor();
	await expect
		.poll(async () => (await server.as("pingdingshan", "GET", "/teams")).body.teams.map((team: { name: string }) => team.name))
		.toContain("两页之一");
});

it("stays signed in for somebody who types and asks the server for nothing", async () => {
	desk = await Desk.open(server, "pingdingshan");
	await desk.goto("/teams");
	await desk.page.locator("[data-test='new-team']").click();
	const name = desk.page.getByRole("dialog").first().locator("input").first();
	const answers: number[] = [];
	desk.page.on("response", (response) => void (response.url().endsWith("/api/v1/session") && answers.push(response.status())));
	// Until the page told the server twice of somebody who is there: more than the limit has passed.
	while (answers.length < 2) await name.pressSequentially("字", { delay: 200 });
	expect(answers).toEqual([200, 200]);
	expect(await desk.page.getByText("登录已过期").isVisible()).toBe(false);
});

it("leads whoever was given a password to one of their own, and nowhere else", async () => {
	await server.as("admin", "POST", "/users", {
		username: "newcomer",
		password: "kite of newcomer",
		role: "coordinator",
		area: "410423",
		must_change: true,
	});
	desk = await Desk.open(server, "newcomer");
	await desk.page.goto(`${server.url}/console/#/teams`);
	await desk.page.locator("[data-test='first-password']").waitFor();
	await picture("first-password");
	expect(await desk.page.locator("#menu").count()).toBe(0);
	await desk.page.locator("#password-old").fill("kite of newcomer");
	await desk.page.locator("#password-new").fill("twelve green umbrellas");
	await desk.page.locator("#password-again").fill("twelve green umbrellas");
	await desk.page.getByRole("button", { name: "修改密码" }).click();
	await desk.page.getByRole("heading", { name: "讲师团" }).first().waitFor();
	expect(await desk.page.locator("[data-state='failed'], [data-state='forbidden']").count()).toBe(0);
});

it("asks for the password again when the server wants it, and goes on by itself", async () => {
	desk = await Desk.open(server, "admin");
	await server.as("admin", "POST", "/users", { username: "leaver", password: "kite of leaver", role: "viewer", area: "410400" });
	await desk.goto("/settings/accounts");
	// A quarter of an hour later: the server answers as it does then.
	let refusals = 1;
	await desk.page.route("**/api/v1/users/*", async (route) => {
		if (refusals-- <= 0) return route.continue();
		await route.fulfill({
			status: 403,
			contentType: "application/problem+json",
			body: JSON.stringify({ code: "password_needed", title: "请再输一次密码", status: 403, retryable: false }),
		});
	});
	const row = desk.page.locator("[data-user='leaver']");
	await row.locator("[data-test='disable']").click();
	await desk.page.locator(".el-message-box").getByRole("button", { name: "停用" }).click();
	const dialog = desk.page.getByRole("dialog", { name: "请再输一次密码" });
	await dialog.getByLabel("密码", { exact: true }).fill("wrong");
	await dialog.getByRole("button", { name: "继续" }).click();
	await dialog.getByText("密码不对").waitFor();
	await picture("confirm-password");
	await dialog.getByLabel("密码", { exact: true }).fill("kite of admin");
	await dialog.getByRole("button", { name: "继续" }).click();
	await desk.page.getByText("已停用 leaver").waitFor();
	expect((await server.request("POST", "/session", { username: "leaver", password: "kite of leaver" })).status).toBe(401);
});

for (const width of [1280, 390]) {
	it(`shows where one is signed in and signs out there, ${width} wide`, async () => {
		const before = await server.request("POST", "/session", { username: "guest", password: "kite of guest" });
		await server.request("DELETE", "/session?everywhere=true", undefined, before.body.token);
		desk = await Desk.open(server, "guest", { width, height: 800 });
		const other = await server.request("POST", "/session", { username: "guest", password: "kite of guest" });
		await server.request("POST", "/session", { username: "guest", password: "kite of guest" });
		await desk.goto("/account");
		const card = desk.page.locator("[data-test='sessions']");
		await card.getByText("服务器这台机器上").first().waitFor();
		expect(await card.locator("li").count()).toBe(3);
		expect(await card.locator("[data-this='true']").innerText()).toContain("Chrome · Linux");
		await card.scrollIntoViewIfNeeded();
		await picture(`sessions-${width}`);
		expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		await card.locator("[data-test='end-session']").first().click();
		await card.locator("li").nth(2).waitFor({ state: "detached" });
		await card.locator("[data-test='end-others']").click();
		await card.getByText("只在这里登录着").waitFor();
		expect((await server.request("GET", "/session", undefined, other.body.token)).status).toBe(401);
	});
}
