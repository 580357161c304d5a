// 可以下乡: whether this phone would go on working where there is no signal. Each point is tried, not believed: the files of the
// app are counted and measured in the browser's store, a block is written and read back. Used by TripCheck.vue.
import type { Barrier, PhoneDatabase } from "./database";
import { tryStorage } from "./environment";

export type TripPoint = "files" | "lists" | "storage" | "clock" | "joined";

// What is wrong with a point; null: nothing.
export type TripFault =
	| "files_missing"
	| "files_unknown"
	| "areas_missing"
	| "codes_missing"
	| "no_room"
	| "clock_off"
	| "clock_unknown"
	| "not_joined"
	| "joined_again"
	| "phone_lost"
	| "app_too_old"
	| "never_heard";

export interface TripResult {
	point: TripPoint;
	fault: TripFault | null;
	count?: number; // of missing files; minutes of a clock that is off, ahead of the server where above 0
}

export interface TripFacts {
	missingFiles: number | null; // null: the browser does not tell
	hasAreas: boolean;
	hasCodes: boolean;
	writable: boolean;
	now: number; // by the phone's clock
	lastSuccess: number | null;
	clockOffsetMs: number | null;
	joined: boolean;
	barrier: Barrier | null;
}

const clockMayBeOffMs = 10 * 60_000;

function clockOf({ now, lastSuccess, clockOffsetMs }: TripFacts): TripResult {
	const minutes = Math.round((clockOffsetMs ?? 0) / 60_000);
	if (clockOffsetMs !== null && Math.abs(clockOffsetMs) > clockMayBeOffMs) return { point: "clock", fault: "clock_off", count: minutes };
	// Without an offset that can be believed there is only this: it cannot be earlier than when the server was last heard.
	const wentBack = lastSuccess !== null && now < lastSuccess - clockMayBeOffMs;
	return { point: "clock", fault: wentBack || clockOffsetMs === null ? "clock_unknown" : null };
}

function joinedOf({ joined, barrier, lastSuccess }: TripFacts): TripFault | null {
	if (!joined) return "not_joined";
	if (barrier === "device_lost") return "phone_lost";
	if (barrier === "protocol_too_old") return "app_too_old";
	if (barrier !== null) return "joined_again";
	return lastSuccess === null ? "never_heard" : null;
}

// In the order in which they are told.
export function judgeTrip(facts: TripFacts): TripResult[] {
	const { missingFiles } = facts;
	return [
		{
			point: "files",
			fault: missingFiles === null ? "files_unknown" : missingFiles > 0 ? "files_missing" : null,
			count: missingFiles ?? 0,
		},
		{ point: "lists", fault: !facts.hasAreas ? "areas_missing" : !facts.hasCodes ? "codes_missing" : null },
		{ point: "storage", fault: facts.writable ? null : "no_room" },
		clockOf(facts),
		{ point: "joined", fault: joinedOf(facts) },
	];
}

interface AppFile {
	url: string;
	revision: string | null;
	bytes: number;
}

const listName = "app-files.json";

// As Workbox keys what it stores; the addresses are those of `base`.
function keyOf(file: AppFile, base: string): string {
	const url = new URL(file.url, base);
	if (file.revision !== null) url.searchParams.set("__WB_REVISION__", file.revision);
	return url.href;
}

// The list of this very version: from the service worker that serves the page, else the only one that is stored.
async function readList(store: Cache, controlled: boolean): Promise<AppFile[] | null> {
	const answer = controlled
		? await fetch(`/${listName}`).catch(() => undefined)
		: await store.match(`/${listName}`, { ignoreSearch: true });
	if (!answer?.ok) return null;
	const list: unknown = await answer.json().catch(() => null);
	return Array.isArray(list) && list.length > 0 ? (list as AppFile[]) : null;
}

async function isWhole(store: Cache, key: string, bytes: number): Promise<boolean> {
	const found = await store.match(key);
	return found !== undefined && found.ok && (await found.blob()).size === bytes;
}

// How many files of the app are not stored at their full length. `repair`: those are fetched again where the server still has
// them. Null: there is no such store, or no list to hold it against.
export async function countMissingFiles(options: { repair: boolean; base: string; controlled: boolean }): Promise<number | null> {
	if (typeof caches === "undefined") return null;
	try {
		const name = (await caches.keys()).find((key) => key.startsWith("workbox-precache-"));
		if (name === undefined) return null;
		const store = await caches.open(name);
		const files = await readList(store, options.controlled);
		if (!files) return null;
		let missing = 0;
		for (const file of files) {
			const key = keyOf(file, options.base);
			if (await isWhole(store, key, file.bytes)) continue;
			++missing;
			if (!options.repair) continue;
			const fetched = await fetch(new URL(file.url, options.base).href, { cache: "reload" }).catch(() => undefined);
			if (!fetched?.ok) continue;
			await store.put(key, fetched);
			if (await isWhole(store, key, file.bytes)) --missing;
		}
		return missing;
	} catch {
		return null;
	}
}

// Looks at everything, without a network. `repair`: as above.
export async function checkTrip(db: PhoneDatabase, options: { repair: boolean; now: number }): Promise<TripResult[]> {
	const controlled = typeof navigator.serviceWorker !== "undefined" && navigator.serviceWorker.controller !== null;
	const missingFiles = await countMissingFiles({ repair: options.repair, base: location.origin, controlled });
	const writable = await tryStorage();
	const facts = await db
		.transaction("r", db.meta, async () => {
			const [areas, reference, lastSuccess] = [await db.read("areas"), await db.read("reference"), await db.read("lastSuccess")];
			return {
				hasAreas: areas !== null && areas.json.length > 2,
				hasCodes: (reference?.vocabulary.venue_types ?? []).length > 0,
				lastSuccess: lastSuccess === null ? null : Date.parse(lastSuccess),
				clockOffsetMs: await db.read("clockOffsetMs"),
				joined: (await db.read("device")) !== null,
				barrier: await db.read("barrier"),
			};
		})
		.catch(() => null);
	const nothing = { hasAreas: false, hasCodes: false, lastSuccess: null, clockOffsetMs: null, joined: false, barrier: null };
	return judgeTrip({ ...(facts ?? nothing), writable: writable && facts !== null, missingFiles, now: options.now });
}
