// What makes it an app: it can be installed, it opens without a server, and a new version waits for an open form.
import { randomUUID } from "node:crypto";
import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startDraft } from "./support/form";
import { patience } from "./support/patience";
import { builtPages } from "./support/server";
import { Fixture } from "./support/fixture";
import type { Phone } from "./support/phone";

let fixture: Fixture;
let phone: Phone;

beforeAll(async () => {
	fixture = await Fixture.open();
	phone = await fixture.enrolledPhone();
});

afterAll(() => fixture.close());

interface Icon {
	src: string;
	sizes: string;
	type: string;
	purpose?: string;
}

// Width and height as a PNG states them.
function pngSize(bytes: Buffer): string {
	expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
	return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe("installable", () => {
	it("has a manifest with name, start, scope and a display of its own", async () => {
		const link = await phone.page.locator("link[rel='manifest']").getAttribute("href");
		const response = await fetch(new URL(link ?? "", phone.url));
		expect(response.headers.get("Content-Type")).toBe("application/manifest+json");
		const manifest = await response.json();
		expect(manifest).toMatchObject({ short_name: "八进", start_url: "/", scope: "/", display: "standalone", lang: "zh-CN" });
		expect(manifest.name.length).toBeGreaterThan(0);
	});

	it("has icons of 192 and 512 pixels and a maskable one, each of the size it says", async () => {
		const manifest = await (await fetch(`${phone.url}/manifest.webmanifest`)).json();
		const icons: Icon[] = manifest.icons;
		expect(icons.filter((icon) => !icon.purpose).map((icon) => icon.sizes)).toEqual(["192x192", "512x512"]);
		expect(icons.some((icon) => icon.purpose === "maskable" && icon.sizes === "512x512")).toBe(true);
		for (const icon of icons) {
			const response = await fetch(new URL(icon.src, phone.url));
			expect(response.headers.get("Content-Type")).toBe(icon.type);
			expect(pngSize(Buffer.from(await response.arrayBuffer()))).toBe(icon.sizes);
		}
		const apple = await phone.page.locator("link[rel='apple-touch-icon']").getAttribute("href");
		expect(pngSize(Buffer.from(await (await fetch(new URL(apple ?? "", phone.url))).arrayBuffer()))).toBe("180x180");
	});

	it("is controlled by a service worker whose scope holds the start address", async () => {
		await phone.page.reload();
		const worker = await phone.page.evaluate(async () => {
			const registration = await navigator.serviceWorker.ready;
			return {
				scope: registration.scope,
				state: registration.active?.state,
				controlled: navigator.serviceWorker.controller !== null,
			};
		});
		expect(worker).toEqual({ scope: `${phone.url}/`, state: "activated", controlled: true });
	});

	it("is served from a place that browsers trust, and passes Chromium's own check", async () => {
		expect(await phone.page.evaluate(() => window.isSecureContext)).toBe(true);
		const session = await phone.context.newCDPSession(phone.page);
		const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
		// The test runs in a window that has no profile to install into; nothing else may be wrong.
		expect(installabilityErrors.filter((error) => error.errorId !== "in-incognito")).toEqual([]);
	});

	it("opens its start address with the server gone", async () => {
		fixture.network.closed = true;
		await phone.context.setOffline(true);
		await phone.killAndBoot();
		await phone.context.setOffline(true);
		await phone.open("/");
		await phone.page.getByRole("heading", { name: "我的活动" }).waitFor();
		for (const screen of ["/year", "/notices", "/settings", "/sync", "/record/new"]) {
			await phone.page.goto(`${phone.url}/#${screen}`);
			await phone.page.locator(".van-nav-bar, h1").first().waitFor();
		}
		await phone.context.setOffline(false);
		fixture.network.closed = false;
		await phone.open("/");
	});

	it("leaves the console's address to the console", async () => {
		expect(await phone.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
		await phone.page.goto(`${phone.url}/console/`);
		await phone.page.getByRole("heading", { name: "登录管理台" }).waitFor();
		await phone.open("/");
	});
});

describe("only its own server", () => {
	it("is asked for anything, and its pages allow nothing else", async () => {
		const hosts = new Set<string>();
		phone.page.on("request", (request) => {
			if (/^https?:/.test(request.url())) hosts.add(new URL(request.url()).origin);
		});
		for (const screen of ["/", "/year", "/notices", "/settings", "/record/new"]) {
			await phone.page.goto(`${phone.url}/#${screen}`);
			await phone.page.reload();
			await phone.page.locator(".van-nav-bar, h1").first().waitFor();
		}
		expect([...hosts]).toEqual([phone.url]);
		const policy = (await fetch(phone.url)).headers.get("Content-Security-Policy");
		expect(policy).toContain("default-src 'self'");
		expect(policy).not.toContain("unsafe-eval");
	});
});

describe("two windows", () => {
	it("write one draft one after the other, never both", async () => {
		await phone.open("/");
		const draft = await startDraft(phone, { title: "在第一个窗口里写" });
		const other = await phone.context.newPage();
		await other.goto(`${phone.url}/#/record/${draft}`);
		await other.locator("[data-test='elsewhere']").waitFor();
		expect(await other.getByLabel("活动名称").count()).toBe(0);
		await phone.page.goto(`${phone.url}/#/`);
		await phone.page.locator("[data-test='events']").waitFor();
		await other.locator("[data-test='elsewhere'] button").click();
		await vi.waitFor(async () => expect(await other.getByLabel("活动名称").inputValue()).toBe("在第一个窗口里写"));
		await other.close();
	});
});

describe("a full phone", () => {
	it("still opens the form, says that nothing is stored, and asks before it lets go of what was entered", async () => {
		const full = await phone.context.newPage();
		await full.addInitScript(() => {
			const put = IDBObjectStore.prototype.put;
			IDBObjectStore.prototype.put = function (...given: Parameters<typeof put>) {
				if (this.name === "drafts") throw new DOMException("full", "QuotaExceededError");
				return put.apply(this, given);
			};
		});
		await full.goto(`${phone.url}/#/record/new`);
		await full.getByLabel("活动名称").fill("存不下的");
		await full.getByText("草稿没能存进手机").waitFor();
		await full.getByRole("button", { name: "返回" }).click();
		await full.getByText("留在这里").click();
		expect(await full.getByLabel("活动名称").inputValue()).toBe("存不下的");
		await full.getByRole("button", { name: "返回" }).click();
		await full.getByText("不要了，离开").click();
		await full.locator("[data-test='events']").waitFor();
		await full.close();
	});
});

describe("a new version", () => {
	// Each try starts from the pages as they were built, and with a phone that knows no others.
	let updated: Phone;

	const served = async () => (await fetch(fixture.server.url)).text();
	const write = (name: string, text: string) => {
		const path = join(fixture.server.webRoot, name);
		writeFileSync(path, text);
		for (const suffix of [".gz", ".br"]) rmSync(path + suffix, { force: true });
	};

	beforeEach(async () => {
		cpSync(builtPages, fixture.server.webRoot, { recursive: true });
		fixture.server.reloadPages();
		await vi.waitFor(async () => expect(await served()).not.toContain("新版"));
		updated = await fixture.enrolledPhone();
	});

	// A new build: another page, so another list of what is to be kept offline.
	async function publish(): Promise<void> {
		write("index.html", readFileSync(join(builtPages, "index.html"), "utf8").replace("</title>", " 新版</title>"));
		const script = readFileSync(join(builtPages, "sw.js"), "utf8");
		const newer = script.replace(/(url:"index\.html",revision:")[^"]+"/, `$1${randomUUID().replaceAll("-", "")}"`);
		expect(newer).not.toBe(script);
		write("sw.js", newer);
		fixture.server.reloadPages();
		await vi.waitFor(async () => expect(await served()).toContain("新版"));
	}

	const state = (tab: Page) =>
		tab.evaluate(async () => {
			const registration = await navigator.serviceWorker.ready;
			return { waiting: registration.waiting !== null, title: document.title };
		});
	const learn = async (tab: Page) => {
		await tab.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
		await vi.waitFor(async () => expect((await state(tab)).waiting).toBe(true), { timeout: 60_000 });
	};
	const isNew = (tab: Page) => tab.waitForFunction(() => document.title.includes("新版"), undefined, { timeout: patience(60_000) });

	it("waits while a form is open in any tab, and then takes over without losing what was typed", async () => {
		const other = await updated.context.newPage();
		await other.goto(updated.url);
		await updated.open("/");
		const draft = await startDraft(updated, { title: "更新时正在写的" });
		await publish();

		// The tab without a form learns of it, and leaves it waiting.
		await learn(other);
		expect((await state(updated.page)).title).not.toContain("新版");
		expect(await updated.page.getByLabel("活动名称").inputValue()).toBe("更新时正在写的");

		await updated.page.goto(`${updated.url}/#/`);
		await isNew(updated.page);
		await updated.page.goto(`${updated.url}/#/record/${draft}`);
		await vi.waitFor(async () => expect(await updated.page.getByLabel("活动名称").inputValue()).toBe("更新时正在写的"));
		await other.close();
	});

	it("waits under a dialog that somebody is reading", async () => {
		const { page } = updated;
		await page.clock.install();
		await updated.open("/");
		await page.locator("[data-test='nil']").first().click();
		const dialog = page.locator(".van-dialog");
		await dialog.waitFor();
		await publish();
		await learn(page);
		// As for somebody who has gone away from it.
		await page.clock.runFor(60_000);
		expect(await state(page)).toMatchObject({ waiting: true, title: "八进 普法活动记录" });
		expect(await dialog.isVisible()).toBe(true);
		await dialog.getByRole("button", { name: "取消" }).click();
		await dialog.waitFor({ state: "hidden" });
		await page.clock.fastForward(20_000);
		await isNew(page);
	});
});

describe("sizes", () => {
	// What index.html loads before anything is shown, as a phone gets it.
	it("loads at most 200 KiB gzipped first", () => {
		const html = readFileSync(join(builtPages, "index.html"), "utf8");
		const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
		expect(files.length).toBeGreaterThan(1);
		const bytes = [html, ...files.map((file) => readFileSync(join(builtPages, file)))].reduce(
			(sum, file) => sum + gzipSync(file, { level: 9 }).length,
			0,
		);
		expect(bytes).toBeLessThanOrEqual(200 * 1024);
	});

	it("has every script and style compressed ahead, and named by its content", async () => {
		const assets = readdirSync(join(builtPages, "assets"));
		const scripts = assets.filter((name) => /\.(js|css)$/.test(name) && statSync(join(builtPages, "assets", name)).size >= 512);
		expect(scripts.length).toBeGreaterThan(3);
		for (const name of scripts) {
			expect(name).toMatch(/-[\w-]{8,}\.(js|css)$/);
			const response = await fetch(`${fixture.server.url}/assets/${name}`, { headers: { "Accept-Encoding": "br" } });
			expect(response.headers.get("Content-Encoding")).toBe("br");
			expect(response.headers.get("Cache-Control")).toContain("immutable");
		}
		expect((await fetch(`${fixture.server.url}/`)).headers.get("Cache-Control")).toBe("no-cache");
	});
});
