// A desk in an office: Debian's Chromium with somebody signed in to the console.
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { browserProgram, flags } from "./browser";
import { browserPatience } from "./patience";
import type { TestServer, User } from "./server";

export interface DeskOptions {
	width?: number;
	height?: number;
	language?: "zh" | "en";
}

let browser: Promise<Browser> | null = null;

export class Desk {
	private constructor(
		readonly server: TestServer,
		readonly context: BrowserContext,
		readonly page: Page,
	) {}

	// One browser for the file, one context (and so one sign-in) for each desk.
	static async open(server: TestServer, user: User | "newcomer", options: DeskOptions = {}): Promise<Desk> {
		browser ??= chromium.launch({ executablePath: browserProgram, headless: true, args: flags });
		const context = await (
			await browser
		).newContext({
			viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
			locale: "zh-CN",
			timezoneId: "Asia/Shanghai",
			acceptDownloads: true,
		});
		context.setDefaultTimeout(browserPatience());
		const desk = new Desk(server, context, await context.newPage());
		if (options.language === "en")
			await context.addInitScript(() => void (location.origin !== "null" && localStorage.setItem("bajin-console-language", "en")));
		await desk.signIn(user);
		return desk;
	}

	// As the sign-in form does it; the form itself has a test of its own.
	private async signIn(user: string): Promise<void> {
		const answer = await this.context.request.post(`${this.server.url}/api/v1/session`, {
			data: { username: user, password: `kite of ${user}` },
		});
		if (!answer.ok()) throw new Error(`${user} cannot sign in: ${await answer.text()}`);
	}

	// "/coverage?area=410423&year=2015", as in a new tab; waits until what was asked for stands on the page.
	async goto(path: string): Promise<void> {
		// Only another hash would be no new page.
		if (this.isOpen()) await this.page.goto("about:blank");
		await this.page.goto(`${this.server.url}/console/#${path}`);
		await this.page.locator("main h1").first().waitFor();
		await this.settled();
	}

	// The same, as a link of the console leads there: five times as fast. Not from a page that asks before it is left.
	async visit(path: string): Promise<void> {
		if (!this.isOpen()) return this.goto(path);
		// The same page with another question would be changed in place, and nothing would tell when.
		const shown = this.page.url().split("#")[1]?.split("?")[0];
		if (shown === path.split("?")[0]) await this.visit(shown === "/words" ? "/account" : "/words");
		await this.page.evaluate((hash) => {
			document.querySelector("main h1")?.setAttribute("data-left", "");
			location.hash = hash;
		}, path);
		await this.page.locator("main h1:not([data-left])").first().waitFor();
		await this.settled();
	}

	private isOpen(): boolean {
		return this.page.url().startsWith(`${this.server.url}/console/`);
	}

	async settled(): Promise<void> {
		await this.page.waitForFunction(() => document.querySelector("[data-state='loading'], [aria-busy='true']") === null);
	}

	// Until no dialog is open or fading any more: only then keys mean the page again.
	async noDialog(): Promise<void> {
		await this.page.waitForFunction(() =>
			[...document.querySelectorAll<HTMLElement>(".el-overlay")].every((overlay) => overlay.style.display === "none"),
		);
	}

	async close(): Promise<void> {
		await this.context.close();
	}
}

export async function closeBrowser(): Promise<void> {
	await (await browser)?.close();
	browser = null;
}
