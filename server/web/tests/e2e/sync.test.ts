// The phone app in a real browser against a real server, over a road that closes, loses answers and comes back.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { change, record } from "./support/form";
import { requestOf } from "./support/network";
import { Fixture } from "./support/fixture";
import type { Phone } from "./support/phone";

let fixture: Fixture;
let phone: Phone;

beforeEach(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
});

afterEach(() => fixture.close());

const counted = async () =>
	(await fixture.server.as("lushan", "GET", `/statistics?year=${new Date().getFullYear()}&area=410423`)).body.totals;

describe("no signal", () => {
	it("keeps an event through a dead battery and sends it once when there is a network again", async () => {
		fixture.network.closed = true;
		await phone.context.setOffline(true);
		const id = await record(phone, { title: "妇女权益保障法进乡村", total: 80 });
		expect(await phone.stateOf(id).getAttribute("data-state")).toBe("waiting");
		await phone.killAndBoot();
		await phone.context.setOffline(true);
		await phone.open(); // from the service worker: there is no server
		await phone.page.getByText("妇女权益保障法进乡村").waitFor();
		await phone.page.locator(".sync-bar[data-unsent='1']").waitFor();
		expect(await fixture.server.events()).toEqual([]);

		fixture.network.closed = false;
		await phone.context.setOffline(false); // the page hears `online`; nobody presses anything
		await phone.synced();
		await phone.page.locator(`[data-id='${id}'] [data-state='submitted']`).waitFor();
		const events = await fixture.server.events();
		expect(events.map((event) => [event.id, event.version, event.event.reach.total])).toEqual([[id, 1, 80]]);
		expect(await phone.page.locator(`[data-id='${id}'] .receipt`).innerText()).toBe(events[0].receipt);
		const coverage = (await fixture.server.as("lushan", "GET", `/coverage?year=${new Date().getFullYear()}&area=410423`)).body;
		expect(coverage.total.cells.village.sessions).toBe(1);
	});

	it("survives being killed with a form half filled in", async () => {
		fixture.network.closed = true;
		await phone.page.getByRole("navigation").getByText("记一场").click();
		const title = phone.page.getByLabel("活动名称");
		await title.fill("写到一半的活动");
		await phone.page.getByText("草稿已保存").first().waitFor();
		await phone.killAndBoot();
		await phone.open();
		await phone.page.getByText("写到一半的活动").click();
		await vi.waitFor(async () => expect(await phone.page.getByLabel("活动名称").inputValue()).toBe("写到一半的活动"));
	});
});

describe("a bad road", () => {
	it("counts an event once whose answer was lost after the server had it", async () => {
		fixture.network.loseAnswers = 3; // a browser repeats a request once by itself
		const id = await record(phone, { title: "答复丢了的一场", total: 60 });
		await vi.waitFor(async () => expect((await fixture.server.events()).length).toBe(1));
		await phone.page.locator(`[data-id='${id}'] [data-state='waiting']`).waitFor();
		await phone.page.locator(`[data-id='${id}'] [data-state='submitted']`).waitFor(); // tried again by itself
		await phone.synced();
		const sent = fixture.network.syncs.flatMap((exchange) => requestOf(exchange).changes);
		expect(sent.length).toBeGreaterThanOrEqual(4);
		expect(new Set(sent.map((change: { change_id: string }) => change.change_id)).size).toBe(1);
		expect(await counted()).toMatchObject({ events: 1, reach: 60 });
	});

	it("sends an edit made while the first send is unanswered as an edit of what was answered", async () => {
		fixture.network.hold();
		const id = await record(phone, { title: "第一次写的", total: 60 });
		await vi.waitFor(() => expect(fixture.network.heldCount).toBe(1));
		await change(phone, id, { title: "后来改的", total: 66 });
		expect(await phone.stateOf(id).getAttribute("data-state")).toBe("waiting");
		fixture.network.release();
		await phone.synced();
		await phone.page.locator(`[data-id='${id}'] [data-state='submitted']`).waitFor();
		const history = (await fixture.server.as("admin", "GET", `/events/${id}/history`)).body;
		const versions = (history.history ?? history).filter((entry: { op: string }) => entry.op === "put");
		expect(versions.map((entry: { event: { title: string } }) => entry.event.title)).toEqual(["第一次写的", "后来改的"]);
		expect(await counted()).toMatchObject({ events: 1, reach: 66 });
	});
});

