// Whether the app is on the home screen, and the browser's own offer to put it there, caught when the page opens. Used by
// the enrolment, the settings and the banners.
import { ref } from "vue";

interface InstallOffer extends Event {
	prompt: () => Promise<void>;
	userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

export function isInstalled(): boolean {
	const onIphone = (navigator as Navigator & { standalone?: boolean }).standalone === true;
	return onIphone || ["standalone", "fullscreen", "minimal-ui"].some((mode) => window.matchMedia(`(display-mode: ${mode})`).matches);
}

let offer: InstallOffer | null = null;

// The browser would install the app now if asked.
export const canInstall = ref(false);

export async function install(): Promise<boolean> {
	if (!offer) return false;
	const asked = offer;
	offer = null;
	canInstall.value = false; // an offer can be used once
	await asked.prompt();
	return (await asked.userChoice).outcome === "accepted";
}

// Asks the browser not to clear the data when space runs out. Null: it cannot tell.
export async function askToPersist(): Promise<boolean | null> {
	try {
		return (await navigator.storage?.persist?.()) ?? null;
	} catch {
		return null;
	}
}

export async function isPersisted(): Promise<boolean | null> {
	try {
		return (await navigator.storage?.persisted?.()) ?? null;
	} catch {
		return null;
	}
}

if (typeof window !== "undefined") {
	window.addEventListener("beforeinstallprompt", (event) => {
		event.preventDefault(); // the app asks itself, at a better moment
		offer = event as InstallOffer;
		canInstall.value = true;
	});
	window.addEventListener("appinstalled", () => {
		offer = null;
		canInstall.value = false;
	});
}
