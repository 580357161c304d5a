// 可以下乡 is said only when every point was tried and held.
import { afterEach, describe, expect, it, vi } from "vitest";
import { PhoneDatabase } from "@/phone/storage/database";
import { checkTrip, countMissingFiles, judgeTrip, type TripFacts } from "@/phone/storage/readiness";

const now = Date.parse("2026-03-08T01:00:00Z");
const ready: TripFacts = {
	missingFiles: 0,
	hasAreas: true,
	hasCodes: true,
	writable: true,
	now,
	lastSuccess: now - 60_000,
	clockOffsetMs: 2_000,
	joined: true,
	barrier: null,
};
const faults = (change: Partial<TripFacts>) =>
	judgeTrip({ ...ready, ...change }).flatMap(({ point, fault, count }) => (fault === null ? [] : [[point, fault, count]]));

describe("judgeTrip", () => {
	it("finds nothing wrong with a phone that has all", () => {
		expect(judgeTrip(ready).map((result) => result.fault)).toEqual([null, null, null, null, null]);
	});

	it.each<[Partial<TripFacts>, unknown[]]>([
		[{ missingFiles: 3 }, ["files", "files_missing", 3]],
		[{ missingFiles: null }, ["files", "files_unknown", 0]],
		[{ hasAreas: false }, ["lists", "areas_missing", undefined]],
		[{ hasCodes: false }, ["lists", "codes_missing", undefined]],
		[{ writable: false }, ["storage", "no_room", undefined]],
		[{ clockOffsetMs: 11 * 60_000 }, ["clock", "clock_off", 11]],
		[{ clockOffsetMs: -86_400_000 }, ["clock", "clock_off", -1440]],
		[{ clockOffsetMs: null }, ["clock", "clock_unknown", undefined]],
		[{ lastSuccess: now + 11 * 60_000 }, ["clock", "clock_unknown", undefined]],
		[{ joined: false }, ["joined", "not_joined", undefined]],
		[{ barrier: "unauthenticated" }, ["joined", "joined_again", undefined]],
		[{ barrier: "device_lost" }, ["joined", "phone_lost", undefined]],
		[{ barrier: "protocol_too_old" }, ["joined", "app_too_old", undefined]],
		[{ lastSuccess: null }, ["joined", "never_heard", undefined]],
	])("of %o says so", (change, fault) => expect(faults(change)).toEqual([fault]));
});

// What Workbox stores, as a browser gives it.
class Store {
	readonly held = new Map<string, string>();

	async match(key: string, options: { ignoreSearch?: boolean } = {}): Promise<Response | undefined> {
		const wanted = new URL(key, base).href;
		for (const [url, text] of this.held) {
			if (url === wanted || (options.ignoreSearch && url.split("?")[0] === wanted)) return new Response(text);
		}
		return undefined;
	}
	async put(key: string, response: Response): Promise<void> {
		this.held.set(key, await response.text());
	}
}

const base = "http://phone.test";
const list = [
	{ url: "index.html", revision: "r1", bytes: 9 },
	{ url: "assets/main-abc.js", revision: null, bytes: 6 }, // 八进, in UTF-8
];

function stubStore(): Store {
	const store = new Store();
	store.held.set(`${base}/app-files.json?__WB_REVISION__=r0`, JSON.stringify(list));
	store.held.set(`${base}/index.html?__WB_REVISION__=r1`, "<!doctype");
	store.held.set(`${base}/assets/main-abc.js`, "八进");
	vi.stubGlobal("caches", { keys: async () => ["other", "workbox-precache-v2-http://phone.test/"], open: async () => store });
	return store;
}

afterEach(() => vi.unstubAllGlobals());

describe("countMissingFiles", () => {
	const count = (repair = false) => countMissingFiles({ repair, base, controlled: false });

	it("finds every file of the list at its full length", async () => {
		stubStore();
		expect(await count()).toBe(0);
	});

	it("counts what is not there, is of another version, or was cut short", async () => {
		const store = stubStore();
		store.held.set(`${base}/assets/main-abc.js`, "八");
		expect(await count()).toBe(1);
		store.held.delete(`${base}/index.html?__WB_REVISION__=r1`);
		store.held.set(`${base}/index.html?__WB_REVISION__=older`, "<!doctype");
		expect(await count()).toBe(2);
	});

	it("fetches what is missing where the server still has it", async () => {
		const store = stubStore();
		store.held.clear();
		store.held.set(`${base}/app-files.json`, JSON.stringify(list));
		vi.stubGlobal("fetch", async (url: string) =>
			url.endsWith("/index.html") ? new Response("<!doctype") : new Response("gone", { status: 404 }),
		);
		expect(await count(true)).toBe(1);
		expect(store.held.get(`${base}/index.html?__WB_REVISION__=r1`)).toBe("<!doctype");
		expect(await count()).toBe(1);
	});

	it("does not know without a store or a list", async () => {
		expect(await count()).toBeNull();
		stubStore().held.delete(`${base}/app-files.json?__WB_REVISION__=r0`);
		expect(await count()).toBeNull();
	});
});

describe("checkTrip", () => {
	it("reads the rest from the phone's own database", async () => {
		const db = new PhoneDatabase("readiness");
		vi.stubGlobal("navigator", {});
		vi.stubGlobal("location", { origin: base });
		stubStore();
		const seen = async () => (await checkTrip(db, { repair: false, now })).map((result) => result.fault);
		expect(await seen()).toEqual([null, "areas_missing", null, "clock_unknown", "not_joined"]);
		await db.write("areas", { etag: "a", json: '[{"code":"410400"}]' });
		await db.write("reference", { vocabulary: { venue_types: [{ code: "village" }] } } as never);
		await db.write("device", { token: "t" } as never);
		await db.write("lastSuccess", new Date(now - 1000).toISOString());
		await db.write("clockOffsetMs", 0);
		expect(await seen()).toEqual([null, null, null, null, null]);
	});
});
