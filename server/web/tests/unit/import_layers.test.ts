// The rule that holds the layers of src/: what it lets pass and what it refuses, as ESLint would say it.
import { Linter } from "eslint";
import { join } from "node:path";
import typescript from "typescript-eslint";
import { describe, expect, it } from "vitest";
import layers, { fault, wayBack } from "../../build/import_layers.js";

const src = join(import.meta.dirname, "../../src");

function said(file: string, code: string): string[] {
	const config = {
		files: ["**/*.ts"],
		plugins: { bajin: layers },
		languageOptions: { parser: typescript.parser as Linter.Parser },
		rules: { "bajin/import-layers": "error" as const },
	};
	return new Linter({ cwd: src }).verify(code, config, join(src, file)).map(({ message }) => message);
}

describe("what a page of the console imports", () => {
	const page = "console/pages/gaps/heard.ts";

	it("may be its own folder, a layer below, and what both apps have", () => {
		const code = `import "./model"; import "@/console/figures/coverage"; import "@/console/texts"; import type { A } from "@/common/areas";`;
		expect(said(page, code)).toEqual([]);
	});

	it("is not another feature, in whatever way it is imported", () => {
		const text = "pages/gaps does not import pages/coverage: what both need stands in a layer below them.";
		expect(said(page, `import { csvOf } from "@/console/pages/coverage/csv";`)).toEqual([text]);
		expect(said(page, `import type { csvOf } from "@/console/pages/coverage/csv";`)).toEqual([text]);
		expect(said(page, `export * from "@/console/pages/coverage/csv";`)).toEqual([text]);
		expect(said(page, `export { csvOf } from "@/console/pages/coverage/csv";`)).toEqual([text]);
		expect(said(page, `void import("@/console/pages/coverage/csv");`)).toEqual([text]);
		expect(said(page, `type A = import("@/console/pages/coverage/csv").A;`)).toEqual([text]);
	});

	it("is not the phone app, nor is the console imported by it or by what both have", () => {
		expect(said(page, `import { t } from "@/phone/texts";`)).toEqual(["src/console does not import src/phone."]);
		expect(said("phone/views/list.ts", `import { t } from "@/console/texts";`)).toEqual(["src/phone does not import src/console."]);
		expect(said("common/areas.ts", `import { t } from "@/phone/texts";`)).toEqual(["src/common does not import src/phone."]);
	});

	it("does not lead back to it", () => {
		expect(said("console/pages/gaps/model.ts", `import "./heard";`)).toEqual([
			"A circle: console/pages/gaps/model.ts → console/pages/gaps/heard.ts → console/pages/gaps/model.ts.",
		]);
	});

	it("does not climb", () => {
		expect(said(page, `import { t } from "../../texts";`)).toEqual([`Paths do not climb: "@/console/texts".`]);
	});
});

describe("layers", () => {
	it("are not imported from below", () => {
		expect(said("console/components/Chart.ts", `import "@/console/pages/gaps/heard";`)).toEqual([
			"components lies below pages/gaps, and imports nothing of it.",
		]);
		expect(fault("console/utils/links.ts", "console/composables/names.ts")).toMatch(/^utils lies below composables/);
		expect(fault("console/figures/shares.ts", "console/exports/export_job.ts")).toMatch(/^figures does not import exports/);
		expect(fault("phone/storage/events.ts", "phone/sync/engine.ts")).toMatch(/^storage lies below sync/);
		expect(fault("phone/rows/row.ts", "phone/storage/database.ts")).toMatch(/^rows lies below storage/);
		expect(fault("phone/screens/YearScreen.vue", "phone/storage/database.ts")).toBeNull();
		expect(fault("console/api/http.ts", "console/texts/language.ts")).toBeNull();
		expect(fault("console/utils/links.ts", "console/api/types.ts")).toBeNull();
	});

	it("are what every folder belongs to", () => {
		expect(fault("console/odds/ends.ts", "console/texts/index.ts")).toMatch(/^console\/odds\/ends.ts has no layer/);
	});
});

describe("a circle", () => {
	const graph = new Map([
		["a", new Set(["b"])],
		["b", new Set(["c"])],
		["c", new Set(["a"])],
		["d", new Set(["a"])],
	]);

	it("is the way back from what is imported", () => {
		expect(wayBack(graph, "a", "b")).toEqual(["b", "c", "a"]);
		expect(wayBack(graph, "d", "a")).toBeNull();
	});
});
