// Vant's icon font comes inside its style sheet as data, with a copy on another host beside it. The page's policy allows
// neither: the font becomes a file of our own, and the other address goes.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "postcss";

const folder = fileURLToPath(new URL("../node_modules/.icon-font/", import.meta.url));
const embedded = /url\(["']?data:font\/woff2[^,]*,([A-Za-z0-9+/=]+)["']?\)/;

export function iconFont(): Plugin {
	return {
		postcssPlugin: "icon-font",
		AtRule: {
			"font-face": (rule) => {
				rule.walkDecls("src", (declaration) => {
					const found = embedded.exec(declaration.value);
					if (!found?.[1]) return;
					mkdirSync(folder, { recursive: true });
					writeFileSync(`${folder}vant-icon.woff2`, Buffer.from(found[1], "base64"));
					declaration.value = `url("${folder}vant-icon.woff2") format("woff2")`;
				});
			},
		},
	};
}
