// A whole number as people write it: "１２０", "1,200", "120.00", "1.2万", "120 人次". It is read as a whole or not at all:
// nothing is dropped, so that no number becomes another. For every number field of both apps; the server's imports have
// shared/whole_number, and tests/fixtures/typed holds both to the same answers.
import { isBlank, toHalfWidth, trimmed } from "./plain_text";

export type WrongNumber = "not_a_number" | "not_whole" | "negative" | "range" | "too_large";

export interface WholeNumber {
	value: number | null; // null: nothing was written, or something is wrong
	wrong: WrongNumber | null;
}

const digitsMax = 15;
const charactersMax = 60;
const units = "人次|人|名|位|份|册|本|套|张|件|盒|个|处|所|户|场次|场|次|项|部";
const digits = "\\d+|\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?: \\d{3})+|\\d{1,3}(?:'\\d{3})+";
const numberPattern = new RegExp(`^(-?)(${digits})(?:\\.(\\d*))? ?(万?) ?(?:${units})?$`);
const onePart = `\\d[\\d,. ']*万? ?(?:${units})?`;
const rangePattern = new RegExp(`^${onePart} *(?:-|~|至|到) *${onePart}$`);

// At half width, with one kind of blank, minus, apostrophe and tilde; without what cannot be seen.
function plainNumber(text: string): string {
	const plain = toHalfWidth(text)
		.replace(/[\0-\x20\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ")
		.replace(/[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu, (sign) => (sign === " " ? " " : ""))
		.replace(/[‐‑‒–—―−]/g, "-")
		.replace(/’/g, "'")
		.replace(/。/g, ".")
		.replace(/〜/g, "~");
	return trimmed(plain);
}

export function readWholeNumber(text: string): WholeNumber {
	if (isBlank(text)) return { value: null, wrong: null };
	const wrong = (why: WrongNumber): WholeNumber => ({ value: null, wrong: why });
	if (text.length > charactersMax) return wrong("not_a_number");
	const plain = plainNumber(text);
	if (rangePattern.test(plain)) return wrong("range");
	const [, minus, whole, fraction = "", unit] = numberPattern.exec(plain) ?? [];
	if (whole === undefined) return wrong("not_a_number");
	const places = unit === "万" ? 4 : 0;
	const behind = fraction.replace(/0+$/, "");
	const written = whole.replace(/[, ']/g, "");
	if (minus !== "" && (/[1-9]/.test(written) || behind !== "")) return wrong("negative");
	if (behind.length > places) return wrong("not_whole");
	const all = (written + behind.padEnd(places, "0")).replace(/^0+(?=\d)/, "");
	return all.length > digitsMax ? wrong("too_large") : { value: Number(all), wrong: null };
}

// The number to be shown beside a text that says it in another way than digits do: of "1.2万" and "120 人"; else null.
export function readingOf(text: string): number | null {
	const { value } = readWholeNumber(text);
	return value === null || plainNumber(text).replace(/[, ']/g, "") === String(value) ? null : value;
}

// What a number field hands on: the number, or else the text as it was typed, so that it is kept with the draft and refused by
// the record's rules as what it is. Typed as the number that the field is for.
export function typedNumber(text: string): number | undefined {
	const { value, wrong } = readWholeNumber(text);
	return wrong === null ? (value ?? undefined) : (text as unknown as number);
}

// And what the field shows of that.
export function typedText(value: unknown): string {
	return value === null || value === undefined ? "" : String(value);
}
