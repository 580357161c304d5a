// Writes name.br and name.gz beside every page, script and style, so that the server sends them as they are.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin, ResolvedConfig } from "vite";

const worthwhile = /\.(html|js|css|svg|json|webmanifest|txt)$/;
const bytesMin = 512;

function compressAll(directory: string): void {
	for (const name of readdirSync(directory)) {
		const path = join(directory, name);
		if (statSync(path).isDirectory()) {
			compressAll(path);
		} else if (worthwhile.test(name) && statSync(path).size >= bytesMin) {
			const bytes = readFileSync(path);
			writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
			writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
		}
	}
}

export function precompress(): Plugin {
	let config: ResolvedConfig;
	let isWritten = false;
	return {
		name: "precompress",
		apply: "build",
		enforce: "post",
		configResolved: (resolved) => {
			config = resolved;
		},
		writeBundle: () => {
			isWritten = true;
		},
		// After the service worker, which is written when the bundle is closed. Of a build that failed there is nothing to compress:
		// its own error is to be read.
		closeBundle: {
			sequential: true,
			order: "post",
			handler: () => {
				if (isWritten) compressAll(config.build.outDir);
			},
		},
	};
}
