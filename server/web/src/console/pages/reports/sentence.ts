// The numbers of the published sentence, each with the figure that it is: so that they open their records like any other.
import paragraph from "../../../../../../schema/paragraph.json";
import { indicators, type Indicator } from "./report";

export interface SentencePart {
	text: string;
	figure?: Indicator;
}

const figureNamed = (name: string): Indicator | undefined => indicators.find((known) => known === name);

// The sentence along the words of its template; whole where it is another one (of a version that was sealed before).
export function sentenceParts(text: string, template: string = paragraph.statistics): SentencePart[] {
	const pieces = template.split(/\{(\w+)\}/); // words, name, words, name, …, words
	const parts: SentencePart[] = [];
	if (!text.startsWith(pieces[0] ?? "")) return [{ text }];
	parts.push({ text: pieces[0] ?? "" });
	let at = (pieces[0] ?? "").length;
	for (let index = 1; index + 1 < pieces.length; index += 2) {
		const words = pieces[index + 1] ?? "";
		const next = words === "" ? text.length : text.indexOf(words, at);
		if (next < 0) return [{ text }];
		parts.push({ text: text.slice(at, next), figure: figureNamed(pieces[index] ?? "") }, { text: words });
		at = next + words.length;
	}
	return at === text.length ? parts.filter((part) => part.text !== "") : [{ text }];
}
