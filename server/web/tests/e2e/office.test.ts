// Between the phone and the office, beside the records themselves: notices, months without an event, and the file that
// brings in what a phone cannot send.
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { record } from "./support/form";
import { Fixture } from "./support/fixture";
import type { Phone } from "./support/phone";

let fixture: Fixture;
let phone: Phone;

beforeEach(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
});

afterEach(() => fixture.close());

describe("a notice", () => {
	it("reaches the phone, and the county sees that it was read", async () => {
		const made = await fixture.server.as("lushan", "POST", "/notices", {
			kind: "reminder",
			title: "二月数据",
			text: "二月份的活动还没有报上来，请尽快上报。",
			due_on: "2026-12-05",
			area: "410423",
		});
		expect(made.status).toBe(201);
		await phone.pressSync();
		await phone.page.getByRole("navigation").getByText("通知", { exact: true }).click();
		await phone.page.getByText("二月数据").click();
		await phone.page.getByText("二月份的活动还没有报上来，请尽快上报。").first().waitFor();
		await vi.waitFor(
			async () => {
				const notice = (await fixture.server.as("lushan", "GET", `/notices/${made.body.id}`)).body;
				expect(notice.receipts[0].read_at).not.toBeNull();
			},
			{ timeout: 20_000 },
		);

		await fixture.server.as("lushan", "DELETE", `/notices/${made.body.id}`);
		await phone.pressSync();
		await phone.page.goto(`${phone.url}/#/notices`);
		await phone.page.getByText("二月数据").waitFor({ state: "detached" });
	});
});

describe("a month without an event", () => {
	it("is reported with one tap, offline too, and arrives once", async () => {
		await phone.context.setOffline(true);
		await phone.page.locator("[data-test='nil']").first().click();
		await phone.page.getByRole("button", { name: "确定" }).click();
		await phone.page.getByText(/已报“无活动”，待上传/).waitFor();
		await phone.context.setOffline(false);
		await phone.pressSync();
		await phone.page.getByText(/已报“无活动”，县里已收到/).waitFor();
	});
});

describe("what cannot be sent", () => {
	it("is written to a file, imported at the office, and counts once when the phone syncs after all", async () => {
		await phone.context.setOffline(true);
		const id = await record(phone, { title: "只好用文件带去的一场", total: 70 });
		await phone.page.goto(`${phone.url}/#/settings`);
		const downloading = phone.page.waitForEvent("download");
		await phone.page.getByRole("button", { name: "导出未上传的记录" }).click();
		const file = join(fixture.server.folder, "outbox.json");
		await (await downloading).saveAs(file);

		const imported = JSON.parse(fixture.server.bajin("import", "--outbox", file, "--json"));
		expect(imported).toMatchObject({ accepted: 1, rejected: 0, results: [{ id, outcome: "accepted" }] });
		expect(JSON.parse(fixture.server.bajin("import", "--outbox", file, "--json"))).toMatchObject({ accepted: 0, unchanged: 1 });

		await phone.page.goto(`${phone.url}/#/`);
		expect(await phone.stateOf(id).getAttribute("data-state")).toBe("waiting"); // the phone has no receipt yet
		await phone.context.setOffline(false);
		await phone.pressSync();
		await phone.page.locator(`[data-id='${id}'] [data-state='submitted']`).waitFor();
		const events = await fixture.server.events();
		expect(events.map((event) => [event.id, event.version])).toEqual([[id, 1]]);
		expect(await phone.page.locator(`[data-id='${id}'] .receipt`).innerText()).toBe(events[0].receipt);
	});
});
