// What a text is to the person who reads it: whether there is anything to see, and when two texts are the same. The server's
// shared/plain_text says the same; tests/fixtures/typed holds both to it.

// Blanks of every kind, control characters, and what Unicode says leaves no mark (U+200B, U+2060, U+3164); U+2800 too.
const invisible = "[\\p{White_Space}\\p{Cc}\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb]";
// Variation selectors and tags, which change the sign before them, do not go from the end.
const atEnds = new RegExp(`^${invisible}+|(?:(?![\\ufe00-\\ufe0f\\u{e0020}-\\u{e01ef}\\u180b-\\u180f])${invisible})+$`, "gu");
const onlyInvisible = new RegExp(`^${invisible}*$`, "u");
const anyInvisible = new RegExp(invisible, "gu");

// True when there is nothing to see, as of an empty text.
export function isBlank(text: string): boolean {
	return onlyInvisible.test(text);
}

// Without what cannot be seen at its ends.
export function trimmed(text: string): string {
	return isBlank(text) ? "" : text.replace(atEnds, "");
}

// "１，２００ＡＢ" is "1,200AB": digits, letters and signs as an input method leaves them.
export function toHalfWidth(text: string): string {
	return text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, " ");
}

// By which two texts are the same to who looks for one: width, case, blanks, quotation marks and middle dots do not count, and
// dashes are of one kind.
export function folded(text: string): string {
	return text
		.normalize("NFKC")
		.replace(anyInvisible, "")
		.toLowerCase()
		.replace(/["'`´“”„‟‘’‚‛«»‹›「」『』〝〞〟′″·•‧・∙⋅˙]/g, "")
		.replace(/[‐‑‒–—―−─﹣]/g, "-")
		.replace(/[〜∼～]/g, "~")
		.replace(/〈/g, "《")
		.replace(/〉/g, "》");
}

// Whether a text holds what is looked for; every text does when that is nothing.
export function soughtIn(wanted: string): (text: string | null | undefined) => boolean {
	const part = folded(wanted);
	return (text) => part === "" || folded(text ?? "").includes(part);
}
