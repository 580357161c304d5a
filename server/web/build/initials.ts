// A table from Chinese characters to the first letters of their readings, made at build time: 鲁山县 is found by "lsx".
//
// One string a letter holds all characters that have a reading with it, so that 长 is found under c and under z. Which
// characters: those of GB 2312, in which the names of places are written.
import { pinyin } from "pinyin-pro";
import type { Plugin } from "vite";

const moduleId = "virtual:initials";

function charactersOfGb2312(): string[] {
	const decoder = new TextDecoder("gb2312");
	const characters: string[] = [];
	for (let row = 0xb0; row <= 0xf7; ++row) {
		for (let cell = 0xa1; cell <= 0xfe; ++cell) {
			const character = decoder.decode(Uint8Array.of(row, cell));
			if (/^\p{Script=Han}$/u.test(character)) characters.push(character);
		}
	}
	return characters;
}

function makeTable(): Record<string, string> {
	const table: Record<string, string> = {};
	for (const character of charactersOfGb2312()) {
		const readings = pinyin(character, { multiple: true, toneType: "none", type: "array" });
		const letters = new Set(readings.map((reading) => reading.charAt(0)).filter((letter) => /[a-z]/.test(letter)));
		for (const letter of letters) table[letter] = (table[letter] ?? "") + character;
	}
	return table;
}

export function initials(): Plugin {
	return {
		name: "initials",
		resolveId: (id) => (id === moduleId ? `\0${moduleId}` : undefined),
		load: (id) => (id === `\0${moduleId}` ? `export default ${JSON.stringify(makeTable())};` : undefined),
	};
}
