// What browsers see that cannot read the app: a script that they can read says what to do.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");
const script = read("../../public/old_browser.js");

const chrome = (version: number) =>
	`Mozilla/5.0 (Linux; Android 8.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Mobile Safari/537.36`;
const iphone = (version: number) =>
	`Mozilla/5.0 (iPhone; CPU iPhone OS ${version}_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version}.6 Mobile/15E148 Safari/604.1`;
const firefox = (version: number) => `Mozilla/5.0 (Windows NT 10.0; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
const compatible = "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko 360SE";
const oldestIe = "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/4.0; SE 2.X MetaSr 1.0)";

class Element {
	children: (Element | string)[] = [];
	style = { cssText: "" };
	constructor(readonly attributes: Record<string, string> = {}) {}
	get firstChild(): Element | string | null {
		return this.children[0] ?? null;
	}
	get text(): string {
		return this.children.map((child) => (typeof child === "string" ? child : child.text)).join("\n");
	}
	setAttribute(): void {}
	getAttribute(name: string): string | null {
		return this.attributes[name] ?? null;
	}
	appendChild(child: Element | string): void {
		this.children.push(child);
	}
	removeChild(): void {
		this.children.shift();
	}
}

// The text on the page, and what the page does when a script cannot be read.
function open(userAgent: string, own: Record<string, string>, hasModules = true) {
	const place = new Element();
	let onError: ((event: { message: string }) => void) | undefined;
	runInNewContext(script, {
		navigator: { userAgent },
		window: { addEventListener: (_kind: string, listener: typeof onError) => (onError = listener) },
		document: {
			getElementsByTagName: () => [new Element(own)],
			getElementById: () => place,
			createElement: () => (hasModules ? Object.assign(new Element(), { noModule: false }) : new Element()),
			createTextNode: (text: string) => text,
		},
	});
	return { place, fail: (message: string) => onError?.({ message }) };
}

// As the pages say it.
function attributesOf(page: string): Record<string, string> {
	const tag = /<script src="\/old_browser\.js"([^>]*)>/.exec(read(page))?.[1] ?? "";
	return Object.fromEntries([...tag.matchAll(/(data-\w+)="(\d+)"/g)].map((match) => [match[1], match[2]]));
}
const phone = attributesOf("../../index.html");
const console_ = attributesOf("../../src/console/index.html");

describe("the script for old browsers", () => {
	it("is in the script of 2009, and both pages have it and ask for the newer kernel", () => {
		const found = new Linter().verify(script, { languageOptions: { ecmaVersion: 5, sourceType: "script" } });
		expect(found).toEqual([]);
		for (const page of ["../../index.html", "../../src/console/index.html"]) {
			expect(read(page)).toContain('<meta name="renderer" content="webkit" />');
			expect(read(page).indexOf("old_browser.js")).toBeLessThan(read(page).indexOf('type="module"'));
		}
		expect([phone, console_]).toEqual([
			{ "data-chrome": "80", "data-safari": "14" },
			{ "data-chrome": "87", "data-firefox": "83", "data-safari": "14" },
		]);
	});

	it.each([
		["the phone", chrome(79), phone],
		["the phone", iphone(13), phone],
		["the console", chrome(86), console_],
		["the console", firefox(82), console_],
	])("%s says that %s is too old", (_page, agent, own) => {
		expect(open(agent, own).place.text).toMatch(/浏览器版本太旧[\s\S]*请更新浏览器[\s\S]*too old/);
	});

	it.each([
		["the phone", chrome(80), phone],
		["the phone", iphone(14), phone],
		["the phone", firefox(70), phone],
		["the console", chrome(87), console_],
		["the console", firefox(83), console_],
	])("%s says nothing to %s", (_page, agent, own) => expect(open(agent, own).place.text).toBe(""));

	it.each([compatible, oldestIe])("sends %s to the other mode", (agent) => {
		expect(open(agent, console_, false).place.text).toMatch(/请切换到“极速模式”[\s\S]*兼容模式[\s\S]*speed mode/);
	});

	it("speaks up where a browser without a known name cannot read the app, and not over the app", () => {
		const unknown = open("SomeBrowser/1.0", phone);
		unknown.fail("Uncaught TypeError: x is not a function");
		expect(unknown.place.text).toBe("");
		unknown.fail("Uncaught SyntaxError: Unexpected token '?'");
		expect(unknown.place.text).toContain("浏览器版本太旧");
		const running = open("SomeBrowser/1.0", phone);
		running.place.appendChild("the app");
		running.fail("Uncaught SyntaxError: Unexpected token '?'");
		expect(running.place.text).toBe("the app");
		expect(open("SomeBrowser/1.0", phone, false).place.text).toContain("浏览器版本太旧");
	});
});
