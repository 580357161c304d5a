// The button 导出 of the settings and of the banner: makes the file, hands it over and says what happened.
import { showToast } from "vant";
import "vant/es/toast/style";
import { appVersion, db } from "@/phone/app";
import { countInFile, fileName, handOver, makeOutboxFile, takeDrafts } from "@/phone/storage/outbox_file";
import { t } from "@/phone/texts";

export async function exportOutbox(): Promise<void> {
	const words = t.value.settings;
	try {
		const file = await makeOutboxFile(db, { now: Date.now(), appVersion });
		const count = countInFile(file);
		const drafts = file.drafts.length;
		if (count + drafts === 0) {
			showToast(words.exportNothing);
			return;
		}
		const handed = await handOver(file, fileName(file, words.fileName), words.shareTitle);
		if (handed !== "cancelled") showToast({ message: words.exportDone(count, drafts), duration: 5_000 });
	} catch {
		showToast(words.exportFailed);
	}
}

// The button 取回草稿 beside it: a file that was exported here or on another phone.
export async function importDrafts(file: File): Promise<void> {
	const words = t.value.settings;
	const taken = await file
		.text()
		.then((text) => takeDrafts(db, text))
		.catch(() => null);
	showToast({ message: taken === null ? words.draftsNone : words.draftsTaken(taken), duration: 4_000 });
}
