// Reviewing at the desk of a county: the queue by keyboard alone, what comes of it at the server and on the phone, and many
// at once.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "@/common/calendar";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";
import { FieldPhone, panel, record, shows, stateOf, thisMonth, today, townships, type Pushed } from "./review_support";

let server: TestServer;
let phone: FieldPhone;
let places: { code: string; villages: string[] }[];
let used = 0;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	phone = await FieldPhone.enrol(server, "键盘测试讲师团");
	places = await townships(server);
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

// Some records of today in a township that no other test uses.
async function recordsIn(
	count: number,
	change: (index: number) => Parameters<typeof record>[1] = () => ({}),
): Promise<{ area: string; pushed: Pushed[] }> {
	const place = places[used++];
	if (!place) throw new Error("no township is left");
	const pushed: Pushed[] = [];
	for (let index = 0; index < count; ++index) pushed.push(await phone.push(record(place.villages[index] ?? place.code, change(index))));
	return { area: place.code, pushed };
}

const queueIds = (desk: Desk) =>
	desk.page.locator("[data-test='queue'] [data-id]").evaluateAll((items) => items.map((item) => item.getAttribute("data-id")));
const openId = (desk: Desk) => panel(desk).getAttribute("data-event");

describe("the desk of a queue that is longer than the screen", () => {
	it("shows its tabs, and the open record stays in view while the list is walked down", async () => {
		const desk = await Desk.open(server, "pingdingshan", { height: 800 });
		await desk.goto("/review?area=410400");
		await panel(desk).waitFor();
		const ids = (await queueIds(desk)).map(String);
		expect(ids.length).toBeGreaterThan(20);
		const fourthTab = await desk.page.locator("[data-tab='all']").boundingBox();
		const filters = await desk.page.locator("main form").first().boundingBox();
		expect((fourthTab?.y ?? 0) + (fourthTab?.height ?? 0)).toBeLessThanOrEqual(filters?.y ?? 0);
		expect(fourthTab?.height).toBeGreaterThan(24);
		expect(await desk.page.locator("main .tabs").evaluate((tabs) => tabs.clientHeight)).toBeGreaterThan(24);
		expect(await desk.page.evaluate(() => document.documentElement.scrollHeight)).toBe(800);

		const twentieth = ids[20] ?? "";
		await desk.page.locator(`[data-test='queue'] [data-id='${twentieth}']`).scrollIntoViewIfNeeded();
		await desk.page.locator(`[data-test='queue'] [data-id='${twentieth}']`).click();
		await shows(desk, twentieth);
		const top = await panel(desk).evaluate((element) => element.getBoundingClientRect().top);
		expect(top).toBeGreaterThan(0);
		expect(top).toBeLessThan(300);
		await desk.close();
	});
});

