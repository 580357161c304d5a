// The diary of syncs in words, and as a message for who helps at the county: which phone, which app, how it went. Nothing of the
// records themselves.
import type { DiaryEntry } from "@/phone/storage/database";
import { t } from "@/phone/texts";
import { dayAndClock } from "./ago";

export interface DiaryOf {
	phone: string;
	deviceId: string;
	appVersion: string;
	browser: string;
	unsent: number;
	refused: number;
	drafts: number;
	clockMinutes: number;
}

export function entryText(entry: DiaryEntry): string {
	const words = t.value.sync;
	const moved = entry.sent + entry.received === 0 ? words.diaryNothing : words.diaryMoved(entry.sent, entry.received);
	const end = entry.end === "done" ? words.diaryDone(moved) : (words.problems[entry.end] ?? words.problemOther(entry.end));
	return `${end}${t.value.common.inBrackets(words.diaryBytes(entry.up + entry.down))}`;
}

export function entryTime(entry: DiaryEntry): string {
	const [from, at] = [dayAndClock(entry.from), dayAndClock(entry.at)];
	return entry.runs === 1 || from === at ? at : t.value.sync.diarySpan(from, at, entry.runs);
}

export function diaryText(diary: DiaryEntry[], of: DiaryOf): string {
	const words = t.value.sync;
	const head = [
		words.diaryTitle,
		`${of.phone} ${of.deviceId}`,
		`${of.appVersion} · ${of.browser}`,
		words.diaryLeft(of.unsent, of.refused, of.drafts),
		Math.abs(of.clockMinutes) >= 1 ? words.clock(of.clockMinutes) : "",
	];
	const lines = [...diary].reverse().map((entry) => `${entryTime(entry)}  ${entryText(entry)} [${entry.end}]`);
	return [...head.filter((line) => line !== ""), "", ...lines].join("\n");
}
