import { createApp } from "vue";
import { guardInputMethods } from "@/common/input_method";
import App from "./App.vue";
import { db, firstLook, loadSettings } from "./app";
import { whenIdle } from "./composables/idle";
import { followReference } from "./composables/names";
import { router } from "./router";
import { newestRows } from "./storage/events";
import { initLock } from "./composables/pin";
import { watchForUpdates } from "./composables/update";
import "./theme.css";

// All that the first look needs, asked at once: each further question would wait its turn behind what is drawn.
async function readFirst(): Promise<boolean> {
	try {
		const [device, rows] = await Promise.all([db.read("device"), newestRows(db, firstLook.count), loadSettings()]);
		firstLook.rows = rows;
		return device !== null;
	} catch {
		// Without a database nothing works but the page that says so and names browsers that can.
		return false;
	}
}

async function open(): Promise<void> {
	let hasJoined = await readFirst();
	initLock();
	followReference();
	// Who has not joined yet starts there; everything else works without asking the server.
	router.beforeEach(async (to) => {
		hasJoined ||= to.meta.open ? false : Boolean(await db.read("device").catch(() => null));
		return to.meta.open || hasJoined ? true : "/enrol";
	});
	guardInputMethods();
	createApp(App).use(router).mount("#app");
	whenIdle(() => watchForUpdates(router));
}

void open();
