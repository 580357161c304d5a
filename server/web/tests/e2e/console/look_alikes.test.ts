// Records that look alike: told to whoever verifies, decided at the event or on the page of pairs, and taken back.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBrowser, Desk } from "../support/desk";
import { TestServer } from "../support/server";
import { FieldPhone, panel, record, shows, stateOf, townships, type Pushed } from "./review_support";

let server: TestServer;
let first: FieldPhone;
let second: FieldPhone;
let places: { code: string; villages: string[] }[];
let used = 0;

beforeAll(async () => {
	server = await TestServer.start({ demo: true });
	first = await FieldPhone.enrol(server, "甲讲师团");
	second = await FieldPhone.enrol(server, "乙讲师团");
	places = await townships(server);
});

afterAll(async () => {
	await closeBrowser();
	await server.close();
});

interface TwoAlike {
	area: string;
	one: Pushed;
	other: Pushed;
}

// The same visit, logged by two phones with small differences.
async function twoAlike(by: FieldPhone = first): Promise<TwoAlike> {
	const place = places[used++];
	if (!place) throw new Error("no township is left");
	const event = record(place.villages[0] ?? "", {
		place: "村文化广场",
		started_at: "09:30",
		ended_at: "11:00",
		title: "民法典进乡村集中宣讲",
	});
	const one = await first.push(event);
	const other = await by.push({
		...record(event.area),
		...event,
		id: crypto.randomUUID(),
		title: "民法典进乡村宣讲",
		materials: [{ item: "leaflet", copies: 500 }],
	});
	return { area: place.code, one, other };
}

const pairsOf = async (area: string, state = "open") =>
	(await server.as("lushan", "GET", `/look_alikes?area=${area}&state=${state}`)).body.pairs as {
		id: string;
		events: { id: string }[];
		cleared: { by: string; reason: string } | null;
	}[];

// Found behind the commit: asked until it is there. The demonstration data have pairs of their own.
async function foundPair({ area, one, other }: TwoAlike): Promise<string> {
	const ids = [one.id, other.id].sort().join(".");
	for (;;) {
		if ((await pairsOf(area)).some((pair) => pair.id === ids)) return ids;
		await server.request("GET", "/health");
	}
}

