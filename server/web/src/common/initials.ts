// First letters of the readings of a name; loaded only when somebody searches by them, because the table is large.
import table from "virtual:initials";

const lettersByCharacter = new Map<string, string>();
for (const [letter, characters] of Object.entries(table)) {
	for (const character of characters) lettersByCharacter.set(character, (lettersByCharacter.get(character) ?? "") + letter);
}

// One entry a character: all letters with which it may be read; a character without one stands for itself.
export function initialsOfName(name: string): string[] {
	return [...name].map((character) => lettersByCharacter.get(character) ?? character.toLowerCase());
}
