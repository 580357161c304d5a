// Settings: deadlines, code lists with what a rename does to figures of which years, the life of an account.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply, type User } from "../support/server";

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

it("is for administrators only", async () => {
	for (const user of ["pingdingshan", "lushan", "guest"] as const) {
		await open(user, "/coverage");
		await desk.page.goto(`${server.url}/console/#/settings`);
		await desk.page.locator("[data-state='forbidden']").waitFor();
		if (user !== "guest") await desk.close();
	}
});

it("changes deadlines, after saying what they may be", async () => {
	await open("admin", "/settings");
	const due = desk.page.locator("#report_due_day");
	await due.fill("31");
	await desk.page.getByText("请填 1 到 28 之间的整数").waitFor();
	expect(await desk.page.getByRole("button", { name: "保存" }).isDisabled()).toBe(true);
	await due.fill("8");
	await desk.page.locator("#silent_after_days").fill("３０");
	await desk.page.locator("#organization").fill("平顶山市普法办");
	await desk.page.getByRole("button", { name: "保存" }).click();
	await desk.page.getByText(/admin 于 .* 修改/).waitFor();
	expect((await server.as("admin", "GET", "/settings")).body).toMatchObject({
		report_due_day: 8,
		silent_after_days: 30,
		return_due_days: 7,
		organization: "平顶山市普法办",
		changed_by: "admin",
	});
});

describe("code lists", () => {
	const typeName = async (year: number, key: string): Promise<string> =>
		(await server.as("admin", "GET", `/coverage?year=${year}&area=410400`)).body.venue_types.find(
			(type: Reply["body"]) => type.key === key,
		)?.name;

	it("are renamed from a day on: figures of earlier years keep the old name", async () => {
		await open("admin", "/settings/vocabulary");
		await desk.page.locator("tr[data-code='institution'] [data-test='rename']").click();
		await desk.page.locator("#code-zh").fill("事业单位");
		await desk.page.locator("#code-day").fill("2014-01-01");
		await desk.page.keyboard.press("Enter");
		await desk.page.locator("[data-test='save-code']").click();
		await desk.page.locator("[data-test='code-form']").waitFor({ state: "detached" });
		expect([await typeName(2013, "institution"), await typeName(2014, "institution"), await typeName(2015, "institution")]).toEqual([
			"单位",
			"事业单位",
			"事业单位",
		]);
		await desk.page.getByText("2013-12-31 之前叫“单位”").waitFor();
		await desk.goto("/settings/vocabulary?year=2013");
		expect((await desk.page.locator("tr[data-code='institution'] td").first().innerText()).trim()).toBe("单位");
		// The pages of figures say the same.
		await desk.goto("/months?area=410400&year=2013&tables=types");
		expect(await desk.page.locator("[data-chart='types'] thead th").allInnerTexts()).toContain("单位");
		await desk.goto("/months?area=410400&year=2015&tables=types");
		expect(await desk.page.locator("[data-chart='types'] thead th").allInnerTexts()).toContain("事业单位");
	});

	it("gain a code, retire one for another, and show what was valid when", async () => {
		await open("admin", "/settings/vocabulary?list=topics");
		await desk.page.locator("[data-test='add-code']").click();
		await desk.page.locator("#code-code").fill("Bad Code");
		await desk.page.locator("[data-test='save-code']").click();
		await desk.page.getByText("只能用小写英文字母、数字和下划线，以字母开头").waitFor();
		await desk.page.locator("#code-code").fill("community_correction_law");
		await desk.page.locator("#code-zh").fill("社区矫正法");
		await desk.page.locator("#code-en").fill("Community Correction Law");
		await desk.page.locator("#code-from").fill("2020-07-01");
		await desk.page.keyboard.press("Enter");
		await desk.page.locator("[data-test='save-code']").click();
		await desk.page.locator("[data-test='code-form']").waitFor({ state: "detached" });

		await desk.page.locator("tr[data-code='labor_law'] [data-test='retire']").click();
		await desk.page.locator("#code-day").fill("2019-12-31");
		await desk.page.keyboard.press("Enter");
		await desk.page.locator("[data-test='save-code']").click();
		await desk.page.locator("[data-test='code-form']").waitFor({ state: "detached" });
		const { topics } = (await server.as("admin", "GET", "/vocabulary")).body;
		const find = (code: string) => topics.find((topic: Reply["body"]) => topic.code === code);
		expect(find("community_correction_law")).toMatchObject({ zh: "社区矫正法", valid_from: "2020-07-01" });
		expect(find("labor_law")).toMatchObject({ valid_to: "2019-12-31" });

		for (const [year, fresh, old] of [
			["2015", "false", "true"],
			["2021", "true", "false"],
		] as const) {
			await desk.goto(`/settings/vocabulary?list=topics&year=${year}`);
			expect(await desk.page.locator("tr[data-code='community_correction_law']").getAttribute("data-valid")).toBe(fresh);
			expect(await desk.page.locator("tr[data-code='labor_law']").getAttribute("data-valid")).toBe(old);
		}
	});

	it("keep what has been counted: a code in use is not made to count otherwise", async () => {
		await open("admin", "/settings/vocabulary?list=items");
		await desk.page.locator("tr[data-code='leaflet'] [data-test='edit']").click();
		await desk.page.locator("[data-test='code-form'] .el-switch").click();
		await desk.page.locator("[data-test='save-code']").click();
		await desk.page.getByText(/请停用它，另建一个/).waitFor();
	});
});

