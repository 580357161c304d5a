// The button 检查更新 of the settings and of the banner about an app that is too old.
import { showToast } from "vant";
import "vant/es/toast/style";
import { t } from "@/phone/texts";
import { updateIfQuiet, updateWaiting } from "@/phone/composables/update";

const settleMs = 3_000; // a version that was found is announced a moment later

export async function checkForUpdate(): Promise<void> {
	const words = t.value.settings;
	if (!navigator.onLine) {
		showToast(words.updateOffline);
		return;
	}
	showToast({ message: words.checking, duration: 0 });
	try {
		const registration = await navigator.serviceWorker?.getRegistration();
		if (!registration) {
			location.reload(); // nothing is stored for offline: the server's page is the newest
			return;
		}
		await registration.update();
		if (registration.installing) await new Promise((resolve) => setTimeout(resolve, settleMs));
	} catch {
		showToast(words.updateOffline);
		return;
	}
	if (updateWaiting.value) {
		showToast(words.updateFound);
		await updateIfQuiet();
	} else showToast(words.upToDate);
}
