// The coordinators' console: a build of its own, into the folder console/ beside the phone app, so that nothing of it is
// in what phones load and keep. Run after the phone app's build, which empties the folder.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import Components from "unplugin-vue-components/vite";
import { ElementPlusResolver } from "unplugin-vue-components/resolvers";
import { defineConfig } from "vite";
import { eventValidator } from "./build/event_validator.ts";
import { initials } from "./build/initials.ts";
import { precompress } from "./build/precompress.ts";
import { projectVersion } from "./build/project_version.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
	root: here("./src/console"),
	base: "/console/",
	publicDir: false,
	resolve: { alias: { "@": here("./src") } },
	define: { APP_VERSION: JSON.stringify(process.env.BAJIN_WEB_VERSION ?? projectVersion()) },
	plugins: [
		vue(),
		Components({ dirs: [], resolvers: [ElementPlusResolver({ importStyle: "css" })], dts: here("./src/console/components.d.ts") }),
		eventValidator(),
		initials(),
		precompress(),
	],
	build: {
		target: ["chrome87", "firefox83", "safari14"],
		outDir: join(process.env.BAJIN_WEB_OUT ?? here("./dist"), "console"),
		emptyOutDir: true,
		assetsInlineLimit: 0, // the page's policy allows no data: but for pictures
		modulePreload: { polyfill: false },
		chunkSizeWarningLimit: 800,
		rolldownOptions: { checks: { pluginTimings: false } },
	},
	server: { port: 5174, proxy: { "/api": process.env.BAJIN_SERVER ?? "http://127.0.0.1:8080" }, fs: { allow: [here(".")] } },
});
