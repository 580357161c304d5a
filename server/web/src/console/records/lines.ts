// Two values of a field side by side: which of their lines stand on the other side too. A field of one line is one line;
// of materials and lectures only the entry that changed is marked.
export interface Line {
	text: string;
	isChanged: boolean;
}

function marked(text: string, other: string): Line[] {
	const left = new Map<string, number>();
	for (const line of other.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
	return text
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => {
			const count = left.get(line) ?? 0;
			if (count > 0) left.set(line, count - 1);
			return { text: line, isChanged: count === 0 };
		});
}

export function markLines(before: string, after: string): { before: Line[]; after: Line[] } {
	return { before: marked(before, after), after: marked(after, before) };
}
