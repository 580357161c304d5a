// Telephone numbers of China in what people write, so that a tap calls them. Plain functions.

export interface TextPart {
	text: string;
	tel: string | null; // what is called; null: words
}

// A mobile number, a landline with its area code, 400 and service numbers such as 12348; with the blanks and dashes people put in.
const number = "(?:\\+?86[- ]?)?1[3-9]\\d(?:[- ]?\\d{4}){2}|0\\d{2,3}[- ]?\\d{7,8}|400(?:[- ]?\\d{3})[- ]?\\d{4}|123\\d\\d";
const inText = new RegExp(`(^|[^\\d])(${number})(?!\\d)`, "g");
const alone = new RegExp(`^(?:${number})$`);

const dialled = (text: string) => text.replace(/[^\d+]/g, "");

export function telephoneParts(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let end = 0;
	for (const match of text.matchAll(inText)) {
		const found = match[2] ?? "";
		const start = (match.index ?? 0) + (match[1] ?? "").length;
		if (start > end) parts.push({ text: text.slice(end, start), tel: null });
		parts.push({ text: found, tel: dialled(found) });
		end = start + found.length;
	}
	if (end < text.length) parts.push({ text: text.slice(end), tel: null });
	return parts;
}

// Each once, in the order of the texts.
export function telephonesIn(texts: string[]): string[] {
	const found = texts.flatMap((text) => telephoneParts(text).flatMap((part) => (part.tel === null ? [] : [part.text])));
	return found.filter((text, index) => found.findIndex((other) => dialled(other) === dialled(text)) === index);
}

// What a tap calls, for a number that somebody typed; null: that is none.
export function telephoneOf(typed: string): string | null {
	const text = typed
		.normalize("NFKC")
		.replace(/[\s()‐-―]/g, "")
		.replace(/[－−]/g, "-");
	return alone.test(text) || /^\d{3,4}-?\d{7,8}(-\d{1,6})?$|^\d{5,8}$/.test(text) ? dialled(text) : null;
}
