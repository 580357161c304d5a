// What the road costs, and what a cheap phone can bear: a hundred events over a slow link, and a list of two thousand on
// a slow processor without any network. Bytes and round trips are asserted; milliseconds are only printed.
import { afterEach, beforeEach, expect, it } from "vitest";
import { emptyRow, withIndexes, type EventRow } from "@/phone/rows/row";
import type { EventRecord } from "@/common/records/event";
import { makeTimedUuid } from "@/common/uuid";
import { seed } from "./support/seed";
import { patience } from "./support/patience";
import { Fixture } from "./support/fixture";
import type { Phone } from "./support/phone";

let fixture: Fixture;
let phone: Phone;

beforeEach(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
});

afterEach(() => fixture.close());

const titles = [
	"妇女权益保障法进村",
	"宪法宣传周",
	"民法典宣传",
	"未成年人保护法进校园",
	"反家庭暴力法宣讲",
	"禁毒宣传",
	"送法下乡",
	"法律援助进社区",
];
const villages = ["410423102201", "410423102202", "410423102203", "410423102", "410423"];
const pick = <T>(list: T[], index: number): T => list[(index * 7) % list.length] as T;

// As people fill in the short form; no two alike.
function record(index: number): EventRecord {
	const total = 20 + ((index * 37) % 480);
	const day = new Date(Date.now() - (index % 60) * 86_400_000).toISOString().slice(0, 10);
	return {
		id: makeTimedUuid(Date.now() - index * 3_600_000),
		kind: "session",
		occurred_on: day,
		venue_type: pick(["village", "community", "school", "enterprise"], index),
		area: pick(villages, index),
		place: `${pick(["村文化广场", "村委会", "学校礼堂", "集市"], index)}${index}`,
		title: pick(titles, index),
		topics: [pick(["womens_rights_law", "civil_code", "constitution"], index)],
		speakers: [pick(["张晓红", "李建国", "王秀英"], index)],
		recorded_by: "张晓红",
		reach: { total, women: Math.floor(total / 3), children: Math.floor(total / 5), method: "counted" },
		materials: [{ item: "leaflet", copies: 50 + ((index * 13) % 300) }],
	};
}

function unsent(index: number): EventRow {
	const local = record(index);
	return withIndexes({ ...emptyRow(local.id), team: fixture.team, local, editedAt: new Date(Date.now() - index * 60_000).toISOString() });
}

function received(index: number): EventRow {
	const content = record(index);
	const marks = {
		receipt: "7F3K-92QX",
		team: fixture.team,
		received_at: new Date().toISOString(),
		warnings: [],
		review: { state: "submitted" as const, revision: 0 },
	};
	return withIndexes({ ...emptyRow(content.id), team: fixture.team, version: 1, content, local: content, marks });
}

it("100 new events take at most two round trips and 25 KB over 50 kbit/s with a second of delay", async () => {
	await phone.context.setOffline(true);
	await seed(
		phone.page,
		Array.from({ length: 100 }, (_, index) => unsent(index)),
	);
	const before = fixture.network.exchanges.length;
	fixture.network.link = { bitsPerSecond: 50_000, roundTripMs: 1000 };
	await phone.context.setOffline(false);
	await phone.page.locator(".sync-bar[data-unsent='0'][data-state='idle']").waitFor({ timeout: patience(60_000) });
	fixture.network.link = null;
	const made = fixture.network.exchanges.slice(before).filter((exchange) => exchange.path.startsWith("/api/"));
	const bytes = made.reduce((sum, exchange) => sum + exchange.bytesUp + exchange.bytesDown, 0);
	// eslint-disable-next-line no-console -- the figure is what one wants to see
	console.log(`100 events: ${made.length} round trips, ${bytes} bytes`);
	expect((await fixture.server.events()).length).toBe(100);
	expect(made.length).toBeLessThanOrEqual(2);
	expect(bytes).toBeLessThanOrEqual(25_000);
});

it("a list of 2,000 events opens offline on a slow processor and can be used", async () => {
	const rows = Array.from({ length: 2000 }, (_, index) => received(index));
	fixture.network.closed = true;
	await phone.context.setOffline(true);
	await seed(phone.page, rows);
	await phone.killAndBoot();
	await phone.context.setOffline(true);
	// The time the page itself sees, from the moment it is asked for to the list on the screen.
	await phone.page.addInitScript(() => {
		new MutationObserver((_, observer) => {
			if (document.querySelectorAll(".event-card").length < 20) return;
			observer.disconnect();
			performance.mark("usable");
		}).observe(document, { childList: true, subtree: true });
	});
	const session = await phone.context.newCDPSession(phone.page);
	await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
	const usable: number[] = [];
	for (let opened = 0; opened < 3; ++opened) {
		await phone.page.goto("about:blank");
		await phone.open();
		await phone.page.locator(".event-card").nth(19).waitFor();
		usable.push(await phone.page.evaluate(() => Math.round(performance.getEntriesByName("usable")[0]?.startTime ?? 0)));
	}
	// eslint-disable-next-line no-console -- the figure is what one wants to see
	console.log(`2,000 events, processor slowed four times: usable after ${usable.join(", ")} ms (the browser just started; again; again)`);
	await phone.page.locator("[aria-pressed='true']", { hasText: "2001" }).waitFor(); // and the draft
	await phone.page.getByPlaceholder("搜名称、地点、场所、月份").fill("禁毒宣传");
	await phone.page.locator(".event-card").first().waitFor();
	const shown = await phone.page.locator(".event-card .title").allInnerTexts();
	expect(new Set(shown)).toEqual(new Set(["禁毒宣传"]));
});
