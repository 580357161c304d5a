// 可以下乡: what is said is what is there. A file that is missing is found, with and without a network, and put right with one.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Phone } from "./support/phone";
import { Fixture } from "./support/fixture";

let fixture: Fixture;
let phone: Phone;

beforeAll(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
});

afterAll(() => fixture.close());

const ready = (yes: boolean) => phone.page.locator(`[data-test='trip'][data-ready='${yes}']`).waitFor();
const check = async () => {
	await phone.page.locator("[data-test='trip-check']").click();
	await phone.page.locator("[data-test='trip-check']:not(.van-button--loading)").waitFor();
};
const faults = () =>
	phone.page.locator("[data-test='trip'] [data-fault]").evaluateAll((points) => points.map((point) => point.dataset.fault));

it("says 可以下乡 when every file is stored, and not when one is gone", async () => {
	await phone.context.setOffline(false);
	await phone.page.goto(`${phone.url}/#/sync`);
	await check(); // puts right what an earlier try took away
	await ready(true);
	expect(await phone.page.locator("[data-test='trip']").innerText()).toContain("可以下乡");

	await phone.page.evaluate(async () => {
		const name = (await caches.keys()).find((key) => key.startsWith("workbox-precache-"));
		const store = await caches.open(name ?? "");
		const scripts = (await store.keys()).filter((request) => /RecordScreen.*\.js$/.test(request.url));
		for (const script of scripts) await store.delete(script);
	});
	await phone.context.setOffline(true);
	await check();
	await ready(false);
	expect(await faults()).toEqual(["files_missing"]);
	expect(await phone.page.locator("[data-point='files']").innerText()).toContain("还差 1 个文件");

	await phone.context.setOffline(false);
	await check();
	await ready(true);
	expect(await faults()).toEqual([]);
});