describe("the queue by keyboard alone", () => {
	it("verifies, returns, judges duplicate and joint, undoes; the server says the same", async () => {
		const { area } = await recordsIn(6);
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/review?area=${area}&month=${thisMonth}`);
		const ids = (await queueIds(desk)).map(String);
		expect(ids).toHaveLength(6);
		const [first = "", second = "", third = "", fourth = "", fifth = "", sixth = ""] = ids;
		const { keyboard } = desk.page;
		await shows(desk, first);

		// v: verified, and on to the next.
		await keyboard.press("v");
		await shows(desk, second);
		expect((await stateOf(server, first)).review).toMatchObject({ state: "verified", by: "lushan", mode: "single" });

		// r: the reason is typed, letters of it are no keys; Ctrl+Enter sends it.
		await keyboard.press("r");
		const reason = desk.page.locator("[data-test='return-form'] textarea");
		await reason.focus();
		await keyboard.type("v r d j: please check");
		await keyboard.press("Control+Enter");
		await shows(desk, third);
		expect((await stateOf(server, second)).review).toMatchObject({
			state: "returned",
			reason: "v r d j: please check",
			due_on: addDays(today, 7),
			fields: [],
		});

		// j and k walk; a key with Ctrl is none.
		await keyboard.press("j");
		await shows(desk, fourth);
		await keyboard.press("k");
		await shows(desk, third);
		await keyboard.press("Control+v");
		expect(await openId(desk)).toBe(third);

		// d: the other record is found by its receipt.
		const kept = await stateOf(server, first);
		await keyboard.press("d");
		await desk.page.locator("[data-test='search-other']").focus();
		await keyboard.type(String(kept.receipt));
		await keyboard.press("Enter");
		await desk.page.locator(`[data-option='${first}'] input:checked`).waitFor();
		await desk.page.locator("[data-test='confirm-attach']").focus();
		await keyboard.press("Enter");
		await shows(desk, fourth);
		expect((await stateOf(server, third)).review).toMatchObject({ state: "duplicate", of: first });

		// o: joined to the leading record with its materials.
		await keyboard.press("o");
		await desk.page.locator("[data-test='search-other']").focus();
		await keyboard.type(String(kept.receipt));
		await keyboard.press("Enter");
		await desk.page.locator(`[data-option='${first}'] input:checked`).waitFor();
		await desk.page.locator("[data-stays='other'] input").focus();
		await keyboard.press("Space");
		await desk.page.locator("[data-adds='materials']").focus();
		await keyboard.press("Space");
		await desk.page.locator("[data-test='confirm-attach']").focus();
		await keyboard.press("Enter");
		await shows(desk, fifth);
		expect((await stateOf(server, fourth)).review).toMatchObject({ state: "joint", of: first, adds: ["materials"] });

		// u: back to the beginning, and the record is open again.
		await keyboard.press("v");
		await shows(desk, sixth);
		await keyboard.press("u");
		await shows(desk, fifth, "submitted");
		expect((await stateOf(server, fifth)).review).toMatchObject({ state: "submitted", by: "lushan" });
		await desk.page.waitForFunction((expected) => document.querySelectorAll("[data-test='queue'] [data-id]").length === expected, 2);
		expect(await queueIds(desk)).toEqual([fifth, sixth]);

		// /: the search; ?: the keys.
		await keyboard.press("/");
		expect(await desk.page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("text");
		await keyboard.press("Escape");
		await keyboard.press("?");
		await desk.page.getByRole("dialog", { name: "快捷键" }).waitFor();
		await keyboard.press("Escape");
		await desk.close();
	});

	it("is worked through to its end, and says so", async () => {
		const { area, pushed } = await recordsIn(2);
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/review?area=${area}&month=${thisMonth}`);
		for (let left = pushed.length; left > 0; --left) {
			await panel(desk).and(desk.page.locator("[data-event-state='submitted'][aria-busy='false']")).waitFor();
			await desk.page.keyboard.press("v");
			await desk.page.waitForFunction(
				(expected) => document.querySelectorAll("[data-test='queue'] [data-id]").length === expected,
				left - 1,
			);
		}
		await desk.page.locator("[data-test='queue']").getByText("没有符合条件的记录").waitFor();
		for (const { id } of pushed) expect((await stateOf(server, id)).review.state).toBe("verified");
		await desk.close();
	});

	it("is nothing for who may only look at figures", async () => {
		const desk = await Desk.open(server, "guest");
		for (const path of ["/review", "/events", "/look-alikes", "/events/01957a3e-4c7b-7d21-9a55-0f6b1c2d3e4f"]) {
			await desk.page.goto("about:blank");
			await desk.page.goto(`${server.url}/console/#${path}`);
			await desk.page.locator("[data-state='forbidden']").waitFor();
			expect(await desk.page.locator("[data-id], article").count()).toBe(0);
		}
		await desk.close();
	});
});

