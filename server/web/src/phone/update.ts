// Installs the service worker, and lets a new version in only when no form is open in any tab: typing is never lost to an
// update. What the old version stored offline stays until the new one is complete; the records are never touched.
import { ref } from "vue";
import { registerSW } from "virtual:pwa-register";
import { router } from "./router";

const formLock = "bajin-form";
const checkEveryMs = 60 * 60_000;

// A new version is waiting to be let in.
export const updateWaiting = ref(false);

// The whole app is on the phone and opens without a network; not yet while its files are still on the way.
export const appStored = ref(!("serviceWorker" in navigator) || navigator.serviceWorker.controller !== null);

let letIn: (() => Promise<void>) | null = null;

function formIsOpenHere(): boolean {
	return router.currentRoute.value.meta.form === true;
}

async function formIsOpenAnywhere(): Promise<boolean> {
	if (formIsOpenHere()) return true;
	if (!navigator.locks) return false;
	const { held } = await navigator.locks.query();
	return held?.some((lock) => lock.name === formLock) ?? false;
}

// While a form is on the screen this tab holds a lock that the others see.
let releaseForm: (() => void) | null = null;
function noteForm(): void {
	if (!navigator.locks || formIsOpenHere() === (releaseForm !== null)) return;
	if (releaseForm) {
		releaseForm();
		releaseForm = null;
		return;
	}
	// One request for one form: it may be granted only after the form has another address, or is closed again.
	const closed = new Promise<void>((resolve) => (releaseForm = resolve));
	void navigator.locks.request(formLock, { mode: "shared" }, () => closed);
}

export async function updateIfQuiet(): Promise<void> {
	if (!letIn || (await formIsOpenAnywhere())) return;
	const take = letIn;
	letIn = null;
	await take(); // the page is loaded again once the new version has taken over
}

export function watchForUpdates(): void {
	const update = registerSW({
		onNeedRefresh: () => {
			updateWaiting.value = true;
			letIn = () => update(true);
			void updateIfQuiet();
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
	router.afterEach(() => {
		noteForm();
		void updateIfQuiet();
	});
	noteForm();
}
