// Where the app was opened, as real browsers name themselves.
import { describe, expect, it, vi } from "vitest";
import { environmentOf, isIos, phoneNameOf, tryStorage, type Surroundings } from "@/phone/storage/environment";

const androidChrome = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";
const oldChrome =
	"Mozilla/5.0 (Linux; Android 8.1.0; vivo 1811) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.116 Mobile Safari/537.36";
const weChat =
	"Mozilla/5.0 (Linux; Android 13; 23049RAD8C Build/TKQ1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.47 NetType/4G";
const weChatIphone =
	"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.42";
const safari =
	"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1";
const oldSafari =
	"Mozilla/5.0 (iPhone; CPU iPhone OS 13_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1 Mobile/15E148 Safari/604.1";
const iosChrome =
	"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1";
const iPad = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15";
const huawei =
	"Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00; HMSCore 6.12) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 HuaweiBrowser/14.0 Mobile Safari/537.36";

function around(userAgent: string, change: Partial<Surroundings> = {}): Surroundings {
	return {
		userAgent,
		standalone: false,
		touchPoints: 5,
		hasServiceWorker: true,
		hasIndexedDb: true,
		isSecure: true,
		storageWorks: true,
		...change,
	};
}

describe("environmentOf", () => {
	it.each([
		["Chrome on Android", around(androidChrome), { kind: "ready" }],
		["Huawei's browser", around(huawei), { kind: "ready" }],
		[
			"a computer",
			around("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", {
				touchPoints: 0,
			}),
			{ kind: "ready" },
		],
		["WeChat on Android", around(weChat), { kind: "in_app" }],
		["WeChat on iPhone, though it lacks much", around(weChatIphone, { hasServiceWorker: false }), { kind: "in_app" }],
		["Safari before installation", around(safari), { kind: "ios_install" }],
		["Safari from the home screen", around(safari, { standalone: true }), { kind: "ready" }],
		["Safari on an iPad", around(iPad), { kind: "ios_install" }],
		["Safari on a Mac", around(iPad, { touchPoints: 0 }), { kind: "ready" }],
		["Chrome on iPhone", around(iosChrome), { kind: "ios_other" }],
		["an iPhone too old", around(oldSafari), { kind: "unusable", reason: "too_old" }],
		["a Chrome too old", around(oldChrome), { kind: "unusable", reason: "too_old" }],
		["no service worker", around(androidChrome, { hasServiceWorker: false }), { kind: "unusable", reason: "no_storage" }],
		[
			"plain http, which takes the service worker away",
			around(androidChrome, { isSecure: false, hasServiceWorker: false }),
			{ kind: "unusable", reason: "insecure" },
		],
		["no IndexedDB", around(androidChrome, { hasIndexedDb: false, storageWorks: false }), { kind: "unusable", reason: "no_storage" }],
		[
			"a private window that forgets what it stores",
			around(safari, { storageWorks: false }),
			{ kind: "unusable", reason: "no_storage" },
		],
	])("%s", (_name, given, expected) => expect(environmentOf(given)).toEqual(expected));

	it("tells an iPad from a Mac by its screen", () => {
		expect(isIos({ userAgent: iPad, touchPoints: 5 })).toBe(true);
		expect(isIos({ userAgent: iPad, touchPoints: 0 })).toBe(false);
	});
});

describe("phoneNameOf", () => {
	it.each([
		[oldChrome, "", "vivo 1811"],
		[weChat, "", "23049RAD8C"],
		[androidChrome, "", "Android 手机"],
		[androidChrome, "Redmi Note 12", "Redmi Note 12"],
		[safari, "", "iPhone"],
		["something else", "", "手机"],
	])("%s %s", (userAgent, model, expected) => expect(phoneNameOf(userAgent, model)).toBe(expected));
});

describe("tryStorage", () => {
	it("is true where a row comes back, and leaves nothing behind", async () => {
		expect(await tryStorage()).toBe(true);
		await vi.waitFor(async () => expect((await indexedDB.databases()).map((database) => database.name)).not.toContain("bajin-test"));
	});

	it("is false where opening fails or never ends", async () => {
		const real = globalThis.indexedDB;
		try {
			globalThis.indexedDB = {
				open: () => {
					throw new Error("private");
				},
			} as unknown as IDBFactory;
			expect(await tryStorage()).toBe(false);
			globalThis.indexedDB = { open: () => ({}) } as unknown as IDBFactory;
			expect(await tryStorage(20)).toBe(false);
		} finally {
			globalThis.indexedDB = real;
		}
	});
});
