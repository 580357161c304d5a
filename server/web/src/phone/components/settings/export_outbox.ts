// The button 导出 of the settings and of the banner: makes the file, hands it over and says what happened.
import { showToast } from "vant";
import "vant/es/toast/style";
import { appVersion, db } from "@/phone/app";
import { countInFile, fileName, handOver, makeOutboxFile } from "@/phone/storage/outbox_file";
import { t } from "@/phone/texts";

export async function exportOutbox(): Promise<void> {
	const words = t.value.settings;
	try {
		const file = await makeOutboxFile(db, { now: Date.now(), appVersion });
		const count = countInFile(file);
		if (count === 0) {
			showToast(words.exportNothing);
			return;
		}
		const handed = await handOver(file, fileName(file, words.fileName), words.shareTitle);
		if (handed !== "cancelled") showToast({ message: words.exportDone(count), duration: 5_000 });
	} catch {
		showToast(words.exportFailed);
	}
}
