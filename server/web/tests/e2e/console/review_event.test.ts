// One event at its own address: two who decide about it at once, requests to void, own entries, its history, personal
// details that are taken out, links to it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";
import { FieldPhone, panel, record, shows, stateOf, thisMonth, today, townships, type Pushed } from "./review_support";

let server: TestServer;
let phone: FieldPhone;
let places: { code: string; villages: string[] }[];
let used = 0;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	phone = await FieldPhone.enrol(server, "单条测试讲师团");
	places = await townships(server);
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

const somewhere = () => {
	const place = places[used++];
	if (!place) throw new Error("no township is left");
	return place;
};
const push = (change: Parameters<typeof record>[1] = {}): Promise<Pushed> => phone.push(record(somewhere().villages[0] ?? "", change));

describe("two desks with the same event", () => {
	it("see each other's decision within a moment, do not overrun it unseen, and what was typed stays", async () => {
		const sent = await push();
		const [county, prefecture] = [await Desk.open(server, "lushan"), await Desk.open(server, "pingdingshan")];
		await county.goto(`/events/${sent.id}`);
		await prefecture.goto(`/events/${sent.id}`);
		await shows(county, sent.id, "submitted");
		await county.page.locator("[data-live='live']").waitFor({ state: "attached" });
		await county.page.keyboard.press("r");
		await county.page.locator("[data-test='return-form'] textarea").fill("写到一半的原因");
		await prefecture.page.locator("[data-action='verify']").click();
		await shows(county, sent.id, "verified");
		expect(await county.page.locator("[data-test='meanwhile']").innerText()).toContain("刚刚由 pingdingshan 处理：已核实");
		expect(await county.page.locator("[data-test='return-form'] textarea").inputValue()).toBe("写到一半的原因");
		// The form was opened on another state than this: sent, it is refused, and nothing is overrun.
		const refused = county.page.waitForResponse((response) => response.url().endsWith("/review") && response.status() === 412);
		await county.page.locator("[data-test='send-return']").click();
		await refused;
		await county.page.locator("[data-test='return-form'] [data-test='meanwhile']").waitFor();
		expect((await stateOf(server, sent.id)).review).toMatchObject({ state: "verified", by: "pingdingshan" });
		expect(await county.page.locator("[data-test='return-form'] textarea").inputValue()).toBe("写到一半的原因");
		// Knowing it, the county may still decide otherwise.
		await county.page.locator("[data-test='send-return']").click();
		await shows(county, sent.id, "returned");
		expect((await stateOf(server, sent.id)).review).toMatchObject({ state: "returned", by: "lushan", reason: "写到一半的原因" });
		await county.close();
		await prefecture.close();
	});

	it("do not overrun what the phone changed meanwhile, also when no hint came", async () => {
		const sent = await push();
		const desk = await Desk.open(server, "lushan");
		await desk.context.route("**/api/v1/changes", (route) => route.abort());
		await desk.goto(`/events/${sent.id}`);
		await shows(desk, sent.id, "submitted");
		await desk.page.keyboard.press("r");
		await desk.page.locator("[data-test='return-form'] textarea").fill("请核对人次");
		await phone.edit(sent, { reach: { total: 77, method: "signed_in" } });
		const refused = desk.page.waitForResponse((response) => response.url().endsWith("/review") && response.status() === 412);
		await desk.page.locator("[data-test='send-return']").click();
		await refused;
		const notice = desk.page.locator("[data-test='meanwhile']");
		await notice.waitFor();
		expect(await notice.locator("[data-field='reach'] [data-side='after']").innerText()).toBe("共 77 人次、签到");
		expect(await notice.locator("tbody tr").count()).toBe(1);
		expect(await desk.page.locator("[data-test='return-form'] textarea").inputValue()).toBe("请核对人次");
		expect((await stateOf(server, sent.id)).review.state).toBe("submitted");
		await desk.page.locator("[data-test='send-return']").click();
		await shows(desk, sent.id, "returned");
		expect((await stateOf(server, sent.id)).review).toMatchObject({ state: "returned", reason: "请核对人次" });
		await desk.close();
	});
});

