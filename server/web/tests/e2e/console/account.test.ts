// One's own account: who I am, the language, the password, all sign-ins.
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";

let server: TestServer;
let desk: Desk;

beforeAll(async () => {
	server = await TestServer.start();
});

afterEach(() => desk.close());

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

it("says who is signed in and speaks the language that was chosen", async () => {
	desk = await Desk.open(server, "lushan");
	await desk.goto("/account");
	expect(await desk.page.locator("[data-test='who']").innerText()).toBe("lushan");
	await desk.page.locator("main").getByText("鲁山县").waitFor();
	await desk.page.locator("main").getByText("English", { exact: true }).click();
	await desk.page.getByRole("heading", { name: "My account" }).waitFor();
	await desk.page.reload();
	await desk.page.getByRole("heading", { name: "My account" }).waitFor();
});

it("changes the password, after the old one was right", async () => {
	desk = await Desk.open(server, "guest");
	const other = await Desk.open(server, "guest");
	await desk.goto("/account");
	const form = desk.page.locator("[data-test='change-password']");
	const button = form.getByRole("button", { name: "修改密码" });
	await desk.page.locator("#password-old").fill("not the password");
	await desk.page.locator("#password-new").fill("short");
	await form.getByText("新密码至少 8 个字").waitFor();
	await desk.page.locator("#password-new").fill("correct horse battery");
	await desk.page.locator("#password-again").fill("correct horse");
	await form.getByText("两遍输入的不一样").waitFor();
	expect(await button.isDisabled()).toBe(true);
	await desk.page.locator("#password-again").fill("correct horse battery");
	await button.click();
	await form.getByText("现在的密码不对").waitFor();
	// A wrong password is no sign-in that has ended.
	expect(await desk.page.getByText("登录已过期").isVisible()).toBe(false);
	await desk.page.locator("#password-old").fill("kite of guest");
	await button.click();
	await desk.page.getByText(/密码已修改/).waitFor();
	expect((await server.request("POST", "/session", { username: "guest", password: "correct horse battery" })).status).toBe(200);
	expect((await server.request("POST", "/session", { username: "guest", password: "kite of guest" })).status).toBe(401);
	// Here one stays signed in, elsewhere not.
	await desk.page.reload();
	await desk.page.locator("[data-test='who']").waitFor();
	await other.page.goto(`${server.url}/console/`);
	await other.page.getByRole("heading", { name: "登录管理台" }).waitFor();
	await other.close();
});

it("signs out everywhere, after asking", async () => {
	desk = await Desk.open(server, "lushan");
	const other = await Desk.open(server, "lushan");
	await desk.goto("/account");
	await desk.page.locator("[data-test='everywhere']").click();
	await desk.page.locator(".el-message-box").getByRole("button", { name: "退出所有登录" }).click();
	await desk.page.getByRole("heading", { name: "登录管理台" }).waitFor();
	await other.page.goto(`${server.url}/console/`);
	await other.page.getByRole("heading", { name: "登录管理台" }).waitFor();
	await other.close();
});

it("fits a narrow screen", async () => {
	desk = await Desk.open(server, "lushan", { width: 390, height: 800 });
	await desk.goto("/account");
	expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
