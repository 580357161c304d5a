// The first minutes of a server: the link in its log leads to a page that makes the administrator's account.
import { afterAll, beforeAll, expect, it } from "vitest";
import { Phone } from "./support/phone";
import { TestServer } from "./support/server";

let server: TestServer;
let phone: Phone;

beforeAll(async () => {
	server = await TestServer.start({ accounts: false });
	phone = await Phone.start(server.url, { width: 320 });
});

afterAll(async () => {
	await phone.close();
	await server.close();
});

it("makes the first account, once, and says what is wrong on the way", async () => {
	expect(server.setupLink).toMatch(/#\/setup\?code=.+/);
	await phone.page.goto(server.setupLink ?? "");
	const make = phone.page.getByRole("button", { name: "建立账号" });
	const username = phone.page.getByLabel("用户名");
	await username.fill("chief");
	await phone.page.getByLabel("密码", { exact: true }).fill("a long password");
	await phone.page.getByLabel("再输一遍密码").fill("another one");
	await make.click();
	await phone.page.getByText("两次输入的密码不一样").waitFor();
	await phone.page.getByLabel("再输一遍密码").fill("a long password");
	await make.click();
	await phone.page.getByText("管理员 chief 已经建立").waitFor();
	expect((await server.request("POST", "/session", { username: "chief", password: "a long password" })).status).toBe(200);

	await phone.page.getByRole("link", { name: "进入管理台" }).click(); // signed in already
	await phone.page.getByRole("heading", { name: "覆盖情况" }).waitFor();

	await phone.page.goto(server.setupLink ?? ""); // the link is good once
	await username.fill("second");
	await phone.page.getByLabel("密码", { exact: true }).fill("a long password");
	await phone.page.getByLabel("再输一遍密码").fill("a long password");
	await make.click();
	await phone.page.getByRole("alert").waitFor();
	expect((await server.request("POST", "/session", { username: "second", password: "a long password" })).status).toBe(401);
});
