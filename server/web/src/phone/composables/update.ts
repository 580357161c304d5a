// Installs the service worker, and lets a new version in at a quiet moment only: no form or dialog open in any tab, nothing being
// typed, and nobody at it just now. What the old version stored offline stays until the new one is complete; the records are never
// touched.
import { ref } from "vue";
import { registerSW } from "virtual:pwa-register";
import type { Router } from "vue-router";

const busyLock = "bajin-form";
const checkEveryMs = 60 * 60_000;
const lookEveryMs = 1_000; // while a new version waits
export const quietAfterMs = 15_000; // without a touch

// A new version is waiting to be let in.
export const updateWaiting = ref(false);

// The whole app is on the phone and opens without a network; not yet while its files are still on the way.
export const appStored = ref(!("serviceWorker" in navigator) || navigator.serviceWorker.controller !== null);

let letIn: (() => Promise<void>) | null = null;
let isOutdated = false; // another tab let the new version in: this page is still of the old one
let lastTouch = Date.now();
let formIsOpen = () => false; // by the address

// Vant hides what it has shown before. A toast asks nothing.
function dialogIsOpen(): boolean {
	const popups = document.querySelectorAll<HTMLElement>(".van-popup:not(.van-toast)");
	return Array.from(popups).some((popup) => popup.style.display !== "none") || document.querySelector("[data-busy]") !== null;
}

function isTyping(): boolean {
	const field = document.activeElement;
	if (field instanceof HTMLInputElement) return !["radio", "checkbox", "file", "button"].includes(field.type);
	return field instanceof HTMLTextAreaElement;
}

function isBusyHere(): boolean {
	return formIsOpen() || dialogIsOpen() || isTyping();
}

async function isBusyAnywhere(): Promise<boolean> {
	if (isBusyHere()) return true;
	if (!navigator.locks) return false;
	const { held } = await navigator.locks.query();
	return held?.some((lock) => lock.name === busyLock) ?? false;
}

// While something is open on the screen this tab holds a lock that the others see.
let release: (() => void) | null = null;
function noteBusy(): void {
	if (!navigator.locks || isBusyHere() === (release !== null)) return;
	if (release) {
		release();
		release = null;
		return;
	}
	// One request for one form: it may be granted only after the form has another address, or is closed again.
	const closed = new Promise<void>((resolve) => (release = resolve));
	void navigator.locks.request(busyLock, { mode: "shared" }, () => closed);
}

const isUntouched = () => document.visibilityState === "hidden" || Date.now() - lastTouch >= quietAfterMs;

// At the press of a button: now, unless something is open.
export async function updateIfQuiet(): Promise<void> {
	if (isOutdated) {
		if (!isBusyHere()) location.reload();
		return;
	}
	if (!letIn || (await isBusyAnywhere())) return;
	const take = letIn;
	letIn = null;
	await take(); // the page is loaded again once the new version has taken over
}

function look(): void {
	noteBusy();
	if (isUntouched()) void updateIfQuiet();
}

let looking: ReturnType<typeof setInterval> | undefined;
function keepLooking(): void {
	look();
	looking ??= setInterval(look, lookEveryMs);
}

export function watchForUpdates(router: Pick<Router, "currentRoute" | "afterEach">): void {
	formIsOpen = () => router.currentRoute.value.meta.form === true;
	const touch = () => (lastTouch = Date.now());
	for (const kind of ["pointerdown", "keydown", "input", "scroll"]) {
		document.addEventListener(kind, touch, { capture: true, passive: true });
	}
	const update = registerSW({
		onNeedRefresh: () => {
			updateWaiting.value = true;
			letIn = () => update(true);
			keepLooking();
		},
		onNeedReload: () => {
			// Let in from here, it comes at once; from another tab, when there is quiet here too.
			isOutdated = true;
			if (letIn === null && !isBusyHere()) location.reload();
			else keepLooking();
		},
		onRegisteredSW: (_url, registration) => {
			if (!registration) return;
			const check = () => {
				if (navigator.onLine) void registration.update().catch(() => undefined); // offline after all: the next time
			};
			setInterval(check, checkEveryMs);
			document.addEventListener("visibilitychange", () => {
				if (document.visibilityState === "visible") check();
			});
		},
	});
	void navigator.serviceWorker?.ready.then(() => (appStored.value = true)); // active only once every file is there
	document.addEventListener("visibilitychange", () => {
		if (updateWaiting.value) look();
	});
	router.afterEach(noteBusy);
	noteBusy();
}
