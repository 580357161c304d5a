const clocksDifferMs = 10 * 60_000;

// How long ago, in words; for "last heard" and "saved". What lies ahead, since the clock was ahead then, is said as it stands.
import { t } from "@/phone/texts";

export function ago(time: string, now: number): string {
	const age = now - Date.parse(time);
	if (age < -clocksDifferMs) return dayAndClock(time);
	const minutes = Math.floor(age / 60_000);
	const words = t.value.sync.ago;
	if (!(minutes >= 1)) return words.now;
	if (minutes < 60) return words.minutes(minutes);
	return minutes < 48 * 60 ? words.hours(Math.floor(minutes / 60)) : words.days(Math.floor(minutes / 1440));
}

// "2025-03-08 11:20", of Asia/Shanghai.
export function dayAndClock(time: string): string {
	const shifted = new Date(Date.parse(time) + 8 * 3_600_000);
	return Number.isNaN(shifted.getTime()) ? time : `${shifted.toISOString().slice(0, 10)} ${shifted.toISOString().slice(11, 16)}`;
}
