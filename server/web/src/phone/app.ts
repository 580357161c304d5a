// The parts of the running app, made once when the page opens: the database, the sync engine and its scheduler.
// Screens take them from here; nothing else holds state that matters.
import { ref, shallowRef } from "vue";
import { PhoneDatabase, metaDefaults, type Settings } from "./storage/database";
import type { EventRow } from "./rows/row";
import { SyncEngine } from "./sync/engine";
import { SyncScheduler, type Schedule } from "./sync/scheduler";

export const appVersion = APP_VERSION;
export const db = new PhoneDatabase();
export const settings = ref<Settings>({ ...metaDefaults.settings });
export const engine = new SyncEngine({ db, appVersion, language: () => settings.value.language });
export const schedule = shallowRef<Schedule>({ state: "idle", lastEnd: null, nextAt: 0 });
export const scheduler = new SyncScheduler(engine, {
	changed: (now) => {
		schedule.value = now;
	},
});

// What main.ts read before anything was drawn: the newest events of the list.
export const firstLook: { readonly count: number; rows: EventRow[] | null } = { count: 30, rows: null };

export async function loadSettings(): Promise<void> {
	settings.value = { ...metaDefaults.settings, ...(await db.read("settings")) };
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
	settings.value = { ...settings.value, ...change };
	await db.write("settings", JSON.parse(JSON.stringify(settings.value)));
}
