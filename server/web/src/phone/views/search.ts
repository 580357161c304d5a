// What is looked for in the list of events is found in what its cards show: every word of it somewhere, in whatever order. Plain
// functions; how codes and days are called comes from who asks.
import { folded } from "@/common/plain_text";
import type { Item } from "./list";

// In the language of the screen.
export interface CardWords {
	area: (code: string) => string;
	venueType: (code: string) => string;
	state: (item: Item) => string;
	day: (day: string) => string;
	month: (month: string) => string; // "2026-03"
	people: (count: number) => string;
}

const chineseMonths = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const dayWord = /^(\d{4}年)?((\d{1,2}|[一二三四五六七八九十]{1,2})月份?)?(\d{1,2}[日号])?$/;

// The ways to call a day and its month and year; a month is looked for as a whole, or 1月 would be found in 11月.
function waysOfDay(day: string, words: CardWords): { whole: string[]; parts: string[] } {
	const [year, month, date] = [day.slice(0, 4), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
	const months = [`${month}月`, `${chineseMonths[month - 1] ?? ""}月`];
	const dates = ["", `${date}日`, `${date}号`];
	const whole = months.flatMap((name) => [`${name}份`, ...dates.flatMap((tail) => [`${name}${tail}`, `${year}年${name}${tail}`])]);
	return { whole: [`${year}年`, `${date}日`, `${date}号`, ...whole], parts: [day, words.day(day), words.month(day.slice(0, 7))] };
}

// Not as the end of a longer number.
function standsIn(part: string, word: string): boolean {
	for (let at = part.indexOf(word); at >= 0; at = part.indexOf(word, at + 1)) {
		if (at === 0 || !/[\d一二三四五六七八九十]/.test(part.charAt(at - 1))) return true;
	}
	return false;
}

interface Haystack {
	parts: string[];
	whole: Set<string>;
}

function haystackOf(item: Item, words: CardWords): Haystack {
	const { title, place, note, speakers, area, venue_type: venueType, occurred_on: day, reach } = item.record;
	const days = [day, item.dueOn].flatMap((found) => (found && found.length === 10 ? [waysOfDay(found, words)] : []));
	const parts = [
		title,
		place,
		note,
		...(speakers ?? []),
		area ? words.area(area) : "",
		venueType ? words.venueType(venueType) : "",
		words.state(item),
		typeof reach?.total === "number" ? words.people(reach.total) : "",
		...days.flatMap((found) => found.parts),
		item.receipt,
	];
	return {
		parts: parts.flatMap((part) => (part ? [folded(part)] : [])),
		whole: new Set(days.flatMap((found) => found.whole)),
	};
}

// Whether a card shows what is looked for; what stands on each is worked out once. To be made anew with other words.
export function cardSearch(words: CardWords): (text: string) => (item: Item) => boolean {
	const known = new WeakMap<Item, Haystack>();
	const of = (item: Item) => {
		const found = known.get(item) ?? haystackOf(item, words);
		known.set(item, found);
		return found;
	};
	return (text) => {
		// Together first: a name that somebody writes with a blank in it is still one.
		const all = folded(text);
		const each = text.split(/[\s\u3000,，、;；]+/).flatMap((word) => (folded(word) === "" ? [] : [folded(word)]));
		const holds = ({ parts, whole }: Haystack, word: string) =>
			parts.some((part) => (dayWord.test(word) ? standsIn(part, word) : part.includes(word))) || whole.has(word);
		return (item) => {
			if (each.length === 0) return true;
			const haystack = of(item);
			return each.every((word) => holds(haystack, word)) || holds(haystack, all);
		};
	};
}