describe("a request to void", () => {
	it("is refused with a reason that the phone gets, then agreed to", async () => {
		const sent = await push();
		await server.review(sent.id, { state: "verified" });
		await phone.askToDelete(sent, "队员记错了地方");
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/review?tab=void_requested&month=${thisMonth}&area=${sent.event.area.slice(0, 9)}`);
		await shows(desk, sent.id, "void_requested");
		expect(await panel(desk).locator("[data-test='review-reason']").innerText()).toBe("队员记错了地方");
		expect(
			await panel(desk)
				.locator("[data-action]")
				.evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-action"))),
		).toEqual(["agree", "refuse"]);
		await panel(desk).locator("[data-action='refuse']").click();
		await desk.page.getByRole("button", { name: "活动确已开展，应当保留。" }).click();
		await desk.page.locator("[data-test='confirm-void']:visible").click();
		await desk.page.locator("[data-test='queue'] .none").waitFor();
		expect((await phone.pull(sent.id)).review).toMatchObject({ state: "verified", reason: "活动确已开展，应当保留。" });

		await phone.askToDelete(sent, "还是记错了");
		await desk.goto(`/events/${sent.id}`);
		await shows(desk, sent.id, "void_requested");
		await panel(desk).locator("[data-action='agree']").click();
		await desk.page.locator("[data-test='confirm-void']:visible").click();
		await shows(desk, sent.id, "deleted");
		expect((await phone.pull(sent.id)).deleted).toBe(true);
		await panel(desk).locator("[data-step='deleted']").waitFor();
		expect(
			await panel(desk)
				.locator("[data-step]")
				.evaluateAll((steps) => steps.map((step) => step.getAttribute("data-step"))),
		).toEqual(["deleted", "void_requested", "reviewed", "void_requested", "reviewed", "reported"]);
		await desk.close();
	});
});

describe("who entered a record", () => {
	it("is told before the press that somebody else has to verify it", async () => {
		const entered = (await server.as("lushan", "POST", "/events", { team: phone.team, event: record(somewhere().villages[0] ?? "") }))
			.body;
		const county = await Desk.open(server, "lushan");
		await county.goto(`/events/${entered.id}`);
		await shows(county, entered.id);
		await county.page.locator("[data-test='own-entry']").waitFor();
		expect(await county.page.locator("[data-action='verify']").isDisabled()).toBe(true);
		await county.page.keyboard.press("v");
		await county.page.keyboard.press("r"); // others are open; and verifying did nothing
		await county.page.locator("[data-test='return-form']").waitFor();
		expect((await stateOf(server, entered.id)).review.revision).toBe(0);
		const prefecture = await Desk.open(server, "pingdingshan");
		await prefecture.goto(`/events/${entered.id}`);
		await shows(prefecture, entered.id);
		await prefecture.page.keyboard.press("v");
		await shows(prefecture, entered.id, "verified");
		await county.close();
		await prefecture.close();
	});
});

describe("what is shown", () => {
	it("warns in words beside the field, draws the signature, tells of a wrong clock", async () => {
		const event = record(somewhere().villages[0] ?? "", {
			reach: { total: 90, method: "estimated" },
			lectures: [{ audience: "women", topic: "civil_code", attendance: 120 }],
			host: {
				organization: "村委会",
				contact: "王村长",
				phone: "13800000000",
				confirmed: "signature",
				signature: "M20 70L60 20L90 80",
			},
		});
		const ahead = new Date(Date.now() + 3 * 3_600_000).toISOString();
		await phone.sync([{ change_id: crypto.randomUUID(), id: event.id, base: 0, op: "put", edited_at: ahead, event }], ahead);
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/events/${event.id}`);
		await shows(desk, event.id);
		expect(await panel(desk).locator("[data-test='warnings'] [data-warning='attendance_over_reach']").innerText()).toBe(
			"有一场讲座 120 人听，比受教育人次（90）还多。",
		);
		expect(
			await panel(desk)
				.locator(".field.marked")
				.evaluateAll((fields) => fields.map((field) => field.getAttribute("data-field"))),
		).toEqual(["reach", "lectures"]);
		expect(await panel(desk).locator("svg.signature path").getAttribute("d")).toBe("M20 70L60 20L90 80");
		expect(await panel(desk).locator(".field[data-field='host']").innerText()).toContain("13800000000");
		expect(await panel(desk).locator("[data-test='skew']").innerText()).toMatch(/手机时间快了 (3 小时 0|2 小时 59|3 小时 1) 分钟/);
		await desk.close();
	});

	it("loses personal details in every version when the administrator takes them out", async () => {
		const sent = await push({ note: "家住村东头的李某反映", speakers: ["张晓红"] });
		await phone.edit(sent, { note: "李某的电话在我这里" });
		const desk = await Desk.open(server, "admin");
		await desk.goto(`/events/${sent.id}`);
		await shows(desk, sent.id);
		await desk.page.locator("[data-test='redact']").click();
		const dialog = desk.page.getByRole("dialog", { name: "去除个人信息" });
		await dialog.getByLabel("备注").check();
		await dialog.getByRole("button", { name: "备注里写了个人隐私。" }).click();
		await desk.page.locator("[data-test='confirm-redact']").click();
		await panel(desk).locator("[data-step='redacted']").waitFor();
		expect(await panel(desk).innerText()).not.toContain("李某");
		const history = JSON.stringify((await server.as("admin", "GET", `/events/${sent.id}/history`)).body);
		expect(history).not.toContain("李某");
		expect(history).toContain("张晓红");
		await desk.close();
	});
});

