// What a lecturer does with the form: records an event, changes one.
import { vi } from "vitest";
import type { Phone } from "./phone";

export interface Typed {
	title?: string;
	total?: number;
	note?: string;
}

async function type(phone: Phone, typed: Typed): Promise<void> {
	const { page } = phone;
	if (typed.total !== undefined) await page.locator("[data-pointer*='/reach/total'] input").first().fill(String(typed.total));
	if (typed.title !== undefined) await page.getByLabel("活动名称").fill(typed.title);
	if (typed.note !== undefined) {
		const note = page.locator("[data-pointer='/note'] textarea");
		if (!(await note.isVisible())) await page.locator(".more-toggle, [aria-expanded='false']").last().click();
		await note.fill(typed.note);
	}
}

// A test records one village again and again: then the form asks, and it is another visit.
export async function pressSave(phone: Phone): Promise<void> {
	const { page } = phone;
	const saved = /#\/event\/[0-9a-f-]{36}$/;
	const another = page.getByRole("button", { name: "是另一场，保存" });
	await page.getByRole("button", { name: "保存", exact: true }).click();
	await vi.waitUntil(async () => saved.test(page.url()) || (await another.isVisible()), { timeout: 20_000 });
	if (!saved.test(page.url())) await another.click();
	await page.waitForURL(saved);
}

// Saves what is on the screen and comes back to the list; gives the id of the event.
async function save(phone: Phone): Promise<string> {
	await pressSave(phone);
	const id = phone.page.url().slice(-36);
	await phone.page.goto(`${phone.url}/#/`);
	await phone.page.locator(`[data-id='${id}']`).waitFor();
	return id;
}

// Opens the form, fills in what every event needs and leaves it there; gives the id of the draft.
export async function startDraft(phone: Phone, typed: Typed): Promise<string> {
	const { page } = phone;
	await page.goto(`${phone.url}/#/record/new`);
	await page.waitForURL(/#\/record\/[0-9a-f-]{36}$/);
	await page.getByRole("radio", { name: /^乡村/ }).click();
	// The village of last time is offered; the first time it is searched for.
	const offered = page.getByRole("button", { name: "对，就在这里" });
	const picker = page.getByRole("button", { name: "选地方" });
	await offered.or(picker).first().waitFor();
	if (await offered.isVisible()) await offered.click();
	else {
		await picker.click();
		await page.getByPlaceholder(/拼音首字母/).fill("410423102201");
		await page.getByText(/东街/).first().click();
	}
	await type(phone, typed);
	return page.url().slice(-36);
}

export async function record(phone: Phone, typed: Typed): Promise<string> {
	await startDraft(phone, typed);
	return save(phone);
}

export async function change(phone: Phone, id: string, typed: Typed): Promise<void> {
	await phone.page.goto(`${phone.url}/#/record/${id}`);
	await phone.page.getByLabel("活动名称").waitFor();
	await type(phone, typed);
	await save(phone);
}
