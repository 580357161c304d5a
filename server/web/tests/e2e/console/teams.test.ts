// A team from its making to a phone that joins it: name, roster, codes.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer, type Reply } from "../support/server";
import { PlainPhone } from "./teams_phone";

let server: TestServer;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

describe("the list", () => {
	it.each([
		["lushan", "410423"],
		["pingdingshan", "4104"],
	] as const)("of %s holds the teams of the scope with their phones", async (user, prefix) => {
		const desk = await Desk.open(server, user);
		await desk.goto("/teams");
		const teams: Reply["body"][] = (await server.as("admin", "GET", "/teams")).body.teams.filter((team: Reply["body"]) =>
			team.area.startsWith(prefix),
		);
		const devices: Reply["body"][] = (await server.as("admin", "GET", "/devices")).body.devices;
		const rows = await desk.page
			.locator("tr[data-team]")
			.evaluateAll((list) =>
				list.map((row) => [
					(row as HTMLElement).dataset.team ?? "",
					...[...row.querySelectorAll("td")].map((cell) => cell.innerText.trim()),
				]),
			);
		const expected = teams.map((team) => {
			const phones = devices.filter(
				(device) => device.teams.includes(team.id) && ["active", "outbox_only"].includes(device.state),
			).length;
			return [team.id, team.name, team.area_name, team.leader, team.phone, `${phones} 部`, String(team.unsent)];
		});
		expect(rows.map((row) => [...row.slice(0, 6), row[7]]).sort()).toEqual(expected.sort());
		await desk.close();
	});
});

describe("a team", () => {
	it("is made, gets a roster, and a phone joins by the code on the screen", async () => {
		const desk = await Desk.open(server, "lushan");
		await desk.goto("/teams");
		await desk.page.locator("[data-test='new-team']").click();
		const dialog = desk.page.getByRole("dialog");
		await dialog.locator("[data-test='save-team']").click();
		await dialog.getByText("请写队名").waitFor();
		await dialog.getByLabel("名称").fill("鲁山县新建讲师团");
		await dialog.getByLabel("负责人").fill("王丽娟");
		await dialog.getByLabel("联系电话").fill("0375-5051234");
		await dialog.locator("[data-test='save-team']").click();
		await desk.page.waitForURL(/#\/teams\/[0-9a-f-]{36}/);
		const id = /teams\/([0-9a-f-]{36})/.exec(desk.page.url())?.[1] ?? "";
		await desk.page.locator("a[href='tel:0375-5051234']").waitFor();
		expect((await server.as("admin", "GET", `/teams/${id}`)).body).toMatchObject({
			name: "鲁山县新建讲师团",
			area: "410423",
			leader: "王丽娟",
			phone: "0375-5051234",
		});

		await desk.page.locator("[data-test='edit-roster']").click();
		const roster = desk.page.locator("[data-test='roster']");
		await roster.getByLabel("姓名").first().fill("张晓红");
		await roster.getByLabel("单位").first().fill("县妇联");
		await roster.locator("[data-test='add-member']").click();
		await roster.getByRole("button", { name: "保存" }).click(); // the blank row is none
		await roster.locator("li", { hasText: "张晓红" }).waitFor();
		expect((await server.as("admin", "GET", `/teams/${id}`)).body.members).toMatchObject([{ name: "张晓红", unit: "县妇联" }]);

		await desk.page.locator("[data-test='enrol']").click();
		await desk.page.locator("[data-test='make-code']").click();
		const card = desk.page.locator("[data-test='new-code']");
		await card.waitFor();
		const picture = await card.locator("img").evaluate(async (image) => {
			await (image as HTMLImageElement).decode();
			return (image as HTMLImageElement).naturalWidth;
		});
		expect(picture).toBeGreaterThan(0);
		const code = await card.locator("[data-test='code']").innerText();
		expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
		expect(await card.locator("a").getAttribute("href")).toContain(code);
		await desk.context.grantPermissions(["clipboard-read", "clipboard-write"]);
		await card.locator("[data-test='copy-code-text']").click();
		const copied = await desk.page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toContain(code);
		expect(copied).toContain("在浏览器打开");

		const phone = await PlainPhone.enrol(server, code, "新手机");
		expect(phone.team).toBe(id);
		await phone.sync();
		await desk.goto(`/teams/${id}`);
		await desk.page.locator(`tr[data-device='${phone.device}']`).waitFor();
		await desk.page.getByRole("button", { name: /显示用过的/ }).click();
		expect(await desk.page.locator(`[data-code='${code}']`).innerText()).toContain("用于 新手机");
		await desk.close();
	});

	it("takes back a code that was given to the wrong person", async () => {
		const team: string = (await server.as("lushan", "GET", "/teams")).body.teams[0].id;
		const { code } = (await server.as("lushan", "POST", "/enrolments", { team })).body;
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/teams/${team}`);
		await desk.page.locator(`[data-code='${code}'] [data-test='cancel-code']`).click();
		await desk.page.getByRole("dialog").getByRole("button", { name: "收回" }).click();
		await desk.page.locator(`[data-code='${code}']`).waitFor({ state: "detached" });
		expect((await server.request("POST", "/enrol", { code, device: "x", request_id: "x" })).status).toBe(410);
		await desk.close();
	});

	it("of another county is not found", async () => {
		const elsewhere: Reply["body"] = (await server.as("admin", "GET", "/teams")).body.teams.find(
			(team: Reply["body"]) => team.area === "410425",
		);
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/teams/${elsewhere.id}`);
		await desk.page.locator("[data-state='missing']").first().waitFor();
		await desk.close();
	});
});