describe("an address", () => {
	it("opens the same event with its neighbours in the list it came from, in the order of the list", async () => {
		const place = somewhere();
		for (const village of place.villages.slice(0, 3)) await phone.push(record(village));
		const query = `area=${place.code}&from=${thisMonth}&to=${thisMonth}&state=submitted`;
		const listed = (await server.as("lushan", "GET", `/events?${query}`)).body.events.map(
			(event: { id: string }) => event.id,
		) as string[];
		const [first = "", second = "", third = ""] = listed;
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/events?${query}`);
		await desk.page.locator(`tr[data-id='${second}'] a`).click();
		await shows(desk, second);
		const address = desk.page.url();
		await desk.page.keyboard.press("j");
		await shows(desk, third);
		await desk.page.locator("[data-test='next']:disabled").waitFor();
		await desk.page.keyboard.press("k");
		await shows(desk, second);
		await desk.page.locator("[data-test='previous']").click();
		await shows(desk, first);
		await desk.page.locator("[data-test='back-to-list']").click();
		await desk.page.locator(`tr[data-id='${first}']`).waitFor();

		// Sent to a colleague of the prefecture.
		const colleague = await Desk.open(server, "pingdingshan");
		await colleague.goto(address.slice(address.indexOf("#") + 1));
		await shows(colleague, second);
		await colleague.page.keyboard.press("j");
		await shows(colleague, third);
		await desk.close();
		await colleague.close();
	});

	it("of an event elsewhere, or of none, finds nothing and says so", async () => {
		const elsewhere = (await server.as("admin", "GET", "/events?area=410425&limit=1")).body.events[0].id as string;
		const desk = await Desk.open(server, "lushan");
		for (const id of [elsewhere, "01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f"]) {
			await desk.goto(`/events/${id}`);
			await desk.page.locator("[data-state='missing']").waitFor();
		}
		await desk.close();
	});

	it("works on a phone: list, event, decision, back", async () => {
		const place = somewhere();
		const sent = await phone.push(record(place.villages[0] ?? ""));
		const desk = await Desk.open(server, "lushan", { width: 390, height: 800 });
		await desk.goto(`/review?area=${place.code}&month=${thisMonth}`);
		expect(await panel(desk).count()).toBe(0);
		await desk.page.locator(`[data-id='${sent.id}']`).click();
		await shows(desk, sent.id);
		expect(await desk.page.locator("[data-test='queue']").count()).toBe(0);
		expect(await desk.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
		await desk.page.locator("[data-action='verify']").click();
		await desk.page.locator("[data-state='empty']").waitFor();
		expect((await stateOf(server, sent.id)).review.state).toBe("verified");
		expect(today).toBe(sent.event.occurred_on);
		await desk.close();
	});
});
