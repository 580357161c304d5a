// Times as people say them: "3 天前"; how far a phone's clock is off. In the language of the page.
import { timeText } from "@/console/utils/times";
import { t } from "@/console/texts";

export function dayOf(time: string | null | undefined): string {
	return timeText(time).slice(0, 10);
}

export function daysSince(time: string, now: number): number {
	return Math.floor((now - Date.parse(time)) / 86_400_000);
}

// A time of the future, of a wrong clock, is "just now".
export function ago(time: string | null | undefined, now: number): string {
	const words = t.value.teams.ago;
	if (!time) return words.never;
	const minutes = Math.floor((now - Date.parse(time)) / 60_000);
	if (!(minutes >= 1)) return words.now;
	if (minutes < 60) return words.minutes(minutes);
	if (minutes < 48 * 60) return words.hours(Math.floor(minutes / 60));
	const days = Math.floor(minutes / 1440);
	return days < 730 ? words.days(days) : words.years(Math.floor(days / 365));
}

// Up to ten minutes are as good as right: beyond, the server gives the records a warning.
const unremarkableSeconds = 600;

// "快 2 小时"; nothing while the clock is right. `offset` is the phone's time less the server's.
export function clockSkew(offset: number | null): string {
	if (offset === null || Math.abs(offset) < unremarkableSeconds) return "";
	const words = t.value.teams.clock;
	const minutes = Math.round(Math.abs(offset) / 60);
	const amount =
		minutes < 120
			? words.minutes(minutes)
			: minutes < 2880
				? words.hours(Math.round(minutes / 60))
				: words.days(Math.round(minutes / 1440));
	return offset > 0 ? words.fast(amount) : words.slow(amount);
}
