// Days and times as they are typed from paper: 20151209, 2015.12.9, 12-9, 9; 0930, 9：30, 9点半. What cannot be read stays
// as it is, for the form to say so. Pure.
import { isDay } from "@/common/calendar";
import { toHalfWidth, trimmed } from "@/common/plain_text";

const plainDigits = (text: string) => trimmed(toHalfWidth(text));

const two = (part: string | number) => String(part).padStart(2, "0");

// `near`: of which year, and which month, a day is that names none; but none after `last`, paper is of the past.
export function readDay(text: string, near: string, last = "9999-12-31"): string {
	const clean = plainDigits(text).replace(/[日号]$/, "");
	const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(clean);
	const parts = compact ? compact.slice(1) : clean.split(/\D+/).filter((part) => part !== "");
	if (!compact && !/^\d{1,4}(\D+\d{1,2}){0,2}$/.test(clean)) return text;
	const [year, month] = [near.slice(0, 4), near.slice(5, 7)];
	const ofYear = (monthDay: string) => (`${year}-${monthDay}` > last ? `${Number(year) - 1}-${monthDay}` : `${year}-${monthDay}`);
	const [first = "", second = "", third = ""] = parts;
	const day =
		parts.length === 3
			? `${first.length === 2 ? `20${first}` : first}-${two(second)}-${two(third)}`
			: parts.length === 2
				? ofYear(`${two(first)}-${two(second)}`)
				: `${year}-${month}-${two(first)}`;
	return isDay(day) ? day : text;
}

export function readTime(text: string): string {
	const clean = plainDigits(text).replace(/半$/, "30");
	const found = /^(\d{1,2})(?:[:：.点时](\d{0,2})分?)?$/.exec(clean) ?? /^(\d{1,2})(\d{2})$/.exec(clean);
	const [, hour, minute = ""] = found ?? [];
	if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return text;
	return `${two(hour)}:${two(minute === "" ? 0 : minute)}`;
}