describe("two phones of one team", () => {
	it("merge edits of different fields, and let a person choose where both changed the same", async () => {
		const other = await fixture.enrolledPhone();
		const id = await record(phone, { title: "两部手机都有的一场", total: 80 });
		await phone.synced();
		await other.pressSync();
		await other.page.locator(`[data-id='${id}']`).waitFor();

		await other.context.setOffline(true);
		await change(other, id, { note: "另一部手机补的" });
		await change(phone, id, { total: 90 });
		await phone.synced();
		await other.context.setOffline(false);
		await other.pressSync();
		await other.synced();
		const merged = (await fixture.server.as("admin", "GET", `/events/${id}`)).body;
		expect(merged.event).toMatchObject({ note: "另一部手机补的", reach: { total: 90 } });

		await phone.pressSync();
		await other.context.setOffline(true);
		await change(other, id, { total: 70 });
		await change(phone, id, { total: 100 });
		await phone.synced();
		await other.context.setOffline(false);
		await other.pressSync();
		await other.page.locator(`[data-id='${id}'] [data-state='conflict']`).waitFor();
		expect((await fixture.server.as("admin", "GET", "/kept?outcome=conflict")).body.kept).toHaveLength(1);

		await other.page.goto(`${other.url}/#/event/${id}/choose`);
		const field = other.page.locator("[data-field='reach']");
		expect(await field.innerText()).toContain("70");
		expect(await field.innerText()).toContain("100");
		await field.locator("[data-side='mine']").click();
		await other.page.locator("[data-test='save-choice']").click();
		await other.page.waitForURL(/#\/event\/[0-9a-f-]{36}$/);
		await other.open("/#/");
		await other.synced();
		expect((await fixture.server.as("admin", "GET", `/events/${id}`)).body.event.reach.total).toBe(70);
		expect((await fixture.server.as("admin", "GET", "/kept?outcome=conflict")).body.kept).toHaveLength(0);
		expect(await counted()).toMatchObject({ events: 1, reach: 70 });
	});
});

describe("at the office", () => {
	it("a return reaches the same phone with its reason and fields, and the correction counts", async () => {
		const id = await record(phone, { title: "人数写错的一场", total: 8000 });
		await phone.synced();
		const returned = { state: "returned", reason: "人数好像多写了一个零", fields: ["/reach/total"], due_on: "2026-12-31" };
		expect((await fixture.server.review(id, returned)).status).toBe(200);
		expect(await counted()).toMatchObject({ events: 0 });
		await phone.pressSync();
		await phone.page.locator(`[data-id='${id}'] [data-state='returned']`).waitFor();

		await phone.context.setOffline(true); // the correction needs no network
		await phone.page.goto(`${phone.url}/#/event/${id}`);
		const box = phone.page.locator("[data-test='returned']");
		expect(await box.innerText()).toContain("人数好像多写了一个零");
		expect(await phone.page.locator(".field.marked").innerText()).toContain("受教育人次");
		await change(phone, id, { total: 800 });
		expect(await phone.stateOf(id).getAttribute("data-state")).toBe("waiting");
		await phone.context.setOffline(false);
		await phone.pressSync();
		await phone.synced();
		await phone.page.locator(`[data-id='${id}'] [data-state='submitted']`).waitFor();
		expect(await counted()).toMatchObject({ events: 1, reach: 800 });

		await fixture.server.review(id, { state: "verified" });
		await phone.pressSync();
		await phone.page.locator(`[data-id='${id}'] [data-state='verified']`).waitFor();
	});

	it("a revoked phone goes on recording, and a lost one forgets what was received and nothing else", async () => {
		const received = await record(phone, { title: "县里已收到的", total: 50 });
		await phone.synced();
		const device = (await fixture.server.as("admin", "GET", "/devices")).body.devices[0];
		expect((await fixture.server.as("admin", "PATCH", `/devices/${device.id}`, { revoked: true })).status).toBe(200);
		const waiting = await record(phone, { title: "被停用以后记的", total: 40 });
		await phone.page.locator("[data-banner='unauthenticated']").waitFor();
		expect(await phone.stateOf(waiting).getAttribute("data-state")).toBe("waiting");
		expect(await phone.stateOf(received).getAttribute("data-state")).toBe("submitted");

		expect((await fixture.server.as("admin", "PATCH", `/devices/${device.id}`, { lost: true })).status).toBe(200);
		await phone.pressSync();
		await phone.page.locator("[data-banner='device_lost']").waitFor();
		await phone.page.locator(`[data-id='${waiting}']`).waitFor();
		expect(await phone.page.locator(`[data-id='${received}']`).count()).toBe(0);

		// Joining again brings both: what was on the phone, and what the server had.
		await phone.enrol(fixture.server.enrolmentCode(fixture.team));
		await phone.page.locator(`[data-id='${received}'] [data-state='submitted']`).waitFor();
		await phone.page.locator(`[data-id='${waiting}'] [data-state='submitted']`).waitFor();
		expect(await counted()).toMatchObject({ events: 2, reach: 90 });
	});
});

describe("a server restored from an older backup", () => {
	it("gets back from the phones what it had lost", async () => {
		const old = await record(phone, { title: "备份里有的", total: 10 });
		await phone.synced();
		const backup = fixture.server.backup();
		const lost = await record(phone, { title: "备份以后记的", total: 20 });
		await change(phone, old, { total: 15 });
		await phone.synced();
		const other = await fixture.enrolledPhone();
		await other.page.locator(`[data-id='${lost}']`).waitFor();
		expect(await counted()).toMatchObject({ events: 2, reach: 35 });

		await fixture.server.restore(backup);
		expect(await counted()).toMatchObject({ events: 1, reach: 10 });
		await phone.pressSync();
		await phone.synced();
		expect(await counted()).toMatchObject({ events: 2, reach: 35 });
		expect((await fixture.server.events()).map((event) => event.id).sort()).toEqual([old, lost].sort());
		expect(await phone.page.locator("[data-state='conflict']").count()).toBe(0);
	});
});
