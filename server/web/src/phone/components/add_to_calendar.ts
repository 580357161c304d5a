// The button 记到手机日历, of a returned record and of a notice with a date.
import { showToast } from "vant";
import "vant/es/toast/style";
import { handOverFile } from "../storage/hand_over";
import { t } from "../texts";
import { calendarFile, type DueEntry } from "../views/calendar_file";

export async function addToCalendar(entry: DueEntry): Promise<void> {
	const words = t.value.common;
	const handed = await handOverFile(calendarFile(entry, Date.now()), words.calendarFileName(entry.day), "text/calendar", entry.title);
	if (handed === "saved") showToast({ message: words.calendarSaved, duration: 4_000 });
}
