// What a person has begun is there after the app was killed; going back goes one step; a screen that cannot be read says so.
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { pressSave, record, startDraft } from "./support/form";
import { still } from "./support/looks";
import type { Phone } from "./support/phone";
import { everyState, ids, seed } from "./support/seed";
import { Fixture } from "./support/fixture";

let fixture: Fixture;
let phone: Phone;

beforeAll(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
});

beforeEach(() => phone.context.setOffline(false)); // as an earlier try may have left it

afterAll(() => fixture.close());

// What the phone has stored in one of its tables.
const stored = (table: string, key: string): Promise<string> =>
	phone.page.evaluate(
		([name, id]) =>
			new Promise<string>((resolve) => {
				const opening = indexedDB.open("bajin");
				opening.onsuccess = () => {
					const asked = opening.result
						.transaction(name ?? "")
						.objectStore(name ?? "")
						.get(id ?? "");
					asked.onsuccess = () => {
						opening.result.close();
						resolve(JSON.stringify(asked.result ?? null));
					};
				};
			}),
		[table, key],
	);

it("keeps a name that was not added, and a signature that was not finished", async () => {
	const draft = await startDraft(phone, { title: "没写完的一场" });
	const { page } = phone;
	await page.getByRole("button", { name: /主讲人、组织单位/ }).click();
	const speaker = page.locator("[data-pointer='/speakers'] input");
	await speaker.fill("张晓");
	await page.getByRole("button", { name: /接待单位、签字/ }).click();
	await page.getByRole("button", { name: "请对方在屏幕上签字" }).click();
	const canvas = page.locator("canvas");
	await vi.waitFor(async () => expect(await canvas.evaluate((pad: HTMLCanvasElement) => pad.width)).toBeGreaterThan(300));
	await still(page); // it slides in
	const box = await canvas.boundingBox();
	if (!box) throw new Error("no canvas");
	await page.mouse.move(box.x + 40, box.y + 40);
	await page.mouse.down();
	await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
	await page.mouse.up();
	await vi.waitFor(async () => expect(await stored("drafts", draft)).toContain("strokes"));

	await phone.killAndBoot();
	await phone.page.goto(`${phone.url}/#/record/${draft}`);
	await vi.waitFor(async () =>
		expect(await phone.page.locator("[data-pointer='/host/signature'] button").innerText()).toContain("接着签字"),
	);
	await phone.page.getByRole("button", { name: /接着签字/ }).click();
	await phone.page.getByRole("button", { name: "签好了" }).click();
	await phone.page.locator("[data-pointer='/host/signature'] svg.written").waitFor();
	// The name was taken over when its field was left for the signature, or waits in it still.
	const names = phone.page.locator("[data-pointer='/speakers']");
	expect((await names.innerText()) + (await names.locator("input").inputValue())).toContain("张晓");
	await vi.waitFor(async () => expect(await stored("drafts", draft)).not.toContain("strokes"));
	await phone.page.goto(`${phone.url}/#/`);
});

it("keeps the letters of a name while they are typed", async () => {
	const draft = await startDraft(phone, {});
	await phone.page.getByRole("button", { name: /主讲人、组织单位/ }).click();
	await phone.page.locator("[data-pointer='/speakers'] input").pressSequentially("李建");
	await vi.waitFor(async () => expect(await stored("drafts", draft)).toContain("李建"));
	await phone.killAndBoot();
	await phone.page.goto(`${phone.url}/#/record/${draft}`);
	const input = phone.page.locator("[data-pointer='/speakers'] input");
	await vi.waitFor(async () => expect(await input.inputValue()).toBe("李建"));
	expect(await input.isVisible()).toBe(true);
	await phone.page.goto(`${phone.url}/#/`);
});

it("keeps the answer that is being written in a dialog", async () => {
	const id = await record(phone, { title: "回复写到一半", total: 30 });
	await phone.synced();
	await fixture.server.review(id, { state: "returned", reason: "请核对", fields: ["/reach/total"] });
	await phone.pressSync();
	await phone.page.goto(`${phone.url}/#/event/${id}`);
	await phone.page.locator("[data-test='answer']").click();
	const box = () => phone.page.locator("[data-test='answer-dialog'] textarea");
	await box().fill("签到表上就是 30 人");
	await vi.waitFor(async () => expect(await stored("meta", "typed")).toContain("签到表上就是 30 人"));
	await phone.killAndBoot();
	await phone.page.goto(`${phone.url}/#/event/${id}`);
	await phone.page.locator("[data-test='answer']").click();
	await vi.waitFor(async () => expect(await box().inputValue()).toBe("签到表上就是 30 人"));
	await phone.page.getByRole("button", { name: "回复", exact: true }).click();
	await phone.page.locator("[data-test='answered']").waitFor();
	await vi.waitFor(async () => expect(await stored("meta", "typed")).not.toContain("签到表"));
});

it("keeps what was chosen so far between two versions of a record", async () => {
	await phone.open("/");
	await seed(
		phone.page,
		everyState().filter((row) => row.id === ids.conflict),
	);
	const choice = (field: string, side: string) => phone.page.locator(`[data-field='${field}'] [data-side='${side}']`);
	await phone.page.goto(`${phone.url}/#/event/${ids.conflict}/choose`);
	await choice("reach", "mine").click();
	await choice("title", "theirs").click();
	await vi.waitFor(async () => expect(await stored("meta", "typed")).toContain("theirs"));
	await phone.killAndBoot();
	await phone.page.goto(`${phone.url}/#/event/${ids.conflict}/choose`);
	await vi.waitFor(async () => expect(await choice("reach", "mine").getAttribute("aria-checked")).toBe("true"));
	expect(await choice("title", "theirs").getAttribute("aria-checked")).toBe("true");
	expect(await choice("materials", "mine").getAttribute("aria-checked")).toBe("false");
	expect(await phone.page.locator("[data-test='save-choice']").innerText()).toContain("1");
	await phone.page.goto(`${phone.url}/#/`);
});

