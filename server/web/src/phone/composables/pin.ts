// The optional PIN: makes and checks it, and says whether the screen is locked. Used by App.vue, LockScreen.vue and the
// settings. It keeps curious eyes off the screen and no more: the database is not encrypted by it, and the texts say so.
import { ref, watch, type Ref } from "vue";
import { settings } from "@/phone/app";
import type { Settings } from "@/phone/storage/database";

export const pinDigits = { min: 4, max: 6 };

const rounds = 100_000; // about a tenth of a second on a cheap phone
const hashBytes = 32;
const awayMs = 5 * 60_000;
const freeTries = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;
const triesKey = "bajin-pin-tries";

export type StoredPin = NonNullable<Settings["pin"]>;

// Browsers give out the means to hash only where the page came over a safe connection.
export function pinAvailable(): boolean {
	return typeof crypto !== "undefined" && typeof crypto.subtle?.deriveBits === "function";
}

export function isPin(text: string): boolean {
	return /^\d+$/.test(text) && text.length >= pinDigits.min && text.length <= pinDigits.max;
}

function toText(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes));
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function derive(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<string> {
	const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
	const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, hashBytes * 8);
	return toText(new Uint8Array(bits));
}

export async function makePin(pin: string): Promise<StoredPin> {
	const salt = crypto.getRandomValues(new Uint8Array(16));
	return { salt: toText(salt), hash: await derive(pin, salt) };
}

export async function matchesPin(pin: string, stored: StoredPin): Promise<boolean> {
	return (await derive(pin, fromText(stored.salt))) === stored.hash;
}

// How long to wait after so many wrong tries in a row: 30 seconds after the fifth, twice as long after each further one.
export function waitAfter(wrongTries: number): number {
	return wrongTries < freeTries ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (wrongTries - freeTries));
}

export interface Tries {
	wrong: number;
	at: number; // of the last wrong one
}

// What is left of the wait. A clock that was set back must not lock anybody out for years.
export function waitLeft(tries: Tries, now: number): number {
	const wait = waitAfter(tries.wrong);
	const passed = now - tries.at;
	return passed < 0 ? wait : Math.max(0, wait - passed);
}

// Outlives the page, or loading it again would end the wait.
function readTries(): Tries {
	try {
		const stored: unknown = JSON.parse(localStorage.getItem(triesKey) ?? "null");
		const { wrong, at } = (stored ?? {}) as Partial<Tries>;
		return { wrong: Number.isInteger(wrong) ? (wrong as number) : 0, at: Number.isFinite(at) ? (at as number) : 0 };
	} catch {
		return { wrong: 0, at: 0 };
	}
}

function writeTries(tries: Tries): void {
	try {
		if (tries.wrong === 0) localStorage.removeItem(triesKey);
		else localStorage.setItem(triesKey, JSON.stringify(tries));
	} catch {
		// Storage for small things is switched off: then the wait ends with the page.
	}
}

export type Unlocked = "open" | "wrong" | "wait";

export interface Lock {
	locked: Ref<boolean>;
	tries: Ref<Tries>;
	unlock: (pin: string) => Promise<Unlocked>;
	note: (wasRight: boolean) => void;
}

const locked = ref(false);
const tries = ref<Tries>({ wrong: 0, at: 0 });

function note(wasRight: boolean): void {
	tries.value = wasRight ? { wrong: 0, at: 0 } : { wrong: tries.value.wrong + 1, at: Date.now() };
	writeTries(tries.value);
}

async function unlock(pin: string): Promise<Unlocked> {
	const stored = settings.value.pin;
	if (stored) {
		if (waitLeft(tries.value, Date.now()) > 0) return "wait";
		const isRight = await matchesPin(pin, stored);
		note(isRight);
		if (!isRight) return "wrong";
	}
	locked.value = false;
	return "open";
}

export const lock: Lock = { locked, tries, unlock, note };

// Locked from the first picture on, and again after five minutes in the background. Call once, after the settings were
// read and before anything is shown.
export function initLock(): void {
	tries.value = readTries();
	locked.value = settings.value.pin !== null;
	let hiddenAt: number | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const lockNow = () => {
		if (settings.value.pin) locked.value = true;
	};
	document.addEventListener("visibilitychange", () => {
		clearTimeout(timer);
		if (document.visibilityState === "hidden") {
			hiddenAt = Date.now();
			timer = setTimeout(lockNow, awayMs); // so that nothing flashes up on the return
			return;
		}
		const away = hiddenAt === null ? 0 : Date.now() - hiddenAt;
		hiddenAt = null;
		if (away < 0 || away >= awayMs) lockNow();
	});
	watch(
		() => settings.value.pin,
		(pin) => {
			if (!pin) locked.value = false;
		},
	);
}
