import { fileURLToPath } from "node:url";
import { VantResolver } from "@vant/auto-import-resolver";
import vue from "@vitejs/plugin-vue";
import pxToRem from "postcss-pxtorem";
import Components from "unplugin-vue-components/vite";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { listAppFiles } from "./build/app_files.ts";
import { eventValidator } from "./build/event_validator.ts";
import { iconFont } from "./build/icon_font.ts";
import { initials } from "./build/initials.ts";
import { precompress } from "./build/precompress.ts";
import { projectVersion } from "./build/project_version.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const outDir = process.env.BAJIN_WEB_OUT ?? here("./dist");

export default defineConfig({
	resolve: { alias: { "@": here("./src") } },
	define: { APP_VERSION: JSON.stringify(process.env.BAJIN_WEB_VERSION ?? projectVersion()) },
	plugins: [
		vue(),
		Components({ dirs: [], resolvers: [VantResolver()], dts: "src/components.d.ts" }),
		eventValidator(),
		initials(),
		VitePWA({
			// A new version waits until src/phone/composables/update.ts lets it in: never while a form is open.
			registerType: "prompt",
			injectRegister: false,
			manifest: {
				id: "/",
				name: "八进 普法活动记录",
				short_name: "八进",
				description: "法律知识八进：讲师团活动记录，没有信号也能记",
				lang: "zh-CN",
				dir: "ltr",
				start_url: "/",
				scope: "/",
				display: "standalone",
				orientation: "portrait",
				background_color: "#ffffff",
				theme_color: "#14559c",
				icons: [
					{ src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
					{ src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
					{ src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
				],
			},
			workbox: {
				globPatterns: ["**/*.{html,js,css,svg,png,woff2,webmanifest}"],
				navigateFallback: "/index.html",
				navigateFallbackDenylist: [/^\/api\//, /^\/metrics/, /^\/console(\/|$)/], // pages of others
				cleanupOutdatedCaches: true,
				manifestTransforms: [listAppFiles(outDir)],
			},
		}),
		precompress(),
	],
	css: {
		postcss: {
			// Text and what holds it follow the size the person chose; spaces and borders keep theirs.
			plugins: [
				iconFont(),
				pxToRem({ rootValue: 16, propList: ["font", "font-size", "*font-size*", "*line-height*", "*height*", "!max-height"] }),
			],
		},
	},
	build: {
		// Android System WebView and Chrome from 80 (2020), Safari from iOS 14.
		target: ["chrome80", "safari14"],
		cssTarget: ["chrome80", "safari14"],
		outDir,
		emptyOutDir: true,
		assetsInlineLimit: 0, // the page's policy allows no data: but for pictures
		modulePreload: { polyfill: false },
		chunkSizeWarningLimit: 400,
		rolldownOptions: { input: { phone: here("./index.html") }, checks: { pluginTimings: false } },
	},
	server: { proxy: { "/api": process.env.BAJIN_SERVER ?? "http://127.0.0.1:8080" } },
	test: {
		projects: [
			{
				extends: true,
				test: { name: "unit", include: ["tests/unit/**/*.test.ts"], environment: "node", setupFiles: ["tests/unit/setup.ts"] },
			},
			{
				extends: true,
				test: {
					name: "e2e",
					include: ["tests/e2e/**/*.test.ts"],
					environment: "node",
					globalSetup: ["tests/e2e/support/prepared.ts"], // data that many files begin with
					setupFiles: ["tests/e2e/support/patience.ts"], // how long to wait
					retry: 1, // on a busy machine; tools/test names what needed it
					maxWorkers: 2, // each file has a server and a browser of its own
					sequence: { groupOrder: 1 }, // after the unit tests
				},
			},
		],
	},
});
