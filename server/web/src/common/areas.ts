// The official list of areas on the phone: tree, names and search by name or by the first letters of the readings, offline.
import { folded } from "@/common/plain_text";
import type { AreaRow } from "@/common/reference";

export interface Area extends AreaRow {
	children: Area[];
}

// Names in which the usual endings stand for themselves: 鲁山 finds 鲁山县.
export class AreaIndex {
	private readonly byCode = new Map<string, Area>();
	readonly root: Area | null;
	private lettersOf: ((name: string) => string[]) | null = null;
	private readonly names = new Map<string, string>(); // folded
	private readonly letters = new Map<string, string[]>();

	constructor(rows: AreaRow[]) {
		for (const row of rows) this.byCode.set(row.code, { ...row, children: [] });
		let root: Area | null = null;
		for (const area of this.byCode.values()) {
			const parent = area.parent === null ? undefined : this.byCode.get(area.parent);
			if (parent) parent.children.push(area);
			else root = area;
		}
		this.root = root;
	}

	get codes(): Set<string> {
		return new Set(this.byCode.keys());
	}

	find(code: string): Area | undefined {
		return this.byCode.get(code);
	}

	// From the county down: 鲁山县 / 下汤镇 / 十亩地洼村. The prefecture is named only where it stands alone.
	path(code: string): Area[] {
		const path: Area[] = [];
		for (let area = this.byCode.get(code); area; area = area.parent === null ? undefined : this.byCode.get(area.parent))
			path.unshift(area);
		return path.length > 1 ? path.slice(1) : path;
	}

	pathName(code: string, separator = " "): string {
		const names = this.path(code).map((area) => area.name);
		return names.length > 0 ? names.join(separator) : code;
	}

	// Areas in force whose name holds the text, or whose initials begin with it; those below `under` first, then by level.
	async search(text: string, options: { under?: string; limit?: number } = {}): Promise<Area[]> {
		const wanted = folded(text);
		if (wanted === "") return [];
		const isLetters = /^[a-z]+$/.test(wanted);
		if (isLetters) await this.loadLetters();
		const hits: { area: Area; rank: number }[] = [];
		for (const area of this.byCode.values()) {
			if (area.valid_to !== null) continue;
			const position = isLetters ? (this.matchesLetters(area, wanted) ? 0 : -1) : this.foldedName(area).indexOf(wanted);
			if (position < 0 && area.code !== wanted) continue;
			const outside = options.under !== undefined && !this.isUnder(area, options.under);
			hits.push({ area, rank: (outside ? 1000 : 0) + area.code.length * 10 + Math.min(position, 9) });
		}
		return hits
			.sort((left, right) => left.rank - right.rank || left.area.code.localeCompare(right.area.code))
			.slice(0, options.limit ?? 50)
			.map((hit) => hit.area);
	}

	private foldedName(area: Area): string {
		let name = this.names.get(area.code);
		if (name === undefined) {
			name = folded(area.name);
			this.names.set(area.code, name);
		}
		return name;
	}

	private isUnder(area: Area, code: string): boolean {
		return this.path(area.code).some((above) => above.code === code) || area.code === code;
	}

	private matchesLetters(area: Area, wanted: string): boolean {
		const letters = this.initialsOf(area);
		return [...wanted].every((letter, index) => letters[index]?.includes(letter));
	}

	private initialsOf(area: Area): string[] {
		let letters = this.letters.get(area.code);
		if (!letters) {
			letters = this.lettersOf?.(area.name) ?? [];
			this.letters.set(area.code, letters);
		}
		return letters;
	}

	private async loadLetters(): Promise<void> {
		if (!this.lettersOf) this.lettersOf = (await import("@/common/initials")).initialsOfName;
	}
}
