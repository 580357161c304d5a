// Spans of days in words, and those that offices ask for most. Days are "2015-11-20", whole months "2015-11". Pure.

interface SpanWords {
	yearName: (year: string) => string;
	month: (month: string) => string; // a month or a day
	between: (from: string, to: string) => string;
}

export interface Period {
	from: string;
	to: string;
}

const pad = (value: number) => String(value).padStart(2, "0");

// The last day of a month.
export function lastDayOf(month: string): string {
	const day = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
	return `${month.slice(0, 7)}-${pad(day)}`;
}

export const firstDay = (text: string) => (text.length === 7 ? `${text}-01` : text);
export const lastDay = (text: string) => (text.length === 7 ? lastDayOf(text) : text);

// Days as the address has them: by months where both ends are those of months, so that one span has one name.
export function named(from: string, to: string): Period {
	const [first, last] = [firstDay(from), lastDay(to)];
	const isWhole = first.endsWith("-01") && last === lastDayOf(last);
	return isWhole ? { from: first.slice(0, 7), to: last.slice(0, 7) } : { from: first, to: last };
}

// From the first day of a year to the last day of one, by months or by days.
export const isWholeYears = ({ from, to }: Period) => /^\d{4}-01(-01)?$/.test(from) && /^\d{4}-12(-31)?$/.test(to);

// "2015 年 11 月", "2015 年 1 月～2015 年 11 月 20 日".
export function spanText({ from, to }: Period, common: SpanWords): string {
	const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
	if (isWholeYears({ from, to })) return first === last ? common.yearName(first) : common.between(first, common.yearName(last));
	return from === to ? common.month(from) : common.between(common.month(from), common.month(to));
}

export type PresetId = "month" | "quarter" | "half" | "so_far" | "last_year";

// As of a day of Shanghai. A month or quarter that has begun is meant whole.
export function presetsOn(today: string): (Period & { id: PresetId })[] {
	const year = today.slice(0, 4);
	const month = Number(today.slice(5, 7));
	const quarter = Math.floor((month - 1) / 3) * 3 + 1;
	const last = String(Number(year) - 1);
	return [
		{ id: "month", from: `${year}-${pad(month)}`, to: `${year}-${pad(month)}` },
		{ id: "quarter", from: `${year}-${pad(quarter)}`, to: `${year}-${pad(quarter + 2)}` },
		{ id: "half", from: `${year}-01`, to: `${year}-06` },
		{ id: "so_far", ...named(`${year}-01-01`, today) },
		{ id: "last_year", from: `${last}-01`, to: `${last}-12` },
	];
}

// What of a month lies in a span: the row of a month opens no more than it counts.
export function monthWithin(month: string, { from, to }: Period): Period {
	const first = from.length === 10 && from.slice(0, 7) === month ? from : `${month}-01`;
	const last = to.length === 10 && to.slice(0, 7) === month ? to : lastDayOf(month);
	return named(first, last);
}

// What of a year lies in a span that touches it.
export function yearWithin(year: string, { from, to }: Period): Period {
	const first = from.slice(0, 4) === year ? firstDay(from) : `${year}-01-01`;
	const last = to.slice(0, 4) === year ? lastDay(to) : `${year}-12-31`;
	return named(first, last);
}
