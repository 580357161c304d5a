// Compiles schema/event.schema.json, the same file the server's tests hold its own rules to, into a validator at build
// time: the page needs neither Ajv's compiler nor `eval`, which its security policy forbids.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import type { Plugin } from "vite";

const schemaPath = new URL("../../../schema/event.schema.json", import.meta.url);
const moduleId = "virtual:event-validator";

function compile(): string {
	const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true, code: { source: true, esm: true, lines: false } });
	addFormats(ajv, ["date"]);
	const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, "utf8")));
	// Ajv writes require() for its two small helpers even in a module; a bundler wants imports.
	let imports = "";
	let count = 0;
	const code = standaloneCode(ajv, validate).replace(/require\("([^"]+)"\)/g, (_, path: string) => {
		const name = `helper${count++}`;
		imports += `import ${name} from ${JSON.stringify(path)};\n`;
		return `(${name}.__esModule ? ${name} : { ...${name}, default: ${name} })`;
	});
	return imports + code;
}

export function eventValidator(): Plugin {
	return {
		name: "event-validator",
		resolveId: (id) => (id === moduleId ? `\0${moduleId}` : undefined),
		load(id) {
			if (id !== `\0${moduleId}`) return undefined;
			this.addWatchFile(schemaPath.pathname);
			return compile();
		},
	};
}
