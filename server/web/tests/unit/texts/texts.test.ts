import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../../src/phone/texts");

// Names: of the app, of a language, of the file, and menu entries of other people's apps as they stand there, in quotes.
const names = /八进|中文|未上传|[“「][^”」]*[”」]/gu;

it.each(readdirSync(folder).filter((name) => name !== "index.ts"))("%s: the English is English", (name) => {
	const english = readFileSync(join(folder, name), "utf8").split(/^export const en/m)[1] ?? "";
	expect(english).not.toBe("");
	const code = english.split("\n").map((line) => line.replace(/\/\/.*$/, "").replace(names, ""));
	expect(code.filter((line) => /\p{Script=Han}/u.test(line))).toEqual([]);
});