it("goes up one level in the areas, and out of them only from the top", async () => {
	const { page } = phone;
	await phone.open("/#/");
	await page.getByRole("link", { name: "记一场" }).click();
	await page.getByRole("button", { name: "对，就在这里" }).click();
	await page.locator("[data-pointer='/area'] button.chosen").click();
	const heading = page.locator(".van-popup h3.heading").last();
	await vi.waitFor(async () => expect(await heading.innerText()).toBe("选村、社区"));
	await page.goBack();
	await vi.waitFor(async () => expect(await heading.innerText()).toBe("选乡镇、街道"));
	await page.goBack();
	await vi.waitFor(async () => expect(await heading.innerText()).toBe("选县（区）"));
	await page.getByPlaceholder(/拼音首字母/).fill("东街");
	await page.goBack();
	await vi.waitFor(async () => expect(await page.getByPlaceholder(/拼音首字母/).inputValue()).toBe(""));
	await page.goBack();
	await heading.waitFor({ state: "hidden" });
	expect(page.url()).toMatch(/#\/record\/[0-9a-f-]{36}$/);
	await phone.page.goto(`${phone.url}/#/`);
});

it("brings back what was deleted by mistake, also when a try to send it has begun", async () => {
	await phone.open("/");
	await phone.synced();
	await phone.context.setOffline(true);
	const id = await record(phone, { title: "删错的一场", total: 30 });
	await vi.waitFor(async () => expect(JSON.parse(await stored("events", id)).inFlight).not.toBeNull());
	await phone.page.goto(`${phone.url}/#/event/${id}`);
	await phone.page.locator("[data-test='delete']").click();
	await phone.page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
	const card = phone.page.locator(`[data-id='${id}']`);
	await vi.waitFor(async () => expect(await card.innerText()).toMatch(/已删除\s+删错的一场/));
	await phone.page.locator("[data-test='undo']").click();
	await phone.page.getByText("已恢复").waitFor();
	await vi.waitFor(async () => expect(await card.innerText()).not.toContain("已删除"));
	expect(await card.innerText()).toContain("删错的一场");
	await phone.context.setOffline(false);
});

it("shows the event that was copied when the way back leads from its copy to it", async () => {
	const { page } = phone;
	const id = await record(phone, { title: "被照着记的一场", total: 30 });
	await phone.synced();
	await phone.context.setOffline(true); // no answer comes that would have the screen read anew
	await page.goto(`${phone.url}/#/event/${id}`);
	await page.getByRole("button", { name: "照着再记一场" }).click();
	await page.getByRole("button", { name: "对，就在这里" }).click();
	await page.getByLabel("活动名称").fill("另外的一场");
	await page.locator("[data-pointer*='/reach/total'] input").first().fill("40");
	await pressSave(phone);
	await page.getByText("另外的一场", { exact: true }).waitFor();
	const copy = page.url().slice(-36);
	await vi.waitFor(async () => expect(JSON.parse(await stored("events", copy)).inFlight).not.toBeNull());
	await page.goBack();
	await page.getByText("被照着记的一场", { exact: true }).waitFor();
	expect(page.url()).toContain(id);
	expect(await page.getByText("另外的一场", { exact: true }).count()).toBe(0);
	await phone.context.setOffline(false);
	await page.goto(`${phone.url}/#/`);
});

it("leaves no draft of a copy in which nothing was changed", async () => {
	const { page } = phone;
	const id = await record(phone, { title: "照着又不记的一场", total: 20 });
	const begin = async () => {
		await page.goto(`${phone.url}/#/event/${id}`);
		await page.getByRole("button", { name: "照着再记一场" }).click();
		await page.getByRole("button", { name: "对，就在这里" }).waitFor();
		return page.url().slice(-36);
	};
	const kept = await begin();
	await page.getByLabel("活动名称").fill("改了一个字的一场");
	await page.goBack();
	await vi.waitFor(async () => expect(await stored("drafts", kept)).toContain("改了一个字的一场"));
	const copy = await begin();
	expect(await stored("drafts", copy)).toContain("照着又不记的一场");
	await page.goBack();
	await vi.waitFor(async () => expect(await stored("drafts", copy)).toBe("null"));
	await page.goto(`${phone.url}/#/`);
});

it("says that a screen could not be read, and opens it with a network", async () => {
	await phone.open("/");
	await phone.page.evaluate(async () => {
		const name = (await caches.keys()).find((key) => key.startsWith("workbox-precache-"));
		const store = await caches.open(name ?? "");
		for (const request of await store.keys()) if (/YearScreen.*\.js$/.test(request.url)) await store.delete(request);
	});
	const session = await phone.context.newCDPSession(phone.page);
	await session.send("Network.clearBrowserCache");
	await phone.context.setOffline(true);
	await phone.page.getByRole("link", { name: "年度" }).click();
	await phone.page.locator("[data-test='failed-screen']").waitFor();
	await phone.page.getByRole("button", { name: "回到活动列表" }).click();
	await phone.page.locator("[data-test='events']").waitFor();
	await phone.page.getByRole("link", { name: "年度" }).click();
	await phone.context.setOffline(false);
	await phone.page.getByRole("button", { name: "再试一次" }).click();
	await phone.page.getByRole("heading", { name: /年度/ }).waitFor();
});
