import { createApp } from "vue";
import App from "./App.vue";
import { db, loadSettings } from "./app";
import { followReference } from "./names";
import { router } from "./router";
import { initLock } from "./storage/pin";
import { watchForUpdates } from "./update";
import "./theme.css";

async function open(): Promise<void> {
	// Without a database nothing works but the page that says so and names browsers that can.
	const device = await loadSettings().then(
		() => () => db.read("device"),
		() => async () => null,
	);
	initLock();
	followReference();
	// Who has not joined yet starts there; everything else works without asking the server.
	router.beforeEach(async (to) => (to.meta.open || (await device()) ? true : "/enrol"));
	createApp(App).use(router).mount("#app");
	watchForUpdates();
}

void open();