describe("a return", () => {
	it("reaches the phone with reason, ticked fields and due date, and comes back corrected", async () => {
		const { area, pushed } = await recordsIn(1);
		const [sent] = pushed;
		if (!sent) throw new Error("nothing was sent");
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/review?area=${area}&month=${thisMonth}`);
		await shows(desk, sent.id);
		await desk.page.locator("[data-action='return']").click();
		await desk.page.locator("[data-test='send-return']").click();
		await desk.page.getByRole("alert").filter({ hasText: "请写明原因" }).waitFor(); // not without a reason
		await desk.page.getByRole("button", { name: "受教育人次与现场规模不符，请核对。" }).click(); // ticks its field
		await panel(desk).locator("dl .field[data-field='place']").click(); // and one by hand
		await panel(desk).locator("dl .field[data-field='host']").click(); // that is empty
		expect(
			await panel(desk)
				.locator("[data-tick]:checked")
				.evaluateAll((ticks) => ticks.map((tick) => tick.getAttribute("data-tick"))),
		).toEqual(["place", "reach", "host"]);
		await desk.page.locator("[data-test='send-return']").click();
		await panel(desk)
			.and(desk.page.locator("[data-event-state='returned']"))
			.or(desk.page.locator("[data-test='queue'] .none"))
			.first()
			.waitFor();

		const review = (await phone.pull(sent.id)).review;
		expect(review).toMatchObject({
			state: "returned",
			reason: "受教育人次与现场规模不符，请核对。",
			due_on: addDays(today, 7),
			by: "lushan",
		});
		expect(review.fields).toEqual(["/place", "/reach", "/host"]);

		await phone.edit(sent, { reach: { total: 35, method: "signed_in" }, place: "村委会二楼会议室" });
		await desk.goto(`/review?area=${area}&month=${thisMonth}&event=${sent.id}`);
		await shows(desk, sent.id, "submitted");
		const edit = panel(desk).locator("[data-step='edited']");
		expect(await edit.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-field")))).toEqual([
			"place",
			"reach",
		]);
		expect(await edit.locator("[data-field='reach'] [data-side='after']").innerText()).toBe("共 35 人次、签到");
		const back = panel(desk).locator("[data-step='reviewed']");
		expect(await back.innerText()).toContain("受教育人次与现场规模不符");
		expect(await back.innerText()).toContain("地点、受教育人次、接待单位");
		await desk.close();
	});
});

describe("many at once", () => {
	it("need a tenth opened, leave warned and own ones out, and tell what was refused", async () => {
		const { area, pushed } = await recordsIn(12, (index) => (index === 11 ? { reach: { total: 9000 } } : {}));
		const [a, , , , , , , , , , last, warned] = pushed;
		const village = places[used - 1]?.villages[12] ?? area;
		if (!a || !last || !warned) throw new Error("too few");
		// Of the county coordinator's own hand: entered on paper; and corrected, then edited by the phone once more.
		const own = (await server.as("lushan", "POST", "/events", { team: phone.team, event: record(village) })).body;
		const corrected = await server.as("pingdingshan", "GET", `/events/${last.id}`);
		const token = (await server.request("POST", "/session", { username: "lushan", password: "kite of lushan" })).body.token;
		const put = await fetch(`${server.url}/api/v1/events/${last.id}`, {
			method: "PUT",
			headers: { Authorization: `Bearer ${token}`, "If-Match": `"${corrected.body.version}"` },
			body: JSON.stringify({ reason: "更正", event: { ...last.event, note: "更正" } }),
		});
		expect(put.status).toBe(200);
		const version = (await stateOf(server, last.id)).version;
		await phone.edit({ ...last, version, event: { ...last.event, note: "更正" } }, { note: "又改" });

		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/review?area=${area}&month=${thisMonth}&bulk=1`);
		const opened = desk.page.locator("[data-test='bulk-opened']");
		const button = desk.page.locator("[data-test='bulk-verify']");
		await desk.page.locator("[data-test='bulk']").getByText("另有 1 条是您代录的").waitFor();
		const seen = new Set<string>();
		for (let step = 0; step < 13 && seen.size < 5; ++step) {
			await panel(desk).and(desk.page.locator("[aria-busy='false']")).waitFor();
			const id = String(await openId(desk));
			const event = await stateOf(server, id);
			if (event.warnings.length === 0 && id !== own.id) seen.add(id);
			await opened.filter({ hasText: `已打开 ${seen.size}/5` }).waitFor();
			if (seen.size < 5) {
				expect(await button.isDisabled()).toBe(true);
				await desk.page.keyboard.press("j");
				await desk.page.waitForFunction(
					(before) => document.querySelector("article[data-event]")?.getAttribute("data-event") !== before,
					id,
				);
			}
		}
		expect(seen.size).toBe(5);
		expect(await button.isEnabled()).toBe(true);
		await button.click();
		await desk.page.locator("[data-test='bulk']").getByText("已核实 10 / 11 条").waitFor();
		const refused = desk.page.locator("[data-test='bulk-refused'] li");
		expect(await refused.allInnerTexts()).toEqual([expect.stringContaining("要由别人核实")]);

		const reviews = await Promise.all(pushed.map(async ({ id }) => (await stateOf(server, id)).review));
		expect(reviews.map((review) => review.state)).toEqual([...Array.from({ length: 10 }, () => "verified"), "submitted", "submitted"]);
		expect(reviews[0]).toMatchObject({ mode: "bulk", by: "lushan" });
		expect((await stateOf(server, own.id)).review.state).toBe("submitted");

		// All of it can be taken back.
		await desk.page.locator("[data-test='bulk-undo']").click();
		await desk.page.locator("[data-test='bulk']").getByText("已撤回 10 / 10 条").waitFor();
		expect((await stateOf(server, a.id)).review.state).toBe("submitted");
		await desk.close();
	});
});