describe("an account", () => {
	const signIn = async (username: string, password: string) => (await server.request("POST", "/session", { username, password })).status;
	const userOf = async (name: string) =>
		(await server.as("admin", "GET", "/users")).body.users.find((user: Reply["body"]) => user.username === name);

	it("is made with a password that is shown once, gets another, is disabled and enabled", async () => {
		await open("admin", "/settings/accounts");
		await desk.page.locator("[data-test='add-account']").click();
		await desk.page.locator("[data-test='save-account']").click();
		await desk.page.getByText("请填写用户名").waitFor();
		await desk.page.locator("#account-name").fill("jiaxian");
		await desk.page.locator("[data-role='viewer']").click();
		await desk.page.locator("[data-test='save-account']").click();
		const first = await desk.page.locator("code[data-test='password']").innerText();
		await desk.page.locator("[data-test='close']").click();
		expect(await userOf("jiaxian")).toMatchObject({ role: "viewer", area: "410400", disabled_at: null });
		expect(await signIn("jiaxian", first)).toBe(200);

		const line = desk.page.locator("tr[data-user='jiaxian']");
		await line.locator("[data-test='password']").click();
		await desk.page.locator("[data-test='set-password']").click();
		const second = await desk.page.locator("code[data-test='password']").innerText();
		await desk.page.locator("[data-test='password-dialog']").getByRole("button", { name: "关闭" }).last().click();
		expect([await signIn("jiaxian", first), await signIn("jiaxian", second)]).toEqual([401, 200]);

		await line.locator("[data-test='disable']").click();
		await desk.page.locator(".el-message-box").getByRole("button", { name: "停用" }).click();
		await line.locator("[data-column='state']", { hasText: /\d 停用/ }).waitFor();
		expect(await signIn("jiaxian", second)).toBe(401);
		await line.locator("[data-test='disable']", { hasText: "恢复" }).click();
		await desk.page.locator(".el-message-box").getByRole("button", { name: "恢复" }).click();
		await line.locator("[data-column='state']", { hasText: "在用" }).waitFor();
		expect(await signIn("jiaxian", second)).toBe(200);
	});

	it("of an auditor needs its days and its end", async () => {
		await open("admin", "/settings/accounts");
		await desk.page.locator("[data-test='add-account']").click();
		await desk.page.locator("#account-name").fill("shenji");
		await desk.page.locator("[data-role='auditor']").click();
		await desk.page.locator("[data-test='save-account']").click();
		await desk.page.getByText("审计账号要填到期日").waitFor();
		await desk.page.locator("#account-expires").fill("2030-12-31");
		await desk.page.keyboard.press("Enter");
		const days = desk.page.locator("[data-test='account-form'] .el-range-input");
		await days.nth(0).fill("2015-01-01");
		await days.nth(1).fill("2015-12-31");
		await desk.page.keyboard.press("Enter");
		await desk.page.locator("[data-test='save-account']").click();
		await desk.page.locator("code[data-test='password']").waitFor();
		expect(await userOf("shenji")).toMatchObject({
			role: "auditor",
			from: "2015-01-01",
			to: "2015-12-31",
			expires_at: "2030-12-31T15:59:59.999Z",
		});
	});

	it("of the last administrator stays one", async () => {
		await open("admin", "/settings/accounts");
		await desk.page.locator("tr[data-user='admin'] [data-test='edit']").click();
		await desk.page.locator("[data-role='viewer']").click();
		await desk.page.locator("[data-test='save-account']").click();
		await desk.page.getByText(/最后一个管理员/).waitFor();
		expect(await userOf("admin")).toMatchObject({ role: "admin" });
	});
});

it("fits a narrow screen and speaks English", async () => {
	desk = await Desk.open(server, "admin", { width: 390, height: 800, language: "en" });
	for (const part of ["deadlines", "vocabulary", "accounts"]) {
		await desk.goto(`/settings/${part}`);
		expect([part, await desk.page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([part, 390]);
	}
});
