// Colours have names: theme.css of each app holds them, and what is drawn on a canvas takes them from utils/colours.ts. So a page
// in other colours is one file, and the contrast that was checked holds everywhere.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as canvas from "@/console/utils/colours";

const web = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(web, path), "utf8");
const sources = readdirSync(join(web, "src"), { recursive: true, encoding: "utf8" })
	.map((name) => `src/${name.replaceAll("\\", "/")}`)
	.filter((name) => /\.(ts|vue|css)$/.test(name) && !name.endsWith(".d.ts"));

const hex = "#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})(?![0-9a-zA-Z_-])";
const calls = "\\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\\(";
const names =
	"(?<![a-zA-Z_-])(?:dark|light)?(?:white|black|red|green|blue|gr[ae]y|orange|yellow|purple|pink|brown|navy|teal|silver|gold)(?![a-zA-Z_-])";
const inStyle = new RegExp(`${hex}|${calls}|(?<=:[^;{}"']*)${names}(?=[^{}]*[;}])`, "g");
const inScript = new RegExp(`["'\`](?:${hex}|${calls}[^"'\`]*)["'\`]`, "g");

const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, "");

// What of a file names a colour by its numbers, each as "line: what".
function coloursOf(path: string, text: string): string[] {
	const styles = path.endsWith(".css") ? [text] : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css]) => css ?? "");
	const script = path.endsWith(".css") ? "" : text.replace(/<style[^>]*>[\s\S]*?<\/style>/g, "");
	const ofStyles = styles.flatMap((css) => [...withoutComments(css).matchAll(inStyle)].map(([found]) => found));
	return [...ofStyles, ...[...script.matchAll(inScript)].map(([found]) => found)].map((found) => `${path}: ${found}`);
}

// The declarations of a theme apart from its names for colours.
const withoutTokens = (css: string) => withoutComments(css).replace(/^\s*--[a-z0-9-]+:[^;]*;/gm, "");

function tokensOf(path: string): Map<string, string> {
	const root = /^:root \{([\s\S]*?)^\}/m.exec(read(path))?.[1] ?? "";
	return new Map([...withoutComments(root).matchAll(/(--[a-z0-9-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? "", value ?? ""]));
}

describe("a colour", () => {
	it("is named wherever it is used", () => {
		const found = sources.flatMap((path) => {
			if (path === "src/console/utils/colours.ts") return [];
			return coloursOf(path, path.endsWith("/theme.css") ? withoutTokens(read(path)) : read(path));
		});
		expect(sources.length).toBeGreaterThan(300);
		expect(found).toEqual([]);
	});

	it("would be found in styles, in scripts and in templates", () => {
		const style = (css: string) => coloursOf("a.vue", `<template></template><style scoped>.a { ${css} }</style>`);
		expect(style("color: #fff;")).toHaveLength(1);
		expect(style("box-shadow: 0 0 2px rgb(0 0 0 / 6%);")).toHaveLength(1);
		expect(style("border: 1px solid white;")).toHaveLength(1);
		expect(style("color: var(--on-primary); background: transparent; white-space: nowrap;")).toEqual([]);
		expect(coloursOf("a.ts", 'pen.fillStyle = "#1c2430";')).toHaveLength(1);
		expect(coloursOf("a.vue", '<template><i color="#abc" /></template>')).toHaveLength(1);
		expect(coloursOf("a.vue", '<template><a href="#part" /><template #add>a</template></template>')).toEqual([]);
		expect(coloursOf("theme.css", withoutTokens(":root {\n\t--ink: #123456;\n}\nth {\n\tcolor: #123456;\n}"))).toEqual([
			"theme.css: #123456",
		]);
	});

	it("that a style asks for is there", () => {
		for (const app of ["console", "phone"]) {
			const own = sources.filter((path) => path.startsWith(`src/${app}/`)).map((path) => read(path));
			const named = new Set(own.flatMap((text) => [...text.matchAll(/(--[a-z0-9-]+)["'\]]*\s*:/g)].map(([, name]) => name)));
			const asked = new Set(own.flatMap((text) => [...text.matchAll(/var\((--(?!el-|van-)[a-z0-9-]+)/g)].map(([, name]) => name)));
			expect(asked.size).toBeGreaterThan(8);
			expect([...asked].filter((name) => !named.has(name))).toEqual([]);
		}
	});
});

describe("the colours of canvases and of the browser's frame", () => {
	it("are those of the theme", () => {
		const tokens = tokensOf("src/console/theme.css");
		expect(canvas.canvasInk).toBe(tokens.get("--el-text-color-primary"));
		expect(canvas.canvasMuted).toBe(tokens.get("--muted"));
		expect(canvas.canvasLine).toBe(tokens.get("--line"));
		expect(canvas.canvasPaper).toBe(tokens.get("--paper"));
		expect(canvas.thisYearColour).toBe(tokens.get("--el-color-primary"));
		const themeColour = (page: string) => /<meta name="theme-color" content="([^"]+)"/.exec(read(page))?.[1];
		expect(themeColour("src/console/index.html")).toBe(tokens.get("--el-color-primary"));
		expect(themeColour("index.html")).toBe(tokensOf("src/phone/theme.css").get("--bajin-brand"));
	});
});