describe("at the event", () => {
	it("both fixture side by side; verifying asks, and says that they differ", async () => {
		const { one, other, area } = await twoAlike();
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/events/${one.id}`);
		await shows(desk, one.id);
		const alike = desk.page.locator(`[data-look-alike='${other.id}']`);
		await alike.waitFor();
		expect(await alike.locator("[data-reason]").count()).toBeGreaterThan(0);
		expect(await alike.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-field")))).toEqual([
			"title",
			"materials",
		]);
		expect(await alike.locator("[data-field='materials'] [data-side='after'] .changed").innerText()).toContain("500");

		await desk.page.keyboard.press("v");
		const dialog = desk.page.getByRole("dialog", { name: "它们是不同的活动吗？" });
		await dialog.waitFor();
		await dialog.getByRole("button", { name: "回去看看" }).click();
		expect((await stateOf(server, one.id)).review.state).toBe("submitted");
		await desk.noDialog();

		await desk.page.keyboard.press("v");
		await dialog.waitFor();
		await dialog.locator("[data-test='confirm-different']").click();
		await dialog.getByRole("alert").waitFor(); // why?
		await dialog.getByRole("button", { name: "两支队伍各办一场。" }).click();
		await dialog.locator("[data-test='confirm-different']").click();
		await shows(desk, one.id, "verified");
		await desk.page.locator(`[data-cleared='${other.id}']`).waitFor();
		const isMine = (pair: { events: { id: string }[] }) => pair.events.some((event) => event.id === one.id);
		expect((await pairsOf(area)).filter(isMine)).toEqual([]);
		expect((await pairsOf(area, "cleared")).find(isMine)?.cleared).toMatchObject({ by: "lushan", reason: "两支队伍各办一场。" });
		await desk.close();
	});

	it("this one is the duplicate; its team learns which stays; undone, both count again", async () => {
		const { one, other } = await twoAlike();
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/events/${other.id}`);
		await shows(desk, other.id);
		await desk.page.locator("[data-test='this-duplicate']").click();
		expect(await desk.page.locator("[data-stays='other'] input").isChecked()).toBe(true);
		await desk.page.locator("[data-test='confirm-attach']").click();
		await shows(desk, other.id, "duplicate");
		expect((await first.pull(other.id)).review).toMatchObject({ state: "duplicate", of: one.id });
		await desk.page.locator("[data-test='undo']").click();
		await shows(desk, other.id, "submitted");
		expect((await stateOf(server, other.id)).review).toMatchObject({ state: "submitted", of: null });
		await desk.close();
	});

	it("the other is the duplicate: that one is decided, this one stays open", async () => {
		const { one, other } = await twoAlike();
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/events/${one.id}`);
		await shows(desk, one.id);
		await desk.page.locator("[data-test='other-duplicate']").click();
		await desk.page.locator("[data-test='confirm-attach']").click();
		await desk.page.locator(`[data-look-alike='${other.id}']`).waitFor({ state: "detached" });
		expect((await stateOf(server, other.id)).review).toMatchObject({ state: "duplicate", of: one.id });
		expect((await stateOf(server, one.id)).review.state).toBe("submitted");
		expect(await panel(desk).getAttribute("data-event-state")).toBe("submitted");
		await desk.close();
	});
});

describe("the page of pairs", () => {
	it("joins two teams' records by keyboard, with what still adds; the figures follow", async () => {
		const alike = await twoAlike(second);
		const { one, other, area } = alike;
		const pair = await foundPair(alike);
		const figures = async () =>
			(
				await server.as(
					"lushan",
					"GET",
					`/statistics?from=${one.event.occurred_on.slice(0, 7)}&to=${one.event.occurred_on.slice(0, 7)}&area=${area}`,
				)
			).body.totals;
		const before = await figures();
		const desk = await Desk.open(server, "lushan");
		await desk.goto(`/look-alikes?area=${area}`);
		await desk.page.locator(`[data-pair='${pair}'].current`).waitFor();
		await desk.page.keyboard.press("o");
		await desk.page.locator("[data-adds='materials']").check();
		await desk.page.locator("[data-test='confirm-attach']").click();
		await desk.page.locator(`[data-pair='${pair}']`).waitFor({ state: "detached" });
		const [low = "", high = ""] = pair.split(".");
		expect((await stateOf(server, high)).review).toMatchObject({ state: "joint", of: low, adds: ["materials"] });
		const after = await figures();
		expect(after.sessions).toBe(before.sessions - 1);
		expect(after.materials).toBe(before.materials);
		expect(after.reach).toBe(before.reach - one.event.reach.total);
		expect([one.id, other.id]).toContain(low);
		await desk.close();
	});

	it("clears a pair, lists it as cleared, and takes that back", async () => {
		const alike = await twoAlike();
		const { area } = alike;
		const pair = await foundPair(alike);
		const desk = await Desk.open(server, "pingdingshan");
		await desk.goto(`/look-alikes?area=${area}`);
		await desk.page.locator(`[data-pair='${pair}'].current`).waitFor();
		await desk.page.keyboard.press("n");
		await desk.page.getByRole("dialog").getByRole("button", { name: "时间不同。" }).click();
		await desk.page.locator("[data-test='confirm-different']").click();
		await desk.page.locator(`[data-pair='${pair}']`).waitFor({ state: "detached" });
		await desk.page.locator("[data-tab='cleared']").click();
		const cleared = desk.page.locator(`[data-pair='${pair}']`);
		await cleared.waitFor();
		expect(desk.page.url()).toContain("pairs=cleared");
		expect(await cleared.innerText()).toContain("pingdingshan");
		await cleared.locator("[data-test='take-back']").click();
		await cleared.waitFor({ state: "detached" });
		expect((await pairsOf(area)).map((found) => found.id)).toContain(pair);
		await desk.close();
	});

	it("walks with j and k, and shows the pairs that the server lists", async () => {
		const desk = await Desk.open(server, "admin");
		await desk.goto("/look-alikes");
		const listed = (await server.as("admin", "GET", "/look_alikes?limit=20")).body;
		const shown = await desk.page.locator("[data-pair]").evaluateAll((pairs) => pairs.map((pair) => pair.getAttribute("data-pair")));
		expect(shown).toEqual(listed.pairs.map((pair: { id: string }) => pair.id));
		expect(Number((await desk.page.locator("[data-tab='open'] .muted").innerText()).replaceAll(",", ""))).toBe(listed.open);
		if (shown.length > 1) {
			await desk.page.locator(`[data-pair='${shown[0]}'].current`).waitFor();
			await desk.page.keyboard.press("j");
			await desk.page.locator(`[data-pair='${shown[1]}'].current`).waitFor();
			await desk.page.keyboard.press("k");
			await desk.page.locator(`[data-pair='${shown[0]}'].current`).waitFor();
		}
		await desk.close();
	});
});
