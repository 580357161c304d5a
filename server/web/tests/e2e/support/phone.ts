// A phone: Debian's Chromium with a storage of its own that outlives the page, as an installed app has it, and what a
// thumb does to it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { browserProgram, flags } from "./browser";
import { browserPatience } from "./patience";

const androidAgent =
	"Mozilla/5.0 (Linux; Android 13; 23021RAA2Y) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";

export interface PhoneOptions {
	width?: number;
	height?: number;
	dark?: boolean;
	userAgent?: string;
}

export class Phone {
	page!: Page;
	context!: BrowserContext;
	private readonly folder = mkdtempSync(join(tmpdir(), "bajin-phone-"));

	private constructor(
		readonly url: string,
		private readonly options: PhoneOptions,
	) {}

	static async start(url: string, options: PhoneOptions = {}): Promise<Phone> {
		const phone = new Phone(url, options);
		await phone.boot();
		return phone;
	}

	// The app is opened; its storage is what it was.
	async boot(): Promise<void> {
		this.context = await chromium.launchPersistentContext(this.folder, {
			executablePath: browserProgram,
			headless: true,
			args: flags,
			viewport: { width: this.options.width ?? 412, height: this.options.height ?? 800 },
			deviceScaleFactor: 2,
			isMobile: true,
			hasTouch: true,
			locale: "zh-CN",
			timezoneId: "Asia/Shanghai",
			colorScheme: this.options.dark ? "dark" : "light",
			userAgent: this.options.userAgent ?? androidAgent,
		});
		this.context.setDefaultTimeout(browserPatience());
		this.page = this.context.pages()[0] ?? (await this.context.newPage());
	}

	async open(path = "/"): Promise<void> {
		await this.page.goto(this.url + path);
	}

	// Battery out: the browser is gone without a chance to tidy up, and started again.
	async killAndBoot(): Promise<void> {
		await this.context.close();
		await this.boot();
	}

	async enrol(code: string): Promise<void> {
		await this.open(`/#/enrol?code=${code}`);
		await this.page.getByRole("button", { name: "加入本队" }).click();
		// Chromium offers to install at its own time; the person may say later.
		const heading = this.page.getByRole("heading", { name: "我的活动" });
		const later = this.page.getByRole("button", { name: "开始使用" });
		await heading.or(later).first().waitFor();
		if (await later.isVisible()) await later.click();
		await heading.waitFor();
		// Everything the app needs is on the phone before the first trip.
		await this.page.evaluate(async () => void (await navigator.serviceWorker.ready));
		await this.synced();
		await this.waitForStored("areas");
	}

	// Asked again and again: a promise that a function of the page gives is taken for true by waitForFunction.
	async waitForStored(key: string): Promise<void> {
		const isStored = () =>
			this.page.evaluate(
				(name) =>
					new Promise<boolean>((resolve) => {
						const opening = indexedDB.open("bajin");
						opening.onsuccess = () => {
							const asked = opening.result.transaction("meta").objectStore("meta").get(name);
							asked.onsuccess = () => {
								opening.result.close();
								resolve(Boolean(asked.result?.value));
							};
						};
					}),
				key,
			);
		await vi.waitUntil(isStored, { timeout: 20_000 });
	}

	// What the phone has stored of its sync, for the message of a test that failed.
	private dump(): Promise<unknown> {
		return this.page.evaluate(async () => {
			const database = await new Promise<IDBDatabase>((resolve) => {
				const opening = indexedDB.open("bajin");
				opening.onsuccess = () => resolve(opening.result);
			});
			const all = (store: string) =>
				new Promise<Record<string, unknown>[]>((resolve) => {
					const asked = database.transaction(store).objectStore(store).getAll();
					asked.onsuccess = () => resolve(asked.result);
				});
			const meta = (await all("meta")).filter((row) =>
				["lastFailure", "lastSuccess", "retryAt", "barrier", "more", "syncLease", "clockOffsetMs", "clockSeen"].includes(
					String(row.key),
				),
			);
			const events = (await all("events")).filter((row) => row.unsent !== 0);
			database.close();
			return { bar: document.querySelector(".sync-bar")?.outerHTML.slice(0, 300), address: location.href, meta, events };
		});
	}

	// The bar says that nothing is unsent and nothing is under way.
	async synced(): Promise<void> {
		try {
			await this.page.locator(".sync-bar[data-unsent='0'][data-state='idle']").waitFor();
		} catch (error) {
			throw new Error(`not synced: ${JSON.stringify(await this.dump())}`, { cause: error });
		}
	}

	async pressSync(): Promise<void> {
		await this.page.goto(`${this.url}/#/sync`);
		const button = this.page.locator("[data-test='sync-now']");
		await button.click();
		await this.page.locator("[data-test='sync-now']:not(.van-button--loading)").waitFor();
		await this.page.goto(`${this.url}/#/`);
	}

	stateOf(id: string) {
		return this.page.locator(`[data-id='${id}'] [data-state]`).first();
	}

	async close(): Promise<void> {
		await this.context.close();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
