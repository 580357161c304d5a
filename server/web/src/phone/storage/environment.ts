// Where the page was opened, and whether an app that works offline can live there: told before the first trip, not after.
// A pure function of what the browser says of itself; used by the enrolment and the settings.
import { trimmed } from "@/common/plain_text";

export interface Surroundings {
	userAgent: string;
	standalone: boolean; // opened from the home screen
	touchPoints: number;
	hasServiceWorker: boolean;
	hasIndexedDb: boolean;
	isSecure: boolean;
	storageWorks: boolean; // a test row was written and read back
}

export type Environment =
	| { kind: "in_app" } // WeChat's built-in browser and its likes
	| { kind: "ios_install" } // Safari before the app is on the home screen
	| { kind: "ios_other" } // another browser on an iPhone, which cannot put an app on the home screen
	| { kind: "unusable"; reason: "insecure" | "too_old" | "no_storage" }
	| { kind: "ready" };

const oldestChrome = 80;
const oldestIos = 14;

// Built-in browsers of other apps share WeChat's menu ··· and its 在浏览器打开.
const inApp = /MicroMessenger|wxwork|\bQQ\/|DingTalk|AlipayClient|Weibo|Lark\//i;
const otherIosBrowser =
	/CriOS|FxiOS|EdgiOS|OPiOS|OPT\/|MQQBrowser|UCBrowser|baidubox|baidubrowser|DuckDuckGo|Quark|MiuiBrowser|HuaweiBrowser/i;

export function isIos(given: Pick<Surroundings, "userAgent" | "touchPoints">): boolean {
	// An iPad calls itself a Macintosh, but those have no touch screen.
	return /iPhone|iPad|iPod/.test(given.userAgent) || (/Macintosh/.test(given.userAgent) && given.touchPoints > 1);
}

function isTooOld(userAgent: string): boolean {
	const chrome = /Chrom(?:e|ium)\/(\d+)/.exec(userAgent)?.[1];
	if (chrome !== undefined) return Number(chrome) < oldestChrome;
	const ios = /(?:iPhone )?OS (\d+)_\d+.* like Mac OS X/.exec(userAgent)?.[1];
	return ios !== undefined && Number(ios) < oldestIos;
}

export function environmentOf(given: Surroundings): Environment {
	if (inApp.test(given.userAgent)) return { kind: "in_app" };
	if (isTooOld(given.userAgent)) return { kind: "unusable", reason: "too_old" };
	if (isIos(given) && !given.standalone && otherIosBrowser.test(given.userAgent)) return { kind: "ios_other" };
	if (!given.isSecure) return { kind: "unusable", reason: "insecure" };
	if (!given.hasServiceWorker || !given.hasIndexedDb || !given.storageWorks) return { kind: "unusable", reason: "no_storage" };
	return isIos(given) && !given.standalone ? { kind: "ios_install" } : { kind: "ready" };
}

const block = "八".repeat(32_768); // of the size of a record with its drafts

// Opens a database of its own and reads back what it wrote: in private windows some browsers only pretend to have one.
export function tryStorage(waitMs = 5_000): Promise<boolean> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), waitMs);
		const end = (works: boolean) => {
			clearTimeout(timer);
			resolve(works);
		};
		try {
			const name = "bajin-test";
			const opening = indexedDB.open(name, 1);
			opening.onupgradeneeded = () => opening.result.createObjectStore("rows");
			opening.onerror = () => end(false);
			opening.onblocked = () => end(false);
			opening.onsuccess = () => {
				const database = opening.result;
				const finish = (works: boolean) => {
					database.close();
					indexedDB.deleteDatabase(name);
					end(works);
				};
				try {
					const transaction = database.transaction("rows", "readwrite");
					const rows = transaction.objectStore("rows");
					rows.put(block, 1);
					const reading = rows.get(1);
					transaction.oncomplete = () => finish(reading.result === block);
					transaction.onabort = () => finish(false);
				} catch {
					finish(false);
				}
			};
		} catch {
			end(false);
		}
	});
}

export async function lookAround(standalone: boolean): Promise<Surroundings> {
	const hasIndexedDb = typeof indexedDB !== "undefined" && indexedDB !== null;
	return {
		userAgent: navigator.userAgent,
		standalone,
		touchPoints: navigator.maxTouchPoints ?? 0,
		hasServiceWorker: "serviceWorker" in navigator,
		hasIndexedDb,
		isSecure: window.isSecureContext,
		storageWorks: hasIndexedDb && (await tryStorage()),
	};
}

// What the coordinator will see as the phone's name, unless the person writes another. Newer browsers hide the model
// behind a "K".
export function phoneNameOf(userAgent: string, model = ""): string {
	if (/iPhone/.test(userAgent)) return "iPhone";
	if (/iPad/.test(userAgent)) return "iPad";
	const named = trimmed(/Android [\d.]+; (?:[a-z]{2}-[a-z]{2}; )?([^;)]+?)(?: Build\/[^;)]*)?[;)]/i.exec(userAgent)?.[1] ?? "");
	const found = trimmed(model) || (named === "K" || /^(wv|Mobile|Tablet)$/.test(named) ? "" : named);
	if (found !== "") return found.slice(0, 100);
	if (/Android|HarmonyOS|OpenHarmony/.test(userAgent)) return "Android 手机";
	return /Windows|Macintosh|Linux|CrOS/.test(userAgent) ? "电脑" : "手机";
}

interface ClientHints {
	getHighEntropyValues?: (names: string[]) => Promise<{ model?: string }>;
}

export async function findPhoneName(): Promise<string> {
	const hints = (navigator as Navigator & { userAgentData?: ClientHints }).userAgentData;
	let model = "";
	try {
		model = (await hints?.getHighEntropyValues?.(["model"]))?.model ?? "";
	} catch {
		// The user agent says what it says.
	}
	return phoneNameOf(navigator.userAgent, model);
}
