// Which file of src/ may import which: a rule for ESLint. An app is made of layers, and a file imports of its own folder and of
// the layers below it, never upwards; folders of one layer, such as the features in pages/, know nothing of each other; the two
// apps share src/common alone. There are no circles, and paths do not climb (@/console/..., ./...), so that files can be moved.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../src");

// The lowest first. "pages/*": each folder in it is one; what ends with .ts, .vue or .css is that file alone.
const layers = {
	common: [["api"], ["*.ts"], ["records"]],
	phone: [
		["rows"], // what the phone has of one record, and the rules that change it
		["storage"],
		["sync"],
		["app.ts"],
		["texts"],
		["composables"],
		["views", "records"],
		["components"],
		["screens"],
		["router.ts", "theme.css"],
		["App.vue"],
		["main.ts"],
	],
	console: [
		["api/types.ts", "api/team_types.ts"], // shapes only
		["utils"],
		["texts"],
		["api"],
		["composables"],
		["components"],
		["records"],
		["event_panel", "exports", "figures", "record_form"], // what several features show
		["pages/*"],
		["router.ts", "theme.css"],
		["App.vue"],
		["main.ts"],
	],
};

// "console/pages/gaps/model.ts" → { app: "console", layer: 8, folder: "pages/gaps" }; null for what has no place.
export function placeOf(file) {
	const [app = "", ...rest] = file.split("/");
	const path = rest.join("/");
	const folderIn = (name) => {
		if (name === "*.ts") return rest.length === 1 && path.endsWith(".ts") ? "" : null;
		if (/\.(ts|vue|css)$/.test(name)) return path === name ? name : null;
		if (name.endsWith("/*")) return rest[0] === name.slice(0, -2) && rest.length > 1 ? rest.slice(0, 2).join("/") : null;
		return rest[0] === name && rest.length > 1 ? name : null;
	};
	for (const [layer, names] of (layers[app] ?? []).entries()) {
		for (const name of names) {
			const folder = folderIn(name);
			if (folder !== null) return { app, layer, folder };
		}
	}
	return null;
}

// Why `from` may not import `to`, both as paths in src/; null when it may.
export function fault(from, to) {
	const [here, there] = [placeOf(from), placeOf(to)];
	if (here === null || there === null) return `${here === null ? from : to} has no layer: build/import_layers.js names them.`;
	if (here.app !== there.app) return there.app === "common" ? null : `src/${here.app} does not import src/${there.app}.`;
	if (here.layer === there.layer && here.folder !== there.folder) {
		return `${here.folder} does not import ${there.folder}: what both need stands in a layer below them.`;
	}
	return there.layer > here.layer ? `${here.folder} lies below ${there.folder}, and imports nothing of it.` : null;
}

const specifiers = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)"([^"]+)"/g;

// The file of src/ that a path in an import means, of those that there are; null: none of them.
function target(files, from, specifier) {
	const path = specifier.replace(/\?.*$/, "");
	const file = path.startsWith("@/") ? path.slice(2) : path.startsWith(".") ? normalize(join(dirname(from), path)) : null;
	if (file === null) return null;
	return [file, `${file}.ts`, `${file}/index.ts`].find((name) => files.has(name)) ?? null;
}

function readGraph() {
	const names = readdirSync(root, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
	const files = new Set(names.filter((name) => /\.(ts|vue|css)$/.test(name)));
	const graph = new Map();
	for (const file of files) {
		const found = [...readFileSync(join(root, file), "utf8").matchAll(specifiers)].map(([, specifier]) =>
			target(files, file, specifier),
		);
		graph.set(file, new Set(found.filter((name) => name !== null)));
	}
	return { files, graph };
}

let known = null; // read once a run

// The way back from `to` to `from`, as file names; null when there is none.
export function wayBack(graph, from, to) {
	const before = new Map([[to, null]]);
	const waiting = [to];
	for (const file of waiting) {
		if (file === from) {
			const way = [];
			for (let step = file; step !== null; step = before.get(step)) way.unshift(step);
			return way;
		}
		for (const next of graph.get(file) ?? []) {
			if (before.has(next)) continue;
			before.set(next, file);
			waiting.push(next);
		}
	}
	return null;
}

const rule = {
	meta: { type: "problem", schema: [], messages: { fault: "{{text}}" } },
	create(context) {
		const from = relative(root, context.filename).replaceAll("\\", "/");
		if (from.startsWith("..")) return {};
		known ??= readGraph();
		const check = (node) => {
			if (node === null || typeof node?.value !== "string") return;
			const say = (text) => context.report({ node, messageId: "fault", data: { text } });
			const to = target(known.files, from, node.value);
			if (to === null) return;
			if (node.value.startsWith("..")) say(`Paths do not climb: "@/${to.replace(/(\/index)?\.ts$/, "")}".`);
			const text = fault(from, to);
			const way = text === null ? wayBack(known.graph, from, to) : null;
			if (text !== null) say(text);
			else if (way !== null) say(`A circle: ${[from, ...way].join(" → ")}.`);
		};
		return {
			ImportDeclaration: (node) => check(node.source),
			ExportAllDeclaration: (node) => check(node.source),
			ExportNamedDeclaration: (node) => check(node.source),
			ImportExpression: (node) => check(node.source),
			TSImportType: (node) => check(node.source ?? node.argument?.literal),
		};
	},
};

export default { rules: { "import-layers": rule } };
